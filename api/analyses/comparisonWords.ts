import type { ReleaseRow } from '../../db/read/releases.ts'
import { cellType, claimCells } from '../../science/immune/cellTypes.ts'
import { immuneMethods, whyUnseen } from '../../science/immune/methods.ts'
import type { ImmuneMethod } from '../../science/immune/methods.ts'
import { answerInWords, contrastInWords, qualityInWords } from '../../science/radiogenomics/answer.ts'
import type { Warning } from '../../science/radiogenomics/result.ts'
import { variableRef } from '../../science/variableRef.ts'
import { countPassing } from '../quality.ts'
import type { CellAnswer, ComparisonAnswer, QualityAnswer } from './comparisonAnswer.ts'
import type { ComparisonSpec } from './comparisonSpec.ts'
import type { LoadedMethod } from './loadMethod.ts'
import type { LoadedGrouping } from './grouping.ts'

/** The method's own check, over the grouped patients who have a row: before any filter, so that it says what a filter does. */
export function qualityReport(method: LoadedMethod, grouping: LoadedGrouping): QualityAnswer | null {
  const { layer, patientRows, variables, columns } = method
  const rule = layer.quality
  const place = variables.findIndex((variable) => variable.key === rule?.variable)
  const variable = variables[place]
  const values = columns[place]
  if (!rule || !variable || !values) return null
  const { groups, assignment } = grouping.resolved
  const byGroup = groups.map((group, g) => {
    const rows = patientRows.map((row, patient) => (assignment[patient] === g ? row : -1))
    return { group: group.key, ...countPassing(rule, rows, values) }
  })
  const nPassing = byGroup.reduce((sum, group) => sum + group.nPassing, 0)
  const n = byGroup.reduce((sum, group) => sum + group.n, 0)
  const tool = layer.label.split(/ \(|,/)[0] ?? layer.label
  const words = qualityInWords({ nPassing, n, tool, rule: rule.description })
  return {
    rule: {
      variable: variableRef(variable),
      label: variable.label,
      op: rule.op,
      threshold: rule.threshold,
      description: rule.description,
      ...countPassing(rule, patientRows, values),
    },
    nPassing,
    n,
    byGroup,
    note: `${words} The check asks whether there is any signal of the signature, not whether a fraction is right; it passes more often in infiltrated tumours.`,
  }
}

/** The method that a layer was made by; another pipeline of it carries a suffix, e.g. `cibersort-lm22-r`. */
function methodOf(layerKey: string): ImmuneMethod | undefined {
  return immuneMethods
    .filter(({ key }) => layerKey === key || layerKey.startsWith(`${key}-`))
    .sort((a, b) => b.key.length - a.key.length)[0]
}

/** Cells of the claim that the method does not measure, or that this layer does not hold. */
export function unseenCells({ layer, variables }: LoadedMethod): ComparisonAnswer['unseen'] {
  const method = methodOf(layer.key)
  const present = new Set(variables.filter(({ role }) => role === 'measure').map(({ key }) => key))
  return claimCells
    .filter((cell) => !present.has(cell))
    .map((cell) => {
      const blind = method ? whyUnseen(method, cell) : null
      return { cell, reason: blind ?? `${layer.label} has no such column in this release` }
    })
}

/** One sentence for each cell of the claim that was compared. */
export function answerLines(
  cells: readonly CellAnswer[],
  { resolved }: LoadedGrouping,
): ComparisonAnswer['answer'] {
  const contrast = contrastInWords(resolved)
  return claimCells.flatMap((cell) => {
    const found = cells.find(({ variable }) => variable.key === cell)
    const name = cellType(cell)?.label ?? cell
    return found ? [{ cell, text: answerInWords(name, found.result, contrast) }] : []
  })
}

interface Compared {
  release: ReleaseRow
  spec: ComparisonSpec
  method: LoadedMethod
  grouping: LoadedGrouping
  quality: QualityAnswer | null
}

function cutoffWarnings({ release, grouping }: Compared): Warning[] {
  const { model } = grouping
  if (!model || model.trainedOn.cohort === release.cohort.slug) return []
  return [
    {
      code: 'cutoff-from-another-cohort',
      message: `The cutoff comes from ${model.trainedOn.patients} patients of ${model.trainedOn.cohort}; whether their scores mean the same here is not known.`,
    },
  ]
}

function qualityWarnings({ spec, quality }: Compared): Warning[] {
  if (!quality) return []
  if (spec.quality === 'filter')
    return [
      {
        code: 'quality-filter-selects',
        message: `Only ${quality.nPassing} of ${quality.n} grouped patients pass; the check passes more often in infiltrated tumours, so this is a selection of them.`,
      },
    ]
  if (2 * quality.nPassing >= quality.n) return []
  return [
    {
      code: 'most-fail-quality',
      message: `${quality.n - quality.nPassing} of ${quality.n} grouped patients fail the method's own check; their points are drawn hollow.`,
    },
  ]
}

/** What a careful reader has to know about the comparison as a whole. */
export function comparisonWarnings(compared: Compared): Warning[] {
  const { release, spec, method, grouping } = compared
  const warnings: Warning[] = []
  if (release.cohort.simulated)
    warnings.push({ code: 'simulated', message: 'The patients of this cohort are simulated.' })
  warnings.push(...cutoffWarnings(compared), ...qualityWarnings(compared))
  for (const dropped of grouping.resolved.dropped ?? [])
    warnings.push({ code: 'empty-group-dropped', message: `“${dropped.label}”: ${dropped.reason}.` })
  if (spec.family === 'threeCells')
    warnings.push({
      code: 'family-of-three',
      message:
        'q is adjusted over three cells only; that is right only if they were chosen before any cell was looked at.',
    })
  if (methodOf(method.layer.key)?.sumsToOneOver === 'leukocytes')
    warnings.push({
      code: 'shares-of-a-whole',
      message:
        'These are shares of leukocytes: one cell type can rise only if another falls, and nothing is said about how many leukocytes there are.',
    })
  return warnings
}
