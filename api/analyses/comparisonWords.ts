import type { ReleaseRow } from '../../db/read/releases.ts'
import { cellType, claimCells } from '../../science/immune/cellTypes.ts'
import { whyUnseen } from '../../science/immune/methods.ts'
import { answerInWords, contrastInWords, qualityInWords } from '../../science/radiogenomics/answer.ts'
import type { Warning } from '../../science/radiogenomics/result.ts'
import { estimateNumber } from '../../science/radiogenomics/words.ts'
import { isMissing } from '../../science/stats/missing.ts'
import { isNotTestable } from '../../science/stats/notTestable.ts'
import { spearman } from '../../science/stats/spearman.ts'
import { variableRef } from '../../science/variableRef.ts'
import { countPassing } from '../quality.ts'
import { circularGroups } from './circularGroups.ts'
import type { CellAnswer, ComparisonAnswer, QualityAnswer } from './comparisonAnswer.ts'
import type { ComparisonSpec } from './comparisonSpec.ts'
import type { LoadedMethod } from './loadMethod.ts'
import type { LoadedGrouping } from './grouping.ts'
import { methodOfLayer } from './methodOfLayer.ts'
import type { PatientColumn } from './patientColumn.ts'

/** The method's own check, over the grouped patients who have a row: before any filter, so that it says what a filter does. */
export function qualityReport(
  method: LoadedMethod,
  grouping: LoadedGrouping,
  leukocytes: PatientColumn | null,
): QualityAnswer | null {
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
    selection: selectionOf(method, leukocytes),
    note: `${words} The check asks whether there is any signal of the signature, not whether a fraction is right; it passes more often in infiltrated tumours.`,
  }
}

/** Whether the check follows infiltration: then filtering or weighting by it selects infiltrated tumours. */
export function selectionOf(
  { qualities, layer }: LoadedMethod,
  leukocytes: PatientColumn | null,
): QualityAnswer['selection'] {
  if (!leukocytes || !layer.quality) return null
  const both = qualities.flatMap((value, i) => {
    const fraction = leukocytes.patientValues[i] ?? NaN
    return value === null || isMissing(fraction) ? [] : [[value, fraction] as const]
  })
  const found = spearman(
    both.map(([value]) => value),
    both.map(([, fraction]) => fraction),
  )
  if (isNotTestable(found)) return null
  const { rho, n } = found
  const direction = rho < 0 ? 'falls' : 'rises'
  return {
    rho,
    n,
    variable: leukocytes.variable.ref,
    text: `The number that the check looks at ${direction} with the leukocyte fraction (Spearman ${estimateNumber(rho, 2)}, n ${n}): filtering or weighting by it is a selection of ${rho < 0 ? 'infiltrated' : 'poorly infiltrated'} tumours.`,
  }
}

/** Cells of the claim that the method does not measure, or that this layer does not hold. */
export function unseenCells({ layer, variables }: LoadedMethod): ComparisonAnswer['unseen'] {
  const method = methodOfLayer(layer)
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
  /** grouped patients with a row whose check has no value */
  nUnchecked: number
}

/** Grouped patients who have a row, but no value of the method's own check: they neither pass nor fail. */
export function uncheckedPatients(
  { layer, patientRows, qualities }: LoadedMethod,
  { resolved }: LoadedGrouping,
): number {
  if (!layer.quality) return 0
  const inGroups = qualities.filter(
    (_, i) => (patientRows[i] ?? -1) >= 0 && (resolved.assignment[i] ?? -1) >= 0,
  )
  return inGroups.filter((value) => value === null).length
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

function uncheckedWarning(nUnchecked: number, n: number): Warning[] {
  if (nUnchecked === 0) return []
  return [
    {
      code: 'quality-not-known',
      message: `The method's own check has no value for ${nUnchecked} of ${n} grouped patients; they neither pass nor fail it.`,
    },
  ]
}

function qualityWarnings({ spec, quality, nUnchecked }: Compared): Warning[] {
  if (!quality) return []
  const unchecked = uncheckedWarning(nUnchecked, quality.n)
  if (spec.quality === 'filter')
    return [
      {
        code: 'quality-filter-selects',
        message: `Only ${quality.nPassing} of ${quality.n} grouped patients pass; the check passes more often in infiltrated tumours, so this is a selection of them.`,
      },
      ...unchecked,
    ]
  if (spec.quality === 'weight')
    return [
      {
        code: 'quality-weight-selects',
        message:
          'Patients are weighted by 1 − P of the check. P falls with infiltration, so infiltrated tumours count more: a softer selection, and the unweighted answer stands beside.',
      },
      ...unchecked,
    ]
  const failing = quality.n - quality.nPassing - nUnchecked
  if (failing <= quality.nPassing) return unchecked
  return [
    {
      code: 'most-fail-quality',
      message: `${failing} of ${quality.n} grouped patients fail the method's own check; their points are drawn hollow.`,
    },
    ...unchecked,
  ]
}

/** What a careful reader has to know about the comparison as a whole. */
export function comparisonWarnings(compared: Compared): Warning[] {
  const { release, spec, method, grouping } = compared
  const warnings: Warning[] = []
  if (release.cohort.simulated)
    warnings.push({ code: 'simulated', message: 'The patients of this cohort are simulated.' })
  warnings.push(
    ...cutoffWarnings(compared),
    ...circularGroups(method, grouping),
    ...qualityWarnings(compared),
  )
  for (const dropped of grouping.resolved.dropped ?? [])
    warnings.push({ code: 'empty-group-dropped', message: `“${dropped.label}”: ${dropped.reason}.` })
  if (spec.family === 'threeCells')
    warnings.push({
      code: 'family-of-three',
      message:
        'q is adjusted over three cells only; that is right only if they were chosen before any cell was looked at.',
    })
  if (spec.scale === 'stored' && methodOfLayer(method.layer)?.sumsToOneOver === 'leukocytes')
    warnings.push({
      code: 'shares-of-a-whole',
      message:
        'These are shares of leukocytes: one cell type can rise only if another falls, and nothing is said about how many leukocytes there are.',
    })
  return warnings
}
