import { logTTwoSided } from './distributions.ts'
import { logBeta } from './special.ts'

/** Nodes stand this far apart on the scale of √df · atanh |r|. */
const step = 0.05
const nodes = 1600

/**
 * log p of r for one number of degrees of freedom, as a fast function: a table of log p with its first and second derivative
 * (which are closed forms) over θ = atanh |r|, interpolated by quintics; beyond the table, and for few values, the tail itself.
 * Good to 1e-11 in log p.
 * @source Hermite interpolation, error h⁶ f⁽⁶⁾/46,080   @oracle `logTTwoSided` in the tests
 */
export function correlationTail(df: number): (r: number) => number {
  const root = Math.sqrt(df)
  const h = step / root
  const logPeak = Math.LN2 - logBeta(0.5, df / 2)
  const value = new Float64Array(nodes + 1)
  const slope = new Float64Array(nodes + 1)
  const bend = new Float64Array(nodes + 1)
  const known = new Uint8Array(nodes + 1)
  const fill = (k: number): void => {
    const theta = k * h
    const logP = logTTwoSided(root * Math.sinh(theta), df)
    const hazard = Math.exp(logPeak - df * Math.log(Math.cosh(theta)) - logP)
    value[k] = logP
    slope[k] = -hazard * h
    bend[k] = hazard * (df * Math.tanh(theta) - hazard) * h * h
    known[k] = 1
  }
  return (r) => {
    const size = Math.abs(r)
    if (size >= 1) return -Infinity
    const place = (0.5 * Math.log((1 + size) / (1 - size))) / h
    const k = Math.floor(place)
    if (k >= nodes || size < 1e-3) return logTTwoSided((r * root) / Math.sqrt((1 - r) * (1 + r)), df)
    if (known[k] === 0) fill(k)
    if (known[k + 1] === 0) fill(k + 1)
    const u = place - k
    const [a = NaN, b = NaN] = [value[k], value[k + 1]]
    const [c = NaN, d = NaN] = [slope[k], slope[k + 1]]
    const [e = NaN, f = NaN] = [bend[k], bend[k + 1]]
    const rest = b - a - c - e / 2
    const restSlope = d - c - e
    const restBend = f - e
    const cubic = 10 * rest - 4 * restSlope + restBend / 2
    const quartic = -15 * rest + 7 * restSlope - restBend
    const quintic = 6 * rest - 3 * restSlope + restBend / 2
    return a + u * (c + u * (e / 2 + u * (cubic + u * (quartic + u * quintic))))
  }
}
