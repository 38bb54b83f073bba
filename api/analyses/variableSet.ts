import { readLayerBlock } from '../../db/read/layerBlock.ts'
import type { LayerRow } from '../../db/read/layers.ts'
import type { ReleaseRow } from '../../db/read/releases.ts'
import { InvalidInput } from '../../science/errors.ts'
import { blockOf } from '../../science/radiogenomics/columnBlock.ts'
import { parseLayerRef } from '../../science/variableRef.ts'
import type { Context } from '../context.ts'
import type { BlockGiven } from '../workers/associateStored.ts'
import type { SideAnswer } from './correlateAnswer.ts'
import type { VariableSet } from './correlateSpec.ts'
import { patientColumn } from './patientColumn.ts'
import type { Needed } from './patientsIn.ts'

/** One side of an association, read. */
export interface LoadedSide {
  side: SideAnswer
  layers: LayerRow[]
  block: BlockGiven
  /** who has a value of some of them; of a whole layer, a row */
  needed: Needed
}

async function wholeLayer(
  context: Context,
  release: ReleaseRow,
  ref: string,
  field: string,
): Promise<LoadedSide> {
  const { kind, layer: key } = parseLayerRef(ref, `${field}.layer`)
  const found = await readLayerBlock(context.db, release.id, { kind, key })
  if (!found || found === 'no patient level')
    throw new InvalidInput(
      `${field}.layer`,
      ref,
      `a layer of release ${release.shortId} in which a row stands for each patient`,
    )
  const { layer, refs, labels, units, block } = found
  if (refs.length === 0) throw new InvalidInput(`${field}.layer`, ref, 'a layer that measures numbers')
  return {
    side: { label: layer.label, refs, labels, units },
    layers: [layer],
    block: { kind: 'stored', block },
    needed: {
      label: layer.label,
      has: Array.from(block.patientRows, (row) => row >= 0),
      scopes: [layer.ref],
    },
  }
}

async function byReference(
  context: Context,
  release: ReleaseRow,
  refs: readonly string[],
  field: string,
): Promise<LoadedSide> {
  const columns = await Promise.all(
    refs.map((ref) => patientColumn(context, release, ref, `${field}.variables`)),
  )
  const wrong = columns.find(({ variable }) => variable.type !== 'number')
  if (wrong) throw new InvalidInput(`${field}.variables`, wrong.variable.ref, 'numbers')
  const values = columns.map(({ patientValues }) => patientValues)
  const n = values[0]?.length ?? 0
  const variables = columns.map(({ variable }) => variable)
  const [only, ...others] = variables
  const label = only && others.length === 0 ? only.label : `${variables.length} variables`
  return {
    side: {
      label,
      refs: variables.map(({ ref }) => ref),
      labels: variables.map((variable) => variable.label),
      units: variables.map(({ unit }) => unit),
    },
    layers: columns.map(({ layer }) => layer),
    block: { kind: 'columns', block: blockOf(values, n) },
    needed: {
      label,
      has: Array.from({ length: n }, (_, i) => values.some((column) => !Number.isNaN(column[i]))),
      scopes: [...refs, ...columns.map(({ layer }) => layer.ref)],
    },
  }
}

/** @throws InvalidInput the release has no such layer or variable, or it is no number at the patient level */
export function loadSide(
  context: Context,
  release: ReleaseRow,
  set: VariableSet,
  field: string,
): Promise<LoadedSide> {
  return 'layer' in set
    ? wholeLayer(context, release, set.layer, field)
    : byReference(context, release, set.variables, field)
}
