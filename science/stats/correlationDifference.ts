import { InvalidInput } from '../errors.ts'
import { logNormalTwoSided, logTTwoSided, normalUpperQuantile } from './distributions.ts'

export interface CorrelationDifference {
  /** r₁ − r₂ */
  difference: number
  low: number
  high: number
  statistic: { name: 'z' | 't'; value: number; df: number | null }
  logP: number
}

function checkCorrelation(field: string, r: number): void {
  if (!(r > -1 && r < 1)) throw new InvalidInput(field, r, 'a correlation between −1 and 1')
}

/** Zou's interval of r₁ − r₂: each side from the bounds of the two, and from how much their estimates move together. */
function zouInterval(
  [first, second]: readonly [Bounded, Bounded],
  together: number,
): { low: number; high: number } {
  const d = first.r - second.r
  const reach = (a: number, b: number): number => Math.sqrt(Math.max(0, a * a + b * b - 2 * together * a * b))
  return {
    low: d - reach(first.r - first.low, second.high - second.r),
    high: d + reach(first.high - first.r, second.r - second.low),
  }
}

interface Bounded {
  r: number
  low: number
  high: number
}

function bounded(r: number, n: number, level: number): Bounded {
  const reach = normalUpperQuantile((1 - level) / 2) / Math.sqrt(n - 3)
  return { r, low: Math.tanh(Math.atanh(r) - reach), high: Math.tanh(Math.atanh(r) + reach) }
}

/**
 * Do two independent samples have the same correlation?
 * @param first r and n ≥ 4 of one sample   @param second of the other, other patients
 * @throws InvalidInput a correlation is not inside −1…1, or n < 4
 * @source Fisher 1921 (z); Zou 2007 (interval)   @oracle test/oracles/correlationDifference (psych::r.test, paired.r; Zou in R)
 */
export function independentDifference(
  first: { r: number; n: number },
  second: { r: number; n: number },
  level = 0.95,
): CorrelationDifference {
  for (const [field, { r, n }] of [
    ['first', first],
    ['second', second],
  ] as const) {
    checkCorrelation(`${field}.r`, r)
    if (!(n >= 4)) throw new InvalidInput(`${field}.n`, n, 'at least 4')
  }
  const error = Math.sqrt(1 / (first.n - 3) + 1 / (second.n - 3))
  const value = (Math.atanh(first.r) - Math.atanh(second.r)) / error
  const sides = [bounded(first.r, first.n, level), bounded(second.r, second.n, level)] as const
  return {
    difference: first.r - second.r,
    ...zouInterval(sides, 0),
    statistic: { name: 'z', value, df: null },
    logP: logNormalTwoSided(value),
  }
}

/**
 * Do x and y correlate equally with z, in the same patients? Williams's t, which Steiger recommends, and Zou's interval.
 * @param xz correlation of x with z   @param yz of y with z   @param xy of x with y   @param n patients, at least 4
 * @throws InvalidInput a correlation is not inside −1…1, the three cannot go together, or n < 4
 * @source Williams 1959; Steiger 1980; Zou 2007, overlapping case
 * @oracle test/oracles/correlationDifference (psych::r.test, paired.r; Zou in R)
 */
export function overlappingDifference(
  { xz, yz, xy, n }: { xz: number; yz: number; xy: number; n: number },
  level = 0.95,
): CorrelationDifference {
  for (const [field, r] of Object.entries({ xz, yz, xy })) checkCorrelation(field, r)
  if (!(n >= 4)) throw new InvalidInput('n', n, 'at least 4')
  const determinant = 1 - xz * xz - yz * yz - xy * xy + 2 * xz * yz * xy
  if (!(determinant >= 0))
    throw new InvalidInput('xy', xy, 'a correlation that goes together with the other two')
  const mean = (xz + yz) / 2
  const spread = 2 * ((n - 1) / (n - 3)) * determinant + mean * mean * (1 - xy) ** 3
  const value = (xz - yz) * Math.sqrt(((n - 1) * (1 + xy)) / spread)
  const together =
    ((xy - (xz * yz) / 2) * (1 - xz * xz - yz * yz - xy * xy) + xy ** 3) / ((1 - xz * xz) * (1 - yz * yz))
  const sides = [bounded(xz, n, level), bounded(yz, n, level)] as const
  return {
    difference: xz - yz,
    ...zouInterval(sides, together),
    statistic: { name: 't', value, df: n - 3 },
    logP: logTTwoSided(value, n - 3),
  }
}
