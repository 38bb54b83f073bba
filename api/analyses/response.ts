import { z } from 'zod'
import type { ReleaseRow } from '../../db/read/releases.ts'
import type { VariableRow } from '../../db/read/variables.ts'
import { InvalidInput } from '../../science/errors.ts'
import type { Grouping } from '../../science/radiogenomics/grouping.ts'
import { respondingLevels } from '../../science/radiogenomics/responseByGroup.ts'
import type { ResponseByGroup } from '../../science/radiogenomics/responseByGroup.ts'
import { parseVariableRef, variableRef } from '../../science/variableRef.ts'
import type { Context } from '../context.ts'
import type { AnalysisKind } from './analysis.ts'
import type { FlowStepAnswer } from './comparisonAnswer.ts'
import { loadGrouping, riskGroupsAnswer } from './grouping.ts'
import { parseGrouping } from './groupingInput.ts'
import type { GroupingInputShape } from './groupingInput.ts'
import { parseLayers } from './outcomeSpec.ts'
import { patientColumn } from './patientColumn.ts'
import type { PatientColumn } from './patientColumn.ts'
import { neededColumn, neededLayer, patientsIn } from './patientsIn.ts'
import type { RiskGroupsAnswer } from './riskGroupsAnswer.ts'
import type { AnswerFacts, StoredAnalysis } from './storedAnalysis.ts'
import type { Table } from './tsv.ts'

/** `ResponseInput` of the contract, as GraphQL hands it over. */
export interface ResponseInputShape {
  release: string
  grouping: GroupingInputShape
  response: string
  responders?: readonly string[] | null | undefined
  among?: readonly string[] | null | undefined
}

export interface ResponseSpec {
  kind: 'response'
  grouping: Grouping
  /** reference of a category of a response layer */
  response: string
  /** labels, sorted; absent: CR, PR and what else says so by its name */
  responders?: string[]
  among: string[]
}

export interface ResponseAnswer extends AnswerFacts, ResponseByGroup {
  grouping: RiskGroupsAnswer
  variable: VariableRow
  responders: string[]
  flow: FlowStepAnswer[]
}

const labels = z.array(z.string().min(1)).min(1).max(20)

/** @throws InvalidInput a reference is malformed or of another kind, or the levels are none */
function parseResponse(input: ResponseInputShape): ResponseSpec {
  const name = parseVariableRef(input.response, 'response')
  if (name.kind !== 'response')
    throw new InvalidInput('response', input.response, 'a category of a layer of kind response')
  const parsed = labels.optional().safeParse(input.responders ? [...input.responders] : undefined)
  if (!parsed.success) throw new InvalidInput('responders', input.responders, '1 to 20 labels of levels')
  return {
    kind: 'response',
    grouping: parseGrouping(input.grouping),
    response: variableRef(name),
    ...(parsed.data ? { responders: [...new Set(parsed.data)].sort() } : {}),
    among: parseLayers(input.among ?? [], 'among'),
  }
}

function respondersOf({ variable }: PatientColumn, wanted: readonly string[] | undefined): number[] {
  const levels = variable.levels ?? []
  const allowed = `some of ${levels.join(', ')}`
  if (!wanted) {
    const found = respondingLevels(levels)
    if (found.length > 0) return found
    throw new InvalidInput(
      'responders',
      'nothing',
      `${allowed}: none of them says by its name that it is a response`,
    )
  }
  return wanted.map((label) => {
    const place = levels.indexOf(label)
    if (place < 0) throw new InvalidInput('responders', label, allowed)
    return place
  })
}

async function computeResponse(
  context: Context,
  release: ReleaseRow,
  spec: ResponseSpec,
  unwanted: AbortSignal,
): Promise<ResponseAnswer> {
  unwanted.throwIfAborted()
  const [grouping, column, among] = await Promise.all([
    loadGrouping(context, release, spec.grouping),
    patientColumn(context, release, spec.response, 'response'),
    Promise.all(spec.among.map((ref) => neededLayer(context, release, ref, 'among'))),
  ])
  const { levels } = column.variable
  if (!levels) throw new InvalidInput('response', spec.response, 'a category')
  const responders = respondersOf(column, spec.responders)
  const needed = { main: neededColumn(column), also: among }
  const { flow, assignment, ungrouped } = await patientsIn(context, release, grouping, needed)
  const groups = grouping.resolved.groups.map(({ key, label }) => ({ key, label }))
  const input = { groups, assignment, levels, values: column.patientValues, responders, seed: 1 }
  const found = await context.workers.run('responseByGroup', input, { unwanted })
  const files = await context.facts.files(release.id)
  const used = new Set([...column.layer.sourceFiles, ...grouping.sourceFiles])
  const permuted = found.test.kind === 'response' && found.test.variant.kind === 'permutation'
  return {
    ...found,
    grouping: riskGroupsAnswer(grouping, ungrouped),
    variable: column.variable,
    responders: responders.map((place) => levels[place] ?? ''),
    flow,
    warnings: release.cohort.simulated
      ? [{ code: 'simulated', message: 'The patients of this cohort are simulated.' }]
      : [],
    seed: permuted ? input.seed : null,
    files: files.filter((file) => used.has(file.id)),
  }
}

/** Reads back what was stored; it is our own. */
function parseResponseAnswer(stored: unknown): ResponseAnswer {
  return stored as ResponseAnswer
}

function responseTable({ answer }: StoredAnalysis<ResponseAnswer>): Table {
  const { variable, responders, grouping, groups, test } = answer
  const words =
    test.kind === 'notTestable'
      ? `not tested: ${test.reason}`
      : `${test.method}, log p ${test.logP}, odds ratio ${test.oddsRatio.value ?? 'none'} (${test.oddsRatio.low ?? ''} to ${test.oddsRatio.high ?? ''})`
  return {
    facts: [
      ['response', `${variable.ref}, ${variable.label}`],
      ['responders', responders.join(', ')],
      ['grouped by', grouping.label],
      ['test', words],
    ],
    rows: groups.map((group) => [
      ['group', group.key],
      ['label', group.label],
      ['n', group.n],
      ['missing', group.nMissing],
      ['responders', group.responders],
      ['share', group.share.value],
      ['share_low', group.share.low],
      ['share_high', group.share.high],
      ...group.counts.map((count, level): [string, number] => [
        `n_${variable.levels?.[level] ?? level}`,
        count,
      ]),
    ]),
  }
}

/** Response to treatment by group. */
export const response: AnalysisKind<ResponseInputShape, ResponseSpec, ResponseAnswer> = {
  kind: 'response',
  parseSpec: parseResponse,
  compute: computeResponse,
  parseAnswer: parseResponseAnswer,
  table: responseTable,
}
