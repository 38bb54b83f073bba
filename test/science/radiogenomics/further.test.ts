/** What was missing of the outcome, the associations, the baseline table and the response: R's figures and examples by hand. */
import { describe, expect, it } from 'vitest'
import { associate } from '../../../science/radiogenomics/associate.ts'
import { baselineTable } from '../../../science/radiogenomics/baselineTable.ts'
import { blockOf } from '../../../science/radiogenomics/columnBlock.ts'
import { outcomeByGroup, type OutcomeInput } from '../../../science/radiogenomics/outcome.ts'
import { responseByGroup } from '../../../science/radiogenomics/responseByGroup.ts'
import { readCases } from '../../oracles/read.ts'

const oracle = readCases('further') as {
  pairs: { x: (number | null)[][]; y: (number | null)[][]; r: number[][]; p: number[][] }
  outcome: {
    time: number[]
    event: number[]
    group: number[]
    chisq: number
    hr: number
    low: number
    high: number
    zph: number
    concordance: number
  }
  response: { table: [number, number][]; p: number; low: number; high: number }[]
}
const near = (ours: number | null | undefined, theirs: number, tolerance = 1e-9): void => {
  expect(Math.abs((ours ?? NaN) - theirs)).toBeLessThan(tolerance * Math.max(1, Math.abs(theirs)))
}
const groups = [
  { key: 'a', label: 'A' },
  { key: 'b', label: 'B' },
]
const input = (part: Partial<OutcomeInput>): OutcomeInput => ({
  groups,
  assignment: Int32Array.from(oracle.outcome.group),
  groupedBy: 'arm',
  reference: 0,
  ordered: false,
  endpoint: {
    label: 'OS',
    time: Float64Array.from(oracle.outcome.time),
    event: Float64Array.from(oracle.outcome.event),
  },
  covariates: [],
  tau: null,
  times: null,
  cut: null,
  permutations: 0,
  seed: 1,
  ...part,
})

describe('R', () => {
  it('R survdiff, coxph, cox.zph: the outcome of two groups', () => {
    const { logRank, univariable } = outcomeByGroup(input({}))
    const { chisq, hr, low, high, zph, concordance } = oracle.outcome
    if (logRank.kind !== 'outcome') throw new Error(logRank.reason)
    near(logRank.statistic.value, chisq)
    const [model] = univariable
    if (model?.kind !== 'cox') throw new Error(model?.reason)
    const [ratio] = model.ratios
    near(ratio?.hazardRatio.value, hr)
    near(ratio?.hazardRatio.low, low)
    near(ratio?.hazardRatio.high, high)
    near(model.concordance?.value, concordance)
    if (model.proportionality.kind !== 'proportionality') throw new Error(model.proportionality.reason)
    near(model.proportionality.global.statistic, zph, 1e-7)
  })

  it('R cor.test, pair by pair over the patients who have both', () => {
    const { x, y, r, p } = oracle.pairs
    const columns = (rows: (number | null)[][]) =>
      [0, 1].map((j) => Float64Array.from(rows, (row) => row[j] ?? NaN))
    const { raw } = associate({
      x: blockOf(columns(x), x.length),
      y: blockOf(columns(y), y.length),
      method: 'spearman',
      p: 'r',
      covariates: [],
      rival: null,
      family: 'all',
    })
    r.flat().forEach((value, at) => {
      near(raw.r[at], value)
      near(raw.logP[at], Math.log(p.flat()[at] ?? NaN))
    })
  })

  it.each(oracle.response.map((one, i) => ({ i, ...one })))(
    'R fisher.test and binom.test: response, table $i',
    ({ table, p, low, high }) => {
      const values = table.flatMap(([yes, no]) => [
        ...Array<number>(yes).fill(0),
        ...Array<number>(no).fill(1),
      ])
      const assignment = table.flatMap(([yes, no], g) => Array<number>(yes + no).fill(g))
      const found = responseByGroup({
        groups,
        assignment: Int32Array.from(assignment),
        values: Float64Array.from(values),
        levels: ['yes', 'no'],
        responders: [0],
        seed: 1,
      })
      if (found.test.kind !== 'response') throw new Error('not tested')
      near(found.test.pValue, p)
      near(found.groups[0]?.share.low, low)
      near(found.groups[0]?.share.high, high)
    },
  )
})

describe('by hand', () => {
  it('a baseline of 1 3 against 4 8 and of 2 in 3 against none in 1, by hand', () => {
    const found = baselineTable({
      groups,
      assignment: Int32Array.of(0, 0, 1, 1, -1),
      columns: [
        {
          kind: 'number',
          key: 'x',
          label: 'x',
          unit: 'mm',
          values: Float64Array.of(1, 3, 4, 8, 99),
          shown: 'mean',
        },
        {
          kind: 'category',
          key: 'c',
          label: 'c',
          levels: ['yes', 'no'],
          values: Float64Array.of(0, 1, 1, NaN, 0),
        },
      ],
    })
    expect(found).toMatchObject({ nUngrouped: 1, groups: [{ n: 2 }, { n: 2 }] })
    const [number, category] = found.rows
    // means 2 and 6, variances 2 and 8: difference −4/√5; Welch t −4/√(1 + 4)
    expect(number?.groups).toMatchObject([
      { n: 2, mean: 2 },
      { n: 2, mean: 6 },
    ])
    near(number?.standardisedDifference.value, 4 / Math.sqrt(5), 1e-13)
    // one of two yes; none of one, and one missing; difference ½ over √(¼/2)
    expect(category?.groups).toMatchObject([
      { n: 2, nMissing: 0, counts: [1, 1], shares: [0.5, 0.5] },
      { n: 1, nMissing: 1, counts: [0, 1], shares: [0, 1] },
    ])
    near(category?.standardisedDifference.value, Math.SQRT2, 1e-13)
  })
})
