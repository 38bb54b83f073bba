import { z } from 'zod'
import type { ReleaseRow } from '../../db/read/releases.ts'
import type { VariableRow } from '../../db/read/variables.ts'
import { InvalidInput } from '../../science/errors.ts'
import type { Grouping } from '../../science/radiogenomics/grouping.ts'
import type { Family, Result, TestKind } from '../../science/radiogenomics/result.ts'
import { isMissing } from '../../science/stats/missing.ts'
import type { Context } from '../context.ts'
import type { AnalysisKind } from './analysis.ts'
import type { FlowStepAnswer } from './comparisonAnswer.ts'
import { resultColumns } from './comparisonTsv.ts'
import { loadGrouping, riskGroupsAnswer } from './grouping.ts'
import { parseGrouping } from './groupingInput.ts'
import type { GroupingInputShape } from './groupingInput.ts'
import { parseRefs, patientColumn } from './patientColumn.ts'
import type { PatientColumn } from './patientColumn.ts'
import { patientsIn } from './patientsIn.ts'
import type { RiskGroupsAnswer } from './riskGroupsAnswer.ts'
import type { AnswerFacts, StoredAnalysis } from './storedAnalysis.ts'
import { familyInWords } from './tsv.ts'
import type { Table } from './tsv.ts'

/** `CompareVariablesInput` of the contract, as GraphQL hands it over. */
export interface VariableComparisonShape {
  release: string
  grouping: GroupingInputShape
  variables: readonly string[]
  test?: TestKind | null | undefined
  permutations?: number | null | undefined
  seed?: number | null | undefined
}

export interface VariableComparisonSpec {
  kind: 'compareVariables'
  grouping: Grouping
  /** references, sorted */
  variables: string[]
  test: TestKind
  /** only of the permutation test */
  permutations?: number
  seed: number
}

export interface ComparedVariableAnswer {
  variable: VariableRow
  result: Result
  /** beside `patients` */
  values: (number | null)[]
}

export interface VariableComparisonAnswer extends AnswerFacts {
  grouping: RiskGroupsAnswer
  flow: FlowStepAnswer[]
  family: Family
  patients: string[]
  /** key of the group of each patient */
  groups: string[]
  compared: ComparedVariableAnswer[]
}

const mostVariables = 40
const settings = z.object({
  permutations: z.int().min(100).max(100_000),
  seed: z.int().min(0).max(2_147_483_647),
})

function parseSpec(input: VariableComparisonShape): VariableComparisonSpec {
  const test = input.test ?? 'wilcoxon'
  const parsed = settings.safeParse({ permutations: input.permutations ?? 10_000, seed: input.seed ?? 1 })
  if (!parsed.success)
    throw new InvalidInput(
      'permutations or seed',
      `${input.permutations ?? ''} ${input.seed ?? ''}`,
      '100 to 100,000; 0 to 2,147,483,647',
    )
  const variables = parseRefs(input.variables, 'variables', mostVariables)
  if (variables.length === 0) throw new InvalidInput('variables', 'none', 'at least one reference')
  const { permutations, seed } = parsed.data
  return {
    kind: 'compareVariables',
    grouping: parseGrouping(input.grouping),
    variables,
    test,
    seed,
    ...(test === 'permutation' ? { permutations } : {}),
  }
}

async function numbersOf(
  context: Context,
  release: ReleaseRow,
  refs: readonly string[],
): Promise<PatientColumn[]> {
  const columns = await Promise.all(refs.map((ref) => patientColumn(context, release, ref, 'variables')))
  const wrong = columns.find(({ variable }) => variable.type !== 'number')
  if (wrong) throw new InvalidInput('variables', wrong.variable.ref, 'numbers')
  return columns
}

function familyName(columns: readonly PatientColumn[]): string {
  const [only, ...others] = columns
  return only && others.length === 0
    ? `${only.variable.label} alone`
    : `${columns.length} variables asked for`
}

async function compute(
  context: Context,
  release: ReleaseRow,
  spec: VariableComparisonSpec,
  unwanted: AbortSignal,
): Promise<VariableComparisonAnswer> {
  unwanted.throwIfAborted()
  const [grouping, columns] = await Promise.all([
    loadGrouping(context, release, spec.grouping),
    numbersOf(context, release, spec.variables),
  ])
  const layers = columns.map(({ layer }) => layer)
  const label = layers.every(({ ref }) => ref === layers[0]?.ref)
    ? (layers[0]?.label ?? '')
    : 'any of the variables'
  const has = grouping.patients.map((_, p) =>
    columns.some(({ patientValues }) => !isMissing(patientValues[p] ?? NaN)),
  )
  const scopes = [...spec.variables, ...layers.map(({ ref }) => ref)]
  const { flow, assignment, ungrouped } = await patientsIn(context, release, grouping, {
    main: { label, has, scopes },
    also: [],
  })
  const { groups } = grouping.resolved
  const compared = await context.workers.run(
    'compareGroups',
    {
      groups: groups.map(({ key, label: name }) => ({ key, label: name })),
      assignment,
      variables: columns.map(({ variable: { ref, unit }, patientValues }) => ({
        key: ref,
        unit,
        values: patientValues,
      })),
      test: spec.test,
      permutations: spec.permutations ?? 10_000,
      seed: spec.seed,
      family: { name: familyName(columns), members: 'all' },
    },
    { unwanted },
  )
  const inside = [...assignment.keys()].filter((p) => (assignment[p] ?? -1) >= 0)
  const files = await context.facts.files(release.id)
  const used = new Set(
    [...layers, ...(grouping.column ? [grouping.column.layer] : [])].flatMap((layer) => layer.sourceFiles),
  )
  return {
    grouping: riskGroupsAnswer(grouping, ungrouped),
    flow,
    family: compared.family,
    patients: inside.map((p) => grouping.patients[p] ?? ''),
    groups: inside.map((p) => groups[assignment[p] ?? -1]?.key ?? ''),
    compared: columns.map(({ variable, patientValues }, i) => {
      const result = compared.results[i]
      if (!result) throw new Error('a variable without its result')
      const values = inside.map((p) => patientValues[p] ?? NaN)
      return { variable, result, values: values.map((value) => (isMissing(value) ? null : value)) }
    }),
    warnings: release.cohort.simulated
      ? [{ code: 'simulated', message: 'The patients of this cohort are simulated.' }]
      : [],
    seed: spec.test === 'permutation' || groups.length > 2 ? spec.seed : null,
    files: files.filter((file) => used.has(file.id)),
  }
}

function table({ answer }: StoredAnalysis<VariableComparisonAnswer>): Table {
  const { grouping, family, compared } = answer
  return {
    facts: [
      ['grouped by', grouping.label],
      ['groups', grouping.groups.map(({ key, label }) => `${key} = ${label}`).join('; ')],
      ['q family', familyInWords(family)],
    ],
    rows: compared.map(({ variable, result }) => [
      ['variable', variable.ref],
      ['label', variable.label],
      ['unit', variable.unit],
      ...resultColumns(result),
    ]),
  }
}

/** Any numbers of a release compared between groups, e.g. a gene. */
export const variableComparison: AnalysisKind<
  VariableComparisonShape,
  VariableComparisonSpec,
  VariableComparisonAnswer
> = {
  kind: 'compareVariables',
  parseSpec,
  compute,
  // our own
  parseAnswer: (stored) => stored as VariableComparisonAnswer,
  table,
}
