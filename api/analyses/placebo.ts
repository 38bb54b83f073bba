import { z } from 'zod'
import type { ReleaseRow } from '../../db/read/releases.ts'
import { InvalidInput } from '../../science/errors.ts'
import { cellType, claimCells } from '../../science/immune/cellTypes.ts'
import type { Expectation } from '../../science/radiogenomics/claim.ts'
import type { Grouping } from '../../science/radiogenomics/grouping.ts'
import type { Placebo, PlaceboCell, PlaceboInput } from '../../science/radiogenomics/placebo.ts'
import { placeboInWords } from '../../science/radiogenomics/placeboWords.ts'
import { isMissing } from '../../science/stats/missing.ts'
import { parseLayerRef } from '../../science/variableRef.ts'
import type { Context } from '../context.ts'
import type { AnalysisKind } from './analysis.ts'
import { parseExpectations, twoGroups } from './expectations.ts'
import type { ExpectationShape } from './expectations.ts'
import { loadGrouping } from './grouping.ts'
import type { LoadedGrouping } from './grouping.ts'
import { parseGrouping } from './groupingInput.ts'
import type { GroupingInputShape } from './groupingInput.ts'
import { loadMethod } from './loadMethod.ts'
import type { LoadedMethod } from './loadMethod.ts'
import { sampleWeights } from './sampleWeights.ts'
import type { AnswerFacts, StoredAnalysis } from './storedAnalysis.ts'
import type { Table, TsvRow } from './tsv.ts'

export interface PlaceboInputShape {
  release: string
  grouping: GroupingInputShape
  method: string
  test?: 'rank' | 'mean' | null | undefined
  rule?: 'ours' | 'R' | null | undefined
  family?: 'method' | 'threeCells' | null | undefined
  quality?: 'mark' | 'weight' | 'filter' | null | undefined
  expectations?: readonly ExpectationShape[] | null | undefined
  shuffles?: number | null | undefined
  seed?: number | null | undefined
}

export interface PlaceboSpec {
  kind: 'placebo'
  grouping: Grouping
  method: string
  test: 'rank' | 'mean'
  rule: 'ours' | 'R'
  family: 'method' | 'threeCells'
  quality: 'mark' | 'weight' | 'filter'
  expectations: Expectation[]
  shuffles: number
  seed: number
}

export interface PlaceboAnswer extends AnswerFacts, Omit<Placebo, 'cells' | 'seed'> {
  cells: (PlaceboCell & { label: string })[]
  words: string[]
}

/** The comparison as it stands, on shuffled labels. */
export const placeboAnalysis: AnalysisKind<PlaceboInputShape, PlaceboSpec, PlaceboAnswer> = {
  kind: 'placebo',
  parseSpec,
  compute: async (context, release, spec, unwanted) => {
    const [method, grouping] = await Promise.all([
      loadMethod(context, release, spec.method),
      loadGrouping(context, release, spec.grouping),
    ])
    return placeboOf(context, release, { spec, method, grouping }, unwanted)
  },
  parseAnswer: (stored) => stored as PlaceboAnswer,
  table,
}

const ranges = { shuffles: z.int().min(100).max(20_000), seed: z.int().min(0).max(2_147_483_647) }

function parseSpec(input: PlaceboInputShape): PlaceboSpec {
  const { kind, layer } = parseLayerRef(input.method, 'method')
  if (kind !== 'immune') throw new InvalidInput('method', input.method, 'a layer of kind immune')
  const shuffles = input.shuffles ?? 2_000
  const seed = input.seed ?? 1
  if (!ranges.shuffles.safeParse(shuffles).success)
    throw new InvalidInput('shuffles', shuffles, '100 to 20,000')
  if (!ranges.seed.safeParse(seed).success) throw new InvalidInput('seed', seed, '0 to 2,147,483,647')
  return {
    kind: 'placebo',
    grouping: parseGrouping(input.grouping),
    method: `immune:${layer}`,
    test: input.test ?? 'rank',
    rule: input.rule ?? 'ours',
    family: input.family ?? 'method',
    quality: input.quality ?? 'mark',
    expectations: parseExpectations(input.expectations),
    shuffles,
    seed,
  }
}

interface Loaded {
  spec: PlaceboSpec
  method: LoadedMethod
  grouping: LoadedGrouping
}

export async function placeboOf(
  context: Context,
  release: ReleaseRow,
  loaded: Loaded,
  unwanted: AbortSignal,
): Promise<PlaceboAnswer> {
  const { method, grouping } = loaded
  const groups = twoGroups(grouping.resolved)
  const result = await context.workers.run('placebo', scienceInput(loaded), { unwanted })
  const files = await context.facts.files(release.id)
  const used = new Set([...method.layer.sourceFiles, ...grouping.sourceFiles])
  const label = (key: string): string => cellType(key)?.label ?? key
  return {
    ...result,
    cells: result.cells.map((cell) => ({ ...cell, label: label(cell.key) })),
    words: placeboInWords(result, groups),
    warnings: [],
    seed: result.seed,
    files: files.filter((file) => used.has(file.id)),
  }
}

function scienceInput({ spec, method, grouping }: Loaded): PlaceboInput {
  const { patientRows, passes, measures, variables, patientColumns, layer } = method
  if (spec.quality !== 'mark' && !layer.quality)
    throw new InvalidInput(
      'quality',
      spec.quality.toUpperCase(),
      `MARK: ${layer.label} has no check of its own`,
    )
  const weights = spec.quality === 'weight' ? sampleWeights(method) : null
  if (spec.quality === 'weight' && !weights)
    throw new InvalidInput(
      'quality',
      'WEIGHT',
      `MARK or FILTER: the check of ${layer.label} is no P to weight by`,
    )
  const isIn = (patient: number): boolean =>
    (patientRows[patient] ?? -1) >= 0 &&
    (spec.quality !== 'filter' || passes[patient] === true) &&
    !(weights && isMissing(weights[patient] ?? NaN))
  return {
    assignment: grouping.resolved.assignment.map((group, patient) => (isIn(patient) ? group : -1)),
    cells: measures.flatMap((place) => {
      const [variable, values] = [variables[place], patientColumns[place]]
      return variable && values ? [{ key: variable.key, values }] : []
    }),
    ...(weights ? { weights } : {}),
    expected: spec.expectations.map(({ cell, direction }) => ({ key: cell, expected: direction })),
    family: spec.family === 'method' ? 'all' : claimCells,
    test: spec.test,
    rule: spec.rule,
    alpha: 0.05,
    shuffles: spec.shuffles,
    seed: spec.seed,
  }
}

function table({ answer }: StoredAnalysis<PlaceboAnswer>): Table {
  const { shuffles, seed, atLeastOne, cells, words } = answer
  return {
    facts: [
      ['shuffles', `${shuffles}, seed ${seed ?? ''}`],
      ['share of shuffles with at least one P ≤ .05', String(atLeastOne.byP)],
      ['share of shuffles with at least one q ≤ .05', String(atLeastOne.byQ)],
      ...words.map((text): readonly [string, string] => ['answer', text]),
    ],
    rows: cells.map((cell): TsvRow => [
      ['cell', cell.key],
      ['expected', cell.expected],
      ['delta', cell.delta],
      ['log_p', cell.logP],
      ['log_q', cell.logQ],
      ['as_far_by_chance', cell.asFar],
      ['as_far_in_expected_direction', cell.asFarDirected],
    ]),
  }
}
