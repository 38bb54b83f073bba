import type { LoadedMethod } from './readMethod.ts'

/** 1 − P of each patient's sample, NaN where P was not computed; null where the method's own check is no P. */
export function sampleWeights({ layer, qualities }: LoadedMethod): Float64Array | null {
  if (layer.quality?.variable !== 'p_value') return null
  return Float64Array.from(qualities, (p) => (p === null ? NaN : 1 - p))
}
