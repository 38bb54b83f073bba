import type { ReleaseRow } from '../../db/read/releases.ts'
import { readVariableColumns, readVariables } from '../../db/read/variables.ts'
import type { VariableColumn, VariableRow } from '../../db/read/variables.ts'
import { InvalidInput } from '../../science/errors.ts'
import type { BaselineColumn } from '../../science/radiogenomics/baselineTable.ts'
import { isMissing } from '../../science/stats/missing.ts'
import { parseVariableRef } from '../../science/variableRef.ts'
import type { Context } from '../context.ts'
import type { AnalysisKind } from './analysis.ts'
import { parseBaselineAnswer } from './baselineAnswer.ts'
import type { BaselineAnswer } from './baselineAnswer.ts'
import { parseBaseline } from './baselineSpec.ts'
import type { BaselineInputShape, BaselineSpec } from './baselineSpec.ts'
import { baselineRows } from './baselineTsv.ts'
import { loadGrouping, riskGroupsAnswer } from './grouping.ts'
import type { PatientColumn } from './patientColumn.ts'
import { neededLayer, patientsIn } from './patientsIn.ts'
import { suggestAdjustments } from './suggestAdjustments.ts'

const mostByDefault = 24
const mostLevels = 12
/** of a table with many cells: below a tenth of a second, and p to the fourth digit where it is drawn at random */
export const fisherWithin = { permutations: 10_000, work: 20_000 }

/** Something that half the patients have and that differs between them. */
function isWorthARow({ variable, patientValues }: PatientColumn): boolean {
  const there = patientValues.filter((value) => !isMissing(value))
  const different = new Set(there).size
  if (there.length < patientValues.length / 2 || different < 2) return false
  return variable.type === 'number' || different <= mostLevels
}

function atPatientLevel(columns: readonly (VariableColumn | null)[]): PatientColumn[] {
  return columns.flatMap((column) =>
    column?.patientValues ? [{ ...column, patientValues: column.patientValues }] : [],
  )
}

async function columnsOf(
  context: Context,
  release: ReleaseRow,
  refs: readonly string[],
): Promise<(VariableColumn | null)[]> {
  return readVariableColumns(
    context.db,
    release.id,
    refs.map((ref) => parseVariableRef(ref)),
  )
}

/** Clinical variables, each name once, tumour volume and responses, as far as the release has them. */
export async function usualColumns(context: Context, release: ReleaseRow): Promise<PatientColumn[]> {
  const search = async (kind: 'clinical' | 'response') =>
    (await readVariables(context.db, release.id, { first: 200, offset: 0, kind })).nodes
  const [clinical, response, suggested] = await Promise.all([
    search('clinical'),
    search('response'),
    suggestAdjustments(context, release),
  ])
  const volume = suggested.filter(({ role }) => role === 'volume').map(({ variable }) => variable)
  const candidates = [...clinical, ...volume, ...response].filter(({ type }) => type !== 'endpoint')
  const first = new Map<string, VariableRow>()
  for (const variable of candidates)
    if (!first.has(variable.label.toLowerCase())) first.set(variable.label.toLowerCase(), variable)
  const refs = [...first.values()].map(({ ref }) => ref)
  return atPatientLevel(await columnsOf(context, release, refs))
    .filter(isWorthARow)
    .slice(0, mostByDefault)
}

async function chosenColumns(
  context: Context,
  release: ReleaseRow,
  refs: readonly string[],
): Promise<PatientColumn[]> {
  const columns = await columnsOf(context, release, refs)
  return columns.map((column, i) => {
    const wanted = `a number or category of release ${release.shortId} with a value for each patient`
    if (!column?.patientValues || column.variable.type === 'endpoint')
      throw new InvalidInput('variables', refs[i], wanted)
    return { ...column, patientValues: column.patientValues }
  })
}

export function baselineColumn({ variable, patientValues }: PatientColumn): BaselineColumn {
  const { ref, label, unit, levels, type } = variable
  const named = { key: ref, label, values: patientValues }
  return type === 'category'
    ? { ...named, kind: 'category', levels: levels ?? [] }
    : { ...named, kind: 'number', unit }
}

/** Patients without a value, group by group. */
function missingBy(
  { patientValues }: PatientColumn,
  patients: readonly string[],
  { assignment, count }: { assignment: Int32Array; count: number },
): string[][] {
  return Array.from({ length: count }, (_, group) =>
    patients.filter((_id, i) => assignment[i] === group && isMissing(patientValues[i] ?? NaN)),
  )
}

async function computeBaseline(
  context: Context,
  release: ReleaseRow,
  spec: BaselineSpec,
  unwanted: AbortSignal,
): Promise<BaselineAnswer> {
  unwanted.throwIfAborted()
  const [grouping, found, among] = await Promise.all([
    loadGrouping(context, release, spec.grouping),
    spec.variables ? chosenColumns(context, release, spec.variables) : usualColumns(context, release),
    Promise.all(spec.among.map((ref) => neededLayer(context, release, ref, 'among'))),
  ])
  // what makes the groups differs between them by construction: unasked it is no row, and no test of the family
  const maker = spec.variables ? null : grouping.column?.variable.label.toLowerCase()
  const columns = found.filter(({ variable }) => variable.label.toLowerCase() !== maker)
  const everybody = { label: 'a row', has: grouping.patients.map(() => true), scopes: [] }
  const { flow, assignment, ungrouped } = await patientsIn(context, release, grouping, {
    main: everybody,
    also: among,
  })
  unwanted.throwIfAborted()
  const { groups } = grouping.resolved
  const input = {
    groups: groups.map(({ key, label }) => ({ key, label })),
    assignment,
    columns: columns.map(baselineColumn),
    variances: spec.variances,
    seed: spec.seed,
    ...fisherWithin,
  }
  const table = await context.workers.run('baselineTable', input, { unwanted })
  const permuted = table.rows.some(
    ({ test }) => test.kind === 'tested' && test.variant.kind === 'permutation',
  )
  const files = await context.facts.files(release.id)
  const used = new Set([...columns.flatMap(({ layer }) => layer.sourceFiles), ...grouping.sourceFiles])
  return {
    grouping: riskGroupsAnswer(grouping, ungrouped),
    // everybody has a row: that step says nothing
    flow: flow.filter(({ label }) => label !== 'have a row'),
    variables: columns.map(({ variable }) => variable),
    table,
    missing: columns.map((column) =>
      missingBy(column, grouping.patients, { assignment, count: groups.length }),
    ),
    warnings: release.cohort.simulated
      ? [{ code: 'simulated', message: 'The patients of this cohort are simulated.' }]
      : [],
    seed: permuted ? spec.seed : null,
    files: files.filter((file) => used.has(file.id)),
  }
}

/** The baseline table ("Table 1") by group. */
export const baseline: AnalysisKind<BaselineInputShape, BaselineSpec, BaselineAnswer> = {
  kind: 'baselineTable',
  parseSpec: parseBaseline,
  compute: computeBaseline,
  parseAnswer: parseBaselineAnswer,
  table: baselineRows,
}
