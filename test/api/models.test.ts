/** The model in the contract: its card, its selection, its validation and the shift of another cohort. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { runJob } from '../../etl/run.ts'
import type { Job, Report } from '../../etl/job.ts'
import { trainingFile, writeModelCohort } from '../etl/modelCohort.ts'
import type { Harness } from './harness.ts'
import { openHarness } from './harness.ts'

interface Estimate {
  value: number
  low: number
  high: number
}
interface Validation {
  modelValidation: {
    answer: string[]
    axis: { gtr: number; ith: number }[]
    cutoffLine: { gtr: number; ith: number }[]
    evaluations: {
      kind: string
      n: number
      withoutOutcome: number
      withoutScore: number
      groupsVariable: string | null
      groups: { sensitivity: { value: number; count: number; of: number } }
      scores: {
        name: string
        n: number
        area: Estimate
        roc: { falsePositive: number; sensitivity: number }[]
        calibration: { slope: Estimate } | null
      }[]
      comparisons: { first: string; second: string; difference: Estimate; idi: Estimate | null }[]
      patients: { patient: string; gtr: number; group: string; event: boolean | null }[]
    }[]
    tsv: string
  }
}

const validationQuery = `query ($input: ModelValidationInput!) { modelValidation(input: $input) {
  answer axis { gtr ith } cutoffLine { gtr ith } tsv
  evaluations { kind n withoutOutcome withoutScore groupsVariable groups { sensitivity { value count of } }
    scores { name n area { value low high } roc { falsePositive sensitivity } calibration { slope { value } } }
    comparisons { first second difference { value low high } idi { value } }
    patients { patient gtr group event } } } }`

describe('models in the API', () => {
  let h: Harness
  const folders: string[] = []
  let model = ''
  let home = ''
  let other = ''

  async function run(job: Job): Promise<Report> {
    return runJob(h.db, job, () => undefined, new AbortController().signal)
  }

  function shortId(report: Report): string {
    if (!('release' in report) || !report.release) throw new Error(JSON.stringify(report))
    return report.release.shortId
  }

  beforeAll(async () => {
    h = await openHarness(inject('postgres') ? 'postgres' : 'pglite')
    for (const cohort of [{ slug: 'model-a' }, { slug: 'model-b', n: 40, seed: 2 }]) {
      const { folder, manifestPath } = await writeModelCohort(cohort)
      folders.push(folder)
      await run({ command: 'import', manifestPath, dataRoot: folder })
    }
    const folder = await mkdtemp(join(tmpdir(), 'radimmune-api-models-'))
    folders.push(folder)
    const trainingPath = join(folder, 'training.json')
    await writeFile(trainingPath, JSON.stringify(trainingFile()))
    home = shortId(await run({ command: 'train', trainingPath }))
    other = shortId(await run({ command: 'score', cohort: 'model-b', model: 'model-a/both' }))
    model = `${home}/both`
    await run({ command: 'model-export', model: 'model-a/both', path: join(folder, 'both.json') })
  }, 300_000)

  afterAll(async () => {
    await h.close()
    for (const folder of folders) await rm(folder, { recursive: true, force: true })
  })

  it('gives the card, what fell out and why, and the file byte for byte', async () => {
    const { data, errors } = await h.ask(
      `query ($id: ID!) {
        riskModel(id: $id) { key score inputs card { kind seed patients events trainingReleaseHash intendedUse file
          reporting { guideline item answer } selection { part steps { step before kept dropped { reason } } features { feature direction stability } } } }
        featureSelection(model: $id) { part steps { step } } }`,
      { id: model },
    )
    expect(errors).toEqual([])
    const { riskModel, featureSelection } = data as {
      riskModel: {
        score: string
        card: { file: string; reporting: { guideline: string; answer: string | null }[] }
      }
      featureSelection: { part: string; steps: { step: string }[] }[]
    }
    expect(riskModel).toMatchObject({
      key: 'both',
      score: 'score:both/score',
      inputs: ['score:both/gtr_proba', 'score:both/ith_proba'],
      card: { kind: 'gtr-ith', seed: 7, patients: 59, intendedUse: null },
    })
    expect(featureSelection.map(({ part, steps }) => [part, steps.map(({ step }) => step)])).toEqual([
      ['gtr', ['correlation', 'tTest']],
      ['ith', ['correlation', 'tTest']],
    ])
    expect(riskModel.card.file).toBe(await readFile(join(folders.at(-1) ?? '', 'both.json'), 'utf8'))
    const { reporting } = riskModel.card
    expect(reporting.filter(({ guideline }) => guideline === 'CLEAR')).toHaveLength(58)
    // what nobody recorded is said so, not filled in
    expect(reporting.some(({ answer }) => answer === null)).toBe(true)
  })

  async function validate(release: string): Promise<Validation['modelValidation']> {
    const { data, errors } = await h.ask(validationQuery, { input: { release, model } })
    expect(errors).toEqual([])
    return (data as Validation).modelValidation
  }

  it('judges the model on its own patients, the honest evaluation first, volume and clinical beside', async () => {
    const { evaluations, answer, axis, tsv } = await validate(home)
    expect(evaluations.map(({ kind, n }) => [kind, n])).toEqual([
      ['outOfFold', 59],
      ['inSample', 59],
    ])
    const [honest, apparent] = evaluations
    expect(evaluations.map(({ groupsVariable }) => groupsVariable)).toEqual([
      'score:both-out-of-fold/risk_group',
      'score:both/risk_group',
    ])
    const names = ['GTR-ITH', 'GTR', 'ITH', 'clinical', 'volume']
    expect(honest?.scores.map(({ name }) => name)).toEqual(names)
    expect(apparent?.scores.map(({ name }) => name)).toEqual(names)
    expect(honest?.scores[0]?.area.value).toBeLessThan(apparent?.scores[0]?.area.value ?? 0)
    expect(honest?.comparisons).toHaveLength(10)
    // by hand: the share of pairs that the GTR probability orders rightly
    const gtr = honest?.scores.find(({ name }) => name === 'GTR')
    expect(gtr?.area.value).toBeCloseTo(areaByPairs(honest?.patients ?? []), 12)
    const low = honest?.patients.filter(({ group, event }) => group === 'LOW' && event === true).length
    expect(honest?.groups.sensitivity.count).toBe(low)
    expect(honest?.scores[0]?.roc.at(-1)).toMatchObject({ falsePositive: 0, sensitivity: 0 })
    expect(axis).toHaveLength(2)
    expect(answer[0]).toMatch(/^Out of fold \(honest\): GTR-ITH AUC 0\.\d+ \(95 % CI/)
    expect(answer.join(' ')).toContain('Volume alone')
    expect(tsv.split('\n').filter((line) => line.startsWith('Out of fold'))).toHaveLength(5)
  })

  it('judges it on patients it never saw', async () => {
    const { evaluations } = await validate(other)
    expect(evaluations.map(({ kind, n }) => [kind, n])).toEqual([['applied', 39]])
    // the patient whose response is not known has a score and takes no part
    expect([evaluations[0]?.withoutOutcome, evaluations[0]?.withoutScore]).toEqual([1, 0])
    expect(evaluations[0]?.scores[0]?.area.value).toBeGreaterThan(0.7)
    expect(evaluations[0]?.scores.map(({ name }) => name)).toContain('volume')
  })

  it('says whether a cohort is inside the training space', async () => {
    const { data, errors } = await h.ask(
      `query ($input: DomainShiftInput!) { domainShift(input: $input) { layers patients inside scored shareHigh
        features { part feature present outside difference } outside { patient features } } }`,
      { input: { release: other, model } },
    )
    expect(errors).toEqual([])
    const { domainShift: shift } = data as {
      domainShift: {
        patients: number
        inside: number
        outside: { features: number }[]
        features: { part: string; outside: number; difference: number }[]
      }
    }
    expect(shift.patients).toBe(40)
    expect(shift.inside + shift.outside.length).toBe(40)
    expect(shift.outside.reduce((sum, { features }) => sum + features, 0)).toBe(
      shift.features.reduce((sum, { outside }) => sum + outside, 0),
    )
    expect(shift.features.every(({ difference }) => Math.abs(difference) < 1)).toBe(true)
  })

  it.each<[string, () => object, RegExp]>([
    [
      'a release without scores',
      () => ({ release: h.release, outcome: { variable: 'clinical:gdc/stage', event: ['I'] } }),
      /run "etl score/,
    ],
    [
      'an outcome that is no category',
      () => ({ outcome: { variable: 'clinical:c/age', event: ['yes'] } }),
      /outcome\.variable/,
    ],
    [
      'a level that is none',
      () => ({ outcome: { variable: 'response:r/or', event: ['maybe'] } }),
      /outcome\.event/,
    ],
    ['a model that is not there', () => ({ model: 'x/y' }), /stored model/],
  ])('refuses %s', async (_, change, message) => {
    const { errors } = await h.ask(validationQuery, { input: { release: home, model, ...change() } })
    expect(errors[0]?.extensions['code']).toBe('BAD_USER_INPUT')
    expect(errors[0]?.message).toMatch(message)
  })

  it('suggests the groups of the model, and refuses its cutoff on anything but its score', async () => {
    const { data } = await h.ask(
      `query ($hash: ID!) { release(hash: $hash) { suggestedGroupings { grouping { kind model score } } } }`,
      { hash: home },
    )
    const { release } = data as { release: { suggestedGroupings: { grouping: object }[] } }
    expect(release.suggestedGroupings[0]?.grouping).toEqual({
      kind: 'RISK_MODEL',
      model,
      score: 'score:both/score',
    })
    const { errors } = await h.ask(
      `query ($release: ID!, $grouping: GroupingInput!) { riskGroups(release: $release, grouping: $grouping) { groups { n } } }`,
      { release: home, grouping: { riskModel: { model, score: 'score:both/score' } } },
    )
    expect(errors).toEqual([])
    const refused = await h.ask(
      `query ($release: ID!, $grouping: GroupingInput!) { riskGroups(release: $release, grouping: $grouping) { groups { n } } }`,
      { release: home, grouping: { riskModel: { model, score: 'score:both/gtr_proba' } } },
    )
    expect(refused.errors[0]?.message).toMatch(/a score by the model/)
  })
})

function areaByPairs(patients: readonly { gtr: number; event: boolean | null }[]): number {
  const [events, others] = [true, false].map((is) =>
    patients.filter(({ event }) => event === is).map(({ gtr }) => gtr),
  )
  const pairs = (events ?? []).flatMap((x) => (others ?? []).map((y) => (x > y ? 1 : x === y ? 0.5 : 0)))
  return pairs.reduce<number>((sum, win) => sum + win, 0) / pairs.length
}
