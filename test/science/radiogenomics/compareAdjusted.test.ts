import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answerInWords } from '../../../science/radiogenomics/answer.ts'
import { compareGroups, type CompareGroupsInput } from '../../../science/radiogenomics/compareGroups.ts'
import type { TwoGroupsResult } from '../../../science/radiogenomics/result.ts'

/* Groups at equal covariates, and families that reach beyond the method. */

const y = [0.1, 0.05, 0.22, 0.31, 0.02, 0.18, 0.27, 0.4, 0.12, 0.33]
const age = { name: 'Age', values: [50, 61, 47, 70, 55, 66, 58, 72, 49, 63] }
const stage = { name: 'Stage II', values: [0, 1, 0, 0, 1, 1, 0, 1, 1, 0] }

function input(more: Partial<CompareGroupsInput> = {}): CompareGroupsInput {
  return {
    groups: [
      { key: 'high', label: 'High risk' },
      { key: 'low', label: 'Low risk' },
    ],
    assignment: Int32Array.from([0, 0, 0, 0, 0, 1, 1, 1, 1, 1]),
    variables: [{ key: 'm1', unit: 'share', values: Float64Array.from(y) }],
    test: 'wilcoxon',
    permutations: 500,
    seed: 1,
    family: { name: 'one', members: 'all' },
    covariates: [age, stage],
    ...more,
  }
}

function first(asked: CompareGroupsInput): TwoGroupsResult {
  const [result] = compareGroups(asked).results
  if (result?.kind !== 'twoGroups') throw new Error(JSON.stringify(result))
  return result
}

describe('two groups at equal covariates', () => {
  it('on ranks, against R: summary(lm(rank(y)/10 ~ age + stage + group)), R 4', () => {
    const result = first(input())
    expect(result.statistic.value).toBeCloseTo(-2.32078255498446, 10)
    expect(result.df).toEqual([6])
    expect(result.pValue).toBeCloseTo(0.0593853072688675, 10)
    expect(result.effectSize).toMatchObject({ name: "adjusted Cliff's delta" })
    // twice the coefficient; R's lower bound of −1.13 is beyond what δ can be
    expect(result.effectSize.value).toBeCloseTo(2 * -0.2747047426948698, 10)
    expect(result.effectSize.low).toBe(-1)
    expect(result.effectSize.high).toBeCloseTo(0.0298591660590017, 10)
    expect(result.estimate).toMatchObject({ name: 'adjusted difference in means', unit: 'share' })
    expect(result.estimate.value).toBeCloseTo(-0.10691393083680567, 10)
  })

  it('on means, against R: summary(lm(y ~ age + stage + group))', () => {
    const result = first(input({ test: 'welch' }))
    expect(result.statistic.value).toBeCloseTo(-2.133554282940537, 10)
    expect(result.pValue).toBeCloseTo(0.07683124715939, 10)
    expect(result.estimate.low).toBeCloseTo(-0.22953043350038682, 10)
    expect(result.estimate.high).toBeCloseTo(0.0157025718267755, 10)
    // over the standard deviation within the groups, times 1 − 3/31
    expect(result.effectSize.value).toBeCloseTo(-0.823529736772171, 10)
  })

  it('says for what it is adjusted, in the warnings and in the answer', () => {
    const result = first(input())
    expect(result.warnings).toContainEqual({ code: 'adjusted', message: 'adjusted for Age, Stage II' })
    expect(answerInWords('M1', result)).toContain(' It is adjusted for Age, Stage II.')
    expect(answerInWords('M1', first(input({ covariates: [] })))).not.toContain('adjusted for')
  })

  it('turns with the groups, and does not hang on the order of rows', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...y.keys()], { minLength: 10 }), (order) => {
        const of = (column: ArrayLike<number>): number[] => order.map((i) => column[i] ?? NaN)
        const base = input()
        const mixed = first({
          ...base,
          assignment: Int32Array.from(order, (i) => 1 - (base.assignment[i] ?? 0)),
          variables: [{ key: 'm1', unit: 'share', values: Float64Array.from(of(y)) }],
          covariates: [age, stage].map(({ name, values }) => ({ name, values: of(values) })),
        })
        expect(mixed.statistic.value).toBeCloseTo(2.32078255498446, 9)
        expect(mixed.logP).toBeCloseTo(first(base).logP, 9)
      }),
      { numRuns: 20 },
    )
  })

  it('is not testable where a covariate is the group, and refuses what has no such form', () => {
    const group = { name: 'Risk', values: [1, 1, 1, 1, 1, 0, 0, 0, 0, 0] }
    expect(compareGroups(input({ covariates: [group] })).results[0]).toMatchObject({
      kind: 'notTestable',
      code: 'confounded',
      reason: 'explained wholly by the covariates',
    })
    expect(() => compareGroups(input({ test: 'permutation' }))).toThrow(/permutations have no form/)
    const lacking = { name: 'Age', values: [NaN, ...age.values.slice(1)] }
    expect(() => compareGroups(input({ covariates: [lacking] }))).toThrow(/a value for everybody in a group/)
    const weights = new Float64Array(10).fill(1)
    expect(() => compareGroups(input({ weights }))).toThrow(/one of both/)
  })
})

describe('a family that reaches beyond the method', () => {
  const besides = [
    { key: 'other/a', unit: '', values: Float64Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) },
    { key: 'other/b', unit: '', values: new Float64Array(10) },
  ]

  it('has more members, q of them all, and no results of theirs', () => {
    const alone = input({ covariates: [] })
    const { family, results } = compareGroups({ ...alone, beside: besides })
    // the other method's first is wholly separated, p = 2/252; its second is all zeros and cannot be tested
    expect(family).toMatchObject({ planned: 3, tested: 2 })
    expect(results).toHaveLength(1)
    const p = first(alone).pValue ?? NaN
    expect(first(alone).qValue).toBeCloseTo(p, 12)
    // the largest of two keeps its p
    expect(first({ ...alone, beside: besides }).qValue).toBeCloseTo(p, 12)
    const further = [...besides, { key: 'other/c', unit: '', values: Float64Array.from([...y].reverse()) }]
    // with its mirror image as a third: p is the same for both, so of three it is still the largest
    expect(first({ ...alone, beside: further }).qValue).toBeCloseTo(p, 12)
    const worse = [{ key: 'other/d', unit: '', values: Float64Array.from([1, 9, 3, 7, 5, 6, 4, 8, 2, 10]) }]
    const q = first({ ...alone, beside: worse }).qValue ?? NaN
    // of two the smaller counts twice, at most the larger
    expect(q).toBeGreaterThan(p)
    expect(q).toBeLessThanOrEqual(2 * p + 1e-12)
  })
})
