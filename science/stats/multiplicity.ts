/**
 * Benjamini–Hochberg q in log space over a family; NaN stands for a hypothesis that could not be tested and is no part of it.
 * @param logP natural logarithms of p, ≤ 0, or NaN
 * @returns log q in the same order, NaN where log p is; `tested` = the m of the procedure
 * @source Benjamini & Hochberg 1995   @oracle test/oracles/padj (R p.adjust "BH")
 */
export function benjaminiHochberg(logP: ArrayLike<number>): { logQ: Float64Array; tested: number } {
  const tested: number[] = []
  for (let i = 0; i < logP.length; i += 1) if (!Number.isNaN(logP[i] ?? NaN)) tested.push(i)
  const at = (i: number): number => logP[i] ?? NaN
  // −Infinity minus −Infinity is NaN, hence the comparison
  tested.sort((a, b) => (at(a) < at(b) ? 1 : at(a) > at(b) ? -1 : a - b))
  const logQ = new Float64Array(logP.length).fill(NaN)
  let smallest = 0
  tested.forEach((i, place) => {
    smallest = Math.min(smallest, at(i) + Math.log(tested.length / (tested.length - place)))
    logQ[i] = smallest
  })
  return { logQ, tested: tested.length }
}
