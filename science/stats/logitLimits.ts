import { normalUpperQuantile } from './distributions.ts'

/**
 * Limits of a share (a concordance, an area under a curve) on the logit scale, which keeps them inside 0 … 1 and lets the longer side be
 * the one towards ½.
 * @param share 0 … 1   @param standardError of the share
 * @returns null where there is no such scale (0 and 1) or the error is 0 or none: an interval of one point would promise too much
 * @source Pepe 2003, 5.2.5 (AUC)   @oracle by hand in the tests; coverage in docs/calibration.md
 */
export function logitLimits(
  share: number,
  standardError: number,
  level: number,
): { low: number | null; high: number | null } {
  if (!(share > 0 && share < 1 && standardError > 0)) return { low: null, high: null }
  const logit = Math.log(share / (1 - share))
  const reach = (normalUpperQuantile((1 - level) / 2) * standardError) / (share * (1 - share))
  return { low: 1 / (1 + Math.exp(reach - logit)), high: 1 / (1 + Math.exp(-reach - logit)) }
}
