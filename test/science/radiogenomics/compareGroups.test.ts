import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../../../science/errors.ts'
import { compareGroups, type CompareGroupsInput } from '../../../science/radiogenomics/compareGroups.ts'
import type { ManyGroupsResult, Result, TwoGroupsResult } from '../../../science/radiogenomics/result.ts'

const two = [
  { key: 'high', label: 'High risk' },
  { key: 'low', label: 'Low risk' },
]
const three = [...two, { key: 'other', label: 'Other' }]

function compare(
  columns: Record<string, number[]>,
  assignment: number[],
  more: Partial<CompareGroupsInput> = {},
) {
  return compareGroups({
    groups: two,
    assignment: Int32Array.from(assignment),
    variables: Object.entries(columns).map(([key, values]) => ({
      key,
      unit: 'share of leukocytes',
      values: Float64Array.from(values),
    })),
    test: 'wilcoxon',
    permutations: 500,
    seed: 1,
    family: { name: 'CIBERSORT, all cells', members: 'all' },
    ...more,
  })
}
function only(result: { results: Result[] }, at = 0): Result {
  const found = result.results[at]
  if (!found) throw new Error(`no result ${at}`)
  return found
}
function asTwo(result: Result): TwoGroupsResult {
  if (result.kind !== 'twoGroups') throw new Error(JSON.stringify(result))
  return result
}
function asMany(result: Result): ManyGroupsResult {
  if (result.kind !== 'manyGroups') throw new Error(JSON.stringify(result))
  return result
}
const codes = (result: Result) => result.warnings.map(({ code }) => code)

describe('comparison of two groups', () => {
  it('the whole contract, by hand', () => {
    const result = asTwo(only(compare({ m1: [4, 5, 1, 2, 3, NaN, 9] }, [0, 0, 1, 1, 1, 1, -1])))
    // W = 6 of 6 pairs, p = 2/10; differences 1 2 2 3 3 4; the patient in no group plays no part
    expect(result.statistic).toEqual({ name: 'W', value: 6 })
    expect(result.pValue).toBeCloseTo(0.2, 14)
    expect(result.qValue).toBeCloseTo(0.2, 14)
    expect(Math.exp(result.logP)).toBeCloseTo(0.2, 14)
    expect(result.smallestReachableP).toBeCloseTo(0.2, 14)
    expect(result.variant).toEqual({ kind: 'exact' })
    expect(result.method).toBe('Wilcoxon rank-sum test')
    expect(result.estimate).toMatchObject({ value: 2.5, low: null, high: null, unit: 'share of leukocytes' })
    expect(result.estimate.reason).toMatch(/no bounded 95 % interval/)
    expect(result.effectSize).toMatchObject({ name: "Cliff's delta", value: 1, high: 1 })
    expect(result.groups).toEqual([
      {
        key: 'high',
        label: 'High risk',
        n: 2,
        nMissing: 0,
        nZero: 0,
        summary: { mean: 4.5, sd: Math.SQRT1_2, min: 4, q1: 4.25, median: 4.5, q3: 4.75, max: 5 },
      },
      {
        key: 'low',
        label: 'Low risk',
        n: 3,
        nMissing: 1,
        nZero: 0,
        summary: { mean: 2, sd: 1, min: 1, q1: 1.5, median: 2, q3: 2.5, max: 3 },
      },
    ])
    // mpmath: test/oracles/distributions
    expect(result.minimumDetectableEffect.value).toBeCloseTo(3.885086310964897, 10)
    expect(codes(result)).toEqual(['small-n', 'missing-values'])
    expect(result.family).toEqual({ name: 'CIBERSORT, all cells', planned: 1, tested: 1, adjustment: 'BH' })
  })

  it('the three tests answer the same question with their own effects', () => {
    const columns = { m1: [4, 5, 7, 1, 2, 3] }
    const assignment = [0, 0, 0, 1, 1, 1]
    const welch = asTwo(only(compare(columns, assignment, { test: 'welch' })))
    expect(welch.estimate).toMatchObject({ name: 'difference in means' })
    expect(welch.estimate.value).toBeCloseTo(16 / 3 - 2, 13)
    expect(welch.effectSize.name).toBe("Hedges' g")
    expect(welch.smallestReachableP).toBeNull()
    expect(welch.df).toHaveLength(1)
    const permuted = asTwo(only(compare(columns, assignment, { test: 'permutation', seed: 9 })))
    // choose(6, 3) = 20 ways are fewer than 500: all are gone through, and 2 are as extreme
    expect(permuted.variant).toEqual({ kind: 'conditional-exact' })
    expect(permuted.pValue).toBeCloseTo(0.1, 12)
    const drawn = compare(columns, assignment, { test: 'permutation', seed: 9, permutations: 19 })
    expect(asTwo(only(drawn)).variant).toEqual({ kind: 'permutation', permutations: 19, seed: 9 })
    expect(asTwo(only(drawn)).smallestReachableP).toBe(1 / 20)
    expect(permuted.estimate.value).toBe(welch.estimate.value)
    expect(permuted.smallestReachableP).toBeCloseTo(0.1, 12)
  })

  it('q is over the family that could be tested; both sizes are given', () => {
    const assignment = [0, 0, 0, 1, 1, 1]
    const columns = { a: [4, 5, 6, 1, 2, 3], zero: [0, 0, 0, 0, 0, 0], b: [1, 5, 3, 4, 2, 6] }
    const { family, results } = compare(columns, assignment)
    expect(family).toMatchObject({ planned: 3, tested: 2 })
    expect(asTwo(only({ results }, 0)).qValue).toBeCloseTo(0.2, 13)
    expect(only({ results }, 1)).toMatchObject({ kind: 'notTestable', code: 'all-equal', n: 6, family })
  })

  it('a smaller family changes q and nothing else; who is outside has none, and a note', () => {
    const columns = { a: [4, 5, 6, 1, 2, 3], b: [1, 5, 3, 4, 2, 6] }
    const family = { name: 'three cells', members: ['a'] }
    const { results } = compare(columns, [0, 0, 0, 1, 1, 1], { family })
    expect(asTwo(only({ results }, 0)).qValue).toBeCloseTo(0.1, 13)
    expect(asTwo(only({ results }, 1)).qValue).toBeNull()
    expect(codes(only({ results }, 1))).toContain('outside-family')
    expect(() => compare(columns, [0, 1, 0, 1, 0, 1], { family: { name: 'x', members: ['c'] } })).toThrow(
      'a, b',
    )
  })

  it('p that underflows is null, its logarithm stands, and q keeps its place', () => {
    const n = 4000
    const column = Array.from({ length: n }, (_, i) => i)
    const assignment = column.map((i) => (i < n / 2 ? 0 : 1))
    const result = asTwo(only(compare({ a: column, b: column.map((i) => (i * 7) % 1009) }, assignment)))
    expect(result.pValue).toBeNull()
    expect(result.qValue).toBeNull()
    expect(result.logP).toBeLessThan(-800)
    expect(result.smallestReachableP).toBeNull()
  })

  it('every reason for not testing, with the groups as they are', () => {
    const reason = (values: number[], assignment: number[], more: Partial<CompareGroupsInput> = {}) => {
      const result = only(compare({ a: values }, assignment, more))
      if (result.kind !== 'notTestable') throw new Error(result.kind)
      expect(result.groups).toHaveLength((more.groups ?? two).length)
      return [result.code, result.n]
    }
    expect(reason([], [])).toEqual(['no-values', 0])
    expect(reason([NaN, NaN], [0, 1])).toEqual(['no-values', 0])
    expect(reason([1, 2, NaN], [0, 0, 1])).toEqual(['empty-group', 2])
    expect(reason([1, 2, 3], [0, 0, 1])).toEqual(['group-too-small', 3])
    expect(reason([0, 0, 0, 0], [0, 0, 1, 1])).toEqual(['all-equal', 4])
    expect(reason([0, -0, 0, 0], [0, 0, 1, 1])).toEqual(['all-equal', 4])
    expect(reason([1, 2], [0, 0], { groups: two.slice(0, 1) })).toEqual(['one-group', 2])
    expect(reason([1, 1, 2, 2], [0, 0, 1, 1], { test: 'welch' })).toEqual(['all-equal', 4])
    expect(compare({}, [0, 1]).results).toEqual([])
  })

  it('groups that are constant but differ have a rank test and a permutation test', () => {
    const assignment = [0, 0, 0, 1, 1, 1]
    const constant = { a: [1, 1, 1, 2, 2, 2] }
    expect(asTwo(only(compare(constant, assignment))).pValue).toBeCloseTo(0.1, 13)
    const permuted = asTwo(only(compare(constant, assignment, { test: 'permutation' })))
    expect(permuted.estimate).toMatchObject({ value: -1, low: null })
    expect(permuted.effectSize.value).toBeNull()
    expect(permuted.effectSize.reason).toBeDefined()
  })

  it('warns of zeros, small groups and approximated ties', () => {
    const sparse = [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 0]
    const assignment = [0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1]
    const result = only(compare({ a: sparse }, assignment))
    expect(codes(result)).toEqual(['small-n', 'mostly-zero'])
    expect(asTwo(result).variant).toEqual({ kind: 'conditional-exact' })
    const many = Array.from({ length: 60 }, (_, i) => i % 5)
    const large = only(
      compare(
        { a: many },
        many.map((_, i) => (i < 30 ? 0 : 1)),
      ),
    )
    expect(codes(large)).toEqual(['ties-approximated'])
    expect(asTwo(large).variant).toEqual({ kind: 'asymptotic', correction: 'continuity' })
  })

  it.each([Infinity, -Infinity])('refuses %s', (value) => {
    expect(() => compare({ a: [1, 2, value, 4] }, [0, 0, 1, 1])).toThrow(InvalidInput)
  })

  it('refuses lengths, groups, settings and doubled variables that do not fit', () => {
    expect(() => compare({ a: [1, 2] }, [0, 1, 1])).toThrow('one per patient')
    expect(() => compare({ a: [1, 2] }, [0, 2])).toThrow('assignment')
    const permutation = { test: 'permutation' } as const
    expect(() => compare({ a: [1, 2, 3, 4] }, [0, 0, 1, 1], { ...permutation, permutations: 0 })).toThrow(
      'permutations',
    )
    expect(() => compare({ a: [1, 2, 3, 4] }, [0, 0, 1, 1], { ...permutation, seed: -1 })).toThrow('seed')
    const variables = ['a', 'a'].map((key) => ({ key, unit: '', values: new Float64Array(2) }))
    expect(() => compare({}, [0, 1], { variables })).toThrow('each variable once')
  })

  it('1e±300 in, no infinite number out', () => {
    const assignment = [0, 0, 0, 1, 1, 1]
    for (const scale of [1e300, 1e-300, 8e307])
      for (const test of ['wilcoxon', 'welch', 'permutation'] as const) {
        const values = [1, -1, 2, -2, 0.5, -1.5].map((value) => value * scale)
        const { results } = compare({ a: values }, assignment, { test })
        const text = JSON.stringify(results, (_, value: unknown) => {
          if (typeof value === 'number' && !Number.isFinite(value))
            throw new Error(`${test} ${scale} ${value}`)
          return value
        })
        expect(text).toContain('"kind":"twoGroups"')
      }
  })
})

describe('comparison of many groups', () => {
  const columns = { a: [1, 2, 3, 4, 5, 6, NaN] }
  const assignment = [0, 0, 1, 1, 2, 2, 2]

  it('Kruskal–Wallis with epsilon squared and its interval, by hand', () => {
    const result = asMany(only(compare(columns, assignment, { groups: three })))
    expect(result.statistic.value).toBeCloseTo(32 / 7, 13)
    expect(result.df).toEqual([2])
    expect(result.pValue).toBeCloseTo(Math.exp(-16 / 7), 13)
    expect(result.effectSize.value).toBeCloseTo(32 / 35, 13)
    expect(result.effectSize.low).not.toBeNull()
    expect(result.groups.map(({ n, nMissing }) => [n, nMissing])).toEqual([
      [2, 0],
      [2, 0],
      [2, 1],
    ])
  })

  it('Welch’s and the permutation test', () => {
    const welch = asMany(only(compare(columns, assignment, { groups: three, test: 'welch' })))
    expect(welch.method).toMatch(/Welch/)
    expect(welch.df).toHaveLength(2)
    const permuted = asMany(only(compare(columns, assignment, { groups: three, test: 'permutation' })))
    // 6 of the 90 ways keep the pairs together
    expect(permuted.pValue).toBeCloseTo(6 / 90, 12)
    expect(permuted.smallestReachableP).toBeCloseTo(6 / 90, 12)
    const constant = compare({ a: [1, 1, 2, 2, 3, 3, 3] }, assignment, { groups: three, test: 'permutation' })
    expect(asMany(only(constant)).statistic.value).toBeNull()
    expect(
      only(compare({ a: [1, 1, 2, 2, 3, 3, 3] }, assignment, { groups: three, test: 'welch' })),
    ).toMatchObject({
      kind: 'notTestable',
    })
  })

  it('the same seed gives the same bytes, another seed another interval', () => {
    const values = { a: Array.from({ length: 60 }, (_, i) => (i * 37) % 101) }
    const groups = Array.from({ length: 60 }, (_, i) => i % 3)
    const run = (seed: number) => JSON.stringify(compare(values, groups, { groups: three, seed }))
    expect(run(4)).toBe(run(4))
    expect(run(4)).not.toBe(run(5))
  })
})

describe('comparison, properties', () => {
  const cell = fc.oneof(fc.constant(NaN), fc.constant(0), fc.double({ min: 0, max: 1, noNaN: true }))
  const table = fc.integer({ min: 4, max: 40 }).chain((n) =>
    fc.record({
      a: fc.array(cell, { minLength: n, maxLength: n }),
      b: fc.array(cell, { minLength: n, maxLength: n }),
      groups: fc.array(fc.integer({ min: -1, max: 1 }), { minLength: n, maxLength: n }),
      test: fc.constantFrom('wilcoxon' as const, 'welch' as const, 'permutation' as const),
    }),
  )

  it('patients in another order give the same bytes', () => {
    fc.assert(
      fc.property(table, ({ a, b, groups, test }) => {
        const more = { test, permutations: 50 }
        const plain = compare({ a, b }, groups, more)
        const turned = compare({ a: a.toReversed(), b: b.toReversed() }, groups.toReversed(), more)
        expect(JSON.stringify(turned)).toBe(JSON.stringify(plain))
      }),
    )
  })

  it('swapped groups turn the effect and keep p', () => {
    fc.assert(
      fc.property(table, ({ a, groups, test }) => {
        const more = { test, permutations: 50 }
        const plain = only(compare({ a }, groups, more))
        const swapped = only(
          compare(
            { a },
            groups.map((group) => (group < 0 ? -1 : 1 - group)),
            more,
          ),
        )
        if (plain.kind !== 'twoGroups' || swapped.kind !== 'twoGroups') {
          expect(swapped.kind).toBe(plain.kind)
          return
        }
        expect(swapped.logP).toBeCloseTo(plain.logP, 9)
        expect(swapped.estimate.value).toBeCloseTo(-(plain.estimate.value ?? NaN), 12)
        if (plain.effectSize.value !== null)
          expect(swapped.effectSize.value).toBeCloseTo(-plain.effectSize.value, 9)
      }),
    )
  })

  it('no value is lost: n, missing and those in no group are everybody; no number is infinite or NaN', () => {
    fc.assert(
      fc.property(table, ({ a, groups, test }) => {
        const result = only(compare({ a }, groups, { test, permutations: 20 }))
        const grouped = result.groups.reduce((sum, group) => sum + group.n + group.nMissing, 0)
        expect(grouped + groups.filter((group) => group < 0).length).toBe(a.length)
        JSON.stringify(result, (_, value: unknown) => {
          if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true)
          return value
        })
      }),
    )
  })
})
