import { parseFeatureColumn } from '../science/imaging/featureColumn.ts'
import { featureLabel } from '../science/imaging/featureLabel.ts'
import type { Block, Context, Row } from './harmoniseBlock.ts'
import { cellText, reportAbsent } from './harmoniseBlock.ts'
import type { EntityRow, LayerPart } from './harmonisedLayer.ts'
import { columnAt, entityRow, keysOf, layerRef, numberVariable } from './harmonisedLayer.ts'
import { uniqueRows } from './harmoniseRows.ts'
import type { ImagingSpec } from './manifest.ts'
import { checkCode } from './missingCodes.ts'
import { originOf } from './origin.ts'
import { report } from './rules.ts'

/** Features of one file: every number column that is not excluded, its own name as key and, where it is known, the field's name as label. */
export function harmoniseImaging(block: Block, spec: ImagingSpec, context: Context): LayerPart {
  const toEntity = entityNamer(block, spec, context)
  const rows = uniqueRows(block, layerRef(spec), context, (row) => toEntity(row).id)
  const names = block.columns.map((column) => column.name)
  for (const name of [...spec.exclude, ...Object.keys(spec.units)])
    if (!names.includes(name)) reportAbsent(context.findings, block.file.id, name, block.columns)
  const left = new Set([...spec.exclude, spec.rows.idColumn])
  const features = block.columns.filter((column) => !left.has(column.name))
  const keys = keysOf(features.map((column) => column.name))
  const numbers = features.flatMap((column) => {
    if (column.kind === 'number') return [{ name: column.name, values: columnAt(column.values, rows) }]
    report(context.findings, 'column-type', {
      file: block.file.id,
      column: column.name,
      message: 'This column holds text, a feature is a number.',
      hint: 'List it under "exclude" when it is no feature.',
    })
    return []
  })
  for (const { name, values } of numbers) {
    checkFeature(name, values, block, context)
    checkCode(name, values, block, context)
  }
  checkMissing(numbers, rows, block, context)
  noteCodes(
    numbers.map(({ name }) => name),
    block,
    context,
  )
  return {
    file: block.file.id,
    entity: spec.rows.entity === 'patient' ? block.entity : spec.rows.entity,
    rows: rows.map(toEntity),
    variables: numbers.map(({ name }) =>
      numberVariable({
        key: keys.get(name) ?? name,
        label: featureLabel(name) ?? name,
        unit: spec.units[name] ?? spec.unit,
      }),
    ),
    columns: numbers.map(({ values }) => values),
    origin: originOf(
      block,
      rows.map((row) => [row]),
      numbers.map(({ name }) => [names.indexOf(name)]),
      ['a feature is the value as written'],
    ),
  }
}

/** Lesions and regions are named within their patient: "HCC_001/3". */
function entityNamer(block: Block, spec: ImagingSpec, context: Context): (row: Row) => EntityRow {
  const { idColumn } = spec.rows
  if (spec.rows.entity === 'patient' || idColumn === undefined) return entityRow
  const column = block.columns.find(({ name }) => name === idColumn)
  if (!column) {
    reportAbsent(context.findings, block.file.id, idColumn, block.columns)
    return entityRow
  }
  return (row) => ({ ...entityRow(row), id: `${row.patient}/${cellText(column, row.index) ?? ''}` })
}

/** Features that are there for some rows and not for others; said once a file, with the first place. */
function checkMissing(
  numbers: readonly { name: string; values: Float64Array }[],
  rows: readonly Row[],
  block: Block,
  { findings }: Context,
): void {
  const missing = numbers.flatMap(({ name, values }) => {
    const at = Array.from(values.keys()).filter((i) => Number.isNaN(values[i]))
    return at.length > 0 && at.length < values.length ? [{ name, at }] : []
  })
  const [first] = missing
  if (!first) return
  const lacking = new Set(missing.flatMap(({ at }) => at)).size
  report(findings, 'feature-missing', {
    file: block.file.id,
    line: rows[first.at[0] ?? 0]?.line,
    column: first.name,
    message: `${missing.length} of ${numbers.length} features lack values, in ${lacking} of ${rows.length} rows.`,
  })
}

/** MIRP's names are led to codes of the IBSI; what has none is named, since no other tool's feature can be held against it. */
function noteCodes(names: readonly string[], block: Block, { findings }: Context): void {
  const known = names.map((name) => ({ name, parsed: parseFeatureColumn(name) }))
  if (!known.some(({ parsed }) => parsed?.tool === 'mirp')) return
  const without = known.filter(({ parsed }) => parsed?.feature.ibsi == null).map(({ name }) => name)
  report(findings, 'feature-codes', {
    file: block.file.id,
    value: without.slice(0, 10).join(', '),
    message: `${names.length - without.length} of ${names.length} features have a code of the IBSI.`,
  })
}

function checkFeature(name: string, values: Float64Array, block: Block, { findings }: Context): void {
  const measured = values.filter((value) => !Number.isNaN(value))
  const [first] = measured
  if (first === undefined) {
    if (values.length > 0)
      report(findings, 'feature-absent', {
        file: block.file.id,
        column: name,
        message: 'No value for anybody.',
      })
    return
  }
  if (measured.length > 1 && measured.every((value) => value === first))
    report(findings, 'feature-constant', {
      file: block.file.id,
      column: name,
      value: String(first),
      message: `All ${measured.length} values are ${first}, so it cannot tell patients apart.`,
    })
}
