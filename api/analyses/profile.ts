import type { ReleaseRow } from '../../db/read/releases.ts'
import { naturalOrder } from '../../science/radiogenomics/namedGroups.ts'
import type { Warning } from '../../science/radiogenomics/result.ts'
import { ascending } from '../../science/stats/describe.ts'
import { isMissing } from '../../science/stats/missing.ts'
import type { Context } from '../context.ts'
import type { AnalysisKind } from './analysis.ts'
import { loadGrouping, riskGroupsAnswer } from './grouping.ts'
import type { LoadedGrouping } from './grouping.ts'
import { loadMethod } from './loadMethod.ts'
import type { LoadedMethod } from './loadMethod.ts'
import { methodOfLayer } from './methodOfLayer.ts'
import { scaledMethod } from './methodScale.ts'
import type { ScaledMethod } from './methodScale.ts'
import { patientColumn } from './patientColumn.ts'
import type { PatientColumn } from './patientColumn.ts'
import { patientsIn } from './patientsIn.ts'
import { parseProfileAnswer } from './profileAnswer.ts'
import type { AnnotationAnswer, ProfileAnswer, ProfileMethodAnswer } from './profileAnswer.ts'
import { controlsOf } from './profileControls.ts'
import { parseProfile } from './profileSpec.ts'
import type { ProfileInputShape, ProfileSpec } from './profileSpec.ts'
import { profileTable } from './profileTsv.ts'
import { suggestAdjustments } from './suggestAdjustments.ts'

/** Composition and heatmap of one or several methods. */
export const profile: AnalysisKind<ProfileInputShape, ProfileSpec, ProfileAnswer> = {
  kind: 'immuneProfile',
  parseSpec: parseProfile,
  compute: computeProfile,
  parseAnswer: parseProfileAnswer,
  table: profileTable,
}

interface Loaded {
  method: LoadedMethod
  scaled: ScaledMethod
}

async function load(context: Context, release: ReleaseRow, spec: ProfileSpec, ref: string): Promise<Loaded> {
  const method = await loadMethod(context, release, ref)
  // of several methods those for which a scale means nothing stay as they are, and say so
  const isAlone = spec.methods.length === 1
  const scaled = await scaledMethod(context, release, method, { scale: spec.scale, zeros: 0.65 }).catch(
    (error: unknown) => {
      if (isAlone) throw error
      return scaledMethod(context, release, method, { scale: 'stored', zeros: 0.65 })
    },
  )
  return { method, scaled }
}

/** Stage, sex and purity of the release, and the score that patients are grouped by. */
async function annotationColumns(context: Context, release: ReleaseRow): Promise<PatientColumn[]> {
  const suggested = await suggestAdjustments(context, release)
  const wanted = suggested.filter(({ role }) => role === 'stage' || role === 'sex' || role === 'purity')
  return Promise.all(
    wanted.map(({ variable }) => patientColumn(context, release, variable.ref, 'annotations')),
  )
}

function annotation(
  { variable, patientValues }: PatientColumn,
  patients: readonly number[],
): AnnotationAnswer {
  const { label, ref, levels } = variable
  const values = patients.map((patient) => {
    const value = patientValues[patient] ?? NaN
    return isMissing(value) ? null : value
  })
  if (levels === null) return { label, ref, ...numbered(values) }
  const words = values.map((value) => (value === null ? null : (levels[value] ?? null)))
  const present = new Set(words)
  const order = naturalOrder(levels).filter((level) => present.has(level))
  return { label, ref, numbers: null, levels: words, range: null, order }
}

function numbered(numbers: (number | null)[]): Omit<AnnotationAnswer, 'label' | 'ref'> {
  const sorted = ascending(numbers.filter((value) => value !== null))
  const [low, high] = [sorted[0], sorted.at(-1)]
  const range = low === undefined || high === undefined ? null : { low, high }
  return { numbers, levels: null, range, order: null }
}

interface Together {
  grouping: LoadedGrouping
  score: PatientColumn | null
  columns: readonly PatientColumn[]
  spec: ProfileSpec
}

async function methodAnswer(
  context: Context,
  { method, scaled }: Loaded,
  { grouping, score, columns, spec }: Together,
  unwanted: AbortSignal,
): Promise<ProfileMethodAnswer> {
  const { groups, assignment } = grouping.resolved
  const known = methodOfLayer(method.layer)
  const isComposition =
    scaled.scale !== 'logRatio' &&
    ((known?.sumsToOneOver ?? null) !== null || method.layer.unit.startsWith('share of'))
  const own = assignment.map((group, patient) => ((method.patientRows[patient] ?? -1) < 0 ? -1 : group))
  const found = await context.workers.run(
    'immuneProfile',
    {
      groups: groups.map(({ key }) => key),
      assignment: own,
      cells: scaled.cells.map(({ variable, values }) => ({ key: variable.key, values })),
      score: score?.patientValues ?? null,
      isComposition,
      replicates: spec.replicates,
      seed: spec.seed,
    },
    { unwanted },
  )
  const quality = method.qualities.some((value) => value !== null)
    ? [qualityAnnotation(method, found.patients)]
    : []
  return {
    ref: method.layer.ref,
    label: method.layer.label,
    scaleWords: scaled.words,
    isComposition,
    patients: found.patients.map((patient) => grouping.patients[patient] ?? ''),
    groups: found.patients.map((patient) => groups[own[patient] ?? -1]?.key ?? ''),
    passes: found.patients.map((patient) => method.passes[patient] ?? null),
    clusteredPatients: found.clusteredPatients,
    clusteredCells: found.clusteredCells,
    cells: found.cells.map(({ means, z, values }, i) => {
      const variable = scaled.cells[i]?.variable
      if (!variable) throw new Error('a cell without its variable')
      return { variable, means, z, values }
    }),
    nIncomplete: found.nIncomplete,
    annotations: [
      ...(score ? [annotation(score, found.patients)] : []),
      ...columns.map((column) => annotation(column, found.patients)),
      ...quality,
    ],
  }
}

function qualityAnnotation(
  { layer, qualities, variables }: LoadedMethod,
  patients: readonly number[],
): AnnotationAnswer {
  const variable = variables.find(({ key }) => key === layer.quality?.variable)
  return {
    label: `Fit ${variable?.label ?? ''}`.trim(),
    ref: variable?.ref ?? '',
    ...numbered(patients.map((patient) => qualities[patient] ?? null)),
  }
}

async function computeProfile(
  context: Context,
  release: ReleaseRow,
  spec: ProfileSpec,
  unwanted: AbortSignal,
): Promise<ProfileAnswer> {
  const [grouping, columns, loaded] = await Promise.all([
    loadGrouping(context, release, spec.grouping),
    annotationColumns(context, release),
    Promise.all(spec.methods.map((ref) => load(context, release, spec, ref))),
  ])
  const [first] = loaded
  if (!first) throw new Error('no method')
  const { column } = grouping
  const score =
    column?.variable.type === 'number' && column.patientValues
      ? { ...column, patientValues: column.patientValues }
      : null
  const others = columns.filter(({ variable }) => variable.ref !== column?.variable.ref)
  const together = { grouping, score, columns: others, spec }
  const main = {
    label: first.method.layer.label,
    has: Array.from(first.method.patientRows, (row) => row >= 0),
    scopes: [first.method.layer.ref],
  }
  const { flow, ungrouped } = await patientsIn(context, release, grouping, { main, also: [] })
  unwanted.throwIfAborted()
  const methods = await Promise.all(loaded.map((one) => methodAnswer(context, one, together, unwanted)))
  const { assignment, groups } = grouping.resolved
  const { expression, controls } = await controlsOf(
    context,
    release,
    first.scaled.cells,
    groups.length === 2 ? assignment : null,
  )
  const files = await context.facts.files(release.id)
  const used = new Set([
    ...loaded.flatMap(({ method, scaled }) => [...method.layer.sourceFiles, ...scaled.sourceFiles]),
    ...[...others, ...(score ? [score] : [])].flatMap(({ layer }) => layer.sourceFiles),
  ])
  return {
    grouping: riskGroupsAnswer(grouping, ungrouped),
    flow,
    methods,
    controls,
    expression,
    replicates: spec.replicates,
    warnings: warningsOf(release, methods),
    seed: spec.seed,
    files: files.filter((file) => used.has(file.id)),
  }
}

function warningsOf(release: ReleaseRow, methods: readonly ProfileMethodAnswer[]): Warning[] {
  const warnings: Warning[] = []
  if (release.cohort.simulated)
    warnings.push({ code: 'simulated', message: 'The patients of this cohort are simulated.' })
  for (const { label, nIncomplete } of methods)
    if (nIncomplete > 0)
      warnings.push({
        code: 'incomplete-composition',
        message: `${nIncomplete} grouped patients lack a cell of ${label} and are in none of its means.`,
      })
  return warnings
}
