import type { ReleaseRow } from '../../db/read/releases.ts'
import { countMeasured } from '../../db/read/layerBlock.ts'
import type { VariableRow } from '../../db/read/variables.ts'
import { InvalidInput } from '../../science/errors.ts'
import type { Associations } from '../../science/radiogenomics/associate.ts'
import type { ColumnBlock } from '../../science/radiogenomics/columnBlock.ts'
import type { Warning } from '../../science/radiogenomics/result.ts'
import type { LeftOut } from '../../science/radiogenomics/whoIsIn.ts'
import { isMissing } from '../../science/stats/missing.ts'
import { parseLayerRef } from '../../science/variableRef.ts'
import type { Context } from '../context.ts'
import type { BlockGiven } from '../workers/associateStored.ts'
import type { AnalysisKind } from './analysis.ts'
import { parseCorrelateAnswer, packPairs } from './correlateAnswer.ts'
import type { CorrelateAnswer, ValuesAnswer } from './correlateAnswer.ts'
import { parseCorrelate } from './correlateSpec.ts'
import type { CorrelateInputShape, CorrelateSpec } from './correlateSpec.ts'
import { correlateTable } from './correlateTsv.ts'
import { covariateOf } from './outcome.ts'
import { pack } from './packed.ts'
import { patientColumn } from './patientColumn.ts'
import type { PatientColumn } from './patientColumn.ts'
import { patientsIn } from './patientsIn.ts'
import { suggestAdjustments } from './suggestAdjustments.ts'
import { loadSide } from './variableSet.ts'
import type { LoadedSide } from './variableSet.ts'

/** What a thread can do within the time of a request. */
const mostPairs = 250_000
const mostKendall = 30_000
/** scatter plots are asked for a few variables at a time */
const mostDrawn = 40

/** How many pairs there are, counted before anything of them is read. */
async function checkSize(
  context: Context,
  release: ReleaseRow,
  { x, y, method }: CorrelateSpec,
): Promise<void> {
  const layers = [x, y].flatMap((set) => ('layer' in set ? [parseLayerRef(set.layer, 'layer')] : []))
  const counts = layers.length
    ? await countMeasured(
        context.db,
        release.id,
        layers.map(({ kind, layer: key }) => ({ kind, key })),
      )
    : []
  const [nX = 0, nY = 0] = [x, y].map((set) =>
    'layer' in set ? (counts.shift() ?? 0) : set.variables.length,
  )
  const pairs = nX * nY
  const most = method === 'kendall' ? mostKendall : mostPairs
  if (pairs > most) throw new InvalidInput('y', `${pairs} pairs`, `at most ${most} pairs of x and y`)
}

async function rivalColumn(
  context: Context,
  release: ReleaseRow,
  spec: CorrelateSpec,
): Promise<PatientColumn | null> {
  if (spec.rival === 'none') return null
  let ref: string | undefined = spec.rival
  if (ref === 'own') {
    const suggested = await suggestAdjustments(context, release)
    ref = suggested.find(({ role }) => role === 'volume')?.variable.ref
  }
  if (ref === undefined) return null
  const column = await patientColumn(context, release, ref, 'rival')
  if (column.variable.type !== 'number') throw new InvalidInput('rival', ref, 'a number')
  return column
}

/** Of the volume itself a volume-only rival says nothing. */
function isItself({ side }: LoadedSide, rival: VariableRow): boolean {
  return side.refs.length === 1 && side.refs[0] === rival.ref
}

function drawn(given: BlockGiven): ColumnBlock | null {
  return given.kind === 'columns' && given.block.count <= mostDrawn ? given.block : null
}

function valuesOf({ block }: LoadedSide, rows: readonly number[]): (number | null)[][] | null {
  const columns = drawn(block)
  if (!columns) return null
  return Array.from({ length: columns.count }, (_, c) =>
    rows.map((row) => {
      const value = columns.values[c * columns.n + row] ?? NaN
      return isMissing(value) ? null : value
    }),
  )
}

function drawnValues(
  x: LoadedSide,
  y: LoadedSide,
  { patients, rows }: { patients: readonly string[]; rows: readonly number[] },
): ValuesAnswer | null {
  const left = valuesOf(x, rows)
  const right = valuesOf(y, rows)
  return left && right && { patients: rows.map((row) => patients[row] ?? ''), x: left, y: right }
}

function lacking(
  columns: readonly PatientColumn[],
  rows: readonly number[],
  patients: readonly string[],
): LeftOut[] {
  return columns.flatMap(({ variable, patientValues }) => {
    const without = rows.filter((row) => isMissing(patientValues[row] ?? NaN))
    if (without.length === 0) return []
    const ids = without.map((row) => patients[row] ?? '')
    return [{ code: 'missing-covariate', reason: `no ${variable.label}`, n: ids.length, patients: ids }]
  })
}

function warningsOf(
  release: ReleaseRow,
  spec: CorrelateSpec,
  { rival, leftOut, n }: { rival: PatientColumn | null; leftOut: readonly LeftOut[]; n: number },
): Warning[] {
  const warnings: Warning[] = []
  if (release.cohort.simulated)
    warnings.push({ code: 'simulated', message: 'The patients of this cohort are simulated.' })
  if (!rival && spec.rival === 'own')
    warnings.push({
      code: 'no-volume',
      message: 'This release has no tumour volume, so nothing stands beside what a volume alone would give.',
    })
  const most = Math.max(0, ...leftOut.map((each) => each.n))
  if (most > n / 4)
    warnings.push({
      code: 'many-incomplete',
      message: `${most} of ${n} patients lack an adjustment variable: adjusted and raw speak of different patients; the raw correlation on the same ones stands beside.`,
    })
  return warnings
}

function answerOf(found: Associations, adjustment: readonly PatientColumn[], leftOut: LeftOut[]) {
  const { raw, adjusted } = found
  return {
    raw: packPairs(raw),
    adjusted: adjusted && {
      ...packPairs(adjusted),
      same: pack(adjusted.same),
      variables: adjustment.map(({ variable }) => variable),
      leftOut,
    },
  }
}

/** A family in words: "107 variables of Imaging features × M1 macrophages". */
function familyOf(x: LoadedSide, y: LoadedSide): string {
  const counted = (n: number): string => (n < 10_000 ? String(n) : n.toLocaleString('en'))
  const named = ({ side }: LoadedSide): string =>
    side.refs.length === 1
      ? (side.labels[0] ?? '')
      : `${counted(side.refs.length)} variables of ${side.label}`
  return `${named(x)} × ${named(y)}`
}

async function computeCorrelate(
  context: Context,
  release: ReleaseRow,
  spec: CorrelateSpec,
  unwanted: AbortSignal,
): Promise<CorrelateAnswer> {
  unwanted.throwIfAborted()
  await checkSize(context, release, spec)
  const [x, y, adjustment, volume, patients] = await Promise.all([
    loadSide(context, release, spec.x, 'x'),
    loadSide(context, release, spec.y, 'y'),
    Promise.all(spec.adjustFor.map((ref) => patientColumn(context, release, ref, 'adjustFor'))),
    rivalColumn(context, release, spec),
    context.facts.patientIds(release.id),
  ])
  const endpoint = adjustment.find(({ variable }) => variable.type === 'endpoint')
  if (endpoint) throw new InvalidInput('adjustFor', endpoint.variable.ref, 'numbers and categories')
  const rival = volume && !isItself(x, volume.variable) && !isItself(y, volume.variable) ? volume : null
  const { flow, assignment } = await patientsIn(context, release, null, { main: y.needed, also: [x.needed] })
  const rows = [...assignment.keys()].filter((row) => assignment[row] === 0)
  const values = drawnValues(x, y, { patients, rows })
  unwanted.throwIfAborted()
  const input = {
    x: x.block,
    y: y.block,
    method: spec.method,
    p: spec.p ?? 'r',
    covariates: adjustment.map(covariateOf),
    rival: rival && rival.patientValues,
    family: familyOf(x, y),
  }
  const transfer = [x, y].flatMap(({ block }) => (block.kind === 'stored' ? [block.block.bytes.buffer] : []))
  const found = await context.workers.run('associateStored', input, { unwanted, transfer })
  const leftOut = lacking(adjustment, rows, patients)
  const files = await context.facts.files(release.id)
  const layers = [
    ...x.layers,
    ...y.layers,
    ...adjustment.map(({ layer }) => layer),
    ...(rival ? [rival.layer] : []),
  ]
  const used = new Set(layers.flatMap(({ sourceFiles }) => sourceFiles))
  return {
    x: x.side,
    y: y.side,
    method: spec.method,
    p: spec.p ?? null,
    n: found.patients,
    rows: pack(found.rows),
    flow,
    ...answerOf(found, adjustment, leftOut),
    rival:
      rival && found.rival
        ? {
            variable: rival.variable,
            withY: packPairs(found.rival.withY),
            withX: packPairs(found.rival.withX),
            without: packPairs(found.rival.without),
          }
        : null,
    values,
    warnings: warningsOf(release, spec, { rival: volume, leftOut, n: found.patients }),
    seed: null,
    files: files.filter((file) => used.has(file.id)),
  }
}

/** All pairs of two sets of variables. */
export const correlate: AnalysisKind<CorrelateInputShape, CorrelateSpec, CorrelateAnswer> = {
  kind: 'correlate',
  parseSpec: parseCorrelate,
  compute: computeCorrelate,
  parseAnswer: parseCorrelateAnswer,
  table: correlateTable,
}
