import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../../../science/errors.ts'
import { createRandom, xoshiro } from '../../../science/stats/random.ts'
import { readOracle } from '../../oracles/read.ts'

const answers = readOracle('random/answers.json') as { state1234: number[]; seeds: [number, number[]][] }

describe('the random generator', () => {
  it('starts as derived by hand: rotl(2 · 5, 7) · 9 = 11520', () => {
    expect(xoshiro([1, 2, 3, 4]).uint32()).toBe(11520)
  })

  it('gives the stream of the published algorithm, from a state and from seeds', () => {
    const random = xoshiro([1, 2, 3, 4])
    expect(answers.state1234.map(() => random.uint32())).toEqual(answers.state1234)
    for (const [seed, stream] of answers.seeds) {
      const seeded = createRandom(seed)
      expect(stream.map(() => seeded.uint32())).toEqual(stream)
    }
  })

  it('draws below a bound evenly', () => {
    const random = createRandom(3)
    const counts = new Array<number>(7).fill(0)
    for (let i = 0; i < 70_000; i += 1) {
      const draw = random.below(7)
      counts[draw] = (counts[draw] ?? 0) + 1
    }
    // chi-squared with 6 df: 22.5 is its .999 quantile
    const distance = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0)
    expect(distance).toBeLessThan(22.5)
    expect(random.below(1)).toBe(0)
  })

  it('throws away the draws that would favour some numbers', () => {
    // Lemire: with 2³² = 3067 · 1400000 + 1167296, a low part under 1167296 is drawn again
    const bound = 1_400_000
    const ours = createRandom(8)
    const raw = createRandom(8)
    let again = 0
    for (let i = 0; i < 30_000; i += 1) {
      let product = BigInt(raw.uint32()) * BigInt(bound)
      while (product % 2n ** 32n < 1_167_296n) {
        again += 1
        product = BigInt(raw.uint32()) * BigInt(bound)
      }
      if (ours.below(bound) !== Number(product / 2n ** 32n)) throw new Error(`draw ${i}`)
    }
    expect(again).toBeGreaterThan(0)
  })

  it.each([-1, 0.5, NaN, 2 ** 53])('refuses the seed %s', (seed) => {
    expect(() => createRandom(seed)).toThrow(InvalidInput)
  })
})
