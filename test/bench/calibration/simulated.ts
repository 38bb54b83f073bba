import type { Random } from '../../../science/stats/random.ts'

/** What an interval promises: 'exact' at least its level, 'asymptotic' 94–96 % from 50 per group on, 'elsewhere' is only printed. */
export type Promise95 = 'exact' | 'asymptotic' | 'elsewhere'

export interface Covered {
  name: string
  promise: Promise95
  /** does the interval of one simulated study hold the truth? null where it gave none */
  holds: (random: Random) => boolean | null
}

interface Bounds {
  low: number | null
  high: number | null
}

export function within(interval: unknown, truth: number): boolean | null {
  if (typeof interval !== 'object' || interval === null || !('low' in interval) || !('high' in interval))
    return null
  const { low, high } = interval as Bounds
  return (
    (low === null || Number.isNaN(low) || low <= truth) &&
    (high === null || Number.isNaN(high) || truth <= high)
  )
}

export const part = (result: object, key: string): unknown =>
  key in result ? (result as Record<string, unknown>)[key] : null
export const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log1p(-random.uniform())) * Math.cos(2 * Math.PI * random.uniform())
export const draw = (random: Random, n: number, shift = 0): Float64Array =>
  Float64Array.from({ length: n }, () => normal(random) + shift)
export const exponential = (random: Random, rate: number): number => -Math.log1p(-random.uniform()) / rate

export function correlated(random: Random, n: number, r: number): [Float64Array, Float64Array] {
  const x = draw(random, n)
  return [x, x.map((value) => r * value + Math.sqrt(1 - r * r) * normal(random))]
}

/** Exponential times, censored by an independent exponential of half the rate. */
export function followUp(random: Random, n: number, rate: (i: number) => number) {
  const time = new Float64Array(n)
  const event = new Uint8Array(n)
  for (let i = 0; i < n; i += 1) {
    const [death, end] = [exponential(random, rate(i)), exponential(random, 0.5)]
    time[i] = Math.min(death, end)
    event[i] = death <= end ? 1 : 0
  }
  return { time, event }
}
