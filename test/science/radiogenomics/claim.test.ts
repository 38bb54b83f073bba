import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../../../science/errors.ts'
import { checkExpectations, publishedClaim, verdictOf } from '../../../science/radiogenomics/claim.ts'
import { compareGroups } from '../../../science/radiogenomics/compareGroups.ts'
import { cutChoices } from '../../../science/radiogenomics/cuts.ts'
import { centredLogRatios } from '../../../science/immune/composition.ts'
import type { Result } from '../../../science/radiogenomics/result.ts'

/** Eight high against eight low; `shift` parts the groups wholly where it is above 1. */
function resultOf(shift: number): Result {
  const values = Float64Array.from({ length: 16 }, (_, i) => (i < 8 ? i / 10 : i / 10 - 0.75 - shift))
  const [result] = compareGroups({
    groups: [
      { key: 'high', label: 'High risk' },
      { key: 'low', label: 'Low risk' },
    ],
    assignment: Int32Array.from({ length: 16 }, (_, i) => (i < 8 ? 0 : 1)),
    variables: [{ key: 'cell', unit: '', values }],
    test: 'wilcoxon',
    permutations: 100,
    seed: 1,
    family: { name: 'one', members: 'all' },
  }).results
  if (!result) throw new Error('no result')
  return result
}

function verdict(shifts: Readonly<Record<string, number>>) {
  const results = new Map(
    Object.entries(shifts).map(([cell, shift]) => [cell, { label: cell, result: resultOf(shift) }]),
  )
  return verdictOf({
    expectations: publishedClaim.expectations,
    results,
    groups: ['high risk', 'low risk'],
    chance: 0.004,
  })
}

describe('the verdict on a claim', () => {
  it('holds when every sign is right beyond chance', () => {
    const {
      verdict: found,
      words,
      expectations,
    } = verdict({ plasma_cell: -2, macrophage_m1: -2, macrophage_m2: 2 })
    expect(found).toBe('holds')
    expect(words).toContain('0.4 % of shuffles')
    expect(expectations[0]?.words).toContain(
      'plasma_cell: expected lower in high risk than in low risk; it is',
    )
  })
  it('points the same way when a sign is right but not beyond chance, or a cell cannot be seen', () => {
    expect(verdict({ plasma_cell: -2, macrophage_m1: -2, macrophage_m2: 0.1 }).verdict).toBe(
      'points the same way',
    )
    const unseen = verdict({ macrophage_m1: -2, macrophage_m2: 2 })
    expect(unseen.verdict).toBe('points the same way')
    expect(unseen.words).toContain('Not tested: plasma_cell.')
  })
  it('is mixed when a sign is wrong by chance, contradicted when beyond it', () => {
    expect(verdict({ plasma_cell: -2, macrophage_m1: -2, macrophage_m2: -0.1 }).verdict).toBe('mixed')
    expect(verdict({ plasma_cell: -2, macrophage_m1: -2, macrophage_m2: -2 }).verdict).toBe('contradicted')
  })
  it('cannot be tested when the method has none of the cells', () => {
    const { verdict: found, expectations } = verdict({})
    expect(found).toBe('cannot be tested')
    expect(expectations.map(({ reason }) => reason)).toContain('the method does not measure this cell')
  })
  it('turns when the expectation turns', () => {
    const results = new Map([['plasma_cell', { label: 'plasma', result: resultOf(2) }]])
    const asked = (direction: 'higher' | 'lower') =>
      verdictOf({
        expectations: [{ cell: 'plasma_cell', direction }],
        results,
        groups: ['a', 'b'],
        chance: null,
      }).verdict
    expect([asked('higher'), asked('lower')]).toEqual(['holds', 'contradicted'])
  })
  it('refuses a cell that stands twice and no expectation at all', () => {
    const one = { cell: 'monocyte', direction: 'higher' } as const
    expect(() => {
      checkExpectations([one, one])
    }).toThrow(InvalidInput)
    expect(() => {
      checkExpectations([])
    }).toThrow(InvalidInput)
  })
})

describe('centred log ratios', () => {
  it('by hand: (.5, .3, .2), and a zero replaced', () => {
    // second patient (.5, .5, 0): smallest positive .2, replacement .13, the others × (1 − .13) = .435
    const { columns, replacement, nReplaced } = centredLogRatios([
      Float64Array.of(0.5, 0.5, NaN),
      Float64Array.of(0.3, 0.5, 0.4),
      Float64Array.of(0.2, 0, 0.6),
    ])
    expect(replacement).toBeCloseTo(0.13, 12)
    expect(nReplaced).toBe(1)
    const centre = Math.log(0.5 * 0.3 * 0.2) / 3
    expect(columns[0]?.[0]).toBeCloseTo(Math.log(0.5) - centre, 12)
    expect(columns[2]?.[1]).toBeCloseTo(Math.log(0.13) - Math.log(0.435 * 0.435 * 0.13) / 3, 12)
    expect(columns.map((column) => column[2])).toEqual([NaN, NaN, NaN])
  })
  it('adds up to 0 and does not change with the total', () => {
    const parts = [Float64Array.of(0.1, 4), Float64Array.of(0.7, 1), Float64Array.of(0.2, 3)]
    const { columns } = centredLogRatios(parts)
    const scaled = centredLogRatios(parts.map((part) => part.map((value) => value * 7))).columns
    for (let i = 0; i < 2; i += 1) {
      expect(columns.reduce((sum, column) => sum + (column[i] ?? NaN), 0)).toBeCloseTo(0, 12)
      columns.forEach((column, part) => {
        expect(scaled[part]?.[i]).toBeCloseTo(column[i] ?? NaN, 12)
      })
    }
  })
  it('refuses negative shares and nothing at all', () => {
    expect(() => centredLogRatios([Float64Array.of(-0.1), Float64Array.of(1)])).toThrow(InvalidInput)
    expect(() => centredLogRatios([Float64Array.of(0), Float64Array.of(0)])).toThrow(InvalidInput)
    expect(() => centredLogRatios([Float64Array.of(1)])).toThrow(InvalidInput)
  })
})

describe('other cuts of the same score', () => {
  const score = Float64Array.of(1, 2, 3, 4, 10, 11, NaN)
  const input = {
    assignment: Int32Array.of(0, 0, 0, 1, 1, 1, -1),
    given: { label: 'as asked' },
    firstIs: 'at-or-below',
  } as const
  it('part the same patients; those that part alike stand once', () => {
    // median 3.5 parts as asked; mean 5.17 and natural break 7 part alike; thirds 2.67 and 6 (as the mean)
    const cuts = cutChoices({ ...input, score })
    expect(cuts.map(({ key }) => key)).toEqual(['as-asked', 'mean', 'lower-third'])
    expect([...(cuts[1]?.isFirst ?? [])]).toEqual([1, 1, 1, 1, 0, 0, -1])
    expect(cuts[1]?.label).toBe('mean, 5.167')
  })
  it('there are none of a category', () => {
    expect(cutChoices({ ...input, score: null })).toHaveLength(1)
  })
})
