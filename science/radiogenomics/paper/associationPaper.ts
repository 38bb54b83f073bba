import { pairVariants } from '../associate.ts'
import type { CorrelationMethod } from '../associate.ts'
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

const names: Record<CorrelationMethod, string> = {
  spearman: 'Spearman’s ρ',
  pearson: 'Pearson’s r',
  kendall: 'Kendall’s τ-b',
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
  /** what was taken out of both sides; null where nothing */
  adjustedFor: readonly string[] | null
  /** what stands beside as a rival, e.g. the tumour volume */
  rival: string | null
}

function side({ label, count }: { label: string; count: number }): string {
  // "3 variables" names and counts at once
  if (count === 1 || label === `${count} variables`) return label
  return `${label} (${count.toLocaleString('en')} variables)`
}

function pWords(variants: readonly number[]): string {
  const ways = variants.filter((place) => place > 0).map((place) => pairVariants[place] ?? '')
  return ways.length === 0 ? 'no pair could be tested' : ways.join(' or ')
}

/** Correlations: of one score with few cells, of many features with many cells, of one score with all genes. */
export function associationPaper(input: AssociationPaperInput): Paper {
  const { origin, x, y, method, n, family, adjustedFor, rival } = input
  const coefficient = names[method]
  const taken = adjustedFor?.join(', ') ?? null
  const partial =
    taken === null
      ? ''
      : `Adjusted: partial correlation${method === 'spearman' ? ' of ranks' : ''}, taken out of both sides: ${taken}.`
  const interval = method === 'spearman' ? ' with 95 % interval (Fisher’s scale, Bonett–Wright error)' : ''
  const q = `q: Benjamini–Hochberg over ${family.name} (${family.planned} planned, ${family.tested} tested).`
  const subject = `${cohortWords(origin)}: ${side(x)} against ${side(y)}, ${sizeWords(n)} patients.`
  const legend = (panel: string, more: readonly string[]) => ({
    panel,
    text: paragraph([subject, ...more, q, originWords(origin)]),
  })
  return {
    methods: paragraph([
      `${cohortWords(origin)}: ${side(x)} was correlated with ${side(y)} over the ${n} patients who have both (${coefficient}, P two-sided: ${pWords(input.variants)}).`,
      flowWords(input.flow),
      partial,
      rival === null
        ? ''
        : `The same was computed for ${rival} alone, and for the first side with ${rival} taken out.`,
      familyWords(family),
      softwareWords(origin),
    ]),
    legends: [
      legend('score', [
        `Every point is a patient. ${coefficient}${interval}.`,
        partial,
        rival === null ? '' : `Volume alone: the correlation of ${rival} itself with the cell.`,
      ]),
      legend('associations', [`Colour: ${coefficient}.`, partial]),
      legend('genes', [`Every point is a variable: ${coefficient} against −log10 P.`, partial]),
    ],
  }
}

export interface AgreementPaperInput {
  origin: PaperOrigin
  methods: readonly string[]
  /** label of the leukocyte fraction; null without one */
  leukocytes: string | null
  /** "High risk − Low risk, grouped by …"; null without two groups */
  contrast: string | null
  warnings: readonly string[]
}

/** The same cell in every method that has it. */
export function agreementPaper(input: AgreementPaperInput): Paper {
  const { origin, methods, leukocytes, contrast } = input
  const below =
    leukocytes === null
      ? 'below it nothing: this release has no leukocyte fraction'
      : `below it, once shares of leukocytes are multiplied by ${leukocytes} and so are shares of all cells`
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
          `Above the diagonal: Spearman’s ρ with its 95 % interval, each method in its own unit; ${below}. Under the grid: the mean rank of the patients that all methods have, and the same without each method in turn, with ρ of the one left out with the rest.`,
          contrast === null
            ? ''
            : `Right: Cliff’s δ, ${contrast}, with its 95 % interval, as given; the diamond is the mean rank of all.`,
          ...input.warnings,
          originWords(origin),
        ]),
      },
    ],
  }
}
