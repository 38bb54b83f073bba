import type { Family, Result, Warning } from '../result.ts'
import {
  cohortWords,
  familyWords,
  flowWords,
  groupingWords,
  originWords,
  paragraph,
  percentWords,
  softwareWords,
  testsWords,
  warningWords,
} from './paper.ts'
import type { Paper, PaperFlow, PaperGrouping, PaperOrigin } from './paper.ts'
import { effectsWords, effectSizeWords, shiftWords, statisticsWords, testedOf } from './testedWords.ts'

/** What the words of a comparison of cells are made from. */
export interface ComparisonPaperInput {
  origin: PaperOrigin
  grouping: PaperGrouping
  flow: readonly PaperFlow[]
  method: string
  /** what the numbers are, e.g. "as stored: share of leukocytes" */
  scale: string
  /** labels of what the groups are compared at equal values of */
  covariates: readonly string[]
  results: readonly Result[]
  family: Family
  /** the method's own check; null where it has none */
  quality: { rule: string; use: 'mark' | 'weight' | 'filter'; nPassing: number; n: number } | null
  warnings: readonly Warning[]
}

function qualityMethods({ quality }: ComparisonPaperInput): string {
  if (quality === null) return ''
  const counts = `${quality.nPassing} of ${quality.n} samples passed ${quality.rule}`
  switch (quality.use) {
    case 'mark':
      return `${counts}; all were analysed.`
    case 'filter':
      return `${counts}; the others were left out.`
    case 'weight':
      return `${counts}; samples were weighted by 1 − P of that check.`
  }
}

function methodsOf(input: ComparisonPaperInput): string {
  const { origin, grouping, flow, method, scale, results, family } = input
  const tested = testedOf(results)
  const [first] = tested
  const untested = results.length - tested.length
  const sided = first?.kind === 'twoGroups' ? ' (two-sided)' : ''
  return paragraph([
    `${cohortWords(origin)}: immune cells were estimated by ${method} (${scale}).`,
    groupingWords(grouping),
    flowWords(flow),
    qualityMethods(input),
    ...(first === undefined
      ? ['No cell could be tested.']
      : [
          `Groups were compared${sided} by: ${testsWords(tested)}.`,
          adjustmentWords(input),
          effectsWords(first),
          familyWords(family),
          untested === 0 ? '' : `${untested} of ${results.length} cells could not be tested.`,
        ]),
    softwareWords(origin),
  ])
}

function adjustmentWords({ covariates }: ComparisonPaperInput): string {
  return covariates.length === 0
    ? ''
    : `Adjusted for ${covariates.join(', ')}; patients who lack one of these are left out.`
}

function subject({ origin, method, scale, grouping }: ComparisonPaperInput): string[] {
  return [`${cohortWords(origin)}, ${method}; ${scale}.`, groupingWords(grouping)]
}

function qualityLegend({ quality }: ComparisonPaperInput): string {
  if (quality === null) return ''
  return `Solid: passes the method’s own check, ${quality.rule} (${quality.nPassing} of ${quality.n}); hollow: does not.`
}

function cellsLegend(input: ComparisonPaperInput): string {
  const [first] = testedOf(input.results)
  return paragraph([
    ...subject(input),
    'Every point is a patient; box: quartiles, line: median, whiskers: furthest values within 1.5 interquartile ranges.',
    qualityLegend(input),
    first === undefined ? '' : shiftWords(first),
    statisticsWords(input, 'cell'),
    adjustmentWords(input),
    ...warningWords(input.warnings).filter((text) => text.startsWith('Only')),
    originWords(input.origin),
  ])
}

function allCellsLegend(input: ComparisonPaperInput): string {
  const [first] = testedOf(input.results)
  return paragraph([
    ...subject(input),
    first === undefined ? '' : capital(effectSizeWords(first)),
    'Bold: cells of the published claim.',
    statisticsWords(input, 'cell'),
    adjustmentWords(input),
    originWords(input.origin),
  ])
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** Legends of the two panels of a comparison, and its methods. True to the settings: every word comes from the answer. */
export function comparisonPaper(input: ComparisonPaperInput): Paper {
  return {
    methods: methodsOf(input),
    legends: [
      { panel: 'cells', text: cellsLegend(input) },
      { panel: 'all-cells', text: allCellsLegend(input) },
    ],
  }
}

export interface ProfilePaperInput {
  origin: PaperOrigin
  grouping: PaperGrouping
  flow: readonly PaperFlow[]
  method: string
  scale: string
  /** patients drawn, by group */
  groups: readonly { label: string; n: number }[]
  isComposition: boolean
  replicates: number
  nIncomplete: number
}

/** Composition and heatmap. */
export function profilePaper(input: ProfilePaperInput): Paper {
  const { origin, grouping, method, scale, groups, replicates, nIncomplete } = input
  const subject = [`${cohortWords(origin)}, ${method}; ${scale}.`, groupingWords({ ...grouping, groups })]
  const incomplete = nIncomplete === 0 ? '' : `${nIncomplete} patients lack a cell and are in no mean.`
  const bootstrap = `${percentWords(0.95)} percentile bootstrap interval (${replicates.toLocaleString('en')} replicates of whole patients within groups, seed ${String(origin.seed)})`
  const z =
    'Colour: value minus the mean of the row, in standard deviations, cut at ±2; grey: missing. Bold: cells of the published claim.'
  const heatmap = (panel: string, order: string) => ({
    panel,
    text: paragraph([...subject, z, order, originWords(origin)]),
  })
  return {
    methods: paragraph([
      `${cohortWords(origin)}: immune cells were estimated by ${method} (${scale}).`,
      groupingWords({ ...grouping, groups }),
      flowWords(input.flow),
      input.isComposition ? `Means of groups are given with their ${bootstrap}. ${incomplete}`.trim() : '',
      'Heatmaps show z-scores of each cell over the patients; clustering is by average linkage of Euclidean distances of z.',
      softwareWords(origin),
    ]),
    legends: [
      {
        panel: 'composition',
        text: paragraph([
          ...subject,
          `First, the mean of each group; lines beside it: ${bootstrap} of each mean above the cells below it. Then every patient, ordered by ${grouping.label} within the group.`,
          incomplete,
          originWords(origin),
        ]),
      },
      heatmap('heatmap', `Patients by group, then by ${grouping.label}.`),
      heatmap(
        'heatmap-clustered',
        'Rows, and patients within each group, by average-linkage clustering of z.',
      ),
    ],
  }
}
