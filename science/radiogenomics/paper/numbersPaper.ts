import type { Family, Result, Warning } from '../result.ts'
import {
  cohortWords,
  familyWords,
  flowWords,
  groupingWords,
  missingWords,
  originWords,
  paragraph,
  softwareWords,
  testsWords,
  warningWords,
} from './paper.ts'
import type { Paper, PaperFlow, PaperGrouping, PaperOrigin } from './paper.ts'
import { effectsWords, shiftWords, statisticsWords, testedOf } from './testedWords.ts'

export interface NumbersPaperInput {
  origin: PaperOrigin
  grouping: PaperGrouping
  flow: readonly PaperFlow[]
  /** what was compared, with its layer and unit */
  variables: readonly { label: string; layer: string; unit: string }[]
  results: readonly Result[]
  family: Family
  warnings: readonly Warning[]
}

function variableWords({ label, layer, unit }: NumbersPaperInput['variables'][number]): string {
  return `${label} (${layer}${unit === '' ? '' : `, ${unit}`})`
}

function untestedWords(results: readonly Result[]): string {
  const reasons = results.flatMap((result) => (result.kind === 'notTestable' ? [result.reason] : []))
  return reasons.length === 0 ? '' : `Not tested: ${[...new Set(reasons)].join('; ')}.`
}

/** Any numbers by group: a gene, a feature, an age. */
export function numbersPaper(input: NumbersPaperInput): Paper {
  const { origin, grouping, results, family } = input
  const what = input.variables.map(variableWords).join('; ')
  const tested = testedOf(results)
  const [first] = tested
  const sided = first?.kind === 'twoGroups' ? ' (two-sided)' : ''
  return {
    methods: paragraph([
      `${cohortWords(origin)}: ${what} was compared between groups.`,
      groupingWords(grouping),
      flowWords(input.flow),
      ...(first === undefined
        ? []
        : [
            `Groups were compared${sided} by: ${testsWords(tested)}.`,
            effectsWords(first),
            familyWords(family),
          ]),
      untestedWords(results),
      softwareWords(origin),
    ]),
    legends: [
      {
        panel: 'number',
        text: paragraph([
          `${cohortWords(origin)}: ${what}.`,
          groupingWords(grouping),
          'Every point is a patient; box: quartiles, line: median, whiskers: furthest values within 1.5 interquartile ranges.',
          results
            .map(({ groups }) => missingWords(groups))
            .filter((words) => words !== '')
            .map((words) => `${words}.`)
            .join(' '),
          first === undefined ? '' : shiftWords(first),
          statisticsWords(input, 'variable'),
          untestedWords(results),
          ...warningWords(input.warnings),
          originWords(origin),
        ]),
      },
    ],
  }
}
