/** A radiomics feature as its three names: IBSI's code, MIRP's stem and pyradiomics' class and name; null = that tool does not have it. */
export interface FeatureName {
  ibsi: string | null
  label: string
  family: FeatureFamily
  mirp: string | null
  /** `<class>_<Name>`, as after the image's name in a column */
  pyradiomics: string | null
  /** where the same name does not mean the same number */
  note: string | null
}

export type FeatureFamily =
  | 'shape'
  | 'intensity'
  | 'histogram'
  | 'volumeHistogram'
  | 'coOccurrence'
  | 'runLength'
  | 'sizeZone'
  | 'distanceZone'
  | 'toneDifference'
  | 'dependence'

type Row = readonly [
  ibsi: string | null,
  mirp: string | null,
  pyradiomics: string | null,
  label: string,
  note?: string,
]

const shape: readonly Row[] = [
  ['RNU0', 'morph_volume', 'shape_MeshVolume', 'volume of the mesh'],
  ['YEKZ', 'morph_vol_approx', 'shape_VoxelVolume', 'volume of the voxels'],
  ['C0JK', 'morph_area_mesh', 'shape_SurfaceArea', 'surface area'],
  ['2PR5', 'morph_av', 'shape_SurfaceVolumeRatio', 'surface to volume ratio'],
  ['SKGS', 'morph_comp_1', 'shape_Compactness1', 'compactness 1'],
  ['BQWJ', 'morph_comp_2', 'shape_Compactness2', 'compactness 2'],
  ['KRCK', 'morph_sph_dispr', 'shape_SphericalDisproportion', 'spherical disproportion'],
  ['QCFX', 'morph_sphericity', 'shape_Sphericity', 'sphericity'],
  ['25C7', 'morph_asphericity', null, 'asphericity'],
  ['KLMA', 'morph_com', null, 'centre of mass shift'],
  ['L0JK', 'morph_diam', 'shape_Maximum3DDiameter', 'largest diameter in 3-D'],
  [null, null, 'shape_Maximum2DDiameterSlice', 'largest diameter in axial planes'],
  [null, null, 'shape_Maximum2DDiameterColumn', 'largest diameter in coronal planes'],
  [null, null, 'shape_Maximum2DDiameterRow', 'largest diameter in sagittal planes'],
  ['TDIC', 'morph_pca_maj_axis', 'shape_MajorAxisLength', 'major axis length'],
  ['P9VJ', 'morph_pca_min_axis', 'shape_MinorAxisLength', 'minor axis length'],
  ['7J51', 'morph_pca_least_axis', 'shape_LeastAxisLength', 'least axis length'],
  ['Q3CK', 'morph_pca_elongation', 'shape_Elongation', 'elongation'],
  ['N17B', 'morph_pca_flatness', 'shape_Flatness', 'flatness'],
]

const intensity: readonly Row[] = [
  ['Q4LE', 'stat_mean', 'firstorder_Mean', 'mean intensity'],
  ['ECT3', 'stat_var', 'firstorder_Variance', 'variance'],
  ['KE2A', 'stat_skew', 'firstorder_Skewness', 'skewness'],
  ['IPH6', 'stat_kurt', 'firstorder_Kurtosis', 'kurtosis', 'pyradiomics = IBSI (excess) + 3'],
  ['Y12H', 'stat_median', 'firstorder_Median', 'median'],
  ['1GSF', 'stat_min', 'firstorder_Minimum', 'minimum'],
  ['QG58', 'stat_p10', 'firstorder_10Percentile', '10th percentile'],
  ['8DWT', 'stat_p90', 'firstorder_90Percentile', '90th percentile'],
  ['84IY', 'stat_max', 'firstorder_Maximum', 'maximum'],
  ['SALO', 'stat_iqr', 'firstorder_InterquartileRange', 'interquartile range'],
  ['2OJQ', 'stat_range', 'firstorder_Range', 'range'],
  ['4FUA', 'stat_mad', 'firstorder_MeanAbsoluteDeviation', 'mean absolute deviation'],
  ['1128', 'stat_rmad', 'firstorder_RobustMeanAbsoluteDeviation', 'robust mean absolute deviation'],
  ['N72L', 'stat_medad', null, 'median absolute deviation'],
  ['7TET', 'stat_cov', null, 'coefficient of variation'],
  ['9S40', 'stat_qcod', null, 'quartile coefficient of dispersion'],
  [
    'N8CA',
    'stat_energy',
    'firstorder_Energy',
    'energy',
    'pyradiomics adds voxelArrayShift to every intensity first',
  ],
  [null, null, 'firstorder_TotalEnergy', 'total energy'],
  [
    '5ZWQ',
    'stat_rms',
    'firstorder_RootMeanSquared',
    'root mean square',
    'pyradiomics adds voxelArrayShift to every intensity first',
  ],
]

const histogram: readonly Row[] = [
  ['TLU2', 'ih_entropy', 'firstorder_Entropy', 'entropy of the histogram'],
  ['BJ5W', 'ih_uniformity', 'firstorder_Uniformity', 'uniformity of the histogram'],
  ['X6K6', 'ih_mean', null, 'mean of the histogram'],
  ['CH89', 'ih_var', null, 'variance of the histogram'],
  ['88K1', 'ih_skew', null, 'skewness of the histogram'],
  ['C3I7', 'ih_kurt', null, 'kurtosis of the histogram'],
  ['WIFQ', 'ih_median', null, 'median of the histogram'],
  ['1PR8', 'ih_min', null, 'minimum of the histogram'],
  ['GPMT', 'ih_p10', null, '10th percentile of the histogram'],
  ['OZ0C', 'ih_p90', null, '90th percentile of the histogram'],
  ['3NCY', 'ih_max', null, 'maximum of the histogram'],
  ['AMMC', 'ih_mode', null, 'mode of the histogram'],
  ['WR0O', 'ih_iqr', null, 'interquartile range of the histogram'],
  ['5Z3W', 'ih_range', null, 'range of the histogram'],
  ['D2ZX', 'ih_mad', null, 'mean absolute deviation of the histogram'],
  ['WRZB', 'ih_rmad', null, 'robust mean absolute deviation of the histogram'],
  ['4RNL', 'ih_medad', null, 'median absolute deviation of the histogram'],
  ['CWYJ', 'ih_cov', null, 'coefficient of variation of the histogram'],
  ['SLWD', 'ih_qcod', null, 'quartile coefficient of dispersion of the histogram'],
  ['8E6O', 'ih_max_grad_g', null, 'grey level of the largest gradient'],
  ['12CE', 'ih_max_grad', null, 'largest gradient of the histogram'],
  ['RHQZ', 'ih_min_grad_g', null, 'grey level of the smallest gradient'],
  ['VQB3', 'ih_min_grad', null, 'smallest gradient of the histogram'],
]

const volumeHistogram: readonly Row[] = [
  ...[10, 25, 50, 75, 90].map((share): Row => [
    'BC2M',
    `ivh_v${share}`,
    null,
    `volume fraction at ${share} % intensity`,
  ]),
  ...[10, 25, 50, 75, 90].map((share): Row => [
    'GBPN',
    `ivh_i${share}`,
    null,
    `intensity at ${share} % volume`,
  ]),
  ['DDTU', 'ivh_diff_v10_v90', null, 'volume fractions at 10 and 90 % intensity, difference'],
  ['DDTU', 'ivh_diff_v25_v75', null, 'volume fractions at 25 and 75 % intensity, difference'],
  ['CNV2', 'ivh_diff_i10_i90', null, 'intensities at 10 and 90 % volume, difference'],
  ['CNV2', 'ivh_diff_i25_i75', null, 'intensities at 25 and 75 % volume, difference'],
  ['9CMM', 'ivh_auc', null, 'area under the intensity–volume histogram'],
]

const coOccurrence: readonly Row[] = [
  ['GYBY', 'cm_joint_max', 'glcm_MaximumProbability', 'joint maximum'],
  ['60VM', 'cm_joint_avg', 'glcm_JointAverage', 'joint average'],
  ['UR99', 'cm_joint_var', 'glcm_SumSquares', 'joint variance'],
  ['TU9B', 'cm_joint_entr', 'glcm_JointEntropy', 'joint entropy'],
  ['TF7R', 'cm_diff_avg', 'glcm_DifferenceAverage', 'difference average'],
  ['D3YU', 'cm_diff_var', 'glcm_DifferenceVariance', 'difference variance'],
  ['NTRS', 'cm_diff_entr', 'glcm_DifferenceEntropy', 'difference entropy'],
  ['ZGXS', 'cm_sum_avg', 'glcm_SumAverage', 'sum average'],
  ['OEEB', 'cm_sum_var', 'glcm_SumVariance', 'sum variance', 'the same as cluster tendency'],
  ['P6QZ', 'cm_sum_entr', 'glcm_SumEntropy', 'sum entropy'],
  ['8ZQL', 'cm_energy', 'glcm_JointEnergy', 'angular second moment'],
  ['ACUI', 'cm_contrast', 'glcm_Contrast', 'contrast'],
  ['8S9J', 'cm_dissimilarity', 'glcm_Dissimilarity', 'dissimilarity', 'the same as difference average'],
  ['NDRX', 'cm_inv_diff_norm', 'glcm_Idn', 'normalised inverse difference'],
  ['1QCO', 'cm_inv_diff_mom_norm', 'glcm_Idmn', 'normalised inverse difference moment'],
  ['WF0Z', 'cm_inv_diff_mom', 'glcm_Idm', 'inverse difference moment'],
  ['IB1Z', 'cm_inv_diff', 'glcm_Id', 'inverse difference'],
  ['E8JP', 'cm_inv_var', 'glcm_InverseVariance', 'inverse variance'],
  ['NI2N', 'cm_corr', 'glcm_Correlation', 'correlation'],
  ['QWB0', 'cm_auto_corr', 'glcm_Autocorrelation', 'autocorrelation'],
  ['DG8W', 'cm_clust_tend', 'glcm_ClusterTendency', 'cluster tendency'],
  ['7NFM', 'cm_clust_shade', 'glcm_ClusterShade', 'cluster shade'],
  ['AE86', 'cm_clust_prom', 'glcm_ClusterProminence', 'cluster prominence'],
  ['R8DG', 'cm_info_corr1', 'glcm_Imc1', 'first measure of information correlation'],
  ['JN9H', 'cm_info_corr2', 'glcm_Imc2', 'second measure of information correlation'],
  [null, null, 'glcm_MCC', 'maximal correlation coefficient'],
]

const runLength: readonly Row[] = [
  ['22OV', 'rlm_sre', 'glrlm_ShortRunEmphasis', 'short runs emphasis'],
  ['W4KF', 'rlm_lre', 'glrlm_LongRunEmphasis', 'long runs emphasis'],
  ['V3SW', 'rlm_lgre', 'glrlm_LowGrayLevelRunEmphasis', 'low grey level run emphasis'],
  ['G3QZ', 'rlm_hgre', 'glrlm_HighGrayLevelRunEmphasis', 'high grey level run emphasis'],
  ['HTZT', 'rlm_srlge', 'glrlm_ShortRunLowGrayLevelEmphasis', 'short run low grey level emphasis'],
  ['GD3A', 'rlm_srhge', 'glrlm_ShortRunHighGrayLevelEmphasis', 'short run high grey level emphasis'],
  ['IVPO', 'rlm_lrlge', 'glrlm_LongRunLowGrayLevelEmphasis', 'long run low grey level emphasis'],
  ['3KUM', 'rlm_lrhge', 'glrlm_LongRunHighGrayLevelEmphasis', 'long run high grey level emphasis'],
  [
    'OVBL',
    'rlm_glnu_norm',
    'glrlm_GrayLevelNonUniformityNormalized',
    'normalised grey level non-uniformity of runs',
  ],
  ['R5YN', 'rlm_glnu', 'glrlm_GrayLevelNonUniformity', 'grey level non-uniformity of runs'],
  ['IC23', 'rlm_rlnu_norm', 'glrlm_RunLengthNonUniformityNormalized', 'normalised run length non-uniformity'],
  ['W92Y', 'rlm_rlnu', 'glrlm_RunLengthNonUniformity', 'run length non-uniformity'],
  ['9ZK5', 'rlm_r_perc', 'glrlm_RunPercentage', 'run percentage'],
  ['8CE5', 'rlm_gl_var', 'glrlm_GrayLevelVariance', 'grey level variance of runs'],
  ['SXLW', 'rlm_rl_var', 'glrlm_RunVariance', 'run length variance'],
  ['HJ9O', 'rlm_rl_entr', 'glrlm_RunEntropy', 'run entropy'],
]

const sizeZone: readonly Row[] = [
  ['5QRC', 'szm_sze', 'glszm_SmallAreaEmphasis', 'small zone emphasis'],
  ['48P8', 'szm_lze', 'glszm_LargeAreaEmphasis', 'large zone emphasis'],
  ['XMSY', 'szm_lgze', 'glszm_LowGrayLevelZoneEmphasis', 'low grey level zone emphasis'],
  ['5GN9', 'szm_hgze', 'glszm_HighGrayLevelZoneEmphasis', 'high grey level zone emphasis'],
  ['5RAI', 'szm_szlge', 'glszm_SmallAreaLowGrayLevelEmphasis', 'small zone low grey level emphasis'],
  ['HW1V', 'szm_szhge', 'glszm_SmallAreaHighGrayLevelEmphasis', 'small zone high grey level emphasis'],
  ['YH51', 'szm_lzlge', 'glszm_LargeAreaLowGrayLevelEmphasis', 'large zone low grey level emphasis'],
  ['J17V', 'szm_lzhge', 'glszm_LargeAreaHighGrayLevelEmphasis', 'large zone high grey level emphasis'],
  [
    'Y1RO',
    'szm_glnu_norm',
    'glszm_GrayLevelNonUniformityNormalized',
    'normalised grey level non-uniformity of zones',
  ],
  ['JNSA', 'szm_glnu', 'glszm_GrayLevelNonUniformity', 'grey level non-uniformity of zones'],
  ['VB3A', 'szm_zsnu_norm', 'glszm_SizeZoneNonUniformityNormalized', 'normalised zone size non-uniformity'],
  ['4JP3', 'szm_zsnu', 'glszm_SizeZoneNonUniformity', 'zone size non-uniformity'],
  ['P30P', 'szm_z_perc', 'glszm_ZonePercentage', 'zone percentage'],
  ['BYLV', 'szm_gl_var', 'glszm_GrayLevelVariance', 'grey level variance of zones'],
  ['3NSA', 'szm_zs_var', 'glszm_ZoneVariance', 'zone size variance'],
  ['GU8N', 'szm_zs_entr', 'glszm_ZoneEntropy', 'zone size entropy'],
]

const distanceZone: readonly Row[] = [
  ['0GBI', 'dzm_sde', null, 'small distance emphasis'],
  ['MB4I', 'dzm_lde', null, 'large distance emphasis'],
  ['S1RA', 'dzm_lgze', null, 'low grey level zone emphasis by distance'],
  ['K26C', 'dzm_hgze', null, 'high grey level zone emphasis by distance'],
  ['RUVG', 'dzm_sdlge', null, 'small distance low grey level emphasis'],
  ['DKNJ', 'dzm_sdhge', null, 'small distance high grey level emphasis'],
  ['A7WM', 'dzm_ldlge', null, 'large distance low grey level emphasis'],
  ['KLTH', 'dzm_ldhge', null, 'large distance high grey level emphasis'],
  ['7HP3', 'dzm_glnu_norm', null, 'normalised grey level non-uniformity by distance'],
  ['VFT7', 'dzm_glnu', null, 'grey level non-uniformity by distance'],
  ['IATH', 'dzm_zdnu_norm', null, 'normalised zone distance non-uniformity'],
  ['V294', 'dzm_zdnu', null, 'zone distance non-uniformity'],
  ['VIWW', 'dzm_z_perc', null, 'zone percentage by distance'],
  ['QK93', 'dzm_gl_var', null, 'grey level variance by distance'],
  ['7WT1', 'dzm_zd_var', null, 'zone distance variance'],
  ['GBDU', 'dzm_zd_entr', null, 'zone distance entropy'],
]

const toneDifference: readonly Row[] = [
  ['QCDE', 'ngt_coarseness', 'ngtdm_Coarseness', 'coarseness'],
  ['65HE', 'ngt_contrast', 'ngtdm_Contrast', 'contrast of neighbourhoods'],
  ['NQ30', 'ngt_busyness', 'ngtdm_Busyness', 'busyness'],
  ['HDEZ', 'ngt_complexity', 'ngtdm_Complexity', 'complexity'],
  ['1X9X', 'ngt_strength', 'ngtdm_Strength', 'strength'],
]

const dependence: readonly Row[] = [
  ['SODN', 'ngl_lde', 'gldm_SmallDependenceEmphasis', 'low dependence emphasis'],
  ['IMOQ', 'ngl_hde', 'gldm_LargeDependenceEmphasis', 'high dependence emphasis'],
  ['TL9H', 'ngl_lgce', 'gldm_LowGrayLevelEmphasis', 'low grey level count emphasis'],
  ['OAE7', 'ngl_hgce', 'gldm_HighGrayLevelEmphasis', 'high grey level count emphasis'],
  ['EQ3F', 'ngl_ldlge', 'gldm_SmallDependenceLowGrayLevelEmphasis', 'low dependence low grey level emphasis'],
  [
    'JA6D',
    'ngl_ldhge',
    'gldm_SmallDependenceHighGrayLevelEmphasis',
    'low dependence high grey level emphasis',
  ],
  [
    'NBZI',
    'ngl_hdlge',
    'gldm_LargeDependenceLowGrayLevelEmphasis',
    'high dependence low grey level emphasis',
  ],
  [
    '9QMG',
    'ngl_hdhge',
    'gldm_LargeDependenceHighGrayLevelEmphasis',
    'high dependence high grey level emphasis',
  ],
  [
    '5SPA',
    'ngl_glnu_norm',
    'gldm_GrayLevelNonUniformityNormalized',
    'normalised grey level non-uniformity of dependences',
  ],
  ['FP8K', 'ngl_glnu', 'gldm_GrayLevelNonUniformity', 'grey level non-uniformity of dependences'],
  [
    'OKJI',
    'ngl_dcnu_norm',
    'gldm_DependenceNonUniformityNormalized',
    'normalised dependence count non-uniformity',
  ],
  ['Z87G', 'ngl_dcnu', 'gldm_DependenceNonUniformity', 'dependence count non-uniformity'],
  ['6XV8', 'ngl_dc_perc', 'gldm_DependencePercentage', 'dependence count percentage'],
  ['1PFV', 'ngl_gl_var', 'gldm_GrayLevelVariance', 'grey level variance of dependences'],
  ['DNX2', 'ngl_dc_var', 'gldm_DependenceVariance', 'dependence count variance'],
  ['FCBV', 'ngl_dc_entr', 'gldm_DependenceEntropy', 'dependence count entropy'],
  ['CAS9', 'ngl_dc_energy', null, 'dependence count energy'],
]

function named(family: FeatureFamily, rows: readonly Row[]): FeatureName[] {
  return rows.map(([ibsi, mirp, pyradiomics, label, note]) => ({
    ibsi,
    label,
    family,
    mirp,
    pyradiomics,
    note: note ?? null,
  }))
}

/**
 * The crosswalk of feature names.
 * @source Image Biomarker Standardisation Initiative, reference manual v11 (codes); documentation of MIRP 2 and pyradiomics 3 (names)
 * @differs pyradiomics' own table of codes gives the size-zone grey level emphases the codes of the distance-zone family and files four of
 * the size-zone features under co-occurrence; here each has the code of its definition
 */
export const featureNames: readonly FeatureName[] = [
  ...named('shape', shape),
  ...named('intensity', intensity),
  ...named('histogram', histogram),
  ...named('volumeHistogram', volumeHistogram),
  ...named('coOccurrence', coOccurrence),
  ...named('runLength', runLength),
  ...named('sizeZone', sizeZone),
  ...named('distanceZone', distanceZone),
  ...named('toneDifference', toneDifference),
  ...named('dependence', dependence),
]
