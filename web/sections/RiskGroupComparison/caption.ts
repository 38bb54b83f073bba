import { formatNumber } from '../../format.ts'
import type { Comparison } from './answer.ts'

/** How p was obtained, as methods sections say it. */
export function variantWords(variant: {
  kind: string
  correction: string | null
  permutations: number | null
  seed: number | null
}): string {
  switch (variant.kind) {
    case 'conditional-exact':
      return 'exact, conditional on ties'
    case 'asymptotic':
      return variant.correction === null || variant.correction === 'none'
        ? 'asymptotic'
        : `asymptotic with ${variant.correction} correction`
    case 'permutation':
      return `${formatNumber(variant.permutations, 7)} permutations, seed ${String(variant.seed)}`
    default:
      return variant.kind
  }
}

export function familyWords({ family }: Comparison): string {
  return `q: ${family.adjustment} over ${family.name} (${family.planned} planned, ${family.tested} tested).`
}

/** What the groups are compared at equal values of; nothing where nobody asked for that. */
export function adjustmentWords({ covariates }: Comparison): string[] {
  return covariates.length === 0 ? [] : [`At equal ${covariates.map(({ label }) => label).join(', ')}.`]
}

export function qualityWords(comparison: Comparison): string[] {
  const { quality } = comparison
  if (quality === null) return []
  return [
    `Solid: passes the method’s own check, ${quality.rule.label} ${quality.rule.op === '<=' ? '≤' : '≥'} ${quality.rule.threshold} (${quality.nPassing} of ${quality.n}); hollow: does not.`,
  ]
}
