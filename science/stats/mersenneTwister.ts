/**
 * Uniform doubles of the Mersenne Twister seeded by one number: the stream of numpy's `RandomState(seed).random_sample()`.
 * Only for results that have to begin where numpy's do; everything else takes `createRandom`.
 * @param seed whole, 0 … 2³² − 1
 * @source Matsumoto & Nishimura 1998 (init_genrand, genrand_res53)   @oracle numpy in the tests
 */
export function mersenneTwister(seed: number): () => number {
  const state = new Uint32Array(624)
  state[0] = seed
  for (let i = 1; i < 624; i += 1) {
    const before = state[i - 1] ?? 0
    state[i] = Math.imul(1812433253, before ^ (before >>> 30)) + i
  }
  let at = 624
  const uint32 = (): number => {
    if (at === 624) {
      for (let i = 0; i < 624; i += 1) {
        const y = ((state[i] ?? 0) & 0x80000000) | ((state[(i + 1) % 624] ?? 0) & 0x7fffffff)
        state[i] = (state[(i + 397) % 624] ?? 0) ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0)
      }
      at = 0
    }
    let y = state[at] ?? 0
    at += 1
    y ^= y >>> 11
    y ^= (y << 7) & 0x9d2c5680
    y ^= (y << 15) & 0xefc60000
    return (y ^ (y >>> 18)) >>> 0
  }
  return () => {
    const high = uint32() >>> 5
    const low = uint32() >>> 6
    return (high * 67108864 + low) / 9007199254740992
  }
}
