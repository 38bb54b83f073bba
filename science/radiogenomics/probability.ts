/** p from its logarithm; null where it underflows to 0. */
export function probability(log: number): number | null {
  const value = Math.exp(Math.min(0, log))
  return value > 0 ? value : null
}

/** A number as the contract has it: null where it does not exist or is infinite. */
export function finiteOrNull(value: number | null | undefined): number | null {
  return value !== null && value !== undefined && Number.isFinite(value) ? value : null
}
