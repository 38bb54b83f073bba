import { pairVariants } from '../associate.ts'
import type { CorrelationMethod } from '../associate.ts'
import { correlationInterval } from '../correlationInterval.ts'
import type { Family } from '../result.ts'
import {
  cohortWords,
  familyWords,
  flowWords,
  originWords,
  paragraph,
  sizeWords,
  softwareWords,
} from './paper.ts'
import type { Paper, PaperFlow, PaperOrigin } from './paper.ts'

/** Name of a coefficient, and how its interval is made. */
function coefficientOf(method: CorrelationMethod): { name: string; how: string } {
  const { name, intervalMethod } = correlationInterval(method, { r: NaN, n: 0, covariates: 0 })
  return { name, how: intervalMethod }
}

export interface AssociationPaperInput {
  origin: PaperOrigin
  flow: readonly PaperFlow[]
  x: { label: string; count: number }
  y: { label: string; count: number }
  method: CorrelationMethod
  n: number
  /** places in `pairVariants` that occur */
  variants: readonly number[]
  family: Family
  /** what was taken out of both sides, and the family of that; null where nothing */
  adjusted: { variables: readonly string[]; family: Family } | null
  /** what stands beside as a rival, e.g. the tumour volume, and the family of what it leaves */
  rival: { label: string; family: Family } | null
}

/** What can be drawn of an association: as measured, adjusted, without the rival. */
type View = 'raw' | 'adjusted' | 'without'

function side({ label, count }: { label: string; count: number }): string {
  // "3 variables" names and counts at once
  if (count === 1 || label === `${count} variables`) return label
  return `${label} (${count.toLocaleString('en')} variables)`
}

function pWords(variants: readonly number[]): string {
  const ways = variants.filter((place) => place > 0).map((place) => pairVariants[place] ?? '')
  return ways.length === 0 ? 'no pair could be tested' : ways.join(' or ')
}

function qWords({ name, planned, tested }: Family): string {
  return `q: Benjamini–Hochberg over ${name} (${planned.toLocaleString('en')} planned, ${tested.toLocaleString('en')} tested).`
}

function partialWords({ method, adjusted }: AssociationPaperInput): string {
  if (adjusted === null) return ''
  return `Adjusted: partial correlation${method === 'spearman' ? ' of ranks' : ''}, taken out of both sides: ${adjusted.variables.join(', ')}.`
}

/** The views that an answer has, each with the coefficient that it draws and the family of its q. */
function viewsOf(input: AssociationPaperInput): { view: View; drawn: string; family: Family }[] {
  const { name } = coefficientOf(input.method)
  const ranks = input.method === 'spearman' ? ' of ranks' : ''
  const without = (taken: string): string =>
    `partial ${name} (correlation${ranks}; taken out of both sides: ${taken})`
  const { adjusted, rival, family } = input
  return [
    { view: 'raw', drawn: name, family },
    ...(adjusted === null
      ? []
      : [
          {
            view: 'adjusted' as const,
            drawn: without(adjusted.variables.join(', ')),
            family: adjusted.family,
          },
        ]),
    ...(rival === null
      ? []
      : [{ view: 'without' as const, drawn: without(rival.label), family: rival.family }]),
  ]
}

function subjectOf({ origin, x, y, n }: AssociationPaperInput): string {
  return `${cohortWords(origin)}: ${side(x)} against ${side(y)}, ${sizeWords(n)} patients.`
}

function methodsOf(input: AssociationPaperInput): string {
  const { origin, x, y, method, n, adjusted, rival } = input
  const { name, how } = coefficientOf(method)
  return paragraph([
    `${cohortWords(origin)}: ${side(x)} was correlated with ${side(y)} over the ${n} patients who have both (${name} with 95 % confidence intervals: ${how}; P two-sided: ${pWords(input.variants)}).`,
    flowWords(input.flow),
    partialWords(input),
    rival === null
      ? ''
      : `The same was computed for ${rival.label} alone, and for the first side with ${rival.label} taken out.`,
    familyWords(adjusted?.family ?? input.family),
    softwareWords(origin),
  ])
}

/**
 * Correlations: of one score with few cells, of many features with many cells, of one score with all genes, of one gene with all
 * cells. Of a matrix a legend for each view, e.g. "genes-adjusted".
 */
export function associationPaper(input: AssociationPaperInput): Paper {
  const { origin, rival } = input
  const { name, how } = coefficientOf(input.method)
  const legend = (panel: string, family: Family, more: readonly string[]) => ({
    panel,
    text: paragraph([subjectOf(input), ...more, qWords(family), originWords(origin)]),
  })
  const views = viewsOf(input)
  return {
    methods: methodsOf(input),
    legends: [
      legend('score', input.adjusted?.family ?? input.family, [
        `Every point is a patient. ${name} with 95 % interval (${how}).`,
        partialWords(input),
        rival === null ? '' : `Volume alone: the correlation of ${rival.label} itself with the cell.`,
      ]),
      legend('coefficients', input.family, [`${name} with its 95 % interval (${how}).`]),
      ...views.map(({ view, drawn, family }) =>
        legend(`associations-${view}`, family, [
          `Colour: ${drawn}; red positive, blue negative, grey: not tested. Rows and columns in the order of average-linkage clustering of the Euclidean distances between coefficients as measured.`,
        ]),
      ),
      ...views.map(({ view, drawn, family }) =>
        legend(`genes-${view}`, family, [
          `Every point is a variable: ${drawn} against −log10 of its q; dashed: q = .05.`,
        ]),
      ),
    ],
  }
}

/** The legend of one pair drawn as scatter plots: values, what the adjustment leaves, and the rival in the place of x. */
export function pairPaper(input: AssociationPaperInput, { x, y }: { x: string; y: string }): Paper {
  const { origin, method, adjusted, rival, n } = input
  const { name, how } = coefficientOf(method)
  const isRanked = method === 'spearman'
  const text = paragraph([
    `${cohortWords(origin)}: ${x} and ${y}; every point is one of ${n} patients, less those who lack a value of what is drawn (n in each panel).`,
    `${name} with its 95 % interval (${how}). Line: least squares on what is drawn, with the pointwise 95 % confidence band of the mean${isRanked ? '; the coefficient is of ranks, the line of values' : ''}.`,
    adjusted === null
      ? ''
      : `Adjusted for ${adjusted.variables.join(', ')}: residuals of ${isRanked ? 'ranks' : 'values'} after these were taken out of both.`,
    rival === null ? '' : `Beside it ${rival.label} alone against ${y}.`,
    qWords(input.family),
    adjusted === null ? '' : `Of the adjusted one: ${qWords(adjusted.family)}`,
    originWords(origin),
  ])
  return { methods: methodsOf(input), legends: [{ panel: 'pair', text }] }
}

export interface AgreementPaperInput {
  origin: PaperOrigin
  methods: readonly string[]
  /** label of the leukocyte fraction; null without one */
  leukocytes: string | null
  /** "High risk − Low risk, grouped by …"; null without two groups */
  contrast: string | null
  /** whether any cell is seen by two methods, and by three, so that one can be left out */
  compared: { pairs: boolean; leftOut: boolean }
  warnings: readonly string[]
}

/** How the grid of an agreement is read: only what it has. */
function gridWords({ leukocytes, compared }: AgreementPaperInput): string {
  if (!compared.pairs) return 'No cell is seen by two of the methods, so none can be compared.'
  const below =
    leukocytes === null
      ? 'below it nothing: this release has no leukocyte fraction'
      : `below it, once shares of leukocytes are multiplied by ${leukocytes} and so are shares of all cells`
  const inTurn = compared.leftOut
    ? ', and the same without each method in turn, with ρ of the one left out with the rest'
    : ''
  return `Above the diagonal: Spearman’s ρ with its 95 % interval, each method in its own unit; ${below}. Under the grid: the mean rank of the patients that all methods have${inTurn}.`
}

/** The same cell in every method that has it. */
export function agreementPaper(input: AgreementPaperInput): Paper {
  const { origin, methods, leukocytes, contrast, compared } = input
  const scale =
    leukocytes === null ? '' : ` and again once shares of leukocytes were multiplied by ${leukocytes}`
  return {
    methods: paragraph([
      `${cohortWords(origin)}: the same cells by ${methods.length} methods (${methods.join('; ')}) were compared by Spearman’s ρ with 95 % confidence intervals (Fisher’s scale, Bonett–Wright error), each method in its own unit${scale}.`,
      contrast === null
        ? ''
        : `The direction of the difference (${contrast}) was estimated within each method as Cliff’s δ with its 95 % confidence interval.`,
      'Methods share the RNA that they are computed from, so their agreement is no independent confirmation.',
      softwareWords(origin),
    ]),
    legends: [
      {
        panel: 'agreement',
        text: paragraph([
          `${cohortWords(origin)}${contrast === null ? '' : `, ${contrast}`}.`,
          gridWords(input),
          contrast === null
            ? ''
            : `Right: Cliff’s δ, ${contrast}, with its 95 % interval, as given${compared.pairs ? '; the diamond is the mean rank of all' : ''}.`,
          ...input.warnings,
          originWords(origin),
        ]),
      },
    ],
  }
}
