/** A method's cells as they are stored, against all cells of the specimen, or as centred log ratios. */
import type { ReleaseRow } from '../../db/read/releases.ts'
import type { VariableRow } from '../../db/read/variables.ts'
import { InvalidInput } from '../../science/errors.ts'
import { sharesOfAllCells } from '../../science/immune/denominators.ts'
import { centredLogRatios } from '../../science/immune/composition.ts'
import { plainNumber } from '../../science/radiogenomics/words.ts'
import type { Context } from '../context.ts'
import { methodOfLayer } from './methodOfLayer.ts'
import { patientColumn } from './patientColumn.ts'
import type { LoadedMethod } from './readMethod.ts'

export const scales = ['stored', 'allCells', 'logRatio'] as const
export type Scale = (typeof scales)[number]

export interface ScaledCell {
  variable: VariableRow
  /** one a patient */
  values: Float64Array
}

export interface ScaledMethod {
  scale: Scale
  /** in the vocabulary's order */
  cells: readonly ScaledCell[]
  /** what the numbers are, in words */
  words: string
  /** files of what was multiplied with */
  sourceFiles: readonly string[]
}

/** Cells as stored. */
export function storedCells(method: LoadedMethod): ScaledCell[] {
  return method.measures.map((place) => {
    const [variable, values] = [method.variables[place], method.patientColumns[place]]
    if (!variable || !values) throw new Error('a measure without its column')
    return { variable, values }
  })
}

/** The leukocyte fraction of a release, one a patient; null where it has none. */
export async function leukocytesOf(context: Context, release: ReleaseRow) {
  const layers = await context.facts.layers(release.id)
  const layer = layers.find((each) => methodOfLayer(each)?.key === 'leukocyte-fraction')
  return layer ? await patientColumn(context, release, `${layer.ref}/leukocyte`, 'scale') : null
}

/** @param zeros what a zero is taken for, as a share of the smallest positive value   @throws InvalidInput the scale means nothing for this method */
export async function scaledMethod(
  context: Context,
  release: ReleaseRow,
  method: LoadedMethod,
  { scale, zeros }: { scale: Scale; zeros: number },
): Promise<ScaledMethod> {
  const cells = storedCells(method)
  if (scale === 'stored') return { scale, cells, words: storedWords(method, cells), sourceFiles: [] }
  return scale === 'allCells'
    ? againstAllCells(context, release, method, cells)
    : asLogRatios(method, cells, zeros)
}

async function againstAllCells(
  context: Context,
  release: ReleaseRow,
  method: LoadedMethod,
  cells: ScaledCell[],
): Promise<ScaledMethod> {
  const over = methodOfLayer(method.layer)?.sumsToOneOver
  if (over === 'all cells')
    return { scale: 'allCells', cells, words: 'shares of all cells, as stored', sourceFiles: [] }
  if (over !== 'leukocytes' && method.layer.unit !== 'share of leukocytes')
    throw new InvalidInput(
      'scale',
      'ALL_CELLS',
      `AS_STORED: ${method.layer.label} gives no shares of leukocytes`,
    )
  const leukocytes = await leukocytesOf(context, release)
  if (!leukocytes)
    throw new InvalidInput(
      'scale',
      'ALL_CELLS',
      'AS_STORED or LOG_RATIO: this release has no leukocyte fraction',
    )
  return {
    scale: 'allCells',
    cells: cells.map(({ variable, values }) => ({
      variable: { ...variable, unit: 'share of all cells' },
      values: sharesOfAllCells(values, leukocytes.patientValues),
    })),
    words: `shares of leukocytes × ${leukocytes.layer.label} = shares of all cells`,
    sourceFiles: leukocytes.layer.sourceFiles,
  }
}

function asLogRatios(method: LoadedMethod, cells: ScaledCell[], zeros: number): ScaledMethod {
  const isComposition =
    (methodOfLayer(method.layer)?.sumsToOneOver ?? null) !== null || method.layer.unit.startsWith('share of')
  if (!isComposition || cells.length < 2)
    throw new InvalidInput(
      'scale',
      'LOG_RATIO',
      `AS_STORED: the cells of ${method.layer.label} are no parts of a whole`,
    )
  const { columns, replacement, nReplaced } = centredLogRatios(
    cells.map(({ values }) => values),
    zeros,
  )
  return {
    scale: 'logRatio',
    cells: cells.map(({ variable }, i) => ({
      variable: { ...variable, unit: 'centred log ratio' },
      values: columns[i] ?? new Float64Array(),
    })),
    words: `centred log ratios; ${nReplaced} zeros taken for ${plainNumber(replacement, 2)}, ${zeros} of the smallest positive share`,
    sourceFiles: [],
  }
}

function storedWords({ layer }: LoadedMethod, cells: readonly ScaledCell[]): string {
  const unit = layer.unit === '' ? (cells[0]?.variable.unit ?? '') : layer.unit
  return unit === '' ? 'as stored' : `as stored: ${unit}`
}
