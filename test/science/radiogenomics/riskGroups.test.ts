import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../../../science/errors.ts'
import type { PlainGrouping } from '../../../science/radiogenomics/grouping.ts'
import { naturalOrder } from '../../../science/radiogenomics/namedGroups.ts'
import { resolveGrouping, type GroupingVariable } from '../../../science/radiogenomics/riskGroups.ts'
import { keptValues, leftAside, restrict } from '../../../science/radiogenomics/within.ts'

const ref = 'imaging:gtr/e1'
const number = (values: number[]): GroupingVariable => ({
  ref,
  label: 'E1 (K6)',
  unit: '',
  type: 'number',
  levels: null,
  values: Float64Array.from(values),
})
const category = (levels: string[], values: number[]): GroupingVariable => ({
  ...number(values),
  label: 'Stage',
  type: 'category',
  levels,
})
const model = {
  label: 'GTR-ITH',
  cutoff: 0.25,
  cutoffRule: 'training median',
  trainedOn: { cohort: 'demo-training', patients: 120, description: 'patients with a response' },
}
function resolve(grouping: PlainGrouping, variable: GroupingVariable | null, ids?: string[]) {
  const patients = ids ?? Array.from(variable?.values ?? [], (_, i) => `P${i}`)
  return resolveGrouping({ grouping, patients, variable, model, cohort: 'tcga-brca', release: '9f3c' })
}

describe('groups by a cut', () => {
  it('median: above first, ties go below, missing is in no group', () => {
    const result = resolve({ kind: 'median', variable: ref }, number([5, 1, NaN, 3, 3]))
    expect(result.cutoffs).toEqual([
      { value: 3, rule: 'median', origin: '4 patients of tcga-brca, release 9f3c, with a value' },
    ])
    expect(result.groups).toEqual([
      { key: 'above', label: 'E1 (K6) > 3', n: 1 },
      { key: 'at-or-below', label: 'E1 (K6) ≤ 3', n: 3 },
    ])
    expect([...result.assignment]).toEqual([0, 1, -1, 1, 1])
    expect(result.ungrouped).toEqual([
      { patient: 2, code: 'missing-value', reason: 'missing value of E1 (K6)' },
    ])
  })

  it('tertiles: R-7 cuts, highest first', () => {
    // 1…7: h = 6/3 → 3, 6 · 2/3 → 5
    const result = resolve({ kind: 'quantiles', variable: ref, count: 3 }, number([1, 2, 3, 4, 5, 6, 7]))
    expect(result.cutoffs.map((cut) => [cut.value, cut.rule])).toEqual([
      [5, 'quantile 0.667'],
      [3, 'quantile 0.333'],
    ])
    expect(result.groups).toEqual([
      { key: 'q3', label: 'E1 (K6) > 5', n: 2 },
      { key: 'q2', label: '3 < E1 (K6) ≤ 5', n: 2 },
      { key: 'q1', label: 'E1 (K6) ≤ 3', n: 3 },
    ])
    expect([...result.assignment]).toEqual([2, 2, 2, 1, 1, 0, 0])
  })

  it('labels tell cuts apart that differ late', () => {
    const result = resolve(
      { kind: 'quantiles', variable: ref, count: 3 },
      number([1, 1.00001, 1.00002, 1.00003]),
    )
    expect(result.groups.map(({ label }) => label)).toEqual([
      'E1 (K6) > 1.00002',
      '1.00001 < E1 (K6) ≤ 1.00002',
      'E1 (K6) ≤ 1.00001',
    ])
  })

  it('threshold, and a group that stays empty is still there', () => {
    const result = resolve({ kind: 'threshold', variable: ref, cutoff: 10 }, number([1, 2]))
    expect(result.groups.map((group) => group.n)).toEqual([0, 2])
    expect(result.cutoffs[0]?.rule).toBe('given threshold')
  })

  it('risk model: high first, score at the cutoff is high, and the origin of the cutoff is its training', () => {
    const score = { ...number([0.25, 0.3, -1, NaN]), ref: 'score:gtr-ith/score', label: 'GTR-ITH score' }
    const result = resolve({ kind: 'riskModel', model: 'gtr-ith', score: score.ref }, score)
    expect(result.groups).toEqual([
      { key: 'high', label: 'High risk', n: 2 },
      { key: 'low', label: 'Low risk', n: 1 },
    ])
    expect([...result.assignment]).toEqual([0, 1, 0, -1])
    expect(result.cutoffs[0]?.origin).toBe(
      '120 training patients of demo-training, model GTR-ITH: patients with a response; at or below it high risk, above it low risk',
    )
  })

  it('nobody is lost: every patient is in one group or has a reason', () => {
    const values = fc.array(fc.oneof(fc.constant(NaN), fc.integer({ min: 0, max: 9 })), { minLength: 1 })
    fc.assert(
      fc.property(values, fc.integer({ min: 0, max: 9 }), (column, cutoff) => {
        const result = resolve({ kind: 'threshold', variable: ref, cutoff }, number(column))
        const grouped = result.groups.reduce((sum, group) => sum + group.n, 0)
        expect(grouped + result.ungrouped.length).toBe(column.length)
        column.forEach((value, i) => {
          const expected = Number.isNaN(value) ? -1 : value > cutoff ? 0 : 1
          expect(result.assignment[i]).toBe(expected)
        })
      }),
    )
  })

  it.each<[string, PlainGrouping, GroupingVariable]>([
    ['an endpoint', { kind: 'median', variable: ref }, { ...number([1]), type: 'endpoint' }],
    ['a category cut', { kind: 'median', variable: ref }, category(['I'], [0])],
    ['a number as category', { kind: 'categories', variable: ref }, number([1])],
    ['no value at all', { kind: 'median', variable: ref }, number([NaN])],
    ['an infinite value', { kind: 'median', variable: ref }, number([1, Infinity])],
    ['one group', { kind: 'quantiles', variable: ref, count: 1 }, number([1, 2])],
    ['half a group', { kind: 'quantiles', variable: ref, count: 2.5 }, number([1, 2])],
    ['cuts made equal by ties', { kind: 'quantiles', variable: ref, count: 3 }, number([0, 0, 0, 0, 1])],
    ['an infinite cutoff', { kind: 'threshold', variable: ref, cutoff: Infinity }, number([1, 2])],
  ])('refuses %s', (_, grouping, variable) => {
    expect(() => resolve(grouping, variable)).toThrow(InvalidInput)
  })

  it('refuses a column that is not as long as the patients, and a missing model or variable', () => {
    expect(() => resolve({ kind: 'median', variable: ref }, number([1, 2]), ['A'])).toThrow('one per patient')
    expect(() => resolve({ kind: 'median', variable: ref }, null)).toThrow(InvalidInput)
    const input = { patients: ['A'], variable: number([1]), model: null, cohort: 'c', release: 'r' }
    expect(() =>
      resolveGrouping({ ...input, grouping: { kind: 'riskModel', model: 'm', score: ref } }),
    ).toThrow('stored risk model')
  })
})

describe('groups by name', () => {
  it('levels in natural order; a level nobody has makes no group and is named', () => {
    const levels = ['Stage IV', 'Stage II', 'Stage I', 'Stage III']
    const result = resolve({ kind: 'categories', variable: ref }, category(levels, [1, 0, 2, NaN, 1]))
    expect(result.groups).toEqual([
      { key: 'Stage_I', label: 'Stage I', n: 1 },
      { key: 'Stage_II', label: 'Stage II', n: 2 },
      { key: 'Stage_IV', label: 'Stage IV', n: 1 },
    ])
    expect([...result.assignment]).toEqual([1, 2, 0, -1, 1])
    expect(result.dropped).toEqual([{ label: 'Stage III', reason: 'no patient has Stage "Stage III"' }])
  })

  it('merged levels in the order given; the others are left out with a reason', () => {
    const groups = [
      { label: 'late', levels: ['III', 'IV'] },
      { label: 'early', levels: ['I'] },
    ]
    const result = resolve(
      { kind: 'categories', variable: ref, groups },
      category(['I', 'II', 'III', 'IV'], [0, 1, 2, 3]),
    )
    expect([...result.assignment]).toEqual([1, -1, 0, 0])
    expect(result.ungrouped).toEqual([
      { patient: 1, code: 'level-left-out', reason: 'Stage "II" is in no group' },
    ])
  })

  it('refuses an unknown level, a level twice, and a value that is no level', () => {
    const variable = category(['I', 'II'], [0, 1])
    const groups = (...levels: string[]) => [{ label: 'a', levels }]
    const kind = 'categories'
    expect(() => resolve({ kind, variable: ref, groups: groups('V') }, variable)).toThrow('I, II')
    expect(() => resolve({ kind, variable: ref, groups: groups('I', 'I') }, variable)).toThrow(
      'one group only',
    )
    expect(() => resolve({ kind, variable: ref }, category(['I'], [0, 1]))).toThrow('level number')
  })

  it('natural order knows stages, grades and T stages, and leaves the rest alone', () => {
    expect(naturalOrder(['T10', 'T2', 'T1'])).toEqual(['T1', 'T2', 'T10'])
    expect(naturalOrder(['Stage IIIB', 'Stage IIIA', 'Stage I'])).toEqual([
      'Stage I',
      'Stage IIIA',
      'Stage IIIB',
    ])
    expect(naturalOrder(['G3', 'G1', 'G2'])).toEqual(['G1', 'G2', 'G3'])
    expect(naturalOrder(['male', 'female'])).toEqual(['male', 'female'])
    expect(naturalOrder(['Stage II', 'not reported', 'Stage I'])).toEqual([
      'Stage I',
      'Stage II',
      'not reported',
    ])
    expect(naturalOrder([])).toEqual([])
  })

  it('lists of patients: unlisted ones have a reason, unknown and doubled ones are refused', () => {
    const lists = (...groups: string[][]): PlainGrouping => ({
      kind: 'patients',
      groups: groups.map((patients, i) => ({ label: `list ${i}`, patients })),
    })
    const result = resolve(lists(['C'], ['A', 'A']), null, ['A', 'B', 'C'])
    expect([...result.assignment]).toEqual([1, -1, 0])
    expect(result.groups.map(({ key, n }) => [key, n])).toEqual([
      ['list_0', 1],
      ['list_1', 1],
    ])
    expect(result.ungrouped).toEqual([{ patient: 1, code: 'not-listed', reason: 'in none of the lists' }])
    expect(() => resolve(lists(['A', 'X', 'Y']), null, ['A'])).toThrow(/X, Y.*2 are not/)
    expect(() => resolve(lists(['A'], ['A']), null, ['A'])).toThrow('one group only')
  })
})

describe('among those alone who have certain levels', () => {
  const histology = {
    ref: 'clinical:c/h',
    label: 'Histology',
    type: 'category' as const,
    levels: ['HCC', 'FLC'],
  }
  const kept = { ...histology, values: Float64Array.of(0, 0, 1, NaN, 0, 0) }

  it('the median is theirs, everybody else has a reason, and the label says so', () => {
    const aside = leftAside(kept, ['HCC'])
    const variable = number([1, 3, 100, 200, 5, NaN])
    const own = { ...variable, values: keptValues(variable.values, aside) }
    const found = restrict(resolve({ kind: 'median', variable: ref }, own), aside, {
      label: 'Histology',
      levels: ['HCC'],
    })
    expect(found.cutoffs[0]?.value).toBe(3)
    expect([...found.assignment]).toEqual([1, 1, -1, -1, 0, -1])
    expect(found.groups.map(({ n }) => n)).toEqual([1, 2])
    expect(found.label).toBe('E1 (K6), only Histology HCC')
    expect(found.ungrouped).toEqual([
      { patient: 2, code: 'not-within', reason: 'Histology "FLC" was left aside' },
      { patient: 3, code: 'within-unknown', reason: 'missing value of Histology' },
      { patient: 5, code: 'missing-value', reason: 'missing value of E1 (K6)' },
    ])
  })

  it('takes people out of lists too, and counts again', () => {
    const lists = {
      kind: 'patients',
      groups: [{ label: 'Mine', patients: ['P0', 'P2'] }],
      others: 'Rest',
    } as const
    const ids = Array.from({ length: 6 }, (_, i) => `P${i}`)
    const plain = resolve(lists, null, ids)
    expect(plain.groups.map(({ label, n }) => [label, n])).toEqual([
      ['Mine', 2],
      ['Rest', 4],
    ])
    expect(plain.ungrouped).toEqual([])
    const found = restrict(plain, leftAside(kept, ['HCC']), { label: 'Histology', levels: ['HCC'] })
    expect(found.groups.map(({ n }) => n)).toEqual([1, 3])
  })

  it('refuses a number, no level and a level that nobody knows', () => {
    expect(() => leftAside({ ...kept, type: 'number', levels: null }, ['HCC'])).toThrow(InvalidInput)
    expect(() => leftAside(kept, [])).toThrow(InvalidInput)
    expect(() => leftAside(kept, ['XYZ'])).toThrow(InvalidInput)
  })
})
