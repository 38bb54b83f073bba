import type { VariableContent } from '../db/release/content.ts'
import type { Block, BlockColumn, Context, Row } from './harmoniseBlock.ts'
import { cellText, reportAbsent } from './harmoniseBlock.ts'
import type { EntityRow, LayerPart } from './harmonisedLayer.ts'
import { numberVariable } from './harmonisedLayer.ts'
import type { ClinicalSpec, OutcomeSpec, VariableSpec } from './manifest.ts'
import { variableSpecKey } from './manifestReferences.ts'
import { numberFault, parseNumber } from './numbers.ts'
import { checkCode } from './missingCodes.ts'
import { originOf } from './origin.ts'
import { report } from './rules.ts'

/** Declared variables of a clinical table, one value a patient, however many rows (treatments, diagnoses) the table gives them. */
export function harmoniseClinical(block: Block, spec: ClinicalSpec, context: Context): LayerPart {
  const patients = patientRows(block)
  const variables: VariableContent[] = []
  const columns: Float64Array[] = []
  const positions: number[][] = []
  for (const variable of spec.variables) {
    const cells = patientCells(block, variable.column, variable.missing, patients, spec, context)
    if (!cells) continue
    const { content, values } =
      variable.type === 'number'
        ? numberColumn(variable, cells, block, context)
        : categoryColumn(variable, cells, block, context)
    if (values.every(Number.isNaN))
      report(context.findings, 'column-empty', {
        file: block.file.id,
        column: variable.column,
        message: 'No patient of the cohort has a value.',
      })
    if (variable.type === 'number') checkCode(variable.column, values, block, context)
    variables.push(content)
    columns.push(values)
    positions.push([block.columns.findIndex(({ name }) => name === variable.column)])
  }
  const rows = patients.map((patient) => patient.rows)
  return {
    file: block.file.id,
    entity: 'patient',
    rows: patients.map(asEntity),
    variables,
    columns,
    origin: originOf(block, rows, positions, collapseRules(spec)),
  }
}

/** How several rows of a patient became one. */
export function collapseRules({ prefer, conflicts }: ClinicalSpec | OutcomeSpec): string[] {
  return [
    'one value a patient: the one that all rows of the patient share',
    ...(prefer ? [`where rows differ, those with ${prefer.column} = ${prefer.value} decide`] : []),
    conflicts === 'missing' ? 'what still differs is missing' : 'what still differs refuses the import',
  ]
}

export interface PatientRows {
  patient: string
  rows: readonly Row[]
}

export function asEntity({ patient }: PatientRows): EntityRow {
  return { id: patient, patient, barcode: null }
}

/** The rows of each patient. */
export function patientRows(block: Block): PatientRows[] {
  const byPatient = Map.groupBy(block.rows, (row) => row.patient)
  return [...byPatient].map(([patient, rows]) => ({ patient, rows }))
}

/** A patient's cell: its text, null when missing, and the line it was found at. */
export interface Cell {
  patient: string
  text: string | null
  line: number
}

/** One cell a patient by the declared rule; null when the column is not there. */
export function patientCells(
  block: Block,
  columnName: string,
  missing: readonly string[],
  patients: readonly PatientRows[],
  spec: ClinicalSpec | OutcomeSpec,
  context: Context,
): Cell[] | null {
  const at = block.columns.findIndex(({ name }) => name === columnName)
  const column = block.columns[at]
  if (!column) {
    reportAbsent(context.findings, block.file.id, columnName, block.columns)
    return null
  }
  const preferred = preferredRows(block, spec, context)
  const decided = { preferred: 0, missing: 0 }
  const cells = patients.map(({ patient, rows }) => {
    const found = distinct(column, rows, missing)
    if (found.length > 1) {
      const better =
        preferred &&
        distinct(
          column,
          rows.filter((row) => preferred.has(row.index)),
          missing,
        )
      if (better?.length === 1) {
        decided.preferred += 1
        return cellOf(patient, better, rows)
      }
      if (spec.conflicts === 'missing') decided.missing += 1
      else reportConflict(patient, columnName, found, block, context)
      return cellOf(patient, [], rows)
    }
    return cellOf(patient, found, rows)
  })
  reportDecided(decided, columnName, spec, block, context)
  return cells
}

function distinct(
  column: BlockColumn,
  rows: readonly Row[],
  missing: readonly string[],
): { text: string; line: number }[] {
  const found = new Map<string, number>()
  for (const row of rows) {
    const text = cellText(column, row.index)
    if (text === null || missing.includes(text) || found.has(text)) continue
    found.set(text, row.line)
  }
  return [...found].map(([text, line]) => ({ text, line }))
}

function cellOf(
  patient: string,
  found: readonly { text: string; line: number }[],
  rows: readonly Row[],
): Cell {
  const [value] = found
  return { patient, text: value?.text ?? null, line: value?.line ?? rows[0]?.line ?? 0 }
}

function preferredRows(
  block: Block,
  { prefer }: ClinicalSpec | OutcomeSpec,
  { findings }: Context,
): Set<number> | null {
  if (!prefer) return null
  const column = block.columns.find(({ name }) => name === prefer.column)
  if (!column) {
    reportAbsent(findings, block.file.id, prefer.column, block.columns)
    return null
  }
  return new Set(
    block.rows.filter((row) => cellText(column, row.index) === prefer.value).map((row) => row.index),
  )
}

function reportConflict(
  patient: string,
  column: string,
  found: readonly { text: string; line: number }[],
  block: Block,
  { findings }: Context,
): void {
  report(findings, 'rows-conflict', {
    file: block.file.id,
    line: found[1]?.line,
    column,
    value: found[1]?.text,
    message: `${patient} has ${found.map(({ text, line }) => `"${text}" (line ${line})`).join(', ')}.`,
    hint: 'Declare which rows decide ("prefer"), or "conflicts": "missing".',
  })
}

function reportDecided(
  decided: { preferred: number; missing: number },
  column: string,
  spec: ClinicalSpec | OutcomeSpec,
  block: Block,
  { findings }: Context,
): void {
  const file = block.file.id
  if (decided.preferred > 0 && spec.prefer)
    report(findings, 'conflict-preferred', {
      file,
      column,
      message: `${decided.preferred} patients have rows with different values; those with ${spec.prefer.column} = ${spec.prefer.value} decide.`,
    })
  if (decided.missing > 0)
    report(findings, 'conflict-missing', {
      file,
      column,
      message: `${decided.missing} patients have rows with different values, which no rule decides.`,
    })
}

interface Column {
  content: VariableContent
  values: Float64Array
}

function numberColumn(spec: VariableSpec, cells: readonly Cell[], block: Block, context: Context): Column {
  const at = { file: block.file.id, column: spec.column }
  const [low, high] = spec.range ?? [-Infinity, Infinity]
  const values = Float64Array.from(cells, ({ text, line }) => {
    if (text === null) return NaN
    const value = parseNumber(text)
    if (value === null) {
      const { rule, ...fault } = numberFault(text, spec.missing)
      report(context.findings, rule, { ...at, line, value: text, ...fault })
      return NaN
    }
    if (value < low || value > high)
      report(context.findings, 'out-of-range', {
        ...at,
        line,
        value: text,
        message: `Declared is ${low} to ${high}.`,
      })
    return value
  })
  const label = spec.label ?? spec.column
  const key = variableSpecKey(spec)
  return { content: numberVariable({ key, label, unit: spec.unit ?? '', role: spec.role }), values }
}

function categoryColumn(spec: VariableSpec, cells: readonly Cell[], block: Block, context: Context): Column {
  const { codes } = spec
  const names = cells.map(({ text }) => (text === null ? null : codes ? (codes[text] ?? text) : text))
  const declared = spec.levels ?? (codes ? [...new Set(Object.values(codes))].sort() : null)
  const levels = declared ?? [...new Set(names.filter((name) => name !== null))].sort()
  const values = Float64Array.from(names, (name, i) => {
    if (name === null) return NaN
    const cell = cells[i]
    const level =
      codes && cell?.text !== null && codes[cell?.text ?? ''] === undefined ? -1 : levels.indexOf(name)
    if (level >= 0) return level
    report(context.findings, 'code-unknown', {
      file: block.file.id,
      line: cell?.line,
      column: spec.column,
      value: cell?.text ?? name,
      message: `Declared are ${(codes ? Object.keys(codes) : levels).join(', ')}.`,
    })
    return NaN
  })
  const label = spec.label ?? spec.column
  return {
    content: {
      key: variableSpecKey(spec),
      label,
      unit: 'category',
      type: 'category',
      role: spec.role,
      levels,
    },
    values,
  }
}
