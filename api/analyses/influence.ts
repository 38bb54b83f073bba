import type { ReleaseRow } from '../../db/read/releases.ts'
import { InvalidInput } from '../../science/errors.ts'
import { cellType, claimCells } from '../../science/immune/cellTypes.ts'
import { tissueSourceSite } from '../../science/radiogenomics/barcodes.ts'
import type { Grouping } from '../../science/radiogenomics/grouping.ts'
import type { InfluenceInput } from '../../science/radiogenomics/influence.ts'
import type { CellInfluence } from '../../science/radiogenomics/influenceResult.ts'
import { parseLayerRef } from '../../science/variableRef.ts'
import type { Context } from '../context.ts'
import type { AnalysisKind } from './analysis.ts'
import { twoGroups } from './expectations.ts'
import { loadGrouping } from './grouping.ts'
import type { LoadedGrouping } from './grouping.ts'
import { parseGrouping } from './groupingInput.ts'
import type { GroupingInputShape } from './groupingInput.ts'
import { loadMethod } from './loadMethod.ts'
import type { LoadedMethod } from './loadMethod.ts'
import type { AnswerFacts, StoredAnalysis } from './storedAnalysis.ts'
import type { Table, TsvRow } from './tsv.ts'

/** `InfluenceInput` of the contract, as GraphQL hands it over. */
export interface InfluenceInputShape {
  release: string
  grouping: GroupingInputShape
  method: string
  quality?: 'mark' | 'filter' | null | undefined
  cells?: readonly string[] | null | undefined
}

export interface InfluenceSpec {
  kind: 'influence'
  grouping: Grouping
  /** layer reference */
  method: string
  quality: 'mark' | 'filter'
  /** keys of cells, in the order asked */
  cells: string[]
}

export interface InfluenceAnswer extends AnswerFacts {
  groups: { key: string; label: string }[]
  cells: (CellInfluence & { colour: string })[]
}

const mostCells = 12

/** The comparison without each patient, and without each site. */
export const influenceAnalysis: AnalysisKind<InfluenceInputShape, InfluenceSpec, InfluenceAnswer> = {
  kind: 'influence',
  parseSpec,
  compute,
  parseAnswer: (stored) => stored as InfluenceAnswer,
  table,
}

function parseSpec(input: InfluenceInputShape): InfluenceSpec {
  const { kind, layer } = parseLayerRef(input.method, 'method')
  if (kind !== 'immune') throw new InvalidInput('method', input.method, 'a layer of kind immune')
  const cells = [...new Set(input.cells ?? claimCells)]
  if (cells.length === 0 || cells.length > mostCells)
    throw new InvalidInput('cells', cells.length, `1 to ${mostCells} keys of cells`)
  return {
    kind: 'influence',
    grouping: parseGrouping(input.grouping),
    method: `immune:${layer}`,
    quality: input.quality ?? 'mark',
    cells,
  }
}

async function compute(
  context: Context,
  release: ReleaseRow,
  spec: InfluenceSpec,
  unwanted: AbortSignal,
): Promise<InfluenceAnswer> {
  const [method, grouping] = await Promise.all([
    loadMethod(context, release, spec.method),
    loadGrouping(context, release, spec.grouping),
  ])
  twoGroups(grouping.resolved)
  const cells = await context.workers.run('influence', scienceInput(spec, method, grouping), { unwanted })
  const files = await context.facts.files(release.id)
  const used = new Set([...method.layer.sourceFiles, ...grouping.sourceFiles])
  return {
    groups: grouping.resolved.groups.map(({ key, label }) => ({ key, label })),
    cells: cells.map((cell) => ({ ...cell, colour: cellType(cell.key)?.colour ?? '#666666' })),
    warnings: warningsOf(grouping),
    seed: null,
    files: files.filter((file) => used.has(file.id)),
  }
}

function scienceInput(
  { quality, cells }: InfluenceSpec,
  { layer, variables, patientColumns, patientRows, passes }: LoadedMethod,
  { resolved, patients }: LoadedGrouping,
): InfluenceInput {
  if (quality === 'filter' && !layer.quality)
    throw new InvalidInput('quality', 'FILTER', `MARK: ${layer.label} has no check of its own`)
  const isIn = (patient: number): boolean =>
    (patientRows[patient] ?? -1) >= 0 && (quality === 'mark' || passes[patient] === true)
  const found = cells.flatMap((key) => {
    const place = variables.findIndex((variable) => variable.key === key)
    const values = patientColumns[place]
    return values ? [{ key, label: cellType(key)?.label ?? key, values }] : []
  })
  if (found.length === 0) throw new InvalidInput('cells', cells.join(', '), `cells that ${layer.label} has`)
  return {
    patients,
    sites: patients.map(tissueSourceSite),
    assignment: resolved.assignment.map((group, patient) => (isIn(patient) ? group : -1)),
    cells: found,
  }
}

function warningsOf({ resolved }: LoadedGrouping) {
  if (resolved.cutoffs.length === 0) return []
  return [
    {
      code: 'cutoff-kept',
      message: 'The cutoff stays as it is: it is not taken anew without the one who is left out.',
    },
  ]
}

function table({ answer }: StoredAnalysis<InfluenceAnswer>): Table {
  return {
    facts: answer.cells.flatMap(({ words }) =>
      words.map((text): readonly [string, string] => ['answer', text]),
    ),
    rows: answer.cells.flatMap(({ key, all, patients, sites }) => [
      line(key, 'nobody', all),
      ...patients.map((each) => line(key, 'patient', each)),
      ...sites.map((each) => line(key, 'site', each)),
    ]),
  }
}

function line(cell: string, kind: string, without: CellInfluence['all']): TsvRow {
  const [first, second] = without.sizes
  return [
    ['cell', cell],
    ['left_out', kind],
    ['who', without.key],
    ['n_first', first],
    ['n_second', second],
    ['delta', without.delta],
    ['low', without.low],
    ['high', without.high],
    ['log_p', without.logP],
    ['reason', without.reason],
  ]
}
