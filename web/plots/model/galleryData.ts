import type { AnatomyPoint } from './ScoreAnatomy.tsx'
import type { CalibrationGroup } from './Calibration.tsx'
import type { RocCurve } from './Roc.tsx'
import type { BenefitCurve } from './DecisionCurve.tsx'

/** Made-up, but of the shapes that real ones have: the same numbers every time. */
function spread(i: number, step: number): number {
  return (i * step) % 1
}

export const anatomyPoints: readonly AnatomyPoint[] = Array.from({ length: 60 }, (_, i) => {
  const gtr = 0.08 + 0.84 * spread(i, 0.618)
  const ith = Math.min(0.97, Math.max(0.03, 0.25 + 0.5 * gtr + 0.4 * (spread(i, 0.414) - 0.5)))
  return {
    patient: `P${i + 1}`,
    gtr,
    ith,
    group: gtr + ith > 1 ? ('LOW' as const) : ('HIGH' as const),
    event: i % 9 === 0 ? null : spread(i, 0.27) < (gtr + ith) / 2,
  }
})

export const anatomyAxis = [
  { gtr: 0, ith: 0.05 },
  { gtr: 1, ith: 0.95 },
]
export const anatomyCutoff = [
  { gtr: 0, ith: 1 },
  { gtr: 1, ith: 0 },
]

function curve(power: number): RocCurve['points'] {
  return Array.from({ length: 21 }, (_, i) => ({ falsePositive: i / 20, sensitivity: (i / 20) ** power }))
}

export const rocCurves: readonly RocCurve[] = [
  {
    label: 'GTR-ITH .71 (.62–.80)',
    points: curve(0.4),
    band: Array.from({ length: 21 }, (_, i) => ({
      falsePositive: i / 20,
      low: Math.max(0, (i / 20) ** 0.4 - 0.12),
      high: Math.min(1, (i / 20) ** 0.4 + 0.12),
    })),
  },
  { label: 'GTR .66 (.57–.76)', points: curve(0.5), band: null },
  { label: 'Volume alone .55 (.44–.65)', points: curve(0.8), band: null },
]

export const calibrationGroups: readonly CalibrationGroup[] = Array.from({ length: 8 }, (_, i) => {
  const predicted = 0.12 + i * 0.1
  const observed = Math.min(1, Math.max(0, predicted + 0.14 * (spread(i, 0.7) - 0.5)))
  return { n: 12, predicted, observed, low: Math.max(0, observed - 0.2), high: Math.min(1, observed + 0.2) }
})

export const benefitCurves: readonly BenefitCurve[] = [0.3, 0.2].map((gain, k) => ({
  label: k === 0 ? 'GTR-ITH' : 'Volume alone',
  points: Array.from({ length: 99 }, (_, i) => {
    const threshold = (i + 1) / 100
    return { threshold, netBenefit: 0.45 * (1 - threshold) ** 1.5 - (0.3 - gain) * threshold }
  }),
}))

export const benefitOfAll: BenefitCurve = {
  label: 'Everybody',
  points: Array.from({ length: 99 }, (_, i) => {
    const threshold = (i + 1) / 100
    return { threshold, netBenefit: 0.45 - (0.55 * threshold) / (1 - threshold) }
  }),
}
