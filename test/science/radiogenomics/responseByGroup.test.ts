import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../../../science/errors.ts'
import {
  respondingLevels,
  responseByGroup,
  type ResponseInput,
} from '../../../science/radiogenomics/responseByGroup.ts'

const levels = ['CR', 'PR', 'SD', 'PD']

/** One patient for each [group, level]. */
function input(
  rows: readonly (readonly [number, number])[],
  more: Partial<ResponseInput> = {},
): ResponseInput {
  return {
    groups: [
      { key: 'high', label: 'High risk' },
      { key: 'low', label: 'Low risk' },
    ],
    assignment: Int32Array.from(rows, ([group]) => group),
    values: Float64Array.from(rows, ([, level]) => level),
    levels,
    responders: [0, 1],
    seed: 1,
    ...more,
  }
}

const three = ['a', 'b', 'c'].map((key) => ({ key, label: key }))

describe('response by group', () => {
  it('by hand: 3 of 4 against 1 of 4', () => {
    const found = responseByGroup(
      input([
        [0, 0],
        [0, 1],
        [0, 1],
        [0, 3],
        [1, 1],
        [1, 2],
        [1, 2],
        [1, 3],
        [1, NaN],
        [-1, 0],
      ]),
    )
    expect(
      found.groups.map(({ n, nMissing, responders, counts }) => ({ n, nMissing, responders, counts })),
    ).toEqual([
      { n: 4, nMissing: 0, responders: 3, counts: [1, 2, 0, 1] },
      { n: 4, nMissing: 1, responders: 1, counts: [0, 1, 2, 1] },
    ])
    expect(found.groups.map(({ share }) => share.value)).toEqual([0.75, 0.25])
    // Clopper–Pearson of 3 in 4: P(X ≥ 3 | low) = .025, that is 4p³ − 3p⁴ = .025
    const low = found.groups[0]?.share.low ?? NaN
    expect(4 * low ** 3 - 3 * low ** 4).toBeCloseTo(0.025, 12)
    if (found.test.kind !== 'response') throw new Error('not tested')
    // tables of 4, 4 with 4 responders: 1, 16, 36, 16, 1 of 70; as unlikely as 3 and 1: 34 of 70
    expect(found.test.pValue).toBeCloseTo(34 / 70, 12)
    // chances of 0 … 4 responders in the first go as 1, 16ω, 36ω², 16ω³, ω⁴: ω at which they have a mean of 3, and at which P(X ≥ 3) and P(X ≤ 3) are .025
    const chances = (odds: number | null): number[] => {
      const all = [1, 16, 36, 16, 1].map((ways, k) => ways * (odds ?? NaN) ** k)
      return all.map((value) => value / all.reduce((sum, each) => sum + each, 0))
    }
    const { value, low: least, high: most } = found.test.oddsRatio
    expect(chances(value).reduce((sum, chance, k) => sum + k * chance, 0)).toBeCloseTo(3, 9)
    expect((chances(least)[3] ?? NaN) + (chances(least)[4] ?? NaN)).toBeCloseTo(0.025, 10)
    expect(1 - (chances(most)[4] ?? NaN)).toBeCloseTo(0.025, 10)
  })

  it('of three groups has a p and no single odds ratio', () => {
    const rows = [
      [0, 0],
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 2],
      [1, 3],
      [2, 2],
      [2, 3],
      [2, 3],
    ] as const
    const found = responseByGroup(input(rows, { groups: three }))
    if (found.test.kind !== 'response') throw new Error('not tested')
    // 4 of 9 respond: (3, 1, 0) in six orders, 1 · 3 · 1 ways each, is the least likely; (2, 2, 0) has 9 ways, (2, 1, 1) 27
    expect(found.test.pValue).toBeCloseTo(18 / 126, 12)
    expect(found.test.oddsRatio).toMatchObject({
      value: null,
      reason: 'more than two groups have no single odds ratio',
    })
  })

  it('says when the odds ratio is infinite', () => {
    const found = responseByGroup(
      input([
        [0, 0],
        [0, 1],
        [1, 2],
        [1, 3],
      ]),
    )
    if (found.test.kind !== 'response') throw new Error('not tested')
    expect(found.test.oddsRatio.value).toBeNull()
    expect(found.test.oddsRatio.reason).toMatch(/infinite/)
    expect(found.test.pValue).toBeCloseTo(2 / 6, 12)
  })

  it('swapped groups turn the odds ratio round and keep p; rows in another order keep all', () => {
    const row = fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 3 }))
    fc.assert(
      fc.property(fc.array(row, { minLength: 4, maxLength: 30 }), (rows) => {
        const found = responseByGroup(input(rows))
        expect(responseByGroup(input(rows.toReversed()))).toEqual(found)
        const swapped = responseByGroup(input(rows.map(([g, v]) => [1 - g, v] as const))).test
        expect(swapped.kind).toBe(found.test.kind)
        if (found.test.kind !== 'response' || swapped.kind !== 'response') return
        expect(swapped.logP).toBeCloseTo(found.test.logP, 10)
        const [a, b] = [found.test.oddsRatio.value, swapped.oddsRatio.value]
        if (a !== null && b !== null && a > 0) expect(Math.log(a) + Math.log(b)).toBeCloseTo(0, 4)
      }),
      { numRuns: 100 },
    )
  })

  it.each<[string, (readonly [number, number])[], Partial<ResponseInput>]>([
    ['nobody', [], {}],
    [
      'an empty group',
      [
        [0, 0],
        [0, 2],
      ],
      {},
    ],
    [
      'all missing',
      [
        [0, NaN],
        [1, NaN],
      ],
      {},
    ],
    [
      'all respond',
      [
        [0, 0],
        [1, 1],
      ],
      {},
    ],
    [
      'none responds',
      [
        [0, 2],
        [1, 3],
      ],
      {},
    ],
    [
      'one group',
      [
        [0, 2],
        [0, 1],
      ],
      { groups: three.slice(0, 1) },
    ],
  ])('%s: not testable, with a reason and without NaN', (_, rows, more) => {
    const found = responseByGroup(input(rows, more))
    expect(found.test.kind).toBe('notTestable')
    expect(found.groups.reduce((sum, { n, nMissing }) => sum + n + nMissing, 0)).toBe(rows.length)
    expect(Object.values(found.groups[0]?.share ?? {}).some((value) => Number.isNaN(value))).toBe(false)
  })

  it('refuses a value that is no level, and a response that is everything or nothing', () => {
    for (const wrong of [4, -1, 0.5, Infinity])
      expect(() => responseByGroup(input([[0, wrong]]))).toThrow(InvalidInput)
    expect(() => responseByGroup(input([[0, 1]], { responders: [] }))).toThrow(InvalidInput)
    expect(() => responseByGroup(input([[0, 1]], { responders: [0, 1, 2, 3] }))).toThrow(InvalidInput)
    expect(() => responseByGroup({ ...input([[0, 1]]), assignment: new Int32Array(3) })).toThrow(InvalidInput)
  })

  it('knows what responds by its name', () => {
    expect(respondingLevels(['PD', 'Partial Response', ' cr', 'no', 'Non-responder', 'yes'])).toEqual([
      1, 2, 5,
    ])
  })
})
