import { fitSigmoid, sigmoidAt } from './sigmoid.ts'

/** A map from a model's probability to a calibrated one; plain JSON. */
export type Calibrator =
  | { kind: 'platt'; slope: number; offset: number }
  /** values between the knots are interpolated, outside them the nearest */
  | { kind: 'isotonic'; from: readonly number[]; to: readonly number[] }

/**
 * Fits a calibration map to out-of-fold probabilities.
 * @param probabilities of rows that the model did not see, 0…1   @param outcome 0 or 1
 * `platt` is a logistic curve over the log odds; `isotonic` the best increasing step function (pool adjacent violators), joined by lines.
 * @source Platt 1999; Zadrozny & Elkan 2002; Ayer et al. 1955   @oracle test/oracles/learners (scikit-learn IsotonicRegression), `fitSigmoid`
 */
export function fitCalibrator(
  kind: Calibrator['kind'],
  probabilities: ArrayLike<number>,
  outcome: ArrayLike<number>,
): Calibrator {
  if (kind === 'platt') return { kind, ...fitSigmoid(Float64Array.from(probabilities, logOdds), outcome) }
  return { kind, ...isotonic(probabilities, outcome) }
}

/** log p/(1 − p), of 0 and 1 as of 1e-12 and its complement. */
export function logOdds(p: number): number {
  const inside = Math.min(1 - 1e-12, Math.max(1e-12, p))
  return Math.log(inside / (1 - inside))
}

/** Calibrated probabilities. */
export function calibrated(calibrator: Calibrator, probabilities: Float64Array): Float64Array {
  if (calibrator.kind === 'platt') return probabilities.map((p) => sigmoidAt(calibrator, logOdds(p)))
  const { from, to } = calibrator
  return probabilities.map((p) => {
    const above = from.findIndex((knot) => knot >= p)
    if (above < 0) return to[to.length - 1] ?? NaN
    const [x0, x1, y0, y1] = [from[above - 1], from[above], to[above - 1], to[above]]
    if (x0 === undefined || y0 === undefined || x1 === undefined || y1 === undefined) return to[0] ?? NaN
    return x1 === p ? y1 : Math.min(y1, y0 + ((y1 - y0) * (p - x0)) / (x1 - x0))
  })
}

/** Pool adjacent violators over rows in the order of x, equal x together; a knot at each end of each block. */
function isotonic(x: ArrayLike<number>, y: ArrayLike<number>): { from: number[]; to: number[] } {
  const order = Array.from({ length: x.length }, (_, i) => i).sort((a, b) => (x[a] ?? 0) - (x[b] ?? 0))
  const blocks: { low: number; high: number; sum: number; n: number }[] = []
  for (const i of order) {
    const value = x[i] ?? NaN
    const last = blocks.at(-1)
    if (last?.high === value && last.low === value) {
      last.sum += y[i] ?? 0
      last.n += 1
    } else blocks.push({ low: value, high: value, sum: y[i] ?? 0, n: 1 })
  }
  const pooled: typeof blocks = []
  for (const block of blocks) {
    let merged = block
    for (let last = pooled.at(-1); last && last.sum / last.n >= merged.sum / merged.n; last = pooled.at(-1)) {
      pooled.pop()
      merged = { low: last.low, high: merged.high, sum: last.sum + merged.sum, n: last.n + merged.n }
    }
    pooled.push(merged)
  }
  const ends = pooled.flatMap(({ low, high, sum, n }) =>
    low === high ? [[low, sum / n] as const] : [[low, sum / n] as const, [high, sum / n] as const],
  )
  return { from: ends.map(([at]) => at), to: ends.map(([, value]) => value) }
}
