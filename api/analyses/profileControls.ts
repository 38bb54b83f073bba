import type { ReleaseRow } from '../../db/read/releases.ts'
import { readVariableColumns } from '../../db/read/variables.ts'
import { controlGenes } from '../../science/immune/controlGenes.ts'
import { methodAgreement } from '../../science/radiogenomics/methodAgreement.ts'
import { isNotTestable } from '../../science/stats/notTestable.ts'
import { variableRef } from '../../science/variableRef.ts'
import type { Context } from '../context.ts'
import type { ScaledCell } from './methodScale.ts'
import type { ControlAnswer } from './profileAnswer.ts'

/** Marker genes of the release's expression beside the cells that they mark; one statement. */
export async function controlsOf(
  context: Context,
  release: ReleaseRow,
  cells: readonly ScaledCell[],
  assignment: Int32Array | null,
): Promise<{ expression: string | null; controls: ControlAnswer[] }> {
  const layers = await context.facts.layers(release.id)
  const layer = layers
    .filter(({ kind, patientCount }) => kind === 'expression' && patientCount > 0)
    .sort((a, b) => suitability(a.unit) - suitability(b.unit))[0]
  if (!layer) return { expression: null, controls: [] }
  const names = controlGenes.flatMap(({ symbol, ensembl }) =>
    [ensembl, symbol].map((key) => ({ kind: 'expression' as const, layer: layer.key, key })),
  )
  const columns = await readVariableColumns(context.db, release.id, names)
  const controls = controlGenes.flatMap((gene, i): ControlAnswer[] => {
    const at = columns[2 * i] ? 2 * i : 2 * i + 1
    const values = columns[at]?.patientValues
    const name = names[at]
    if (!values || !name) return []
    const { symbol, cell, marks, citation } = gene
    const own = cells.find(({ variable }) => variable.key === cell)
    return [
      {
        symbol,
        ref: variableRef(name),
        cell,
        marks,
        citation,
        ...numbersOf(values, own?.values ?? null, assignment),
      },
    ]
  })
  return { expression: layer.label, controls }
}

function suitability(unit: string): number {
  const place = ['tpm', 'fpkm', 'fpkm-uq', 'cpm', 'counts'].indexOf(unit.toLowerCase())
  return place < 0 ? 9 : place
}

/** ρ with the cell and the difference between two groups, by the same functions as between methods. */
function numbersOf(gene: Float64Array, cell: Float64Array | null, assignment: Int32Array | null) {
  const instance = (key: string) => ({ key, method: null, unit: 'arbitrary' as const })
  const { pairs, directions } = methodAgreement({
    methods: [instance('gene'), instance('cell')],
    cells: ['x'],
    columns: [
      { method: 'gene', cell: 'x', values: gene },
      ...(cell ? [{ method: 'cell', cell: 'x', values: cell }] : []),
    ],
    ...(assignment ? { assignment } : {}),
  })
  const pair = pairs[0]?.result
  const direction = directions.find(({ method }) => method === 'gene')?.result
  const rho = pair && !isNotTestable(pair) ? pair : null
  const delta = direction && !isNotTestable(direction) ? direction : null
  const failed = [pair, direction].find((result) => result !== undefined && isNotTestable(result))
  return {
    rho: rho?.rho ?? null,
    low: rho?.low ?? null,
    high: rho?.high ?? null,
    n: pair?.n ?? 0,
    delta: delta?.delta ?? null,
    deltaLow: delta?.low ?? null,
    deltaHigh: delta?.high ?? null,
    logP: delta?.logP ?? null,
    reason: failed && isNotTestable(failed) ? failed.reason : null,
  }
}
