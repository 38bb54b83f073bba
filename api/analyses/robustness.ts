import type { ReleaseRow } from '../../db/read/releases.ts'
import { InvalidInput } from '../../science/errors.ts'
import { cellType, claimCells } from '../../science/immune/cellTypes.ts'
import type { Curve, ExpectedCell } from '../../science/radiogenomics/curve.ts'
import { cutChoices } from '../../science/radiogenomics/cuts.ts'
import { centredLogRatios } from '../../science/immune/composition.ts'
import type { RobustnessInput } from '../../science/radiogenomics/robustness.ts'
import { curveInWords, togetherInWords } from '../../science/radiogenomics/robustnessWords.ts'
import type { CutChoice, LayerChoice } from '../../science/radiogenomics/specifications.ts'
import { plainNumber } from '../../science/radiogenomics/words.ts'
import type { Context } from '../context.ts'
import type { AnalysisKind } from './analysis.ts'
import { adjustmentChoices, suggestCovariates } from './covariates.ts'
import { twoGroups } from './expectations.ts'
import { loadGrouping } from './grouping.ts'
import type { LoadedGrouping } from './grouping.ts'
import { loadMethod } from './loadMethod.ts'
import type { LoadedMethod } from './loadMethod.ts'
import { methodOfLayer } from './methodOfLayer.ts'
import { inferenceAnswer, parseRobustnessAnswer, specificationAnswer } from './robustnessAnswer.ts'
import type { RobustnessAnswer } from './robustnessAnswer.ts'
import { parseRobustness } from './robustnessSpec.ts'
import type { RobustnessInputShape, RobustnessSpec } from './robustnessSpec.ts'
import { robustnessTable } from './robustnessTsv.ts'
import { sampleWeights } from './sampleWeights.ts'

/** The same comparison under every combination of reasonable choices, and what chance would have made of it. */
export const robustness: AnalysisKind<RobustnessInputShape, RobustnessSpec, RobustnessAnswer> = {
  kind: 'robustness',
  parseSpec: parseRobustness,
  compute: computeRobustness,
  parseAnswer: parseRobustnessAnswer,
  table: robustnessTable,
}

/** Under this name its progress is told. */
export function progressKey(release: ReleaseRow, spec: RobustnessSpec): string {
  // a parsed specification always has its members in the same order
  return JSON.stringify([release.contentHash, spec])
}

/** What the subscription is told while the curve is computed. */
export type RobustnessTold =
  | { kind: 'specifications'; done: number; of: number; rows: Parameters<typeof specificationAnswer>[0][] }
  | { kind: 'shuffles'; done: number; of: number }

async function computeRobustness(
  context: Context,
  release: ReleaseRow,
  spec: RobustnessSpec,
  unwanted: AbortSignal,
): Promise<RobustnessAnswer> {
  const cells = spec.expectations.map(({ cell }) => cell)
  const [grouping, methods, refs] = await Promise.all([
    loadGrouping(context, release, spec.grouping),
    loadMethods(context, release, spec.methods, cells),
    spec.covariates ?? suggestCovariates(context, release),
  ])
  twoGroups(grouping.resolved)
  const adjustments = await adjustmentChoices(context, release, refs)
  const cuts = cutsOf(grouping)
  const layers = methods.flatMap(layersOf)
  const expected = spec.expectations.map(({ cell, direction }): ExpectedCell => ({
    key: cell,
    expected: direction,
  }))
  const input: RobustnessInput = {
    cuts,
    layers,
    qualities: ['mark', 'weight', 'filter'],
    tests: ['rank', 'mean'],
    adjustments,
    cells: expected,
    family: spec.family === 'method' ? 'all' : claimCells,
    shuffles: spec.shuffles,
    seed: spec.seed,
  }
  const key = progressKey(release, spec)
  const report = (event: unknown): void => {
    context.progress.tell(key, event)
  }
  unwanted.throwIfAborted()
  const result = await context.workers.run('specificationCurve', input, { unwanted, report })
  const files = await context.facts.files(release.id)
  const used = new Set([...methods.flatMap(({ layer }) => layer.sourceFiles), ...grouping.sourceFiles])
  return {
    choices: choicesAnswer(input),
    specifications: result.specifications.map((row) => specificationAnswer(row, cells)),
    curves: result.curves.map((curve, j) => curveAnswer(curve, spec.expectations[j]?.direction ?? 'higher')),
    together: result.together ? inferenceAnswer(result.together) : null,
    togetherWords: togetherInWords(result),
    shuffles: result.shuffles,
    seed: result.seed,
    warnings: warningsOf(cuts, methods),
    files: files.filter((file) => used.has(file.id)),
  }
}

async function loadMethods(
  context: Context,
  release: ReleaseRow,
  refs: readonly string[] | null,
  cells: readonly string[],
): Promise<LoadedMethod[]> {
  const layers = await context.facts.layers(release.id)
  const immune = layers.filter(({ kind }) => kind === 'immune').map(({ ref }) => ref)
  if (immune.length === 0)
    throw new InvalidInput('release', release.shortId, 'a release with an immune layer; this one has none')
  const methods = await Promise.all((refs ?? immune).map((ref) => loadMethod(context, release, ref)))
  const having = methods.filter(({ measures, variables }) =>
    measures.some((place) => cells.includes(variables[place]?.key ?? '')),
  )
  if (having.length === 0)
    throw new InvalidInput('expectations', cells.join(', '), 'cells that an immune method of the release has')
  return having
}

/** As stored, and where the cells are parts of a whole their centred log ratios too. */
function layersOf(method: LoadedMethod): LayerChoice[] {
  const { layer, variables, measures, patientColumns, passes } = method
  const cells = measures.flatMap((place) => {
    const [variable, values] = [variables[place], patientColumns[place]]
    return variable && values ? [{ key: variable.key, values }] : []
  })
  const head = {
    method: layer.key,
    methodLabel: layer.label,
    passes: layer.quality ? [...passes] : null,
    weights: sampleWeights(method),
  }
  const stored = { ...head, scale: 'stored', scaleLabel: 'as stored', cells }
  if (!methodOfLayer(layer)?.sumsToOneOver || cells.length < 2) return [stored]
  const ratios = centredLogRatios(cells.map(({ values }) => values))
  const label = `centred log ratio, zeros as ${plainNumber(ratios.replacement, 2)}`
  const logs = cells.map(({ key }, i) => ({ key, values: ratios.columns[i] ?? new Float64Array() }))
  return [stored, { ...head, scale: 'clr', scaleLabel: label, cells: logs }]
}

export function cutsOf({ resolved, column }: LoadedGrouping): CutChoice[] {
  const [cutoff] = resolved.cutoffs
  const isNumber = column?.variable.type === 'number' && cutoff !== undefined
  return cutChoices({
    assignment: resolved.assignment,
    given: { label: cutoff ? `as asked: ${cutoff.rule}, ${plainNumber(cutoff.value, 4)}` : 'as asked' },
    score: isNumber ? column.patientValues : null,
    firstIs: resolved.kind === 'riskModel' ? 'at-or-below' : 'above',
  })
}

function curveAnswer(curve: Curve, direction: 'higher' | 'lower'): RobustnessAnswer['curves'][number] {
  const cell = cellType(curve.cell.key)
  const label = cell?.label ?? curve.cell.key
  return {
    cell: curve.cell.key,
    direction,
    label,
    colour: cell?.colour ?? '#666666',
    words: curveInWords(curve, label),
    inference: inferenceAnswer(curve.inference),
    explained: curve.explained,
  }
}

const qualityLabels = {
  mark: 'all samples',
  weight: 'weighted by 1 − P',
  filter: 'only those that pass',
} as const
const testLabels = { rank: 'ranks (rank sum)', mean: 'means (Welch)' } as const

function choicesAnswer({ cuts, layers, qualities, tests, adjustments }: RobustnessInput) {
  const once = (pairs: readonly { key: string; label: string }[]): { key: string; label: string }[] => [
    ...new Map(pairs.map((pair) => [pair.key, pair])).values(),
  ]
  const ratio = layers.find(({ scale }) => scale === 'clr')
    ? [{ key: 'clr', label: 'centred log ratio' }]
    : []
  return [
    { name: 'cut', alternatives: cuts.map(({ key, label }) => ({ key, label })) },
    {
      name: 'method',
      alternatives: once(layers.map(({ method, methodLabel }) => ({ key: method, label: methodLabel }))),
    },
    { name: 'scale', alternatives: [{ key: 'stored', label: 'as stored' }, ...ratio] },
    { name: 'quality', alternatives: qualities.map((key) => ({ key, label: qualityLabels[key] })) },
    { name: 'test', alternatives: tests.map((key) => ({ key, label: testLabels[key] })) },
    { name: 'adjustment', alternatives: adjustments.map(({ key, label }) => ({ key, label })) },
  ]
}

function warningsOf(cuts: readonly CutChoice[], methods: readonly LoadedMethod[]) {
  const warnings = [
    {
      code: 'dependent-specifications',
      message:
        'Specifications share patients and values, so a large share that agrees is no evidence by itself: read it beside what shuffled labels give.',
    },
  ]
  if (cuts.length === 1)
    warnings.push({
      code: 'one-cut',
      message: 'Groups that are no cut of a number can be made in one way only.',
    })
  if (methods.length === 1)
    warnings.push({ code: 'one-method', message: 'Only one method of this release measures these cells.' })
  if (methods.some(({ layer }) => layer.quality))
    warnings.push({
      code: 'filter-selects',
      message:
        'Filtering by the method’s own check selects infiltrated tumours; it is one of the choices shown here.',
    })
  return warnings
}
