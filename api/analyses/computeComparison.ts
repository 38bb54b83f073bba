import type { ReleaseRow } from '../../db/read/releases.ts'
import { InvalidInput } from '../../science/errors.ts'
import { claimCells } from '../../science/immune/cellTypes.ts'
import type { CompareGroupsInput } from '../../science/radiogenomics/compareGroups.ts'
import type { Result } from '../../science/radiogenomics/result.ts'
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
import { loadCovariates } from './covariates.ts'
import type { LoadedCovariate } from './covariates.ts'
import { otherMethods } from './familyOfMethods.ts'
import type { OtherMethods } from './familyOfMethods.ts'
import { loadGrouping, riskGroupsAnswer } from './grouping.ts'
import type { LoadedGrouping } from './grouping.ts'
import { loadMethod } from './loadMethod.ts'
import type { LoadedMethod } from './loadMethod.ts'
import { leukocytesOf, scaledMethod, storedCells } from './methodScale.ts'
import type { ScaledMethod } from './methodScale.ts'
import { neededColumn, patientsIn } from './patientsIn.ts'
import { sampleWeights } from './sampleWeights.ts'

function checkSides(spec: ComparisonSpec, { layer }: LoadedMethod, { resolved }: LoadedGrouping): void {
  const given = spec.quality.toUpperCase()
  if (spec.covariates && resolved.groups.length !== 2)
    throw new InvalidInput('covariates', spec.covariates.join(), 'none: adjustment is for two groups')
  if (spec.quality !== 'mark' && !layer.quality)
    throw new InvalidInput('quality', given, `MARK: ${layer.label} has no check of its own`)
  if (spec.quality !== 'weight') return
  if (layer.quality?.variable !== 'p_value')
    throw new InvalidInput(
      'quality',
      given,
      `MARK or FILTER: the check of ${layer.label} is no P to weight by`,
    )
  if (resolved.groups.length !== 2)
    throw new InvalidInput('quality', given, 'MARK or FILTER: weights are for two groups')
}

/** The rule without what it means: "CIBERSORT permutation P ≤ .05" */
function ruleName({ description }: QualityRule): string {
  return description.split(':')[0] ?? description
}

function filterOf({ quality }: ComparisonSpec, { layer, passes, qualities }: LoadedMethod) {
  if (!layer.quality || quality === 'mark') return null
  if (quality === 'filter') return { label: ruleName(layer.quality), passes }
  return { label: 'a P to weight by', passes: qualities.map((value) => value !== null) }
}

/** Who has a row of the method and a group. */
async function peopleOf(
  context: Context,
  release: ReleaseRow,
  spec: ComparisonSpec,
  {
    method,
    grouping,
    covariates,
  }: { method: LoadedMethod; grouping: LoadedGrouping; covariates: readonly LoadedCovariate[] },
): Promise<WhoIsIn & { ungrouped: LoadedGrouping['resolved']['ungrouped'] }> {
  const { label, ref } = method.layer
  const has = Array.from(grouping.patients, (_, i) => (method.patientRows[i] ?? -1) >= 0)
  return patientsIn(context, release, grouping, {
    main: { label, has, scopes: [ref] },
    also: covariates.map(({ column }) => neededColumn(column)),
    filter: filterOf(spec, method),
  })
}

interface Together {
  method: LoadedMethod
  scaled: ScaledMethod
  grouping: LoadedGrouping
  /** one a patient: index of the group, −1 = not in */
  assignment: Int32Array
  /** one a patient, 1 − P; null = all count alike */
  weights: Float64Array | null
  covariates: readonly LoadedCovariate[]
  /** of the family of all methods, else null */
  others: OtherMethods | null
}

function inputOf(
  spec: ComparisonSpec,
  { method, scaled, grouping, assignment, weights, covariates, others }: Together,
): CompareGroupsInput {
  const variables = scaled.cells.map(({ variable: { key, unit }, values }) => ({ key, unit, values }))
  const three = claimCells.filter((cell) => variables.some((variable) => variable.key === cell))
  return {
    groups: grouping.resolved.groups.map(({ key, label }) => ({ key, label })),
    assignment,
    variables,
    test: spec.test,
    permutations: spec.permutations ?? 10_000,
    seed: spec.seed,
    family: familyOf(spec, method, { three, others }),
    ...(weights ? { weights } : {}),
    ...(others ? { beside: others.variables } : {}),
    covariates: covariates.flatMap(({ terms }) => terms),
  }
}

function familyOf(
  { family }: ComparisonSpec,
  { layer }: LoadedMethod,
  { three, others }: { three: readonly string[]; others: OtherMethods | null },
): CompareGroupsInput['family'] {
  if (family === 'threeCells') return { name: `plasma cells, M1 and M2 of ${layer.label}`, members: three }
  const all = `all cells of ${layer.label}`
  const name =
    others && others.count > 1
      ? `${all} and, as stored, of the other immune ${others.count === 2 ? 'method' : `methods (${others.count - 1})`}`
      : all
  return { name, members: 'all' }
}

/** Everybody in a group who has a row, whatever the check says of it. */
function unselected({ grouping, method }: Together): Int32Array {
  return grouping.resolved.assignment.map((group, patient) =>
    (method.patientRows[patient] ?? -1) < 0 ? -1 : group,
  )
}

function peopleAnswer({ method, grouping, assignment, weights }: Together): PeopleAnswer {
  const isSpecimen = method.layer.entity === 'specimen'
  const people: PeopleAnswer = {
    patients: [],
    groups: [],
    specimens: [],
    passes: [],
    qualities: [],
    weights: null,
  }
  const own: (number | null)[] = []
  grouping.patients.forEach((patient, p) => {
    const group = grouping.resolved.groups[assignment[p] ?? -1]
    if (!group) return
    people.patients.push(patient)
    people.groups.push(group.key)
    people.specimens.push(isSpecimen ? (method.rowIds[method.patientRows[p] ?? -1] ?? null) : null)
    people.passes.push(method.passes[p] ?? null)
    people.qualities.push(method.qualities[p] ?? null)
    own.push(weights?.[p] ?? null)
  })
  return { ...people, weights: weights && own }
}

function cellAnswers(
  { scaled, grouping, assignment }: Together,
  results: readonly Result[],
  all: readonly Result[] | null,
): CellAnswer[] {
  const { groups } = grouping.resolved
  return scaled.cells.map(({ variable, values: column }, i) => {
    const result = results[i]
    if (!result) throw new Error('a measure without its result')
    const values: (number | null)[] = []
    column.forEach((value, p) => {
      if (groups[assignment[p] ?? -1]) values.push(isMissing(value) ? null : value)
    })
    return { variable, result, unselected: all?.[i] ?? null, values }
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
  const [method, grouping, covariates] = await Promise.all([
    loadMethod(context, release, spec.method),
    loadGrouping(context, release, spec.grouping),
    loadCovariates(context, release, spec.covariates ?? []),
  ])
  checkSides(spec, method, grouping)
  const [scaled, people, leukocytes, others] = await Promise.all([
    scaledMethod(context, release, method, { scale: spec.scale, zeros: spec.zeros ?? 0.65 }),
    peopleOf(context, release, spec, { method, grouping, covariates }),
    leukocytesOf(context, release),
    spec.family === 'allMethods' ? otherMethods(context, release, method) : null,
  ])
  const { flow, assignment, ungrouped } = people
  const weights = spec.quality === 'weight' ? sampleWeights(method) : null
  const together = { method, scaled, grouping, assignment, weights, covariates, others }
  unwanted.throwIfAborted()
  const input = inputOf(spec, together)
  const { family, results } = await context.workers.run('compareGroups', input, { unwanted })
  const everybody =
    spec.quality === 'mark' && covariates.length === 0
      ? null
      : await context.workers.run(
          'compareGroups',
          inputOf(spec, { ...together, assignment: unselected(together), weights: null, covariates: [] }),
          { unwanted },
        )
  const cells = cellAnswers(together, results, everybody?.results ?? null)
  const asStored = storedCells(method).map(({ variable: { key, unit }, values }) => ({ key, unit, values }))
  const ratio = await context.workers.run(
    'macrophageRatio',
    { comparison: { ...input, variables: asStored }, constant: spec.ratioConstant },
    { unwanted },
  )
  const files = await context.facts.files(release.id)
  const used = new Set([
    ...[method.layer, scaled, grouping, ...covariates.map(({ column }) => column.layer)].flatMap(
      ({ sourceFiles }) => sourceFiles,
    ),
    ...(others?.sourceFiles ?? []),
  ])
  const quality = qualityReport(method, grouping, leukocytes)
  const nUnchecked = uncheckedPatients(method, grouping)
  const isRandom = spec.test === 'permutation' || grouping.resolved.groups.length > 2
  return {
    grouping: riskGroupsAnswer(grouping, ungrouped),
    // internal keys differ between databases, and the same question has to give the same bytes
    method: { ...method.layer, id: 0, releaseId: 0 },
    covariates: covariates.map(({ column }) => column.variable),
    flow,
    quality,
    family,
    people: peopleAnswer(together),
    cells,
    scaleWords: scaled.words,
    macrophageRatio: ratio,
    unseen: unseenCells(method),
    answer: answerLines(cells, grouping),
    warnings: comparisonWarnings({ release, spec, method, grouping, quality, nUnchecked }),
    seed: isRandom ? spec.seed : null,
    files: files.filter((file) => used.has(file.id)),
  }
}
