import { featureNames, type FeatureName } from './featureNames.ts'

/** What a column of a radiomics table says about itself. */
export interface FeatureColumn {
  tool: 'pyradiomics' | 'mirp'
  /** `original`, or the filtered image as the tool names it */
  image: string
  feature: FeatureName
  /** what stands behind MIRP's stem: distance, aggregation, discretisation; empty for pyradiomics */
  settings: string
}

const byPyradiomics = new Map(
  featureNames.flatMap((feature) => (feature.pyradiomics ? [[feature.pyradiomics, feature] as const] : [])),
)
/** longest stem first: cm_inv_diff_mom_norm before cm_inv_diff_mom before cm_inv_diff */
const byMirp = featureNames
  .flatMap((feature) => (feature.mirp ? [[feature.mirp, feature] as const] : []))
  .sort(([a], [b]) => b.length - a.length)

const pyradiomicsColumn = /^(.+?)_((?:shape|firstorder|glcm|gldm|glrlm|glszm|ngtdm)_[A-Za-z0-9]+)$/
const mirpFamilies = /(?:^|_)((?:morph|stat|ih|ivh|cm|rlm|szm|dzm|ngt|ngl)_.+)$/

/**
 * Recognises a feature by its column: `original_glcm_Idm`, `wavelet-LLH_firstorder_Mean`, `cm_inv_diff_mom_d1.0_3d_v_mrg_fbs_w16.0`.
 * @returns null where neither tool has a feature of that name
 * @source naming rules of pyradiomics 3 and MIRP 2
 */
export function parseFeatureColumn(column: string): FeatureColumn | null {
  const own = pyradiomicsColumn.exec(column)
  const known = byPyradiomics.get(own?.[2] ?? '')
  if (own?.[1] && known) return { tool: 'pyradiomics', image: own[1], feature: known, settings: '' }
  const rest = mirpFamilies.exec(column)?.[1]
  if (rest === undefined) return null
  const found = byMirp.find(([stem]) => rest === stem || rest.startsWith(`${stem}_`))
  if (!found) return null
  const [stem, feature] = found
  const before = column.slice(0, column.length - rest.length).replace(/_$/, '')
  return {
    tool: 'mirp',
    image: before === '' ? 'original' : before,
    feature,
    settings: rest.slice(stem.length + 1),
  }
}

/**
 * The name that pyradiomics gives to the feature of a column; the column itself where it is pyradiomics' own.
 * @returns null where the column is not recognised or pyradiomics has no such feature
 */
export function pyradiomicsName(column: string): string | null {
  const parsed = parseFeatureColumn(column)
  if (parsed?.tool === 'pyradiomics') return column
  return parsed?.feature.pyradiomics ? `${parsed.image}_${parsed.feature.pyradiomics}` : null
}
