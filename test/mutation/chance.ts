/** Chance that can be had again, and picks by it. */
export type Chance = () => number

/** Mulberry32. */
export function chanceOf(seed: number): Chance {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

export function randomInt(chance: Chance, below: number): number {
  return Math.floor(chance() * Math.max(1, below))
}

export function pick<T>(chance: Chance, list: readonly T[]): T {
  const found = list[randomInt(chance, list.length)]
  if (found === undefined) throw new Error('nothing to pick from')
  return found
}

export function at<T>(list: readonly T[], index: number): T {
  const found = list[index]
  if (found === undefined) throw new Error(`no item ${index}`)
  return found
}
