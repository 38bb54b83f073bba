/** How a patient's vector of heterogeneity is made of the regions' features; plain JSON, part of a model. */
export interface HeterogeneitySource {
  /** `componentCount`: K of the mixture with the least BIC, as published; `continuous`: measures beside it */
  measures: readonly ('componentCount' | 'mixtureEntropy' | 'dispersion')[]
  /** features of the regions, in order of the lists */
  features: readonly string[]
  /** mean and standard deviation (n) over all training regions */
  centre: readonly number[]
  scale: readonly number[]
  mostComponents: number
  /** fewer regions give no value */
  leastRegions: number
}
