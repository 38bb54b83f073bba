import type { SimulatedPatient } from './patients.ts'
import { RandomStream } from './random.ts'

/**
 * Radiomic features of a tumour that does not exist. Shape follows an ellipsoid with a rough surface, first order a skewed
 * bell of grey values, GLCM a bivariate bell with the neighbour correlation ρ; so the identities between features hold
 * (SumAverage = 2 · JointAverage, 4 · SumSquares = Contrast + ClusterTendency, Range = Maximum − Minimum, …). The run, zone,
 * dependence and neighbourhood families scale with those as they do in real liver tables, with noise of their own.
 */
export interface SimulatedTumour {
  features: ReadonlyMap<string, number>
  spacing: readonly [number, number, number]
  size: readonly [number, number, number]
  box: readonly number[]
  voxels: number
  imageMean: number
}

interface Grey {
  mean: number
  sd: number
  skew: number
  kurtosis: number
  minimum: number
  maximum: number
  /** standard deviation and mean in grey levels of 25 HU, and their number */
  s: number
  level: number
  levels: number
  /** correlation of neighbouring voxels */
  rho: number
}

type Features = Record<string, number>

const binWidth = 25

function greyOf(patient: SimulatedPatient, voxels: number, random: RandomStream): Grey {
  const h = patient.heterogeneity
  const mean = random.normal(72 - 3 * patient.risk, 14)
  const sd = Math.exp(3.3 + 0.17 * h + random.normal(0, 0.14))
  const reach = Math.sqrt(2 * Math.log(voxels))
  const minimum = Math.round(mean - sd * reach * random.between(0.95, 1.35))
  const maximum = Math.round(mean + sd * reach * random.between(0.95, 1.35))
  const levels = Math.floor(maximum / binWidth) - Math.floor(minimum / binWidth) + 1
  return {
    mean,
    sd,
    skew: random.normal(0.1 - 0.12 * h, 0.3),
    kurtosis: 3 + Math.abs(random.normal(0.7, 0.6)),
    minimum,
    maximum,
    s: Math.sqrt((sd / binWidth) ** 2 + 1 / 12),
    level: (mean - minimum) / binWidth + 0.5,
    levels,
    rho: Math.min(0.86, Math.max(0.2, 0.54 - 0.07 * h + random.normal(0, 0.09))),
  }
}

function shapeFeatures(volume: number, voxelVolume: number, risk: number, random: RandomStream): Features {
  const middle = random.between(0.68, 0.97)
  const least = middle * random.between(0.62, 0.96)
  const longest = ((3 * volume) / (4 * Math.PI * middle * least)) ** (1 / 3)
  const semi = [longest, longest * middle, longest * least] as const
  const power = 1.6075
  const [a, b, c] = semi.map((axis) => axis ** power)
  const smooth =
    4 * Math.PI * (((a ?? 0) * (b ?? 0) + (a ?? 0) * (c ?? 0) + (b ?? 0) * (c ?? 0)) / 3) ** (1 / power)
  const area = smooth * (1.22 + 0.06 * risk * random.uniform() + random.between(0, 0.35))
  const mesh = volume - voxelVolume * random.between(0.4, 1.6)
  const axis = 4 / Math.sqrt(5)
  const diameter = 2 * longest * random.between(1.02, 1.1)
  return {
    Elongation: middle,
    Flatness: least,
    LeastAxisLength: axis * semi[2],
    MajorAxisLength: axis * semi[0],
    MinorAxisLength: axis * semi[1],
    Maximum2DDiameterColumn: diameter * random.between(0.78, 0.97),
    Maximum2DDiameterRow: diameter * random.between(0.78, 0.97),
    Maximum2DDiameterSlice: diameter * random.between(0.85, 0.99),
    Maximum3DDiameter: diameter,
    MeshVolume: mesh,
    VoxelVolume: volume,
    SurfaceArea: area,
    SurfaceVolumeRatio: area / mesh,
    Sphericity: (36 * Math.PI * mesh * mesh) ** (1 / 3) / area,
  }
}

function firstOrderFeatures(grey: Grey, voxels: number, voxelVolume: number): Features {
  const { mean, sd, skew } = grey
  const energy = voxels * (sd * sd + mean * mean)
  const median = mean - (sd * skew) / 6
  return {
    '10Percentile': Math.round(median - 1.2816 * sd * (1 - 0.08 * skew)),
    '90Percentile': Math.round(median + 1.2816 * sd * (1 + 0.08 * skew)),
    Energy: energy,
    TotalEnergy: energy * voxelVolume,
    Entropy: Math.log2(grey.s * Math.sqrt(2 * Math.PI * Math.E)),
    InterquartileRange: Math.round(1.349 * sd),
    Kurtosis: grey.kurtosis,
    Maximum: grey.maximum,
    MeanAbsoluteDeviation: 0.798 * sd,
    Mean: mean,
    Median: Math.round(median),
    Minimum: grey.minimum,
    Range: grey.maximum - grey.minimum,
    RobustMeanAbsoluteDeviation: 0.56 * sd,
    RootMeanSquared: Math.sqrt(sd * sd + mean * mean),
    Skewness: skew,
    Uniformity: 1 / (2 * grey.s * Math.sqrt(Math.PI)),
    Variance: sd * sd,
  }
}

function glcmFeatures(grey: Grey, noise: (spread: number) => number): Features {
  const { s, level, levels, rho } = grey
  const contrast = 2 * s * s * (1 - rho)
  const tendency = 2 * s * s * (1 + rho)
  const difference = Math.sqrt((2 * contrast) / Math.PI)
  const entropy = Math.log2(s * Math.sqrt(2 * Math.PI * Math.E))
  const shared = -0.5 * Math.log2(1 - rho * rho)
  const joint = 2 * entropy - shared
  const energy = 1.5 * 2 ** -joint * noise(0.05)
  return {
    Autocorrelation: level * level + rho * s * s,
    ClusterProminence: grey.kurtosis * tendency * tendency,
    ClusterShade: 0.8 * grey.skew * tendency ** 1.5,
    ClusterTendency: tendency,
    Contrast: contrast,
    Correlation: rho,
    DifferenceAverage: difference,
    DifferenceEntropy: Math.max(0.4, Math.log2(2.5 * Math.sqrt(contrast))),
    DifferenceVariance: contrast - difference * difference,
    Id: 1 / (1 + 0.62 * difference),
    Idm: 1 / (1 + 0.36 * contrast),
    Idmn: 1 - (0.92 * contrast) / (levels * levels),
    Idn: 1 - (0.88 * difference) / levels,
    Imc1: -shared / entropy,
    Imc2: Math.sqrt(1 - Math.exp(-2 * shared)),
    InverseVariance: 0.49 * noise(0.03),
    JointAverage: level,
    JointEnergy: energy,
    JointEntropy: joint,
    MCC: Math.min(0.98, rho * 1.12 * noise(0.04)),
    MaximumProbability: Math.min(0.9, 1.9 * energy * noise(0.08)),
    SumAverage: 2 * level,
    SumEntropy: Math.log2(Math.sqrt(tendency * 2 * Math.PI * Math.E)) - 0.35,
    SumSquares: s * s,
  }
}

function gldmFeatures(grey: Grey, voxels: number, noise: (spread: number) => number): Features {
  const { s, level } = grey
  const idm = 1 / (1 + 0.72 * s * s * (1 - grey.rho))
  const large = Math.min(700, 560 * idm ** 4 * noise(0.1))
  const small = 0.02 * idm ** -2 * noise(0.1)
  const high = level * level + s * s
  const low = (1.5 / high) * noise(0.2)
  const uniform = 0.065 * (0.61 / idm) ** 0.4 * noise(0.08)
  return {
    DependenceEntropy: 5.3 + 0.45 * Math.log2(s) + 0.6 * noise(0.2),
    DependenceNonUniformity: uniform * voxels,
    DependenceNonUniformityNormalized: uniform,
    DependenceVariance: 17 * (large / 75) ** 0.7 * noise(0.08),
    GrayLevelNonUniformity: voxels / (2 * s * Math.sqrt(Math.PI)),
    GrayLevelVariance: s * s,
    HighGrayLevelEmphasis: high,
    LargeDependenceEmphasis: large,
    LargeDependenceHighGrayLevelEmphasis: large * high * 0.95 * noise(0.06),
    LargeDependenceLowGrayLevelEmphasis: large * low * noise(0.1),
    LowGrayLevelEmphasis: low,
    SmallDependenceEmphasis: small,
    SmallDependenceHighGrayLevelEmphasis: small * high * 1.1 * noise(0.06),
    SmallDependenceLowGrayLevelEmphasis: small * low * 1.3 * noise(0.1),
  }
}

function glrlmFeatures(grey: Grey, voxels: number, noise: (spread: number) => number): Features {
  const { s, level } = grey
  const smooth = 1 / (1 + 0.72 * s * s * (1 - grey.rho))
  const long = 1 + 3.1 * (smooth / 0.61) ** 1.4 * 0.62 * noise(0.06)
  const percentage = Math.min(0.95, 0.69 * (0.61 / smooth) ** 0.5 * noise(0.03))
  const short = Math.min(0.96, 0.765 * (0.61 / smooth) ** 0.3 * noise(0.015))
  const runs = voxels * percentage
  const grey1 = (1 / (2 * s * Math.sqrt(Math.PI))) * 0.93
  const high = (level * level + s * s) * 1.02
  const low = (1.5 / high) * noise(0.2)
  const lengths = Math.min(0.9, 0.545 * (0.61 / smooth) ** 0.6 * noise(0.03))
  return {
    GrayLevelNonUniformity: runs * grey1,
    GrayLevelNonUniformityNormalized: grey1,
    GrayLevelVariance: s * s * 1.09,
    HighGrayLevelRunEmphasis: high,
    LongRunEmphasis: long,
    LongRunHighGrayLevelEmphasis: long * high * 0.97 * noise(0.03),
    LongRunLowGrayLevelEmphasis: long * low * noise(0.08),
    LowGrayLevelRunEmphasis: low,
    RunEntropy: Math.log2(s * Math.sqrt(2 * Math.PI * Math.E)) + 1.25 * noise(0.04),
    RunLengthNonUniformity: runs * lengths,
    RunLengthNonUniformityNormalized: lengths,
    RunPercentage: percentage,
    RunVariance: (long - 1 / (percentage * percentage)) * 0.9 + 0.4 * noise(0.2),
    ShortRunEmphasis: short,
    ShortRunHighGrayLevelEmphasis: short * high * noise(0.02),
    ShortRunLowGrayLevelEmphasis: short * low * noise(0.08),
  }
}

function glszmFeatures(grey: Grey, voxels: number, noise: (spread: number) => number): Features {
  const { s, level } = grey
  const contrast = 2 * s * s * (1 - grey.rho)
  const percentage = Math.min(0.5, 0.0245 * contrast ** 0.9 * noise(0.12))
  const zones = voxels * percentage
  const high = (level * level + 3 * s * s) * noise(0.04)
  const low = (1.9 / high) * noise(0.25)
  const large = voxels ** 1.25 * 0.35 * noise(0.35)
  const small = Math.min(0.9, 0.605 * noise(0.04))
  const sizes = Math.min(0.7, 0.343 * noise(0.08))
  const grey1 = (0.19 / s) * noise(0.08)
  return {
    GrayLevelNonUniformity: zones * grey1,
    GrayLevelNonUniformityNormalized: grey1,
    GrayLevelVariance: s * s * 3.1 * noise(0.1),
    HighGrayLevelZoneEmphasis: high,
    LargeAreaEmphasis: large,
    LargeAreaHighGrayLevelEmphasis: large * high * 0.9 * noise(0.1),
    LargeAreaLowGrayLevelEmphasis: large * low * 0.6 * noise(0.2),
    LowGrayLevelZoneEmphasis: low,
    SizeZoneNonUniformity: zones * sizes,
    SizeZoneNonUniformityNormalized: sizes,
    SmallAreaEmphasis: small,
    SmallAreaHighGrayLevelEmphasis: small * high * noise(0.03),
    SmallAreaLowGrayLevelEmphasis: small * low * noise(0.1),
    ZoneEntropy: 5.2 + 0.5 * Math.log2(s) + 0.25 * noise(0.5),
    ZonePercentage: percentage,
    ZoneVariance: large - 1 / (percentage * percentage),
  }
}

function ngtdmFeatures(grey: Grey, voxels: number, noise: (spread: number) => number): Features {
  const difference = grey.s * Math.sqrt(1 - grey.rho)
  return {
    Busyness: (voxels / 1300) * (1.4 / grey.s) * noise(0.15),
    Coarseness: (3.6 / (voxels * difference)) * noise(0.1),
    Complexity: 7.5 * grey.levels * difference * noise(0.15),
    Contrast: 0.0115 * difference ** 1.5 * noise(0.15),
    Strength: ((780 * grey.s) / voxels) * noise(0.2),
  }
}

function named(families: Record<string, Features>): Map<string, number> {
  return new Map(
    Object.entries(families).flatMap(([family, values]) =>
      Object.entries(values).map(([name, value]) => [`original_${family}_${name}`, value] as const),
    ),
  )
}

/** Small tumours are not drawn below 1 ml, large ones not above 1.4 l. */
export function simulateTumour(seed: number, patient: SimulatedPatient): SimulatedTumour {
  const random = new RandomStream(seed, `radiomics/${patient.id}`)
  const inPlane = random.pick([
    [0.68, 1] as const,
    [0.74, 2] as const,
    [0.78, 2] as const,
    [0.82, 1] as const,
  ])
  const thickness = random.pick([[1.25, 1] as const, [2.5, 3] as const, [3, 1] as const, [5, 2] as const])
  const spacing = [inPlane, inPlane, thickness] as const
  const voxelVolume = inPlane * inPlane * thickness
  const voxels = Math.round((Math.min(1400, Math.max(1, Math.exp(patient.logVolume))) * 1000) / voxelVolume)
  const volume = voxels * voxelVolume
  const grey = greyOf(patient, voxels, random)
  const noise = (spread: number): number => Math.exp(random.normal(0, spread))
  const shape = shapeFeatures(volume, voxelVolume, patient.risk, random)
  const features = named({
    shape,
    firstorder: firstOrderFeatures(grey, voxels, voxelVolume),
    glcm: glcmFeatures(grey, noise),
    gldm: gldmFeatures(grey, voxels, noise),
    glrlm: glrlmFeatures(grey, voxels, noise),
    glszm: glszmFeatures(grey, voxels, noise),
    ngtdm: ngtdmFeatures(grey, voxels, noise),
  })
  const slices = random.whole(60, 180)
  const extent = spacing.map((step) => Math.ceil((shape['MajorAxisLength'] ?? 0) / step))
  const corner = [random.whole(90, 200), random.whole(120, 260), random.whole(5, 20)]
  return {
    features,
    spacing,
    size: [512, 512, Math.max(slices, (extent[2] ?? 0) + 30)],
    box: [...corner, ...extent],
    voxels,
    imageMean: random.normal(-560, 60),
  }
}
