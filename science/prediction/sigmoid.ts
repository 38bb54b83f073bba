export interface Sigmoid {
  slope: number
  offset: number
}

/**
 * Platt's sigmoid P(1 | f) = 1/(1 + exp(slope f + offset)), targets drawn in by the prior so that no probability is 0 or 1.
 * @param decisions f of each row, finite, from a model that did not see the row   @param outcome 0 or 1
 * @source Platt 1999; Lin, Lin & Weng 2007 (Newton's method with backtracking, as libsvm)   @oracle test/oracles/learners (by hand and libsvm-js)
 */
export function fitSigmoid(decisions: ArrayLike<number>, outcome: ArrayLike<number>): Sigmoid {
  const n = outcome.length
  let events = 0
  for (let i = 0; i < n; i += 1) events += outcome[i] === 1 ? 1 : 0
  const high = (events + 1) / (events + 2)
  const low = 1 / (n - events + 2)
  const target = Float64Array.from({ length: n }, (_, i) => (outcome[i] === 1 ? high : low))
  let at = { slope: 0, offset: Math.log((n - events + 1) / (events + 1)) }
  let loss = sigmoidLoss(decisions, target, at)
  for (let iteration = 0; iteration < 100; iteration += 1) {
    const { g1, g2, h11, h22, h21 } = sigmoidDerivatives(decisions, target, at)
    if (Math.abs(g1) < 1e-5 && Math.abs(g2) < 1e-5) break
    const determinant = h11 * h22 - h21 * h21
    const dA = -(h22 * g1 - h21 * g2) / determinant
    const dB = -(-h21 * g1 + h11 * g2) / determinant
    const descent = g1 * dA + g2 * dB
    let share = 1
    for (; share >= 1e-10; share /= 2) {
      const next = { slope: at.slope + share * dA, offset: at.offset + share * dB }
      const found = sigmoidLoss(decisions, target, next)
      if (found < loss + 0.0001 * share * descent) {
        at = next
        loss = found
        break
      }
    }
    if (share < 1e-10) break
  }
  return at
}

function sigmoidLoss(decisions: ArrayLike<number>, target: Float64Array, { slope, offset }: Sigmoid): number {
  let sum = 0
  for (let i = 0; i < target.length; i += 1) {
    const x = (decisions[i] ?? 0) * slope + offset
    const t = target[i] ?? 0
    sum += x >= 0 ? t * x + Math.log1p(Math.exp(-x)) : (t - 1) * x + Math.log1p(Math.exp(x))
  }
  return sum
}

function sigmoidDerivatives(
  decisions: ArrayLike<number>,
  target: Float64Array,
  at: Sigmoid,
): { g1: number; g2: number; h11: number; h22: number; h21: number } {
  const sums = { g1: 0, g2: 0, h11: 1e-12, h22: 1e-12, h21: 0 }
  for (let i = 0; i < target.length; i += 1) {
    const f = decisions[i] ?? 0
    const p = sigmoidAt(at, f)
    const bend = p * (1 - p)
    sums.h11 += f * f * bend
    sums.h22 += bend
    sums.h21 += f * bend
    const off = (target[i] ?? 0) - p
    sums.g1 += f * off
    sums.g2 += off
  }
  return sums
}

/** P(1) at a decision value, without overflow. */
export function sigmoidAt({ slope, offset }: Sigmoid, decision: number): number {
  const x = slope * decision + offset
  return x >= 0 ? Math.exp(-x) / (1 + Math.exp(-x)) : 1 / (1 + Math.exp(x))
}
