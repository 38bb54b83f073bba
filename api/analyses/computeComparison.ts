import type { ReleaseRow } from '../../db/read/releases.ts'
import { atPatients } from '../../db/read/variables.ts'
import { InvalidInput } from '../../science/errors.ts'
import { claimCells } from '../../science/immune/cellTypes.ts'
import type { GroupComparison } from '../../science/radiogenomics/compareGroups.ts'
import { whoIsIn } from '../../science/radiogenomics/whoIsIn.ts'
import type { WhoIsIn } from '../../science/radiogenomics/whoIsIn.ts'
import { isMissing } from '../../science/stats/missing.ts'
import type { Context } from '../context.ts'
import type { QualityRule } from '../quality.ts'
import { answerLines, comparisonWarnings, qualityReport, unseenCells } from './comparisonWords.ts'
import type { CellAnswer, ComparisonAnswer } from './comparisonAnswer.ts'
import type { ComparisonSpec } from './comparisonSpec.ts'
import { exclusionReasons } from './exclusionReasons.ts'
import { loadGrouping, missingPatients, riskGroupsAnswer, scopesOf, withReasons } from './grouping.ts'
import type { LoadedGrouping } from './grouping.ts'
import { loadMethod } from './loadMethod.ts'
import type { LoadedMethod } from './loadMethod.ts'

/** A measure of the method as one value a patient. */
function patientColumn({ columns, patientRows }: LoadedMethod, place: number): Float64Array {
  return atPatients(columns[place] ?? new Float64Array(), patientRows)
}

function checkFilter(spec: ComparisonSpec, method: LoadedMethod): void {
  if (spec.quality === 'filter' && !method.layer.quality)
    throw new InvalidInput('quality', 'FILTER', `MARK: ${method.layer.label} has no check of its own`)
}

/** The rule without what it means: "CIBERSORT permutation P ≤ .05" */
function ruleName({ description }: QualityRule): string {
  return description.split(':')[0] ?? description
}

async function peopleOf(
  context: Context,
  release: ReleaseRow,
  spec: ComparisonSpec,
  { method, grouping }: { method: LoadedMethod; grouping: LoadedGrouping },
): Promise<WhoIsIn & { ungrouped: LoadedGrouping['resolved']['ungrouped'] }> {
  const noRow = grouping.patients.flatMap((_, i) => ((method.patientRows[i] ?? -1) < 0 ? [i] : []))
  const noValue = missingPatients(grouping)
  const asked = [...new Set([...noRow, ...noValue])]
  // one statement for both questions; a patient may lack both, for different reasons
  const ledger = exclusionReasons(context, release, asked)
  const [ofMethod, ofGrouping] = await Promise.all([
    ledger.then((reasonsIn) => reasonsIn([method.layer.ref])),
    ledger.then((reasonsIn) => reasonsIn(scopesOf(grouping))),
  ])
  const reasons = noRow.flatMap((patient) => {
    const why = ofMethod.get(patient)
    return why ? [{ patient, ...why }] : []
  })
  const ungrouped = withReasons(grouping.resolved.ungrouped, ofGrouping)
  const who = whoIsIn({
    patients: grouping.patients,
    method: {
      label: method.layer.label,
      has: Array.from(method.patientRows, (row) => row >= 0),
      reasons,
    },
    grouping: { ...grouping.resolved, ungrouped },
    filter:
      spec.quality === 'filter' && method.layer.quality
        ? { label: ruleName(method.layer.quality), passes: method.passes }
        : null,
  })
  return { ...who, ungrouped }
}

async function compared(
  context: Context,
  spec: ComparisonSpec,
  {
    method,
    grouping,
    assignment,
  }: { method: LoadedMethod; grouping: LoadedGrouping; assignment: Int32Array },
): Promise<GroupComparison> {
  const variables = method.measures.flatMap((place) => {
    const variable = method.variables[place]
    return variable ? [{ key: variable.key, unit: variable.unit, values: patientColumn(method, place) }] : []
  })
  const three = claimCells.filter((cell) => variables.some((variable) => variable.key === cell))
  return context.workers.compareGroups({
    groups: grouping.resolved.groups.map(({ key, label }) => ({ key, label })),
    assignment,
    variables,
    test: spec.test,
    permutations: spec.permutations ?? 10_000,
    seed: spec.seed,
    family:
      spec.family === 'method'
        ? { name: `all cells of ${method.layer.label}`, members: 'all' }
        : { name: `plasma cells, M1 and M2 of ${method.layer.label}`, members: three },
  })
}

function cellAnswers(
  {
    method,
    grouping,
    assignment,
  }: { method: LoadedMethod; grouping: LoadedGrouping; assignment: Int32Array },
  results: GroupComparison['results'],
): CellAnswer[] {
  const isSpecimen = method.layer.entity === 'specimen'
  return method.measures.flatMap((place, i) => {
    const variable = method.variables[place]
    const result = results[i]
    if (!variable || !result) throw new Error('a measure without its result')
    const values = patientColumn(method, place)
    const points = grouping.patients.flatMap((patient, p) => {
      const group = grouping.resolved.groups[assignment[p] ?? -1]
      if (!group) return []
      const value = values[p] ?? NaN
      const specimen = isSpecimen ? (method.rowIds[method.patientRows[p] ?? -1] ?? null) : null
      const passes = method.passes[p] ?? null
      const quality = method.qualities[p] ?? null
      return [
        { patient, specimen, group: group.key, value: isMissing(value) ? null : value, passes, quality },
      ]
    })
    return [{ variable, result, points }]
  })
}

/** Reads, resolves, compares and words one comparison; the result is plain JSON. */
export async function computeComparison(
  context: Context,
  release: ReleaseRow,
  spec: ComparisonSpec,
): Promise<ComparisonAnswer> {
  const [method, grouping] = await Promise.all([
    loadMethod(context, release, spec.method),
    loadGrouping(context, release, spec.grouping),
  ])
  checkFilter(spec, method)
  const { flow, assignment, ungrouped } = await peopleOf(context, release, spec, { method, grouping })
  const { family, results } = await compared(context, spec, { method, grouping, assignment })
  const cells = cellAnswers({ method, grouping, assignment }, results)
  const files = await context.facts.files(release.id)
  const used = new Set([...method.layer.sourceFiles, ...(grouping.column?.layer.sourceFiles ?? [])])
  const quality = qualityReport(method, grouping)
  const isRandom = spec.test === 'permutation' || grouping.resolved.groups.length > 2
  return {
    grouping: riskGroupsAnswer(grouping, ungrouped),
    // internal keys differ between databases, and the same question has to give the same bytes
    method: { ...method.layer, id: 0, releaseId: 0 },
    flow,
    quality,
    family,
    cells,
    unseen: unseenCells(method),
    answer: answerLines(cells, grouping),
    warnings: comparisonWarnings({ release, spec, method, grouping, quality }),
    seed: isRandom ? spec.seed : null,
    files: files.filter((file) => used.has(file.id)),
  }
}
