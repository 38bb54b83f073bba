import type { Context } from './harmoniseBlock.ts'
import type { EntityRow, LayerPart } from './harmonisedLayer.ts'
import type { LayerSpec } from './manifest.ts'
import { joinedOrigin } from './origin.ts'
import { report } from './rules.ts'

/**
 * Joins what several files give to one layer: rows of later files are added; a row that is there already must agree value by
 * value, within the declared rounding.
 */
export function mergeParts(parts: readonly LayerPart[], spec: LayerSpec, context: Context): LayerPart | null {
  const [first, ...rest] = parts
  if (!first) return null
  return rest.reduce((merged, part) => mergeTwo(merged, part, spec, context), first)
}

function mergeTwo(a: LayerPart, b: LayerPart, spec: LayerSpec, context: Context): LayerPart {
  const order = variableOrder(a, b)
  if (!order) {
    report(context.findings, 'variables-differ', {
      file: b.file,
      message: `"${a.file}" has ${a.variables.length} variables, "${b.file}" ${b.variables.length}; e.g. ${differing(a, b).join(', ')} is only in one.`,
    })
    return a
  }
  const columns = order.map((i) => b.columns[i] ?? new Float64Array(0))
  const at = new Map(a.rows.map((row, i) => [row.id, i]))
  const added: number[] = []
  const shared: [number, number][] = []
  b.rows.forEach((row, i) => {
    const there = at.get(row.id)
    if (there === undefined) added.push(i)
    else shared.push([there, i])
  })
  compareShared(a, { ...b, columns }, shared, spec, context)
  return {
    ...a,
    rows: [...a.rows, ...added.map((i) => b.rows[i]).filter((row): row is EntityRow => row !== undefined)],
    columns: added.length === 0 ? a.columns : a.columns.map((column, c) => joined(column, columns[c], added)),
    origin: joinedOrigin(a.origin, b.origin, added),
  }
}

/** For each variable of a its position in b; null when they do not have the same. */
function variableOrder(a: LayerPart, b: LayerPart): number[] | null {
  if (a.variables.length !== b.variables.length) return null
  const positions = new Map(b.variables.map((variable, i) => [variable.key, i]))
  const order = a.variables.map((variable) => positions.get(variable.key) ?? -1)
  return order.includes(-1) ? null : order
}

function differing(a: LayerPart, b: LayerPart): string[] {
  const [inA, inB] = [new Set(a.variables.map((v) => v.key)), new Set(b.variables.map((v) => v.key))]
  return [...inA.symmetricDifference(inB)].sort().slice(0, 5)
}

function joined(
  column: Float64Array | Float32Array,
  more: Float64Array | Float32Array | undefined,
  added: readonly number[],
): Float64Array {
  const result = new Float64Array(column.length + added.length)
  result.set(column)
  added.forEach((row, i) => (result[column.length + i] = more?.[row] ?? NaN))
  return result
}

function compareShared(
  a: LayerPart,
  b: LayerPart,
  shared: readonly [number, number][],
  spec: LayerSpec,
  { findings }: Context,
): void {
  if (shared.length === 0) return
  let differences = 0
  a.columns.forEach((column, c) => {
    for (const [i, j] of shared) {
      const [x, y] = [column[i] ?? NaN, b.columns[c]?.[j] ?? NaN]
      if (agree(x, y, spec.agreement)) continue
      differences += 1
      report(findings, 'files-disagree', {
        file: b.file,
        // a feature's key is the name of its column
        column: spec.kind === 'imaging' ? a.variables[c]?.key : a.variables[c]?.label,
        value: String(y),
        message: `${a.rows[i]?.id ?? ''} is ${x} in "${a.file}" and ${y} in "${b.file}".`,
      })
    }
  })
  if (differences === 0)
    report(findings, 'files-agree', {
      file: b.file,
      message: `${shared.length} rows also stand in "${a.file}", with the same ${a.columns.length} values${rounding(spec)}.`,
    })
}

function rounding({ agreement: { absolute, relative } }: LayerSpec): string {
  return absolute > 0 || relative > 0 ? ` within ${absolute} + ${relative} of the value` : ''
}

/** Equal within the declared rounding; a float32 copy of a double counts as equal. */
function agree(x: number, y: number, { absolute, relative }: LayerSpec['agreement']): boolean {
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.isNaN(x) && Number.isNaN(y)
  return Math.abs(x - y) <= absolute + Math.abs(x) * (relative + 2 ** -23)
}
