import { InvalidInput } from '../errors.ts'

export type Adjustment = 'benjamini-hochberg' | 'benjamini-yekutieli' | 'holm' | 'bonferroni' | 'none'

export interface Adjusted {
  /** adjusted log p in the order given, NaN where log p is */
  logQ: Float64Array
  /** how many hypotheses could be tested: the m of the procedure */
  tested: number
}

/**
 * Adjusted p in log space over a family; NaN stands for a hypothesis that could not be tested and is no part of it.
 * @param logP natural logarithms of p, ≤ 0, or NaN
 * @source Benjamini & Hochberg 1995; Benjamini & Yekutieli 2001; Holm 1979   @oracle test/oracles/padj (R p.adjust)
 */
export function adjusted(logP: ArrayLike<number>, adjustment: Adjustment): Adjusted {
  const order = ascendingPlaces(logP)
  const tested = order.length
  const logQ = new Float64Array(logP.length).fill(NaN)
  const at = (place: number): number => logP[order[place] ?? 0] ?? NaN
  const put = (place: number, value: number): void => {
    logQ[order[place] ?? 0] = value
  }
  if (adjustment === 'holm') {
    let largest = -Infinity
    for (let place = 0; place < tested; place += 1) {
      largest = Math.max(largest, Math.min(0, at(place) + Math.log(tested - place)))
      put(place, largest)
    }
  } else if (adjustment === 'bonferroni' || adjustment === 'none') {
    const shift = adjustment === 'none' ? 0 : Math.log(tested)
    for (let place = 0; place < tested; place += 1) put(place, Math.min(0, at(place) + shift))
  } else {
    const shift = adjustment === 'benjamini-yekutieli' ? Math.log(harmonic(tested)) : 0
    let smallest = 0
    for (let place = tested - 1; place >= 0; place -= 1) {
      smallest = Math.min(smallest, at(place) + Math.log(tested / (place + 1)) + shift)
      put(place, smallest)
    }
  }
  return { logQ, tested }
}

/** 1 + 1/2 + … + 1/m. */
function harmonic(m: number): number {
  let sum = 0
  for (let i = m; i >= 1; i -= 1) sum += 1 / i
  return sum
}

/** Indices of the numbers that are there, smallest first, equal ones by index. */
function ascendingPlaces(logP: ArrayLike<number>): Int32Array {
  const places: number[] = []
  for (let i = 0; i < logP.length; i += 1) if (!Number.isNaN(logP[i] ?? NaN)) places.push(i)
  const order = Int32Array.from(places)
  // −Infinity minus −Infinity is NaN, hence the comparison
  return order.sort((a, b) => {
    const x = logP[a] ?? NaN
    const y = logP[b] ?? NaN
    return x < y ? -1 : x > y ? 1 : a - b
  })
}

/**
 * Benjamini–Hochberg q in log space over a family; NaN stands for a hypothesis that could not be tested and is no part of it.
 * @param logP natural logarithms of p, ≤ 0, or NaN
 * @returns log q in the same order, NaN where log p is; `tested` = the m of the procedure
 * @source Benjamini & Hochberg 1995   @oracle test/oracles/padj (R p.adjust "BH")
 */
export function benjaminiHochberg(logP: ArrayLike<number>): Adjusted {
  return adjusted(logP, 'benjamini-hochberg')
}

export interface AdjustedFamily {
  /** what the hypotheses have in common, in words */
  name: string
  /** hypotheses that were to be tested, and how many could be */
  planned: number
  tested: number
  adjustment: Adjustment
  logQ: Float64Array
}

/**
 * Adjusted p over a named family: the number of planned hypotheses stays visible beside the number that could be tested.
 * @param logP one per planned hypothesis, NaN where it could not be tested
 * @throws InvalidInput the family has no name
 * @source as `adjusted`   @oracle test/oracles/adjust (R p.adjust)
 */
export function adjustFamily(name: string, logP: ArrayLike<number>, adjustment: Adjustment): AdjustedFamily {
  if (name.trim() === '') throw new InvalidInput('name', name, 'what the hypotheses have in common')
  return { name, planned: logP.length, adjustment, ...adjusted(logP, adjustment) }
}
