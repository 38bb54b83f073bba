/**
 * What is found where there is nothing to find: `node test/bench/shuffled.ts`. The response of the simulated training set is dealt out anew 20
 * times and models are trained on it, for docs/methods/models-in-practice.md. Needs PostgreSQL of the tests; some minutes.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readBaseRelease } from '../../db/release/base.ts'
import { defaultSeed, generateDemo } from '../../etl/datasets/demo/generate.ts'
import { Findings } from '../../etl/findings.ts'
import { parseTrainingFile, trainingSpecOf } from '../../etl/models/trainingFile.ts'
import { featureTable, outcomeValues, regionTable, rivalTable } from '../../etl/models/trainingTables.ts'
import { runJob } from '../../etl/run.ts'
import { shuffle } from '../../science/prediction/folds.ts'
import type { PipelinePlan } from '../../science/prediction/pipelineTypes.ts'
import { fitHeterogeneity, heterogeneityVector } from '../../science/radiogenomics/heterogeneity.ts'
import { trainGtrIth } from '../../science/radiogenomics/trainGtrIth.ts'
import { publishedPlan } from '../../science/radiogenomics/trainingSpec.ts'
import { logNormalTwoSided } from '../../science/stats/distributions.ts'
import { createRandom } from '../../science/stats/random.ts'
import { openTestDatabase } from '../db/databases.ts'

const base = await openTestDatabase('postgres')
const folder = await mkdtemp(join(tmpdir(), 'radimmune-bench-shuffled-'))
await generateDemo(folder, defaultSeed)
const manifestPath = join(folder, 'demo-training.json')
const job = { command: 'import' as const, manifestPath, dataRoot: folder }
await runJob(base.db, job, () => undefined, new AbortController().signal)
const release = await readBaseRelease(base.db, 'demo-training')
const path = join(import.meta.dirname, '../../etl/datasets/models/demo-gtr-ith.json')
const parsed = parseTrainingFile(await readFile(path, 'utf8'))
if (!release || !parsed.ok) throw new Error('no training set')
const { file } = parsed
const { content } = release
const notes = new Findings()
const gtr = file.gtr && featureTable(content, file.gtr, notes)
const regions = file.ith && regionTable(content, file.ith, notes)
const source = regions && fitHeterogeneity(regions).source
const ith = regions && source && heterogeneityVector(regions, source).table
const rivals = rivalTable(content, [file.volume], notes)?.table ?? null
const outcome = outcomeValues(content, file.outcome, notes) ?? new Float64Array()
const patients = content.patients.map(({ id }) => id)

const strongest: PipelinePlan['selection'] = [
  { step: 'correlation', cutoff: 0.75, sign: 'absolute', method: 'pearson' },
  { step: 'strongest', count: 5 },
]
/** Three learners with fixed settings: sixty trainings are wanted. */
const learners: PipelinePlan['learners'] = [
  { kind: 'logistic', cost: [0.1] },
  { kind: 'randomForest', trees: [50], depth: [null], minSplit: [2], minLeaf: [5] },
  { kind: 'boosting', trees: [50], depth: [2], rate: [0.05], subsample: [0.7], minChildWeight: [3] },
]
const plain = trainingSpecOf({ ...file, clinical: [] }, { gtr: [], ith: [] }, [])
const mean = (list: readonly number[]): number => list.reduce((sum, value) => sum + value, 0) / list.length
const three = (value: number): string => value.toFixed(3)

console.log(
  '| model | selection | trained | refused | nested AUC, mean | single | within .45 to .55 | expected there | apparent, mean |\n|---|---|---|---|---|---|---|---|---|',
)
for (const [model, name, selection] of [
  ['gtr', 'published', publishedPlan().selection],
  ['gtr-ith', 'published', publishedPlan().selection],
  ['gtr', 'five strongest', strongest],
  ['gtr-ith', 'five strongest', strongest],
] as const) {
  const areas: { nested: number; apparent: number }[] = []
  const reasons = new Map<string, number>()
  let spread = NaN
  for (let seed = 1; seed <= 20; seed += 1) {
    const order = Int32Array.from(patients.keys())
    shuffle(order, createRandom(seed))
    const values = Float64Array.from(order, (row) => outcome[row] ?? NaN)
    const ofBoth = model === 'gtr-ith'
    const found = trainGtrIth(
      {
        gtr,
        ith: ofBoth ? ith : null,
        heterogeneity: ofBoth ? source : null,
        rivals,
        outcome: { patients, values },
      },
      {
        ...plain,
        seed,
        gtr: plain.gtr && { ...plain.gtr, selection, learners },
        ith: ofBoth && plain.ith ? { ...plain.ith, selection, learners } : null,
        nested: { ...plain.nested, repeats: 1 },
      },
    )
    if (found.kind === 'notTestable') {
      reasons.set(found.reason, (reasons.get(found.reason) ?? 0) + 1)
      continue
    }
    const [nested, apparent] = found.evaluations.map(({ areas: { score } }) =>
      'auc' in score ? score.auc : NaN,
    )
    areas.push({ nested: nested ?? NaN, apparent: apparent ?? NaN })
    const { patients: n, events } = found.model
    // Mann–Whitney under no association: what the area of a score that knows nothing does by chance
    spread = Math.sqrt((n + 1) / (12 * events * (n - events)))
  }
  const nested = areas.map((area) => area.nested)
  const inside = nested.filter((area) => area >= 0.45 && area <= 0.55).length
  const expected = (1 - Math.exp(logNormalTwoSided(0.05 / spread))) * nested.length
  const range = `${three(Math.min(...nested))} to ${three(Math.max(...nested))}`
  const refused = [...reasons].map(([reason, count]) => `${count}: ${reason}`).join('; ') || '0'
  console.log(
    nested.length === 0
      ? `| ${model} | ${name} | 0 | ${refused} | – | – | – | – | – |`
      : `| ${model} | ${name} | ${nested.length} | ${refused} | ${three(mean(nested))} | ${range} | ${inside} | ${expected.toFixed(1)} (SD ${three(spread)}) | ${three(mean(areas.map((area) => area.apparent)))} |`,
  )
}
await base.drop()
await rm(folder, { recursive: true, force: true })
