/**
 * ψ(x), the slope of log Γ, for x > 0: shifted to x ≥ 10, then the asymptotic series.
 * @source Abramowitz & Stegun 6.3.5 and 6.3.18   @oracle R digamma(), in test/science/stats/digamma.test.ts
 */
export function digamma(x: number): number {
  let shifted = x
  let below = 0
  while (shifted < 10) {
    below -= 1 / shifted
    shifted += 1
  }
  const r = 1 / (shifted * shifted)
  const series =
    r * (1 / 12 - r * (1 / 120 - r * (1 / 252 - r * (1 / 240 - r * (1 / 132 - (r * 691) / 32760)))))
  return below + Math.log(shifted) - 0.5 / shifted - series
}
