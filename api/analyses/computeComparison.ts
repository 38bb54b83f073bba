import type { ReleaseRow } from '../../db/read/releases.ts'
import { InvalidInput } from '../../science/errors.ts'
import { claimCells } from '../../science/immune/cellTypes.ts'
import type { GroupComparison } from '../../science/radiogenomics/compareGroups.ts'
import { whoIsIn } from '../../science/radiogenomics/whoIsIn.ts'
import type { WhoIsIn } from '../../science/radiogenomics/whoIsIn.ts'
import { isMissing } from '../../science/stats/missing.ts'
import type { Context } from '../context.ts'
import type { QualityRule } from '../quality.ts'
import {
  answerLines,
  comparisonWarnings,
  qualityReport,
  uncheckedPatients,
  unseenCells,
} from './comparisonWords.ts'
import type { CellAnswer, ComparisonAnswer, PeopleAnswer } from './comparisonAnswer.ts'
import type { ComparisonSpec } from './comparisonSpec.ts'
import { exclusionReasons } from './exclusionReasons.ts'
import { loadGrouping, missingPatients, riskGroupsAnswer, scopesOf, withReasons } from './grouping.ts'
import type { LoadedGrouping } from './grouping.ts'
import { loadMethod } from './loadMethod.ts'
import type { LoadedMethod } from './loadMethod.ts'

/** A measure of the method as one value a patient. */
function patientColumn({ patientColumns }: LoadedMethod, place: number): Float64Array {
  const column = patientColumns[place]
  if (!column) throw new Error('a measure without its column')
  return column
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

interface Together {
  method: LoadedMethod
  grouping: LoadedGrouping
  /** one a patient: index of the group, −1 = not in */
  assignment: Int32Array
}

async function compared(
  context: Context,
  spec: ComparisonSpec,
  { method, grouping, assignment }: Together,
  unwanted: AbortSignal,
): Promise<GroupComparison> {
  const variables = method.measures.flatMap((place) => {
    const variable = method.variables[place]
    return variable ? [{ key: variable.key, unit: variable.unit, values: patientColumn(method, place) }] : []
  })
  const three = claimCells.filter((cell) => variables.some((variable) => variable.key === cell))
  const input = {
    groups: grouping.resolved.groups.map(({ key, label }) => ({ key, label })),
    assignment,
    variables,
    test: spec.test,
    permutations: spec.permutations ?? 10_000,
    seed: spec.seed,
    family:
      spec.family === 'method'
        ? { name: `all cells of ${method.layer.label}`, members: 'all' as const }
        : { name: `plasma cells, M1 and M2 of ${method.layer.label}`, members: three },
  }
  return context.workers.run('compareGroups', input, { unwanted })
}

function peopleAnswer({ method, grouping, assignment }: Together): PeopleAnswer {
  const isSpecimen = method.layer.entity === 'specimen'
  const people: PeopleAnswer = { patients: [], groups: [], specimens: [], passes: [], qualities: [] }
  grouping.patients.forEach((patient, p) => {
    const group = grouping.resolved.groups[assignment[p] ?? -1]
    if (!group) return
    people.patients.push(patient)
    people.groups.push(group.key)
    people.specimens.push(isSpecimen ? (method.rowIds[method.patientRows[p] ?? -1] ?? null) : null)
    people.passes.push(method.passes[p] ?? null)
    people.qualities.push(method.qualities[p] ?? null)
  })
  return people
}

function cellAnswers(
  { method, grouping, assignment }: Together,
  results: GroupComparison['results'],
): CellAnswer[] {
  const { groups } = grouping.resolved
  return method.measures.map((place, i) => {
    const variable = method.variables[place]
    const result = results[i]
    if (!variable || !result) throw new Error('a measure without its result')
    const values: (number | null)[] = []
    patientColumn(method, place).forEach((value, p) => {
      if (groups[assignment[p] ?? -1]) values.push(isMissing(value) ? null : value)
    })
    return { variable, result, values }
  })
}

/**
 * Reads, resolves, compares and words one comparison; the result is plain JSON.
 * @throws the reason of the signal, before the next step begins
 */
export async function computeComparison(
  context: Context,
  release: ReleaseRow,
  spec: ComparisonSpec,
  unwanted: AbortSignal,
): Promise<ComparisonAnswer> {
  unwanted.throwIfAborted()
  const [method, grouping] = await Promise.all([
    loadMethod(context, release, spec.method),
    loadGrouping(context, release, spec.grouping),
  ])
  checkFilter(spec, method)
  const { flow, assignment, ungrouped } = await peopleOf(context, release, spec, { method, grouping })
  const together = { method, grouping, assignment }
  unwanted.throwIfAborted()
  const { family, results } = await compared(context, spec, together, unwanted)
  const cells = cellAnswers(together, results)
  const files = await context.facts.files(release.id)
  const used = new Set([...method.layer.sourceFiles, ...(grouping.column?.layer.sourceFiles ?? [])])
  const quality = qualityReport(method, grouping)
  const nUnchecked = uncheckedPatients(method, grouping)
  const isRandom = spec.test === 'permutation' || grouping.resolved.groups.length > 2
  return {
    grouping: riskGroupsAnswer(grouping, ungrouped),
    // internal keys differ between databases, and the same question has to give the same bytes
    method: { ...method.layer, id: 0, releaseId: 0 },
    flow,
    quality,
    family,
    people: peopleAnswer(together),
    cells,
    unseen: unseenCells(method),
    answer: answerLines(cells, grouping),
    warnings: comparisonWarnings({ release, spec, method, grouping, quality, nUnchecked }),
    seed: isRandom ? spec.seed : null,
    files: files.filter((file) => used.has(file.id)),
  }
}
