import { InvalidInput } from '../errors.ts'
import { logNormalUpper, normalUpperQuantile } from '../stats/distributions.ts'

function check({ events, share, alpha }: { events: number; share: number; alpha: number }): void {
  if (!(events > 0 && events < Infinity)) throw new InvalidInput('events', events, 'a number above 0')
  if (!(share > 0 && share < 1)) throw new InvalidInput('share', share, 'between 0 and 1')
  if (!(alpha > 0 && alpha < 1)) throw new InvalidInput('alpha', alpha, 'between 0 and 1')
}

/**
 * Power of the log-rank test (and of the Cox model) of two groups, two-sided: events decide, not patients.
 * @param hazardRatio > 0   @param events in both groups together   @param share of patients in one group
 * @throws InvalidInput a value outside
 * @source Schoenfeld 1981, 1983   @oracle test/oracles/powerMore (the formula in R)
 */
export function powerOfLogRank({
  hazardRatio,
  events,
  share = 0.5,
  alpha = 0.05,
}: {
  hazardRatio: number
  events: number
  share?: number
  alpha?: number
}): number {
  check({ events, share, alpha })
  if (!(hazardRatio > 0 && hazardRatio < Infinity))
    throw new InvalidInput('hazardRatio', hazardRatio, 'a number above 0')
  const reach = Math.abs(Math.log(hazardRatio)) * Math.sqrt(events * share * (1 - share))
  return Math.exp(logNormalUpper(normalUpperQuantile(alpha / 2) - reach))
}

/** Events that are needed for a power. @throws InvalidInput a value outside   @source Schoenfeld 1983   @oracle test/oracles/powerMore */
export function eventsForLogRank({
  hazardRatio,
  power = 0.8,
  share = 0.5,
  alpha = 0.05,
}: {
  hazardRatio: number
  power?: number
  share?: number
  alpha?: number
}): number {
  check({ events: 1, share, alpha })
  if (!(hazardRatio > 0 && hazardRatio < Infinity) || hazardRatio === 1)
    throw new InvalidInput('hazardRatio', hazardRatio, 'a number above 0, not 1')
  return (reachOf(power, alpha) / Math.log(hazardRatio)) ** 2 / (share * (1 - share))
}

/** The smallest hazard ratio above 1 that these events find with a power. @throws InvalidInput a value outside   @source Schoenfeld 1983   @oracle test/oracles/powerMore */
export function minimumDetectableHazardRatio({
  events,
  power = 0.8,
  share = 0.5,
  alpha = 0.05,
}: {
  events: number
  power?: number
  share?: number
  alpha?: number
}): number {
  check({ events, share, alpha })
  return Math.exp(reachOf(power, alpha) / Math.sqrt(events * share * (1 - share)))
}

/** z of half of alpha plus z of the power. */
function reachOf(power: number, alpha: number): number {
  if (!(power >= 0.5 && power < 1)) throw new InvalidInput('power', power, 'from .5, below 1')
  return normalUpperQuantile(alpha / 2) + normalUpperQuantile(1 - power)
}
