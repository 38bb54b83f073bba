import { baselinePaper, imagedPaper } from '../../../science/radiogenomics/paper/baselinePaper.ts'
import { numbersPaper } from '../../../science/radiogenomics/paper/numbersPaper.ts'
import type { Paper } from '../../../science/radiogenomics/paper/paper.ts'
import { plainNumber } from '../../../science/radiogenomics/words.ts'
import type { Context } from '../../context.ts'
import { parseBaselineAnswer } from '../baselineAnswer.ts'
import type { IntervalToSpecimen } from '../ctSpecimenInterval.ts'
import { imagedSubsetAnalysis } from '../imagedSubset.ts'
import type { ImagedSubsetSpec } from '../imagedSubset.ts'
import type { StoredAnalysis } from '../storedAnalysis.ts'
import { variableComparison } from '../variableComparison.ts'
import { labelOfLayer, originOf, specOf } from './origin.ts'

export function baselinePaperOf(_context: Context, stored: StoredAnalysis): Paper {
  const answer = parseBaselineAnswer(stored.answer)
  const grouping = { ...answer.grouping, groups: answer.table.groups }
  return baselinePaper({ ...answer, grouping, origin: originOf(stored) })
}

function intervalWords({ n, unit, median, min, max, reason }: IntervalToSpecimen): string {
  if (reason !== null) return reason
  const number = (value: number | null): string => (value === null ? 'unknown' : plainNumber(value, 3))
  return `median ${number(median)} ${unit} (${number(min)} to ${number(max)}), n = ${n}`
}

export async function imagedPaperOf(context: Context, stored: StoredAnalysis): Promise<Paper> {
  const { by, table, words, interval } = imagedSubsetAnalysis.parseAnswer(stored.answer)
  const { method } = specOf(stored) as ImagedSubsetSpec
  return imagedPaper({
    origin: originOf(stored),
    by,
    method: method === null ? null : await labelOfLayer(context, stored, method),
    table,
    words,
    interval: intervalWords(interval),
  })
}

/** The groups as they were compared: those with a value, each counted once even where several numbers were asked for. */
export async function numbersPaperOf(context: Context, stored: StoredAnalysis): Promise<Paper> {
  const answer = variableComparison.parseAnswer(stored.answer)
  const { grouping, groups, compared } = answer
  const variables = compared.map(async ({ variable: { ref, label, unit } }) => ({
    label,
    unit,
    layer: await labelOfLayer(context, stored, ref.split('/')[0] ?? ref),
  }))
  return numbersPaper({
    ...answer,
    origin: originOf(stored),
    grouping: {
      ...grouping,
      groups: grouping.groups.map(({ key, label }) => ({
        label,
        n: groups.filter((group) => group === key).length,
      })),
    },
    variables: await Promise.all(variables),
    results: compared.map(({ result }) => result),
  })
}
