import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openHarness } from './harness.ts'
import type { Answer, Harness } from './harness.ts'

let h: Harness
beforeAll(async () => {
  h = await openHarness()
})
afterAll(() => h.close())

interface Test {
  statistic: number
  pValue: number
}
interface Ratio {
  term: string
  level: string | null
  reference: string | null
  n: number
  events: number
  restsOn: { level: string | null; n: number; events: number }
  caution: string | null
  hazardRatio: { value: number; low: number | null; high: number | null; intervalMethod: string }
}
interface Model {
  __typename: string
  n: number
  likelihood: string
  separated: string[]
  ratios: Ratio[]
  leftOut: { reason: string; patients: string[] }[]
  reason: string
}
interface Outcome {
  id: string
  spec: string
  n: number
  events: number
  reference: string
  axis: { unit: string; ticks: { time: number; label: string }[] }
  flow: { label: string; n: number; leftOut: { code: string; reason: string; patients: string[] }[] }[]
  curves: {
    key: string
    n: number
    events: number
    time: number[]
    survival: number[]
    nCensored: number[]
    median: { value: number | null; reason: string | null }
    atRisk: { time: number; nRisk: number; survival: number | null }[]
  }[]
  patients: { patient: string; group: string; time: number; event: boolean; survival: number }[]
  groups: { n: number; nMissing: number; nZero: number }[]
  logRank: {
    __typename: string
    statistic: { value: number }
    df: number[]
    pValue: number
    events: { key: string; observed: number; expected: number }[]
    code: string
    reason: string
  }
  trend: { __typename: string; z: number } | null
  univariable: Model[]
  multivariable: Model | null
  restrictedMeans: {
    __typename: string
    tau: number
    tauRule: string
    means: { mean: { value: number } }[]
    differences: { difference: { value: number } }[]
  }
  cutSearch: {
    cuts: { value: number }[]
    best: number
    naive: Test
    adjustedP: number
    permutations: number
  } | null
  answer: { about: string; text: string }[]
  warnings: { code: string }[]
  provenance: { seed: number | null; files: { id: string }[] }
  tsv: string
}

const query = `query ($input: OutcomeInput!) { outcome(input: $input) {
  id spec n events reference axis { unit ticks { time label } }
  flow { label n leftOut { code reason patients } }
  curves { key n events time survival nCensored median { value reason } atRisk { time nRisk survival } }
  patients { patient group time event survival } groups { n nMissing nZero }
  logRank { __typename ... on LogRank { statistic { value } df pValue events { key observed expected } } ... on NoAnswer { code reason } }
  trend { __typename ... on Trend { z } }
  univariable { ...model } multivariable { ...model }
  restrictedMeans { __typename ... on RestrictedMeans { tau tauRule means { mean { value } } differences { difference { value } } } }
  cutSearch { ... on CutSearch { cuts { value } best naive { statistic pValue } adjustedP permutations } }
  answer { about text } warnings { code } provenance { seed files { id } } tsv
} }
fragment model on ModelOrReason { __typename
  ... on HazardModel { n likelihood separated leftOut { reason patients }
    ratios { term level reference n events restsOn { level n events } caution hazardRatio { value low high intervalMethod } } }
  ... on NoAnswer { reason } }`

async function ask(input: object = {}): Promise<Answer & { outcome: Outcome }> {
  const grouping = { riskModel: { model: `${h.release}/gtr-ith` } }
  const whole = { release: h.release, endpoint: 'outcome:cdr/os', grouping, ...input }
  const answer = await h.ask(query, { input: whole })
  return { ...answer, outcome: (answer.data as { outcome: Outcome } | null)?.outcome as Outcome }
}

describe('outcome on the planted cohort', () => {
  it('draws both curves, high risk first, with who is in and time 0 kept', async () => {
    const { outcome } = await ask()
    expect([outcome.n, outcome.events, outcome.reference]).toEqual([13, 3, 'low'])
    expect(outcome.flow.map(({ n }) => n)).toEqual([14, 14, 13, 13])
    expect(outcome.flow[2]?.leftOut).toEqual([
      {
        code: 'missing-value',
        reason: expect.stringMatching(/no CT before treatment$/) as string,
        patients: ['P14'],
      },
    ])
    const [high, low] = outcome.curves
    // six at risk, one death each at 0, 100 and 200, then three censored
    expect(high).toMatchObject({ key: 'high', n: 6, events: 3, time: [0, 100, 200, 300, 400, 500] })
    high?.survival.forEach((s, k) => {
      expect(s).toBeCloseTo([5 / 6, 4 / 6, 3 / 6, 3 / 6, 3 / 6, 3 / 6][k] ?? NaN, 14)
    })
    expect(high?.nCensored).toEqual([0, 0, 0, 1, 1, 1])
    // S stays exactly at one half from 200 to the last time, 500: the midpoint
    expect(high?.median.value).toBe(350)
    expect(low).toMatchObject({ key: 'low', n: 7, events: 0, median: { value: null } })
    expect(outcome.groups).toEqual([
      { n: 6, nMissing: 0, nZero: 1 },
      { n: 7, nMissing: 0, nZero: 0 },
    ])
    // everybody on the curve of the group: the second death is that of one patient
    expect(outcome.patients).toHaveLength(13)
    const second = outcome.patients.filter(({ group, time }) => group === 'high' && time === 100)
    expect(second).toEqual([{ ...second[0], event: true, survival: high?.survival[1] }])
    expect(outcome.axis.unit).toBe('months')
    expect(high?.atRisk.map(({ time }) => time)).toEqual(outcome.axis.ticks.map(({ time }) => time))
  })

  it('tests by the log-rank sums that follow by hand', async () => {
    const { logRank } = (await ask()).outcome
    const expected = 6 / 13 + 5 / 12 + 4 / 11
    const variance = (6 * 7) / 169 + (5 * 7) / 144 + (4 * 7) / 121
    expect(logRank.__typename).toBe('LogRank')
    expect(logRank.df).toEqual([1])
    expect(logRank.statistic.value).toBeCloseTo((3 - expected) ** 2 / variance, 12)
    expect(logRank.events[0]?.observed).toBe(3)
    expect(logRank.events[0]?.expected).toBeCloseTo(expected, 12)
  })

  it('penalises where nobody of a group had the event, and says so', async () => {
    const { univariable, warnings } = (await ask()).outcome
    expect(univariable[0]).toMatchObject({
      likelihood: 'penalised (Firth)',
      separated: ['groups = High risk'],
    })
    const [ratio] = univariable[0]?.ratios ?? []
    expect(ratio).toMatchObject({ level: 'High risk', reference: 'Low risk', n: 6, events: 3 })
    // the reference, of whom nobody had the event, is what it rests on
    expect(ratio?.restsOn).toMatchObject({ level: 'Low risk', events: 0 })
    expect(ratio?.caution).toBe(`rests on 0 events in ${ratio?.restsOn.n} patients of Low risk`)
    expect(ratio?.hazardRatio.intervalMethod).toBe('profile penalised likelihood')
    expect(ratio?.hazardRatio.value).toBeGreaterThan(5)
    expect(ratio?.hazardRatio.low).toBeGreaterThan(0.9)
    expect(warnings.map(({ code }) => code)).toEqual(['simulated', 'separated'])
  })

  it('restricts means to the last time of the group followed least', async () => {
    const { restrictedMeans } = (await ask()).outcome
    expect(restrictedMeans).toMatchObject({
      tau: 500,
      tauRule: expect.stringContaining('High risk') as string,
    })
    // 100 · 5/6 + 100 · 4/6 + 300 · 1/2; nobody dies among the others
    expect(restrictedMeans.means[0]?.mean.value).toBeCloseTo(300, 10)
    expect(restrictedMeans.differences[0]?.difference.value).toBeCloseTo(-200, 10)
    const asked = await ask({ tau: 501 })
    // refused on a thread: the message has to come back whole
    expect(asked.errors[0]?.message).toMatch(/^tau: got 501, allowed is above 0, at most 500/)
    expect(asked.errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'tau' })
  })

  it('searches the cuts of a number, on a thread, with both p', async () => {
    const { outcome } = await ask({ grouping: { median: { variable: 'score:gtr-ith/score' } } })
    const { cutSearch } = outcome
    expect(cutSearch?.best).toBe(-4)
    expect(cutSearch?.permutations).toBe(1000)
    expect(cutSearch?.adjustedP).toBeGreaterThan(cutSearch?.naive.pValue ?? NaN)
    expect(outcome.provenance.seed).toBe(1)
  })

  it('adjusts for covariates over complete cases and names who lacks what', async () => {
    const { outcome } = await ask({ covariates: ['immune:cibersort-lm22/macrophage_m2'] })
    const { univariable, multivariable } = outcome
    expect(univariable).toHaveLength(2)
    expect(multivariable?.leftOut).toEqual([{ reason: 'no =M2 macrophages', patients: ['P13'] }])
    expect(multivariable).toMatchObject({ __typename: 'HazardModel', n: 12 })
    expect(multivariable?.ratios.map(({ term, n, events }) => [term, n, events])).toEqual([
      ['groups', 6, 3],
      ['immune:cibersort-lm22/macrophage_m2', 12, 3],
    ])
    expect(outcome.warnings.map(({ code }) => code)).toContain('incomplete-cases')
    const byStage = await ask({ grouping: { categories: { variable: 'clinical:gdc/stage' } } })
    expect(byStage.outcome.reference).toBe('I')
  })

  it('gives curves also where one event cannot be weighed, and says why', async () => {
    const groups = [
      { label: 'A', members: ['P03', 'P05', 'P06'] },
      { label: 'B', members: ['P07', 'P08'] },
    ]
    const { outcome } = await ask({ grouping: { patients: { groups } } })
    expect(outcome.logRank).toMatchObject({ __typename: 'NoAnswer', code: 'too-few-events' })
    expect(outcome.univariable[0]).toMatchObject({ __typename: 'NoAnswer' })
    expect(outcome.curves.map(({ n, events }) => [n, events])).toEqual([
      [3, 1],
      [2, 0],
    ])
    expect(outcome.answer[0]?.text).toMatch(/1 event; not tested: only one patient had the event/)
  })

  it('tests a trend over three cuts of a number, not over categories unless asked', async () => {
    const cuts = { quantiles: { variable: 'imaging:gtr/original_shape_MeshVolume', count: 3 } }
    const byCuts = (await ask({ grouping: cuts })).outcome
    // the smallest tumours die first: events grow towards the last group, which is the lowest
    expect(byCuts.trend?.z).toBeGreaterThan(0)
    const stages = { categories: { variable: 'clinical:gdc/stage' } }
    expect((await ask({ grouping: stages })).outcome.trend).toBeNull()
    expect((await ask({ grouping: stages, trend: true })).outcome.trend?.__typename).toBe('Trend')
  })

  it('speaks of the patients of another layer when asked', async () => {
    const { outcome } = await ask({ among: ['immune:cibersort-lm22'] })
    expect(outcome.n).toBe(12)
    expect(outcome.flow[1]).toMatchObject({
      label: 'have CIBERSORT (LM22)',
      leftOut: [{ reason: 'only a normal tissue was sequenced', patients: ['P13'] }],
    })
  })

  it('has one address, the same bytes again, few statements and a TSV', async () => {
    const first = await ask({ covariates: ['clinical:gdc/age'] })
    const again = await ask({ covariates: ['clinical:gdc/age', 'clinical:gdc/age'] })
    expect(again.outcome).toEqual(first.outcome)
    expect(first.statements).toBeLessThanOrEqual(8)
    expect(again.statements).toBe(1)
    expect(first.outcome.tsv).toMatch(/^# analysis: [a-z0-9]{12}\n# specification: \{/)
    const lines = first.outcome.tsv.split('\n').filter((line) => line.startsWith('curve\thigh\t'))
    expect(lines).toHaveLength(6)
  })

  it.each([
    [{ endpoint: 'clinical:gdc/age' }, 'endpoint'],
    [{ endpoint: 'outcome:cdr/pfi' }, 'endpoint'],
    [{ reference: 'middle' }, 'reference'],
    [{ covariates: ['outcome:cdr/os'] }, 'covariates'],
    [{ among: ['immune:nothing'] }, 'among'],
    [{ permutations: 10_001 }, 'permutations'],
    [{ times: [-1] }, 'times'],
    [{ tau: 0 }, 'tau'],
  ])('refuses %o beside its control', async (input, field) => {
    const { errors } = await ask(input)
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field })
  })
})
