/**
 * `node test/bench/models.ts`: models end to end, for docs/methods/models-in-practice.md. HCC-TACE-Seg trained and applied to WAW-TACE, the
 * filter over its two phases, survival of the groups; on the simulated cohorts the planted risk and the immune association downstream. Needs
 * PostgreSQL of the tests and the real data; some two minutes. What shuffled labels find: shuffled.ts.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readBaseRelease } from '../../db/release/base.ts'
import type { LayerContent, ReleaseContent } from '../../db/release/content.ts'
import { defaultSeed, generateDemo } from '../../etl/datasets/demo/generate.ts'
import type { Job, Report } from '../../etl/job.ts'
import { runJob } from '../../etl/run.ts'
import { areaWithInterval } from '../../science/prediction/roc.ts'
import type { ModelCard } from '../../science/radiogenomics/modelCard.ts'
import { ascending } from '../../science/stats/describe.ts'
import { spearman } from '../../science/stats/spearman.ts'
import { wilcoxonRankSum } from '../../science/stats/wilcoxon.ts'
import { cox } from '../../science/survival/cox.ts'
import { logRank } from '../../science/survival/logRank.ts'
import { openTestDatabase } from '../db/databases.ts'
import { realData } from '../shared.ts'

const datasets = join(import.meta.dirname, '../../etl/datasets')
const base = await openTestDatabase('postgres')
const demo = await mkdtemp(join(tmpdir(), 'radimmune-bench-models-'))

function say(line: string): void {
  console.log(line)
}

async function run(job: Job): Promise<Report> {
  const started = performance.now()
  const report = await runJob(base.db, job, () => undefined, new AbortController().signal)
  const outcome = 'outcome' in report ? report.outcome : ''
  say(
    `  ${job.command} ${'model' in job ? job.model : ''} ${outcome} ${((performance.now() - started) / 1000).toFixed(1)} s`,
  )
  return report
}

async function contentOf(slug: string): Promise<ReleaseContent> {
  const release = await readBaseRelease(base.db, slug)
  if (!release) throw new Error(slug)
  return release.content
}

function layerOf(content: ReleaseContent, ref: string): LayerContent {
  const found = content.layers.find(({ kind, key }) => `${kind}:${key}` === ref)
  if (!found) throw new Error(`no ${ref}`)
  return found
}

/** One value per patient of the cohort. */
function values(content: ReleaseContent, ref: string): Float64Array {
  const [name = '', key] = ref.split('/')
  const layer = layerOf(content, name)
  const column = layer.columns[layer.variables.findIndex((variable) => variable.key === key)]
  return Float64Array.from(layer.patientRows ?? [], (row) => column?.[row] ?? NaN)
}

function cardOf(content: ReleaseContent, key: string): ModelCard {
  return content.riskModels.find((model) => model.key === key)?.card as unknown as ModelCard
}

const two = (value: number): string => value.toFixed(3)
const area = (found: ModelCard['evaluations'][0]['areas']['score']): string =>
  'auc' in found ? `${two(found.auc)} (${two(found.low)} to ${two(found.high)})` : found.reason

function sayModel(card: ModelCard): void {
  for (const { kind, areas } of card.evaluations)
    say(
      `  ${kind}: score ${area(areas.score)}${areas.gtr && areas.ith ? `, GTR ${area(areas.gtr)}, ITH ${area(areas.ith)}` : ''}`,
    )
  for (const { name, areas } of card.rivals)
    say(`  ${name}: out of fold ${area(areas.outOfFold)}, apparent ${area(areas.apparent)}`)
  for (const { first, second, result } of card.comparisons)
    if ('difference' in result)
      say(`  ${first} − ${second}: ${two(result.difference)} (${two(result.low)} to ${two(result.high)})`)
  for (const { form, n, features } of card.robustness)
    say(
      `  ${form}: n ${n}, ${features.filter(({ kept }) => kept).length} of ${features.length} features stay`,
    )
  say(
    `  selected: ${card.features
      .filter(({ selected }) => selected)
      .map(({ feature, stability }) => `${feature} (${stability ?? ''})`)
      .join(', ')}`,
  )
}

function saySurvival(content: ReleaseContent, layer: string, endpoint: string): void {
  const [name = '', key] = endpoint.split('/')
  const outcome = layerOf(content, name)
  const column =
    outcome.columns[outcome.variables.findIndex((variable) => variable.key === key)] ?? new Float64Array()
  const n = outcome.rows.length
  const groups = values(content, `${layer}/risk_group`)
  const rows = content.patients.flatMap((_, patient) => {
    const row = outcome.patientRows?.[patient] ?? -1
    const [time, event, group] = [column[row] ?? NaN, column[n + row] ?? NaN, groups[patient] ?? NaN]
    return [time, event, group].every((value) => Number.isFinite(value)) ? [{ time, event, group }] : []
  })
  const [time, event, group] = (['time', 'event', 'group'] as const).map((field) =>
    rows.map((row) => row[field]),
  )
  if (!time || !event || !group) return
  const test = logRank({ time, event, group })
  const fit = cox({
    time,
    event,
    covariates: [{ name: 'HIGH', values: group.map((value) => (value === 0 ? 1 : 0)) }],
  })
  say(
    `  ${layer}: ${rows.length} patients, HIGH ${group.filter((value) => value === 0).length}; log-rank ${JSON.stringify(test)}`.slice(
      0,
      400,
    ),
  )
  say(`  Cox HIGH against LOW ${JSON.stringify('terms' in fit ? fit.terms : fit)}`.slice(0, 300))
}

say('HCC-TACE-Seg and WAW-TACE')
for (const slug of ['hcc-tace-seg', 'waw-tace'])
  await run({ command: 'import', manifestPath: join(datasets, `${slug}.json`), dataRoot: realData })
for (const key of ['hcc-tace-seg-gtr', 'hcc-tace-seg-gtr-stable']) {
  await run({ command: 'train', trainingPath: join(datasets, `models/${key}.json`) })
  const hcc = await contentOf('hcc-tace-seg')
  sayModel(cardOf(hcc, key))
  saySurvival(hcc, `score:${key}-out-of-fold`, 'outcome:tace/os')
  saySurvival(hcc, `score:${key}`, 'outcome:tace/os')
  const report = await run({
    command: 'score',
    cohort: 'waw-tace',
    model: `hcc-tace-seg/${key}`,
    gtr: 'imaging:gtr-phase1',
  })
  if ('findings' in report) for (const { message } of report.findings) say(`  ${message}`)
}

say('Simulated cohorts')
await generateDemo(demo, defaultSeed)
for (const slug of ['demo-training', 'demo'])
  await run({ command: 'import', manifestPath: join(demo, `${slug}.json`), dataRoot: demo })
const trainingPath = join(datasets, 'models/demo-gtr-ith.json')
await run({ command: 'train', trainingPath })
const training = await contentOf('demo-training')
sayModel(cardOf(training, 'demo-gtr-ith-features'))
await run({ command: 'score', cohort: 'demo', model: 'demo-training/demo-gtr-ith-features' })
const truth = JSON.parse(await readFile(join(demo, 'truth.json'), 'utf8')) as {
  scores: Record<string, number>
  demo: { groups: Record<'HIGH' | 'LOW', string[]> }
  training: { groups: Record<'HIGH' | 'LOW', string[]> }
}
for (const [content, layer, groups] of [
  [training, 'score:demo-gtr-ith-features-out-of-fold', truth.training.groups],
  [await contentOf('demo'), 'score:demo-gtr-ith-features', truth.demo.groups],
] as const) {
  const score = values(content, `${layer}/score`)
  const group = values(content, `${layer}/risk_group`)
  const low = new Set(groups.LOW)
  const known = content.patients.flatMap(({ id }, i) =>
    (low.has(id) || groups.HIGH.includes(id)) && Number.isFinite(score[i]) ? [{ id, i }] : [],
  )
  const planted = Float64Array.from(known, ({ id }) => Number(low.has(id)))
  const own = Float64Array.from(known, ({ i }) => score[i] ?? NaN)
  const agree = known.filter(({ id, i }) => (group[i] === 1) === low.has(id)).length
  const rho = spearman(
    own,
    Float64Array.from(known, ({ id }) => truth.scores[id] ?? NaN),
  )
  say(
    `  ${layer}: planted LOW AUC ${area(areaWithInterval(own, planted))}, same group ${agree} of ${known.length}, ρ with the planted score ${JSON.stringify(rho).slice(0, 120)}`,
  )
}
const scored = await contentOf('demo')
const group = values(scored, 'score:demo-gtr-ith-features/risk_group')
for (const cell of ['plasma_cell', 'macrophage_m1', 'macrophage_m2']) {
  const share = values(scored, `immune:cibersort-lm22/${cell}`)
  const [high, low] = [0, 1].map((of) =>
    share.filter((value, i) => group[i] === of && Number.isFinite(value)),
  )
  if (high && low)
    say(
      `  ${cell} HIGH − LOW: ${JSON.stringify(wilcoxonRankSum(ascending(high), ascending(low))).slice(0, 220)}`,
    )
}

await base.drop()
await rm(demo, { recursive: true, force: true })
