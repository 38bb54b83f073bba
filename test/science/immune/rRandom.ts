import type { Draw } from '../../../science/immune/cibersort.ts'

/** R's generator, for tests only: Mersenne Twister seeded as set.seed does, sample() by rejection of random bits (R ≥ 3.6). */
export function rSample(seed: number): Draw {
  const bits32 = mersenneTwister(seed)
  const unif = (): number => {
    const u = bits32() * 2.3283064365386963e-10
    return u <= 0 ? 0.5 * 2.328306437080797e-10 : 1 - u <= 0 ? 1 - 0.5 * 2.328306437080797e-10 : u
  }
  const index = (bound: number): number => {
    if (bound <= 0) return 0
    const bits = Math.ceil(Math.log2(bound))
    for (;;) {
      let value = 0
      for (let n = 0; n <= bits; n += 16) value = 65536 * value + Math.floor(unif() * 65536)
      if (bits < 53) value %= 2 ** bits
      if (value < bound) return value
    }
  }
  return (n, k) => {
    const places = Int32Array.from({ length: n }, (_, i) => i)
    let left = n
    return Int32Array.from({ length: k }, () => {
      const j = index(left)
      const taken = places[j] ?? 0
      left -= 1
      places[j] = places[left] ?? 0
      return taken
    })
  }
}

function mersenneTwister(seed: number): () => number {
  const words = new Uint32Array(624)
  let scramble = seed >>> 0
  const next = (): number => (scramble = (Math.imul(69069, scramble) + 1) >>> 0)
  for (let j = 0; j < 50; j += 1) next()
  // R seeds 625 words; the first is the position, which it then sets to the end
  next()
  for (let j = 0; j < 624; j += 1) words[j] = next()
  let at = 624
  const twist = (k: number, next: number, far: number): void => {
    const y = (((words[k] ?? 0) & 0x80000000) | ((words[next] ?? 0) & 0x7fffffff)) >>> 0
    words[k] = ((words[far] ?? 0) ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0)) >>> 0
  }
  return () => {
    if (at >= 624) {
      for (let k = 0; k < 624; k += 1) twist(k, (k + 1) % 624, (k + 397) % 624)
      at = 0
    }
    let y = words[at] ?? 0
    at += 1
    y ^= y >>> 11
    y ^= (y << 7) & 0x9d2c5680
    y ^= (y << 15) & 0xefc60000
    y ^= y >>> 18
    return y >>> 0
  }
}
