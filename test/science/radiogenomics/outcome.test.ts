import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../../../science/errors.ts'
import {
  outcomeByGroup,
  type OutcomeByGroup,
  type OutcomeInput,
} from '../../../science/radiogenomics/outcome.ts'
import { outcomeCurve, timeAxis } from '../../../science/radiogenomics/outcomeCurves.ts'
import { dummiesOf, hazardModel } from '../../../science/radiogenomics/outcomeModels.ts'
import { outcomeInWords } from '../../../science/radiogenomics/outcomeWords.ts'

const named = (count: number): { key: string; label: string }[] =>
  Array.from({ length: count }, (_, g) => ({ key: `g${g}`, label: `Group ${g}` }))

/** [group, days, event] a patient */
type Row = readonly [number, number, number]

function input(rows: readonly Row[], more: Partial<OutcomeInput> = {}): OutcomeInput {
  const groups = more.groups ?? named(2)
  return {
    groups,
    assignment: Int32Array.from(rows, ([group]) => group),
    groupedBy: 'risk group',
    reference: groups.length - 1,
    ordered: true,
    endpoint: {
      label: 'Overall survival',
      time: Float64Array.from(rows, ([, time]) => time),
      event: Float64Array.from(rows, ([, , event]) => event),
    },
    covariates: [],
    tau: null,
    times: null,
    cut: null,
    permutations: 0,
    seed: 1,
    ...more,
  }
}

const known = <Kind extends string, Part extends { kind: string }>(
  part: Part,
  kind: Kind,
): Extract<Part, { kind: Kind }> => {
  if (part.kind !== kind) throw new Error(`${part.kind}: ${JSON.stringify(part)}`)
  return part as Extract<Part, { kind: Kind }>
}

// first group 2, 4, 6+; second 1, 3, 5; one without a time, one in no group
const six: Row[] = [
  [0, 2, 1],
  [0, 4, 1],
  [0, 6, 0],
  [1, 1, 1],
  [1, 3, 1],
  [1, 5, 1],
]
const eight: Row[] = [...six, [0, NaN, 1], [-1, 7, 1]]

describe('outcome by group, by hand', () => {
  const found = outcomeByGroup(input(eight))

  it('counts who is in, and who is in a group but has no endpoint', () => {
    expect([found.n, found.events]).toEqual([6, 5])
    expect(found.groups.map(({ n, nMissing }) => [n, nMissing])).toEqual([
      [3, 1],
      [3, 0],
    ])
  })

  it('draws the curves: 2/3, 1/3 and 2/3, 1/3, 0', () => {
    const [first, second] = found.curves
    expect(first?.time).toEqual([2, 4, 6])
    first?.survival.forEach((value, k) => {
      expect(value).toBeCloseTo([2 / 3, 1 / 3, 1 / 3][k] ?? NaN, 14)
    })
    second?.survival.forEach((value, k) => {
      expect(value).toBeCloseTo([2 / 3, 1 / 3, 0][k] ?? NaN, 14)
    })
    // everybody stands on the own group's curve, at the own time
    expect(found.places.map(({ row, group, time, event }) => [row, group, time, event])).toEqual(
      six.map(([group, time, event], row) => [row, group, time, event === 1]),
    )
    found.places.forEach(({ survival }, i) => {
      expect(survival).toBeCloseTo([2 / 3, 1 / 3, 1 / 3, 2 / 3, 1 / 3, 0][i] ?? NaN, 14)
    })
    expect([first?.median.value, second?.median.value]).toEqual([4, 3])
    expect([first?.nRisk, first?.nCensored]).toEqual([
      [3, 2, 1],
      [0, 0, 1],
    ])
  })

  it('tests them: expected of the first 1/2 + 3/5 + 1/2 + 2/3 + 1/2, variance 1/4 + 6/25 + 1/4 + 2/9 + 1/4', () => {
    const test = known(found.logRank, 'outcome')
    const [expected, variance] = [0.5 + 0.6 + 0.5 + 2 / 3 + 0.5, 0.25 + 0.24 + 0.25 + 2 / 9 + 0.25]
    expect(test.statistic.value).toBeCloseTo((2 - expected) ** 2 / variance, 12)
    expect(test.df).toEqual([1])
    expect(test.events.map(({ observed }) => observed)).toEqual([2, 3])
    expect(test.events[0]?.expected).toBeCloseTo(expected, 12)
    // χ² with one degree of freedom: p = 2(1 − Φ(√χ²)), here √.48487 = .69633
    expect(test.pValue).toBeCloseTo(0.48622, 4)
    expect(found.trend).toBeNull()
  })

  it('restricts the means to day 5: 2 + 4/3 + 1/3 and 1 + 4/3 + 2/3', () => {
    const means = known(found.restrictedMeans, 'restrictedMean')
    expect(means.tau).toBe(5)
    expect(means.tauRule).toBe('the last time of “Group 1”, the group followed least')
    expect(means.means[0]?.mean.value).toBeCloseTo(11 / 3, 13)
    expect(means.means[1]?.mean.value).toBeCloseTo(3, 13)
    expect(means.differences[0]?.difference.value).toBeCloseTo(2 / 3, 13)
  })

  it('fits the hazard of the first against the second, below 1, its score test the log-rank test', () => {
    const [model] = found.univariable
    if (model?.kind !== 'cox') throw new Error('no model')
    expect(model.ratios).toHaveLength(1)
    expect(model.ratios[0]).toMatchObject({ level: 'Group 0', reference: 'Group 1', n: 3, events: 2 })
    expect(model.ratios[0]?.hazardRatio.value).toBeLessThan(1)
    // no two died on one day, so score and log-rank test are one
    expect(model.score?.statistic).toBeCloseTo(known(found.logRank, 'outcome').statistic.value ?? NaN, 10)
  })

  it('says on how few the hazard ratio rests: two events of three patients', () => {
    const [model] = found.univariable
    if (model?.kind !== 'cox') throw new Error('no model')
    expect(model.ratios[0]).toMatchObject({
      restsOn: { level: 'Group 0', n: 3, events: 2 },
      caution: 'rests on 2 events in 3 patients of Group 0',
    })
    const line = outcomeInWords('Overall survival', 'risk group', found)[2]?.text
    expect(line).toContain(
      'Caution, fewer than 5 events: Group 0 against Group 1 rests on 2 events in 3 patients of Group 0.',
    )
  })

  it('says it in words', () => {
    const lines = outcomeInWords('Overall survival', 'risk group', found)
    expect(lines.map(({ about }) => about)).toEqual([
      'logRank',
      'median',
      'hazardRatio',
      'proportionality',
      'restrictedMean',
    ])
    expect(lines[0]?.text).toBe(
      'Overall survival by risk group: 6 patients in 2 groups, 5 events; log-rank χ² = 0.485 (1 df), P = .486.',
    )
    expect(lines[1]?.text).toMatch(
      /^Median of Group 0: 4 days \(95 % CI 2 to not reached\), 2 of 3 with an event; of Group 1: 3 days/,
    )
    expect(lines[4]?.text).toMatch(/^Restricted mean to τ = 5 days.*\. Group 0 − Group 1: \+0\.667 days/)
  })
})

const rowsOf = (groups: number) =>
  fc.array(
    fc.tuple(
      fc.integer({ min: -1, max: groups - 1 }),
      fc.integer({ min: 0, max: 9 }),
      fc.integer({ min: 0, max: 1 }),
    ),
    { minLength: 8, maxLength: 40 },
  )
const chi = ({ logRank }: OutcomeByGroup): number | null =>
  logRank.kind === 'outcome' ? logRank.statistic.value : null
const close = (a: number | null, b: number | null): void => {
  if (a === null || b === null) expect(a).toBe(b)
  else expect(Math.abs(a - b)).toBeLessThan(1e-9 * Math.max(1, Math.abs(b)))
}

describe('outcome by group keeps', () => {
  it('χ² when groups are swapped, and turns differences round', () => {
    fc.assert(
      fc.property(rowsOf(2), (rows) => {
        const swapped = rows.map(([g, time, event]): Row => [g < 0 ? g : 1 - g, time, event])
        const [a, b] = [outcomeByGroup(input(rows)), outcomeByGroup(input(swapped))]
        close(chi(a), chi(b))
        expect([a.n, a.events]).toEqual([b.n, b.events])
        if (a.restrictedMeans.kind !== 'restrictedMean' || b.restrictedMeans.kind !== 'restrictedMean')
          expect(a.restrictedMeans.kind).toBe(b.restrictedMeans.kind)
        else
          close(
            a.restrictedMeans.differences[0]?.difference.value ?? null,
            -(b.restrictedMeans.differences[0]?.difference.value ?? NaN),
          )
      }),
      { numRuns: 20 },
    )
  })

  it('everything when rows are in another order', () => {
    fc.assert(
      fc.property(rowsOf(3), (rows) => {
        const given = { groups: named(3) }
        const [a, b] = [outcomeByGroup(input(rows, given)), outcomeByGroup(input(rows.toReversed(), given))]
        expect(b.curves).toEqual(a.curves)
        close(chi(a), chi(b))
        expect(b.groups.map(({ n }) => n)).toEqual(a.groups.map(({ n }) => n))
        expect(b.warnings.map(({ code }) => code)).toEqual(a.warnings.map(({ code }) => code))
      }),
      { numRuns: 20 },
    )
  })

  it('tests in another unit of time, and restricted means take it', () => {
    const [a, b] = [
      outcomeByGroup(input(six)),
      outcomeByGroup(input(six.map(([g, t, e]): Row => [g, 100 * t, e]))),
    ]
    close(chi(b), chi(a))
    const mean = (found: OutcomeByGroup): number =>
      known(found.restrictedMeans, 'restrictedMean').differences[0]?.difference.value ?? NaN
    expect(mean(b)).toBeCloseTo(100 * mean(a), 10)
    expect([a.axis.unit, b.axis.unit]).toEqual(['days', 'months'])
  })

  it('the number of patients: every one in a group is in a curve or missing', () => {
    fc.assert(
      fc.property(rowsOf(3), (rows) => {
        const found = outcomeByGroup(
          input(
            rows.map(([g, t, e], i): Row => [g, i % 5 === 0 ? NaN : t, e]),
            { groups: named(3) },
          ),
        )
        found.groups.forEach(({ n, nMissing }, g) => {
          expect(n + nMissing).toBe(rows.filter(([own]) => own === g).length)
          expect(found.curves[g]?.n).toBe(n)
        })
      }),
      { numRuns: 20 },
    )
  })
})

describe('outcome by group where the data cannot answer', () => {
  it.each<[string, Row[], number]>([
    ['nobody', [], 2],
    ['nobody in a group', [[-1, 1, 1]], 2],
    ['one patient', [[0, 1, 1]], 2],
    ['one group', six.map(([, t, e]): Row => [0, t, e]), 1],
    ['an empty group', six.map(([, t, e]): Row => [0, t, e]), 2],
    ['no event', six.map(([g, t]): Row => [g, t, 0]), 2],
    ['all missing', six.map(([g]): Row => [g, NaN, NaN]), 2],
    ['everybody at day 0', six.map(([g]): Row => [g, 0, 1]), 2],
  ])('%s: reasons, no throw and no number from nothing', (_, rows, count) => {
    const found = outcomeByGroup(input(rows, { groups: named(count) }))
    for (const part of [found.logRank, found.restrictedMeans, ...found.univariable])
      if (part.kind === 'notTestable') expect(part.reason.length).toBeGreaterThan(5)
    expect(found.curves).toHaveLength(count)
    expect(JSON.stringify(found)).not.toMatch(/NaN|Infinity/)
    for (const { text } of outcomeInWords('Overall survival', 'risk group', found))
      expect(text).not.toMatch(/NaN|undefined/)
  })

  it('names who has no event, and penalises', () => {
    const rows: Row[] = [1, 2, 3, 4, 5, 6, 7, 8].map((t): Row => [t % 2, t, t % 2])
    const found = outcomeByGroup(input(rows))
    const [model] = found.univariable
    if (model?.kind !== 'cox') throw new Error('no model')
    expect(model.separated).toEqual(['groups = Group 0'])
    expect(model.likelihood).toBe('penalised (Firth)')
    expect(found.warnings.map(({ code }) => code)).toContain('separated')
  })

  it('refuses what nobody can mean', () => {
    expect(() => outcomeByGroup({ ...input(six), assignment: new Int32Array(2) })).toThrow(InvalidInput)
    expect(() => outcomeByGroup(input([...six, [0, -1, 1]]))).toThrow(InvalidInput)
    expect(() => outcomeByGroup(input([...six, [0, Infinity, 1]]))).toThrow(InvalidInput)
    expect(() => outcomeByGroup(input([...six, [0, 3, 2]]))).toThrow(InvalidInput)
    expect(() => outcomeByGroup(input(six, { tau: 6 }))).toThrow(InvalidInput)
  })
})

describe('its parts', () => {
  it('ask for a trend only where three groups have an order', () => {
    const rows = Array.from({ length: 30 }, (_, i): Row => [i % 3, 40 - 10 * (i % 3) + Math.floor(i / 3), 1])
    const ordered = outcomeByGroup(input(rows, { groups: named(3) }))
    if (ordered.trend?.kind !== 'trend') throw new Error('no trend')
    // the last group dies first
    expect(ordered.trend.z).toBeGreaterThan(3)
    expect(outcomeByGroup(input(rows, { groups: named(3), ordered: false })).trend).toBeNull()
  })

  it('search the cuts over everybody who has number and endpoint, grouped or not', () => {
    const rows = Array.from({ length: 40 }, (_, i): Row => [i < 20 ? 0 : -1, i < 20 ? 10 + i : 100 + i, 1])
    const values = Float64Array.from(rows, (_, i) => (i === 39 ? NaN : i))
    const found = outcomeByGroup(input(rows, { cut: { label: 'score', values }, permutations: 99 }))
    if (found.cutSearch?.kind !== 'cutpoint') throw new Error('no search')
    expect(found.cutSearch.n).toBe(39)
    expect(found.cutSearch.adjusted.logP).toBeGreaterThan(found.cutSearch.naive.logP)
    expect(found.cutSearch.best.below + found.cutSearch.best.above).toBe(39)
    expect(found.cutSearch.permutation?.permutations).toBe(99)
    // the curve goes through the naive p
    const { best, cuts, naive } = found.cutSearch
    expect(cuts.find(({ value }) => value === best.value)?.logP).toBeCloseTo(naive.logP, 12)
  })

  it('write days, months or years, at most seven ticks from 0', () => {
    expect(timeAxis(0).ticks).toEqual([{ time: 0, label: '0' }])
    expect(timeAxis(6)).toMatchObject({ unit: 'days', daysPerUnit: 1 })
    expect(timeAxis(400).unit).toBe('months')
    expect(timeAxis(3652.5).ticks.map(({ label }) => label)).toEqual(['0', '2', '4', '6', '8', '10'])
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e7, noNaN: true }), (last) => {
        const { ticks } = timeAxis(last)
        expect(ticks.length).toBeLessThanOrEqual(7)
        expect(ticks.every(({ time }) => time <= last)).toBe(true)
      }),
    )
  })

  it('count a risk table that ends with the group', () => {
    const followUp = { time: Float64Array.of(2, 4, 6), event: Float64Array.of(1, 1, 0) }
    const { atRisk } = outcomeCurve({ key: 'a', label: 'A' }, followUp, [0, 1, 2], [0, 2, 5, 8])
    expect(atRisk.map(({ nRisk }) => nRisk)).toEqual([3, 3, 1, 0])
    expect(atRisk[3]?.survival).toBeNull()
  })

  it('leave incomplete patients out of the model that needs them, by name', () => {
    const rows = Array.from({ length: 24 }, (_, i): Row => [i % 2, 1 + ((7 * i) % 23), i % 3 === 0 ? 0 : 1])
    const age = {
      key: 'age',
      label: 'Age',
      kind: 'number' as const,
      unit: 'years',
      values: Float64Array.from(rows, (_, i) => (i < 2 ? NaN : (5 * i) % 13)),
    }
    const found = outcomeByGroup(input(rows, { covariates: [age] }))
    if (found.multivariable?.kind !== 'cox') throw new Error('no model')
    expect(found.multivariable.n).toBe(22)
    expect(found.multivariable.incomplete).toEqual({ n: 2, by: [{ label: 'Age', patients: [0, 1] }] })
    expect(found.multivariable.ratios.map(({ term }) => term)).toEqual(['groups', 'age'])
    expect(found.univariable.map(({ kind }) => kind)).toEqual(['cox', 'cox'])
    expect(found.warnings.map(({ code }) => code)).toContain('incomplete-cases')
  })

  it('compare each level with the reference', () => {
    const stage = {
      key: 'stage',
      label: 'Stage',
      kind: 'category' as const,
      levels: ['I', 'II', 'III'],
      reference: 1,
      values: Float64Array.of(0, 1, 2, 2, NaN),
    }
    const dummies = dummiesOf(stage, [0, 1, 2, 3])
    expect(dummies.map(({ name }) => name)).toEqual(['stage = I', 'stage = III'])
    expect(dummies.map(({ values }) => [...values])).toEqual([
      [1, 0, 0, 0],
      [0, 0, 1, 1],
    ])
    const nobody = hazardModel(
      'Stage',
      { time: new Float64Array(5), event: new Float64Array(5) },
      [0, 1, 2, 3, 4],
      [stage],
    )
    expect(nobody.kind).toBe('notTestable')
  })
})
