/** `componentCount` is K, as published; the other two are continuous and stand beside it, never among it. */
export const heterogeneityMeasures = ['componentCount', 'mixtureEntropy', 'dispersion'] as const
export type HeterogeneityMeasure = (typeof heterogeneityMeasures)[number]

/** How a patient's vector of heterogeneity is made of the regions' features; plain JSON, part of a model. */
export interface HeterogeneitySource {
  measures: readonly HeterogeneityMeasure[]
  /** features of the regions, in the order of the lists */
  features: readonly string[]
  /** mean and standard deviation (n) over all training regions */
  centre: readonly number[]
  scale: readonly number[]
  mostComponents: number
  /** fewer regions give no value */
  leastRegions: number
}
