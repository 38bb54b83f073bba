import type { Pooled } from '../poolClaim.ts'
import { cohortWords, originWords, paragraph, sizeWords, softwareWords } from './paper.ts'
import type { Paper, PaperOrigin } from './paper.ts'

export interface ClaimPaperInput {
  origin: PaperOrigin
  /** null where nothing can be compared */
  tested: {
    exposure: string
    groups: readonly { label: string; n: number }[]
    method: string
    unit: string
    words: string
  } | null
  notItself: readonly string[]
  shuffles: number
}

/** A claim in one cohort. */
export function claimPaper({ origin, tested, notItself, shuffles }: ClaimPaperInput): Paper {
  const not = notItself.length === 0 ? '' : `The claim itself cannot be tested here: ${notItself.join('; ')}.`
  if (tested === null) {
    const text = paragraph([`${cohortWords(origin)}: cannot be tested.`, not, originWords(origin)])
    return { methods: text, legends: [{ panel: 'claim', text }] }
  }
  const { exposure, groups, method, unit, words } = tested
  const sizes = groups.map(({ label, n }) => `${label}, ${sizeWords(n)}`).join('; ')
  return {
    methods: paragraph([
      `${cohortWords(origin)}: groups by ${exposure} (${sizes}) were compared in ${method}${unit === '' ? '' : ` (${unit})`} by two-sided Wilcoxon rank-sum tests, first unadjusted as published, then with Benjamini–Hochberg over all cells of the method; an expectation holds with its sign and q ≤ .05.`,
      `How often chance does as well: ${shuffles.toLocaleString('en')} shuffles of the labels (seed ${String(origin.seed)}).`,
      not,
      softwareWords(origin),
    ]),
    legends: [
      {
        panel: 'claim',
        text: paragraph([
          `${cohortWords(origin)}: ${exposure} (${sizes}), ${method}. ${words}`,
          not,
          originWords(origin),
        ]),
      },
    ],
  }
}

export interface StripPaperInput {
  /** the claim in each cohort */
  papers: readonly Paper[]
  pooled: readonly Pooled[]
  /** why effects of all cohorts together are not pooled */
  notPooled: readonly string[]
  labelOf: (cell: string) => string
}

const how =
  'REML random effects of Fisher’s z of Cliff’s δ, 95 % interval by Hartung and Knapp, never narrower than the usual one'

function poolWords({ titles, exposure, method, cells }: Pooled, labelOf: StripPaperInput['labelOf']): string {
  const found = cells.map(({ cell, words }) => `${labelOf(cell)}: ${words}`)
  return `Pooled over ${titles.join(' and ')} (${exposure}, ${method}; ${how}): ${found.join(' ')}`
}

/** The claim in every cohort side by side. */
export function stripPaper({ papers, pooled, notPooled, labelOf }: StripPaperInput): Paper {
  const refused =
    notPooled.length === 0 ? '' : `All cohorts together are not pooled: ${notPooled.join('. ')}.`
  const together = pooled.map((pool) => poolWords(pool, labelOf))
  const diamond = pooled.length === 0 ? '' : 'Diamonds: pooled effect with its interval. '
  return {
    methods: [
      ...papers.map(({ methods }) => methods),
      ...(pooled.length === 0
        ? []
        : [`Cohorts that are alike in groups, cuts, method and unit were pooled: ${how}.`]),
      ...(refused === '' ? [] : [refused]),
    ].join('\n\n'),
    legends: [
      {
        panel: 'claim',
        text: paragraph([
          `Cliff’s δ, first − second group, with 95 % intervals; tinted: the half that is expected. ${diamond}`.trim(),
          refused,
          ...together,
          ...papers.flatMap(({ legends }) => legends.map(({ text }) => text)),
        ]),
      },
    ],
  }
}
