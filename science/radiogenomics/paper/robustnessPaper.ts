import { cohortWords, originWords, paragraph, softwareWords } from './paper.ts'
import type { Paper, PaperOrigin } from './paper.ts'

export interface RobustnessPaperInput {
  origin: PaperOrigin
  /** what was grouped by, e.g. "GTR-ITH score" */
  grouped: string
  specifications: number
  choices: readonly { name: string; alternatives: readonly { label: string }[] }[]
  family: 'method' | 'threeCells'
  shuffles: number
  /** the curves in words, and all together */
  words: readonly string[]
}

function familyOf(family: RobustnessPaperInput['family']): string {
  return family === 'method'
    ? 'all cells of the specification'
    : 'plasma cells, M1 and M2 of the specification'
}

/** The specification curve. */
export function robustnessPaper(input: RobustnessPaperInput): Paper {
  const { origin, grouped, specifications, choices, family, shuffles, words } = input
  const listed = choices
    .filter(({ alternatives }) => alternatives.length > 1)
    .map(({ name, alternatives }) => `${name} (${alternatives.map(({ label }) => label).join(', ')})`)
  const inference =
    shuffles === 0
      ? ''
      : `The whole curve was held against ${shuffles.toLocaleString('en')} curves computed on shuffled group labels (Freedman–Lane where adjusted, seed ${String(origin.seed)}).`
  return {
    methods: paragraph([
      `${cohortWords(origin)}, grouped by ${grouped}: the comparison was repeated under ${specifications.toLocaleString('en')} specifications, every combination of ${listed.join(', ')}.`,
      `Effects were brought to the scale of Cliff’s δ (standardised means by 2Φ(d/√2) − 1), with 95 % confidence intervals; q: Benjamini–Hochberg over ${familyOf(family)}.`,
      inference,
      softwareWords(origin),
    ]),
    legends: [
      {
        panel: 'robustness',
        text: paragraph([
          `${cohortWords(origin)}, grouped by ${grouped}.`,
          `${specifications.toLocaleString('en')} specifications; effect on the scale of Cliff’s δ with 95 % intervals; green: q ≤ .05 (Benjamini–Hochberg over ${familyOf(family)}); grey band: middle 95 % of ${shuffles.toLocaleString('en')} curves on shuffled labels (Freedman–Lane where adjusted, seed ${String(origin.seed)}); diamond: the choices of the page.`,
          ...words,
          originWords(origin),
        ]),
      },
    ],
  }
}

export interface PlaceboPaperInput {
  origin: PaperOrigin
  grouped: string
  method: string
  test: 'rank' | 'mean'
  rule: 'ours' | 'R'
  family: 'method' | 'threeCells'
  quality: 'mark' | 'weight' | 'filter'
  shuffles: number
  words: readonly string[]
}

const qualityWords = {
  mark: '',
  weight: ', samples weighted by 1 − P of the method’s own check',
  filter: ', samples that fail the method’s own check left out',
} as const

/** The comparison on shuffled labels. */
export function placeboPaper(input: PlaceboPaperInput): Paper {
  const { origin, grouped, method, shuffles } = input
  const test = input.test === 'rank' ? 'Wilcoxon rank-sum test' : 'Welch’s t-test'
  const rule =
    input.test === 'rank' && input.rule === 'R' ? ', exact or normal as R’s wilcox.test chooses' : ''
  const filter = qualityWords[input.quality]
  const cells = input.family === 'method' ? 'all cells of the method' : 'plasma cells, M1 and M2'
  const shuffled = `${shuffles.toLocaleString('en')} shuffles of the group labels (seed ${String(origin.seed)})`
  return {
    methods: paragraph([
      `${cohortWords(origin)}, grouped by ${grouped}, ${method}: the comparison (two-sided ${test}${rule}, Benjamini–Hochberg over ${cells}${filter}) was repeated on ${shuffled}; a permutation P is (1 + shuffles that do as well) / (1 + shuffles).`,
      softwareWords(origin),
    ]),
    legends: [
      {
        panel: 'placebo',
        text: paragraph([
          `${cohortWords(origin)}, grouped by ${grouped}, ${method}. Bars: share of ${shuffled} with so many cells at P ≤ .05, and at q ≤ .05, ${test}${filter}; triangle: the data.`,
          ...input.words,
          originWords(origin),
        ]),
      },
    ],
  }
}

export interface InfluencePaperInput {
  origin: PaperOrigin
  grouped: string
  method: string
  quality: 'mark' | 'filter'
  cells: readonly { label: string; patients: number; sites: number; words: readonly string[] }[]
  /** whether the groups hang on a cutoff, which stays as it is */
  isCut: boolean
}

function plainSentence(text: string): string {
  return text.endsWith('.') ? text : `${text}.`
}

/** The comparison without each patient and each site. */
export function influencePaper(input: InfluencePaperInput): Paper {
  const { origin, grouped, method, quality, cells, isCut } = input
  const filter = qualityWords[quality]
  const patients = Math.max(0, ...cells.map((cell) => cell.patients))
  const sites = Math.max(0, ...cells.map((cell) => cell.sites))
  const ofSites =
    sites === 0
      ? 'tissue source sites are not known, for the ids are no TCGA barcodes'
      : `without all patients of each of ${sites} tissue source sites`
  const kept = isCut ? 'The cutoff stays as it is: it is not taken anew without the one who is left out.' : ''
  const head = `${cohortWords(origin)}, grouped by ${grouped}, ${method}${filter}`
  return {
    methods: paragraph([
      `${head}: the comparison of ${cells.map(({ label }) => label).join(', ')} (two-sided Wilcoxon rank-sum test; Cliff’s δ with its 95 % confidence interval) was repeated without each of ${patients} patients in turn, and ${ofSites}.`,
      kept,
      softwareWords(origin),
    ]),
    legends: [
      {
        panel: 'influence',
        text: paragraph([
          `${head}.`,
          `Cliff’s δ: with everybody (dashed line), without each patient (points, by their group)${sites === 0 ? '' : ', without each tissue source site (squares)'}; lines: 95 % intervals.`,
          kept,
          ...cells.flatMap(({ words }) => words).map(plainSentence),
          originWords(origin),
        ]),
      },
    ],
  }
}
