import { logBinomialLower, logBinomialUpper } from '../../../science/stats/discrete.ts'

const log05 = Math.log(0.05)

/** The sets, of the first `sets`, that a test rejects at .05. */
export function rejected(logP: (set: number) => number, sets: number): number[] {
  const found: number[] = []
  for (let set = 0; set < sets; set += 1) if (logP(set) <= log05 + 1e-12) found.push(set)
  return found
}

/** Is this count inside the central 99.9 % of the binomial with this size? */
export function isWithin(count: number, sets: number, size: number): boolean {
  const tail = Math.log(0.0005)
  return logBinomialLower(count, sets, size) > tail && logBinomialUpper(count, sets, size) > tail
}
