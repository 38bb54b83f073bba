/** The 107 features that PyRadiomics gives on the original image, in the order in which it writes them. */
const names = {
  shape: `Elongation Flatness LeastAxisLength MajorAxisLength Maximum2DDiameterColumn Maximum2DDiameterRow
    Maximum2DDiameterSlice Maximum3DDiameter MeshVolume MinorAxisLength Sphericity SurfaceArea SurfaceVolumeRatio
    VoxelVolume`,
  firstorder: `10Percentile 90Percentile Energy Entropy InterquartileRange Kurtosis Maximum MeanAbsoluteDeviation Mean
    Median Minimum Range RobustMeanAbsoluteDeviation RootMeanSquared Skewness TotalEnergy Uniformity Variance`,
  glcm: `Autocorrelation ClusterProminence ClusterShade ClusterTendency Contrast Correlation DifferenceAverage
    DifferenceEntropy DifferenceVariance Id Idm Idmn Idn Imc1 Imc2 InverseVariance JointAverage JointEnergy
    JointEntropy MCC MaximumProbability SumAverage SumEntropy SumSquares`,
  gldm: `DependenceEntropy DependenceNonUniformity DependenceNonUniformityNormalized DependenceVariance
    GrayLevelNonUniformity GrayLevelVariance HighGrayLevelEmphasis LargeDependenceEmphasis
    LargeDependenceHighGrayLevelEmphasis LargeDependenceLowGrayLevelEmphasis LowGrayLevelEmphasis
    SmallDependenceEmphasis SmallDependenceHighGrayLevelEmphasis SmallDependenceLowGrayLevelEmphasis`,
  glrlm: `GrayLevelNonUniformity GrayLevelNonUniformityNormalized GrayLevelVariance HighGrayLevelRunEmphasis
    LongRunEmphasis LongRunHighGrayLevelEmphasis LongRunLowGrayLevelEmphasis LowGrayLevelRunEmphasis RunEntropy
    RunLengthNonUniformity RunLengthNonUniformityNormalized RunPercentage RunVariance ShortRunEmphasis
    ShortRunHighGrayLevelEmphasis ShortRunLowGrayLevelEmphasis`,
  glszm: `GrayLevelNonUniformity GrayLevelNonUniformityNormalized GrayLevelVariance HighGrayLevelZoneEmphasis
    LargeAreaEmphasis LargeAreaHighGrayLevelEmphasis LargeAreaLowGrayLevelEmphasis LowGrayLevelZoneEmphasis
    SizeZoneNonUniformity SizeZoneNonUniformityNormalized SmallAreaEmphasis SmallAreaHighGrayLevelEmphasis
    SmallAreaLowGrayLevelEmphasis ZoneEntropy ZonePercentage ZoneVariance`,
  ngtdm: 'Busyness Coarseness Complexity Contrast Strength',
}

export const radiomicsNames: readonly string[] = Object.entries(names).flatMap(([family, list]) =>
  list.split(/\s+/).map((name) => `original_${family}_${name}`),
)

/** The features that were also measured in every supervoxel. */
export const supervoxelNames: readonly string[] = [
  'original_firstorder_Mean',
  'original_firstorder_Entropy',
  'original_glcm_Contrast',
  'original_glcm_Correlation',
  'original_glcm_JointEntropy',
  'original_gldm_DependenceEntropy',
  'original_glrlm_GrayLevelVariance',
  'original_glrlm_RunEntropy',
  'original_glszm_ZoneEntropy',
  'original_ngtdm_Complexity',
]
