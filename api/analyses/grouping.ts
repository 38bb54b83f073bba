import type { ReleaseRow } from '../../db/read/releases.ts'
import type { RiskModelRow } from '../../db/read/riskModels.ts'
import { readRiskModelsOf } from '../../db/read/riskModels.ts'
import { readRelease } from '../../db/read/releases.ts'
import type { VariableColumn } from '../../db/read/variables.ts'
import { InvalidInput } from '../../science/errors.ts'
import type { Grouping, PlainGrouping, ResolvedGrouping } from '../../science/radiogenomics/grouping.ts'
import { resolveGrouping } from '../../science/radiogenomics/riskGroups.ts'
import type { GroupingVariable } from '../../science/radiogenomics/riskGroups.ts'
import { keptValues, leftAside, restrict } from '../../science/radiogenomics/within.ts'
import type { LeftAside } from '../../science/radiogenomics/within.ts'
import { isMissing } from '../../science/stats/missing.ts'
import { parseVariableRef } from '../../science/variableRef.ts'
import type { Context } from '../context.ts'
import { exclusionReasons } from './exclusionReasons.ts'
import { patientColumn } from './patientColumn.ts'
import type { PatientColumn } from './patientColumn.ts'
import type { RiskGroupsAnswer } from './riskGroupsAnswer.ts'

export type { RiskGroupsAnswer } from './riskGroupsAnswer.ts'

export interface LoadedGrouping {
  resolved: ResolvedGrouping
  /** submitter ids; the position is the ordinal */
  patients: readonly string[]
  /** null for lists of patients */
  column: VariableColumn | null
  /** null unless grouped by a risk model */
  model: RiskModelRow | null
  /** layers that it was read from, and files that those were made of */
  sourceFiles: readonly string[]
}

function variableOf(grouping: PlainGrouping): string | null {
  if (grouping.kind === 'patients') return null
  return grouping.kind === 'riskModel' ? grouping.score : grouping.variable
}

function fieldOf(grouping: PlainGrouping): string {
  return `grouping.${grouping.kind}.${grouping.kind === 'riskModel' ? 'score' : 'variable'}`
}

async function loadColumn(
  context: Context,
  release: ReleaseRow,
  grouping: PlainGrouping,
): Promise<PatientColumn | null> {
  const ref = variableOf(grouping)
  if (ref === null) return null
  return patientColumn(context, release, ref, fieldOf(grouping))
}

async function loadModel(
  context: Context,
  release: ReleaseRow,
  grouping: PlainGrouping,
): Promise<RiskModelRow | null> {
  if (grouping.kind !== 'riskModel') return null
  const [, hash = '', key = ''] = /^([^/]+)\/(.+)$/.exec(grouping.model) ?? []
  const home = hash === release.shortId ? release : await readRelease(context.db, hash)
  // one name only, so that one question has one address
  const models = home?.shortId === hash ? await readRiskModelsOf(context.db, home.id) : []
  const model = models.find((candidate) => candidate.key === key)
  if (!model)
    throw new InvalidInput(
      'grouping.riskModel.model',
      grouping.model,
      'the id of a stored model, see riskModels',
    )
  return model
}

/** A cutoff means something on the score of its own model only; on a probability it would put people into the wrong risk group. */
function checkScore(
  grouping: PlainGrouping,
  model: RiskModelRow | null,
  column: VariableColumn | null,
): void {
  if (grouping.kind !== 'riskModel' || !model) return
  const by = column?.layer.settings['model']
  const isOthers = typeof by === 'string' && by !== model.key
  if (isOthers || parseVariableRef(grouping.score).kind !== 'score' || model.inputs.includes(grouping.score))
    throw new InvalidInput(fieldOf(grouping), grouping.score, `a score by the model ${model.label}`)
}

function groupingVariable(column: VariableColumn | null): GroupingVariable | null {
  if (!column?.patientValues) return null
  const { ref, label, unit, type, levels } = column.variable
  return { ref, label, unit, type, levels, values: column.patientValues }
}

interface Aside {
  why: LeftAside
  column: PatientColumn
  levels: readonly string[]
}

async function loadAside(context: Context, release: ReleaseRow, grouping: Grouping): Promise<Aside | null> {
  if (grouping.kind !== 'within') return null
  const { variable: ref, levels } = grouping
  const column = await patientColumn(context, release, ref, 'grouping.within.variable')
  const { variable, patientValues } = column
  return { why: leftAside({ ...variable, values: patientValues }, levels), column, levels }
}

/** Reads what a grouping needs and resolves it. @throws InvalidInput it names something that the release does not have */
export async function loadGrouping(
  context: Context,
  release: ReleaseRow,
  grouping: Grouping,
): Promise<LoadedGrouping> {
  const plain = grouping.kind === 'within' ? grouping.grouping : grouping
  const [patients, read, model, aside] = await Promise.all([
    context.facts.patientIds(release.id),
    loadColumn(context, release, plain),
    loadModel(context, release, plain),
    loadAside(context, release, grouping),
  ])
  const column = read && aside ? { ...read, patientValues: keptValues(read.patientValues, aside.why) } : read
  checkScore(plain, model, column)
  const resolved = resolveGrouping({
    grouping: plain,
    patients,
    variable: groupingVariable(column),
    model,
    cohort: release.cohort.title,
    release: release.shortId,
  })
  const { label = '' } = aside?.column.variable ?? {}
  return {
    resolved: aside ? restrict(resolved, aside.why, { label, levels: aside.levels }) : resolved,
    patients,
    column,
    model,
    sourceFiles: [column, aside?.column].flatMap((each) => each?.layer.sourceFiles ?? []),
  }
}

/** Ordinals of those whose value is missing, so that the import's own reason can be looked up. */
export function missingPatients({ resolved }: LoadedGrouping): number[] {
  return resolved.ungrouped.filter(({ code }) => code === 'missing-value').map(({ patient }) => patient)
}

/** Scopes of the ledger that say why somebody has no value of the grouping variable. */
export function scopesOf({ column }: LoadedGrouping): string[] {
  return column ? [column.variable.ref, column.layer.ref] : []
}

/** Says why a value is missing where the import knows it; the code stays, so that the steps stay the same. */
export function withReasons(
  ungrouped: ResolvedGrouping['ungrouped'],
  reasons: ReadonlyMap<number, { reason: string }>,
): ResolvedGrouping['ungrouped'] {
  return ungrouped.map((entry) => {
    const why = entry.code === 'missing-value' ? reasons.get(entry.patient) : undefined
    return why ? { ...entry, reason: `${entry.reason}: ${why.reason}` } : entry
  })
}

export function riskGroupsAnswer(
  { resolved, patients, column }: LoadedGrouping,
  ungrouped: ResolvedGrouping['ungrouped'],
): RiskGroupsAnswer {
  const values = column?.variable.type === 'number' ? column.patientValues : null
  const members = patients.flatMap((patient, i) => {
    const group = resolved.groups[resolved.assignment[i] ?? -1]
    const value = values?.[i] ?? NaN
    return group ? [{ patient, group: group.key, value: isMissing(value) ? null : value }] : []
  })
  return {
    label: resolved.label,
    kind: resolved.kind,
    variable: resolved.variable,
    groups: [...resolved.groups],
    cutoffs: [...resolved.cutoffs],
    members,
    ungrouped: ungrouped.map(({ patient, code, reason }) => ({
      patient: patients[patient] ?? '',
      code,
      reason,
    })),
  }
}

export async function riskGroupsOf(
  context: Context,
  release: ReleaseRow,
  grouping: Grouping,
): Promise<RiskGroupsAnswer> {
  const loaded = await loadGrouping(context, release, grouping)
  const reasonsIn = await exclusionReasons(context, release, missingPatients(loaded))
  const reasons = reasonsIn(scopesOf(loaded))
  return riskGroupsAnswer(loaded, withReasons(loaded.resolved.ungrouped, reasons))
}
