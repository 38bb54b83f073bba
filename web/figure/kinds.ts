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
}

export function loadKind(key: FigureKindKey): Promise<FigureKind> {
  return loaders[key]()
}
