import { formatNumber, formatPercent, sentence } from '../../format.ts'
import { comparedGroups, contrast, cutoffText, effectSymbol, firstTested, unitOf } from './answer.ts'
import type { Comparison } from './answer.ts'

export interface CaptionFacts {
  comparison: Comparison
  cohortTitle: string
  isSimulated: boolean
  /** where this figure is to be found again */
  address: string
}

/** Who and what: first sentences of every caption. */
function subject({ comparison, cohortTitle, isSimulated }: CaptionFacts): string[] {
  const { grouping, method } = comparison
  const own = unitOf(comparison)
  const unit = own === '' ? '' : ` (${own})`
  const scale = own === method.unit ? [] : [sentence(comparison.scale)]
  const groups = comparedGroups(comparison)
    .map((group) => `${group.label}, n\u00a0=\u00a0${group.n}`)
    .join('; ')
  return [
    `${cohortTitle}${isSimulated ? ' (simulated data: no patients, planted effects)' : ''}, ${method.label}${unit}.`,
    ...scale,
    `Patients grouped by ${grouping.label}: ${groups}.`,
    ...grouping.cutoffs.map(
      (cutoff) => `Cutoff ${cutoffText(cutoff.value)}: ${cutoff.rule}; ${cutoff.origin}.`,
    ),
  ]
}

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

function methodNames(comparison: Comparison): string {
  const names = new Set<string>()
  for (const { result } of comparison.cells) {
    if (result.__typename !== 'NotTestable') names.add(`${result.method} (${variantWords(result.variant)})`)
  }
  return [...names].join(' or ')
}

/** A test of two groups has two sides; one of several has none. */
function sidedness(tested: { __typename: string }): string {
  return tested.__typename === 'TwoGroups' ? ', two-sided' : ''
}

/** A number and its sign of percent belong on one line. */
function percent(level: number): string {
  return formatPercent(level, 1).replace(' ', '\u00a0')
}

/** The test, its effect and the family; asked for by everybody who reviews a figure. */
function statistics(comparison: Comparison): string[] {
  const tested = firstTested(comparison)
  if (tested === null) return ['No cell could be tested.']
  const sides = contrast(comparison)
  const level = percent(tested.effectSize.level)
  const effect =
    tested.__typename === 'TwoGroups' && sides !== null
      ? `Δ, ${tested.estimate.name}, ${sides.first} − ${sides.second}, with its ${level} confidence interval.`
      : `${effectSymbol(tested.effectSize.name)}, ${tested.effectSize.name}, with its ${level} confidence interval (${tested.effectSize.intervalMethod}).`
  return [`P: ${methodNames(comparison)}${sidedness(tested)}.`, effect, familyWords(comparison)]
}

export function familyWords({ family }: Comparison): string {
  return `q: ${family.adjustment} over ${family.name} (${family.planned} planned, ${family.tested} tested).`
}

export function qualityWords(comparison: Comparison): string[] {
  const { quality } = comparison
  if (quality === null) return []
  return [
    `Solid: passes the method’s own check, ${quality.rule.label} ${quality.rule.op === '<=' ? '≤' : '≥'} ${quality.rule.threshold} (${quality.nPassing} of ${quality.n}); hollow: does not.`,
  ]
}

function origin({ comparison, address }: CaptionFacts): string {
  const { provenance, release, id } = comparison
  return `Release ${release.id}, analysis ${id}, code ${provenance.codeVersion.slice(0, 12)}. ${address}`
}

export function threeCellsCaption(facts: CaptionFacts): string[] {
  const { comparison } = facts
  return [
    ...subject(facts),
    'Every point is a patient; box: quartiles, line: median, whiskers: furthest values within 1.5 interquartile ranges.',
    ...qualityWords(comparison),
    ...statistics(comparison),
    origin(facts),
  ]
}

export function allCellsCaption(facts: CaptionFacts): string[] {
  const { comparison } = facts
  const tested = firstTested(comparison)
  const sides = contrast(comparison)
  const what =
    tested === null
      ? []
      : [
          `${tested.effectSize.name}${sides === null ? '' : `, ${sides.first} − ${sides.second}`}, with ${percent(tested.effectSize.level)} confidence intervals (${tested.effectSize.intervalMethod}).`,
        ]
  return [
    ...subject(facts),
    ...what,
    'Bold: cells of the published claim.',
    ...(tested === null
      ? []
      : [`P: ${methodNames(comparison)}${sidedness(tested)}.`, familyWords(comparison)]),
    origin(facts),
  ]
}
