import { proportionOf } from './operatingPoints.ts'
import type { RocPoint } from './roc.ts'

export interface RocBandPoint extends RocPoint {
  /** pointwise interval of the sensitivity at this threshold */
  low: number
  high: number
}

/**
 * A ROC curve with Wilson's interval of the sensitivity at each threshold, the threshold taken as given. Pointwise: the whole curve leaves
 * the band more often than one point does.
 * @param curve points of `rocCurve`   @param events patients with the outcome, 1 or more
 * @source Wilson 1927
 */
export function rocWithBand(curve: readonly RocPoint[], events: number, level = 0.95): RocBandPoint[] {
  return curve.map((point) => {
    const { low, high } = proportionOf(Math.round(point.sensitivity * events), events, level)
    return { ...point, low: low ?? 0, high: high ?? 1 }
  })
}
