import type { FigureKind, FigureKindKey } from './figureKind.ts'

/** Every kind of figure, loaded when a board has one of it. */
const loaders: Record<FigureKindKey, () => Promise<FigureKind>> = {
  comparison: async () => (await import('../sections/RiskGroupComparison/comparisonKind.tsx')).comparisonKind,
  profile: async () => (await import('../sections/ImmuneProfile/profileKind.tsx')).profileKind,
  score: async () => (await import('../sections/ScoreAsNumber/scoreKind.tsx')).scoreKind,
  agreement: async () => (await import('../sections/ImmuneProfile/agreementKind.tsx')).agreementKind,
  robustness: async () => (await import('../sections/Robustness/robustnessKind.tsx')).robustnessKind,
  placebo: async () => (await import('../sections/Robustness/placeboKind.tsx')).placeboKind,
  outcome: async () => (await import('../sections/Outcome/outcomeKind.tsx')).outcomeKind,
  claim: async () => (await import('../sections/Claim/claimKind.tsx')).claimKind,
  model: async () => (await import('../sections/Model/modelKind.tsx')).modelKind,
  associations: async () => (await import('../sections/Associations/matrixKind.tsx')).matrixKind,
  pair: async () => (await import('../sections/Associations/pairKind.tsx')).pairKind,
  genes: async () => (await import('../sections/Genes/genesKind.tsx')).genesKind,
  number: async () => (await import('../sections/Genes/numberKind.tsx')).numberKind,
  coefficients: async () => (await import('../sections/Genes/coefficientsKind.tsx')).coefficientsKind,
  shares: async () => (await import('../pages/cohort/sharesKind.tsx')).sharesKind,
  'who-has-what': async () => (await import('../pages/cohort/upsetKind.tsx')).upsetKind,
  percentiles: async () => (await import('../sections/Patients/percentilesKind.tsx')).percentilesKind,
  influence: async () => (await import('../sections/Influence/influenceKind.tsx')).influenceKind,
  imaged: async () => (await import('../sections/WhoIsImaged/imagedKind.tsx')).imagedKind,
}

export function loadKind(key: FigureKindKey): Promise<FigureKind> {
  return loaders[key]()
}
