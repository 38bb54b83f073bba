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
  return below + Math.log(shifted) - digammaRest(shifted)
}

/** log x − ψ(x) for x ≥ 10. @source Abramowitz & Stegun 6.3.18 */
export function digammaRest(x: number): number {
  const r = 1 / (x * x)
  const series =
    r * (1 / 12 - r * (1 / 120 - r * (1 / 252 - r * (1 / 240 - r * (1 / 132 - (r * 691) / 32760)))))
  return 0.5 / x + series
}
