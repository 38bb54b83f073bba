import { describe, expect, it } from 'vitest'
import { compareGroups } from '../../../science/radiogenomics/compareGroups.ts'
import type { CompareGroupsInput } from '../../../science/radiogenomics/compareGroups.ts'
import { macrophageRatio } from '../../../science/radiogenomics/macrophageRatio.ts'

const variable = (key: string, values: number[]) => ({ key, unit: '', values: Float64Array.from(values) })
const comparison: CompareGroupsInput = {
  groups: [
    { key: 'high', label: 'High' },
    { key: 'low', label: 'Low' },
  ],
  assignment: Int32Array.of(0, 0, 0, 1, 1, 1),
  variables: [
    variable('macrophage_m1', [0.1, 0.2, 0, 0.4, 0.4, 0.3]),
    variable('macrophage_m2', [0.4, 0.4, 0.3, 0.1, 0.2, 0.3]),
  ],
  test: 'wilcoxon',
  permutations: 1000,
  seed: 1,
  family: { name: 'all', members: 'all' },
}

describe('macrophageRatio', () => {
  it('by hand: log2((.1 + .05)/(.4 + .05)) and its neighbours; one patient hangs on the constant', () => {
    const found = macrophageRatio({ comparison, constant: null })
    // half the smallest positive share .1
    expect(found?.chosen.constant).toBeCloseTo(0.05, 12)
    expect(found?.chosen.nDecidedByConstant).toBe(1)
    expect(found?.values[0]).toBeCloseTo(Math.log2(0.15 / 0.45), 12)
    expect(found?.values[5]).toBe(0)
    expect(found?.chosen.result.kind).toBe('twoGroups')
    expect(found?.others.map(({ constant }) => constant)).toEqual([0.001, 0.01, 0.1, 0.2])
  })

  it('swapping the groups turns the sign; a method without one of the cells has no ratio', () => {
    const value = (each: CompareGroupsInput) => {
      const result = macrophageRatio({ comparison: each, constant: 0.01 })?.chosen.result
      return result?.kind === 'twoGroups' ? result.estimate.value : null
    }
    const turned = comparison.assignment.map((group) => 1 - group)
    expect(value({ ...comparison, assignment: turned })).toBeCloseTo(-(value(comparison) ?? NaN), 10)
    const [m1] = comparison.variables
    expect(
      macrophageRatio({ comparison: { ...comparison, variables: m1 ? [m1] : [] }, constant: null }),
    ).toBeNull()
  })
})

describe('compareGroups with weights', () => {
  it('equal weights give the plain mean difference; a weight of 0 moves nothing; others are refused', () => {
    const of = (weights: number[], more: Partial<CompareGroupsInput> = {}) =>
      compareGroups({ ...comparison, ...more, weights: Float64Array.from(weights) }).results[0]
    const plain = of([1, 1, 1, 1, 1, 1])
    // (.1 + .2 + 0)/3 − (.4 + .4 + .3)/3
    expect(plain?.kind === 'twoGroups' && plain.estimate.value).toBeCloseTo(0.1 - 1.1 / 3, 12)
    const some = of([1, 1, 0, 1, 1, 0])
    expect(some?.kind === 'twoGroups' && some.estimate.value).toBeCloseTo(0.15 - 0.4, 12)
    expect(some?.kind === 'twoGroups' && some.effectSize.value).toBe(-1)
    const without = of([1, 1, NaN, 1, 1, 1])
    expect(without?.warnings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['weighted', 'no-weight']),
    )
    expect(of([0, 0, 0, 1, 1, 1])?.kind).toBe('notTestable')
    expect(() => of([1, 1, 1, 1, 1, 1], { test: 'permutation' })).toThrow('have no form with weights')
    const three = [...comparison.groups, { key: 'c', label: 'C' }]
    expect(() =>
      of([1, 1, 1, 1, 1, 1], { groups: three, assignment: Int32Array.of(0, 0, 1, 1, 2, 2) }),
    ).toThrow('two groups')
  })
})
