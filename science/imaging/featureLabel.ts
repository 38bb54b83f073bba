import { parseFeatureColumn } from './featureColumn.ts'
import type { FeatureFamily } from './featureNames.ts'

/** Families as papers abbreviate them. */
const families: Readonly<Record<FeatureFamily, string>> = {
  shape: 'shape',
  intensity: 'first-order',
  histogram: 'first-order',
  volumeHistogram: 'IVH',
  coOccurrence: 'GLCM',
  runLength: 'GLRLM',
  sizeZone: 'GLSZM',
  distanceZone: 'GLDZM',
  toneDifference: 'NGTDM',
  dependence: 'NGLDM',
}

/**
 * A radiomics feature as a paper names it: `original_glcm_Idm` is "Inverse difference moment (GLCM)", `wavelet-LLH_firstorder_10Percentile`
 * "10th percentile (first-order, wavelet-LLH)"; MIRP's settings stand behind, since the same feature comes under several.
 * @param column name of the column, which stays the variable's key
 * @returns null where the column is not recognised as a feature of either tool
 * @source names of the IBSI reference manual v11 (featureNames)
 */
export function featureLabel(column: string): string | null {
  const parsed = parseFeatureColumn(column)
  if (parsed === null) return null
  const { tool, image, settings, feature } = parsed
  // pyradiomics calls its dependence matrix GLDM
  const family = tool === 'pyradiomics' && feature.family === 'dependence' ? 'GLDM' : families[feature.family]
  const name = feature.label.charAt(0).toUpperCase() + feature.label.slice(1)
  const where = [family, image === 'original' ? '' : image, settings.replaceAll('_', ' ')]
  return `${name} (${where.filter((word) => word !== '').join(', ')})`
}
