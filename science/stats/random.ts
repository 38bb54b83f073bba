import { InvalidInput } from '../errors.ts'

/** A stream of random numbers that its seed determines. Passed in, never global. */
export interface Random {
  /** whole, 0 … 2³² − 1 */
  uint32: () => number
  /** whole, 0 … bound − 1, without bias; 1 ≤ bound ≤ 2²¹ */
  below: (bound: number) => number
  /** 0 ≤ u < 1, 32 bits */
  uniform: () => number
}

/**
 * xoshiro128** with its state filled from the seed by SplitMix32 (whose low and high halves both count).
 * @param seed whole, 0 … 2⁵³ − 1
 * @throws InvalidInput the seed is not such a number
 * @source Blackman & Vigna 2021; Lemire 2019 for `below`   @oracle test/oracles/random (the authors' C, transcribed to Python)
 */
export function createRandom(seed: number): Random {
  if (!Number.isSafeInteger(seed) || seed < 0) throw new InvalidInput('seed', seed, 'a whole number from 0')
  let mix = (seed ^ Math.imul(Math.floor(seed / 2 ** 32), 0x85ebca6b)) >>> 0
  const next = (): number => {
    mix = (mix + 0x9e3779b9) >>> 0
    let z = mix
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b)
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35)
    return (z ^ (z >>> 16)) | 0
  }
  return xoshiro([next(), next(), next(), next()])
}

/** xoshiro128** from a given state, not all zero. */
export function xoshiro(state: readonly [number, number, number, number]): Random {
  let [a, b, c, d] = state
  const uint32 = (): number => {
    const five = Math.imul(b, 5)
    const result = Math.imul((five << 7) | (five >>> 25), 9) >>> 0
    const t = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= t
    d = (d << 11) | (d >>> 21)
    return result
  }
  const below = (bound: number): number => {
    for (;;) {
      const product = uint32() * bound
      const whole = Math.floor(product / 4294967296)
      const low = product - whole * 4294967296
      // only so few low parts are over-represented that the modulus is hardly ever taken
      if (low >= bound || low >= 4294967296 % bound) return whole
    }
  }
  return { uint32, below, uniform: () => uint32() / 4294967296 }
}
