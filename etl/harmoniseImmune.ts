import type { QualityRule, VariableContent } from '../db/release/content.ts'
import { cellType } from '../science/immune/cellTypes.ts'
import type { CrosswalkResult } from '../science/immune/crosswalk.ts'
import { crosswalk } from '../science/immune/crosswalk.ts'
import type { ImmuneMethod } from '../science/immune/methods.ts'
import { immuneMethod, immuneMethods } from '../science/immune/methods.ts'
import type { Block, Context, Row } from './harmoniseBlock.ts'
import type { LayerPart } from './harmonisedLayer.ts'
import { columnAt, entityRow, layerRef, numberVariable } from './harmonisedLayer.ts'
import { uniqueRows } from './harmoniseRows.ts'
import type { ImmuneSpec } from './manifest.ts'
import { didYouMean } from './nearest.ts'
import { originOf } from './origin.ts'
import { report } from './rules.ts'

interface ImmuneColumn {
  variable: VariableContent
  values: Float64Array
  position: number
}

/** Cells of one deconvolution result under the vocabulary's keys; P, correlation and RMSE are quality, sums are totals. */
export function harmoniseImmune(block: Block, spec: ImmuneSpec, context: Context): LayerPart {
  const rows = uniqueRows(block, layerRef(spec), context)
  const method = immuneMethod(spec.methodKey)
  if (!method) {
    const known = immuneMethods.map(({ key }) => key).join(', ')
    report(context.findings, 'method-unknown', { value: spec.methodKey, message: `Methods are ${known}.` })
    return {
      file: block.file.id,
      entity: block.entity,
      rows: [],
      variables: [],
      columns: [],
      origin: originOf(block, [], [], []),
    }
  }
  const columns = withoutTwins(immuneColumns(block, spec, method, rows, context), block, context)
  checkCells(columns, method, spec, block, context)
  checkValues(columns, method, rows, block, context)
  return {
    file: block.file.id,
    entity: block.entity,
    rows: rows.map(entityRow),
    variables: columns.map(({ variable }) => variable),
    columns: columns.map(({ values }) => values),
    origin: originOf(
      block,
      rows.map((row) => [row]),
      columns.map(({ position }) => [position]),
      [
        `names of cells by the vocabulary of ${method.label}`,
        ...(spec.percent ? ['percent divided by 100'] : []),
      ],
    ),
  }
}

/** When a row passes the method's own check; null where the file has no such column. */
export function immuneQuality(spec: ImmuneSpec, variables: readonly VariableContent[]): QualityRule | null {
  const quality = immuneMethod(spec.methodKey)?.quality ?? null
  return quality && variables.some(({ key }) => key === quality.variable) ? quality : null
}

const qualityLabels = { p_value: 'P', correlation: 'Correlation', rmse: 'RMSE' } as const

function variableOf(found: CrosswalkResult, name: string, unit: string): VariableContent | null {
  switch (found.kind) {
    case 'cell':
      return numberVariable({ key: found.key, label: cellType(found.key)?.label ?? name, unit })
    case 'quality':
      return numberVariable({ key: found.key, label: qualityLabels[found.key], role: 'quality' })
    case 'total':
      return numberVariable({ key: found.key, label: name, unit, role: 'total' })
    case 'unknown':
      return null
  }
}

function immuneColumns(
  block: Block,
  spec: ImmuneSpec,
  method: ImmuneMethod,
  rows: readonly Row[],
  { findings }: Context,
): ImmuneColumn[] {
  const unit = spec.unit === '' ? method.unit : spec.unit
  const factor = spec.percent ? 0.01 : 1
  return block.columns.flatMap((column, position) => {
    // a cancer type beside the cells
    if (column.kind === 'text') return []
    const found = crosswalk(spec.methodKey, column.name)
    const variable = variableOf(found, column.name, unit)
    if (variable) {
      const values = columnAt(column.values, rows)
      const scaled = spec.percent && found.kind === 'cell' ? values.map((value) => value * factor) : values
      return [{ variable, values: scaled, position }]
    }
    const [row] = block.rows
    report(findings, 'cell-unknown', {
      file: block.file.id,
      line: row && block.lineOf(row, position),
      column: column.name,
      message: `${method.label} has no such cell type, quality or total.`,
      hint: [
        didYouMean(
          column.name,
          method.cells.map((key) => cellType(key)?.label ?? key),
        ),
        `${method.label} has ${method.cells.map((key) => cellType(key)?.label ?? key).join(', ')}.`,
      ]
        .filter(Boolean)
        .join(' '),
    })
    return []
  })
}

/** immunedeconv writes MCP-counter's monocytic lineage twice, under two names: equal columns of one cell are one. */
function withoutTwins(columns: readonly ImmuneColumn[], block: Block, { findings }: Context): ImmuneColumn[] {
  return columns.filter((column, i) => {
    const twin = columns.slice(0, i).find(({ variable }) => variable.key === column.variable.key)
    const equal = twin?.values.every((value, row) => Object.is(value, column.values[row])) === true
    if (equal)
      report(findings, 'cell-repeated', {
        file: block.file.id,
        value: column.variable.key,
        message: `Two columns are ${column.variable.label} with the same values; one is kept.`,
      })
    return !equal
  })
}

/** Cells that the method has and the file lacks; cells that two columns claim. */
function checkCells(
  columns: readonly ImmuneColumn[],
  method: ImmuneMethod,
  spec: ImmuneSpec,
  block: Block,
  { findings }: Context,
): void {
  const keys = columns.map(({ variable }) => variable.key)
  const absent = method.cells.filter((cell) => !keys.includes(cell))
  if (absent.length > 0)
    report(findings, 'cell-absent', {
      file: block.file.id,
      message: `${layerRef(spec)} lacks ${absent.length} of ${method.cells.length} cell types: ${absent.join(', ')}.`,
    })
  for (const key of new Set(keys.filter((name, i) => keys.indexOf(name) < i)))
    report(findings, 'cell-unknown', {
      file: block.file.id,
      value: key,
      message: 'Two columns are this cell type.',
    })
}

/** How far a sum may be off 1: results are written with six digits and more, and some tables are rounded to three. */
const sumTolerance = 0.02

function checkValues(
  columns: readonly ImmuneColumn[],
  method: ImmuneMethod,
  rows: readonly Row[],
  block: Block,
  context: Context,
): void {
  const cells = columns.filter(({ variable }) => variable.role === 'measure')
  const share = method.unit.startsWith('share')
  const highest = cells.reduce((max, { values }) => values.reduce((m, v) => (v > m ? v : m), max), -Infinity)
  if (share && highest > 1.5) {
    report(context.findings, 'fractions-percent', {
      file: block.file.id,
      value: String(highest),
      message: 'A share is at most 1; these look like percent.',
      hint: 'Declare "percent": true for this layer when they are.',
    })
    return
  }
  checkSigns(cells, method, rows, block, context)
  if (method.sumsToOneOver !== null) checkSums(cells, method, rows, block, context)
}

function checkSigns(
  cells: readonly ImmuneColumn[],
  method: ImmuneMethod,
  rows: readonly Row[],
  block: Block,
  { findings }: Context,
): void {
  // xCell floors its scores at 0; ESTIMATE's and arbitrary units have no floor, and the IPS counts suppressors and checkpoints below 0
  const mayBeNegative = method.unit === 'arbitrary' || ['estimate', 'ips'].includes(method.key)
  let tiny = 0
  for (const { variable, values, position } of cells)
    values.forEach((value, i) => {
      if (value !== 0 && Math.abs(value) < 1e-12) tiny += 1
      const row = rows[i]
      if (value >= 0 || mayBeNegative || Number.isNaN(value) || !row) return
      report(findings, 'fraction-negative', {
        file: block.file.id,
        line: block.lineOf(row, position),
        column: variable.label,
        value: String(value),
        message: `${row.id}: values of ${method.label} (${method.unit}) are never negative.`,
      })
    })
  if (tiny > 0)
    report(findings, 'values-tiny', {
      file: block.file.id,
      message: `${tiny} values are between 0 and 1e-12.`,
    })
}

function checkSums(
  cells: readonly ImmuneColumn[],
  method: ImmuneMethod,
  rows: readonly Row[],
  block: Block,
  { findings }: Context,
): void {
  rows.forEach((row, i) => {
    const sum = cells.reduce((total, { values }) => total + (values[i] ?? NaN), 0)
    if (Number.isNaN(sum) || Math.abs(sum - 1) <= sumTolerance) return
    report(findings, 'fractions-sum', {
      file: block.file.id,
      line: row.line,
      value: String(sum),
      message: `${row.id}: the cells of ${method.label} add up to ${sum.toFixed(4)}, not 1.`,
    })
  })
}
