import type { CoxData } from './coxData.ts'

/** Sums over a risk set: weights w, wx and the upper triangle of wxxᵀ (row by row). */
export interface RiskSums {
  s0: number
  s1: Float64Array
  s2: Float64Array
}

/** `count` deaths that see the risk set summed in `risk`. */
export interface RiskSetVisit {
  risk: RiskSums
  count: number
  /** Efron: the share of the tied deaths that `risk` is without; 0 for the first and for Breslow */
  share: number
  /** sorted rows first … last have this time */
  first: number
  last: number
  stratum: number
}

/** Linear predictor of each sorted row. */
export function linearPredictor({ n, columns, x }: CoxData, beta: Float64Array): Float64Array {
  const eta = new Float64Array(n)
  for (let i = 0, at = 0; i < n; i += 1) {
    let sum = 0
    for (let j = 0; j < columns; j += 1, at += 1) sum += (x[at] ?? 0) * (beta[j] ?? 0)
    eta[i] = sum
  }
  return eta
}

/**
 * Visits the risk set of every death, stratum by stratum, from the last time to the first: each row enters once, and leaves once where
 * there are entry times. Breslow: one visit per time. Efron: the r-th of d tied deaths sees the set without r/d of the tied.
 * @param weight of each sorted row   @param products whether s2 is wanted
 * The visited sums are reused: what is to be kept is copied by the visitor.
 */
export function eachRiskSet(
  data: CoxData,
  weight: Float64Array,
  products: boolean,
  visit: (visited: RiskSetVisit) => void,
): void {
  for (let s = 0; s + 1 < data.strata.length; s += 1) stratumRiskSets(data, weight, products, s, visit)
}

function stratumRiskSets(
  data: CoxData,
  weight: Float64Array,
  products: boolean,
  stratum: number,
  visit: (visited: RiskSetVisit) => void,
): void {
  const { time, event, columns, x, entry } = data
  const start = data.strata[stratum] ?? 0
  const end = data.strata[stratum + 1] ?? 0
  const add = products ? addRow : addRowWithoutProducts
  const risk = emptySums(columns)
  const deaths = emptySums(columns)
  const part = emptySums(columns)
  const visited: RiskSetVisit = { risk, count: 0, share: 0, first: 0, last: 0, stratum }
  let leaving = start
  for (let i = end - 1; i >= start;) {
    const t = time[i] ?? NaN
    visited.last = i
    let dead = 0
    for (; i >= start && time[i] === t; i -= 1) {
      add(risk, x, i * columns, weight[i] ?? NaN)
      if (event[i] === 1) dead += 1
    }
    visited.first = i + 1
    if (dead === 0) continue
    if (entry)
      for (; leaving < end; leaving += 1) {
        const row = entry.latestFirst[leaving] ?? 0
        if (!((entry.time[row] ?? NaN) >= t)) break
        add(risk, x, row * columns, -(weight[row] ?? NaN))
      }
    visited.risk = risk
    visited.share = 0
    visited.count = data.ties === 'efron' ? 1 : dead
    visit(visited)
    if (dead === 1 || data.ties === 'breslow') continue
    clear(deaths)
    for (let k = visited.first; k <= visited.last; k += 1)
      if (event[k] === 1) add(deaths, x, k * columns, weight[k] ?? NaN)
    visited.risk = part
    for (let r = 1; r < dead; r += 1) {
      visited.share = r / dead
      without(risk, deaths, visited.share, part)
      visit(visited)
    }
  }
}

function emptySums(columns: number): RiskSums {
  return { s0: 0, s1: new Float64Array(columns), s2: new Float64Array(columns * columns) }
}

function clear(sums: RiskSums): void {
  sums.s0 = 0
  sums.s1.fill(0)
  sums.s2.fill(0)
}

function addRow(sums: RiskSums, x: Float64Array, at: number, weight: number): void {
  const { s1, s2 } = sums
  const p = s1.length
  sums.s0 += weight
  for (let j = 0, row = 0; j < p; j += 1, row += p) {
    const wx = weight * (x[at + j] ?? 0)
    s1[j] = (s1[j] ?? 0) + wx
    for (let k = j; k < p; k += 1) s2[row + k] = (s2[row + k] ?? 0) + wx * (x[at + k] ?? 0)
  }
}

function addRowWithoutProducts(sums: RiskSums, x: Float64Array, at: number, weight: number): void {
  const { s1 } = sums
  sums.s0 += weight
  for (let j = 0; j < s1.length; j += 1) s1[j] = (s1[j] ?? 0) + weight * (x[at + j] ?? 0)
}

function without(risk: RiskSums, deaths: RiskSums, share: number, part: RiskSums): void {
  part.s0 = risk.s0 - share * deaths.s0
  for (let j = 0; j < part.s1.length; j += 1) part.s1[j] = (risk.s1[j] ?? 0) - share * (deaths.s1[j] ?? 0)
  for (let j = 0; j < part.s2.length; j += 1) part.s2[j] = (risk.s2[j] ?? 0) - share * (deaths.s2[j] ?? 0)
}
