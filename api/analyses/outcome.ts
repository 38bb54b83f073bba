import type { ReleaseRow } from '../../db/read/releases.ts'
import { InvalidInput } from '../../science/errors.ts'
import type { OutcomeInput } from '../../science/radiogenomics/outcome.ts'
import type {
  HazardModel,
  ModelNotFitted,
  OutcomeCovariate,
} from '../../science/radiogenomics/outcomeModels.ts'
import { outcomeInWords } from '../../science/radiogenomics/outcomeWords.ts'
import type { Warning } from '../../science/radiogenomics/result.ts'
import { isMissing } from '../../science/stats/missing.ts'
import type { Context } from '../context.ts'
import type { AnalysisKind } from './analysis.ts'
import { loadGrouping, riskGroupsAnswer } from './grouping.ts'
import type { LoadedGrouping } from './grouping.ts'
import { parseOutcomeAnswer } from './outcomeAnswer.ts'
import type { ModelAnswer, OutcomeAnswer } from './outcomeAnswer.ts'
import { parseOutcome } from './outcomeSpec.ts'
import type { OutcomeInputShape, OutcomeSpec } from './outcomeSpec.ts'
import { outcomeTable } from './outcomeTsv.ts'
import { patientColumn } from './patientColumn.ts'
import type { PatientColumn } from './patientColumn.ts'
import { neededColumn, neededLayer, patientsIn } from './patientsIn.ts'

/** Most frequent level first seen: what others are compared with. Levels that come in an order are compared with the first. */
export function covariateOf({ variable, patientValues }: PatientColumn): OutcomeCovariate {
  const { ref, label, unit } = variable
  const shared = { key: ref, label, values: patientValues }
  if (variable.type !== 'category') return { ...shared, kind: 'number', unit }
  const levels = variable.levels ?? []
  const reference = levels.findIndex((_, place) => patientValues.includes(place))
  return { ...shared, kind: 'category', levels, reference: Math.max(0, reference) }
}

/** Cuts of a number put the highest first and compare with the lowest; categories and lists compare with the first. */
function referenceOf({ resolved }: LoadedGrouping, key: string | undefined): number {
  const { groups, kind } = resolved
  if (key !== undefined) {
    const found = groups.findIndex((group) => group.key === key)
    if (found < 0)
      throw new InvalidInput('reference', key, `one of ${groups.map((group) => group.key).join(', ')}`)
    return found
  }
  return kind === 'categories' || kind === 'patients' ? 0 : groups.length - 1
}

function isCut({ resolved, column }: LoadedGrouping): boolean {
  return column?.variable.type === 'number' && resolved.kind !== 'patients'
}

interface Loaded {
  grouping: LoadedGrouping
  endpoint: PatientColumn & { patientEvents: Float64Array }
  covariates: PatientColumn[]
  assignment: Int32Array
}

async function endpointColumn(
  context: Context,
  release: ReleaseRow,
  ref: string,
): Promise<Loaded['endpoint']> {
  const column = await patientColumn(context, release, ref, 'endpoint')
  const { patientEvents } = column
  if (!patientEvents) throw new InvalidInput('endpoint', ref, 'an endpoint: a time with an event')
  return { ...column, patientEvents }
}

async function covariateColumns(
  context: Context,
  release: ReleaseRow,
  refs: readonly string[],
): Promise<PatientColumn[]> {
  const columns = await Promise.all(refs.map((ref) => patientColumn(context, release, ref, 'covariates')))
  const wrong = columns.find(({ variable }) => variable.type === 'endpoint')
  if (wrong) throw new InvalidInput('covariates', wrong.variable.ref, 'numbers and categories')
  return columns
}

function scienceInput(
  spec: OutcomeSpec,
  { grouping, endpoint, covariates, assignment }: Loaded,
): OutcomeInput {
  const { resolved, column } = grouping
  const cut = isCut(grouping) ? (column?.patientValues ?? null) : null
  return {
    groups: resolved.groups.map(({ key, label }) => ({ key, label })),
    assignment,
    groupedBy: resolved.label,
    reference: referenceOf(grouping, spec.reference),
    ordered: spec.trend ?? isCut(grouping),
    endpoint: {
      label: endpoint.variable.label,
      time: endpoint.patientValues,
      event: endpoint.patientEvents,
    },
    covariates: covariates.map(covariateOf),
    tau: spec.tau ?? null,
    times: spec.times ?? null,
    cut: cut && { label: resolved.label, values: cut },
    permutations: spec.permutations,
    seed: spec.seed,
  }
}

function named(model: HazardModel | ModelNotFitted, patients: readonly string[]): ModelAnswer {
  if (model.kind === 'notTestable') return model
  const { incomplete, ...rest } = model
  const leftOut = incomplete.by.map(({ label, patients: lacking }) => ({
    code: 'missing-covariate',
    reason: `no ${label}`,
    n: lacking.length,
    patients: lacking.map((patient) => patients[patient] ?? ''),
  }))
  return { ...rest, leftOut }
}

function generalWarnings(release: ReleaseRow, { resolved }: LoadedGrouping): Warning[] {
  const simulated = { code: 'simulated', message: 'The patients of this cohort are simulated.' }
  const dropped = (resolved.dropped ?? []).map(({ label, reason }) => ({
    code: 'empty-group-dropped',
    message: `“${label}”: ${reason}.`,
  }))
  return [...(release.cohort.simulated ? [simulated] : []), ...dropped]
}

/** Reads, resolves, estimates and words one outcome. @throws InvalidInput it names something that the release does not have */
async function computeOutcome(
  context: Context,
  release: ReleaseRow,
  spec: OutcomeSpec,
  unwanted: AbortSignal,
): Promise<OutcomeAnswer> {
  unwanted.throwIfAborted()
  const [grouping, endpoint, covariates, among] = await Promise.all([
    loadGrouping(context, release, spec.grouping),
    endpointColumn(context, release, spec.endpoint),
    covariateColumns(context, release, spec.covariates),
    Promise.all(spec.among.map((ref) => neededLayer(context, release, ref, 'among'))),
  ])
  const { flow, assignment, ungrouped } = await patientsIn(context, release, grouping, {
    main: {
      ...neededColumn(endpoint),
      has: Array.from(
        endpoint.patientEvents,
        (event, i) => !isMissing(event + (endpoint.patientValues[i] ?? NaN)),
      ),
    },
    also: among,
  })
  unwanted.throwIfAborted()
  const input = scienceInput(spec, { grouping, endpoint, covariates, assignment })
  const found = await context.workers.run('outcomeByGroup', input, { unwanted })
  const { places, ...shown } = found
  const files = await context.facts.files(release.id)
  const layers = [endpoint.layer, ...covariates.map(({ layer }) => layer)]
  const used = new Set([...layers.flatMap(({ sourceFiles }) => sourceFiles), ...grouping.sourceFiles])
  return {
    ...shown,
    univariable: found.univariable.map((model) => named(model, grouping.patients)),
    multivariable: found.multivariable && named(found.multivariable, grouping.patients),
    grouping: riskGroupsAnswer(grouping, ungrouped),
    endpoint: endpoint.variable,
    covariates: covariates.map(({ variable }) => variable),
    flow,
    reference: input.groups[input.reference]?.key ?? '',
    answer: outcomeInWords(endpoint.variable.label, grouping.resolved.label, found),
    patients: places.map(({ row, group, ...place }) => ({
      ...place,
      patient: grouping.patients[row] ?? '',
      group: input.groups[group]?.key ?? '',
    })),
    warnings: [...generalWarnings(release, grouping), ...found.warnings],
    seed: input.cut && spec.permutations > 0 ? spec.seed : null,
    files: files.filter((file) => used.has(file.id)),
  }
}

/** Time to an event by group. */
export const outcome: AnalysisKind<OutcomeInputShape, OutcomeSpec, OutcomeAnswer> = {
  kind: 'outcome',
  parseSpec: parseOutcome,
  compute: computeOutcome,
  parseAnswer: parseOutcomeAnswer,
  table: outcomeTable,
}
