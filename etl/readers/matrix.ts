/** Tables whose rows are variables and whose columns are samples: bytes straight into typed arrays. */
import type { Corrections } from '../corrections.ts'
import type { Findings } from '../findings.ts'
import { report, reportNotNumber } from '../rules.ts'
import { readTable } from '../table.ts'
import type { PlainLine } from '../table.ts'
import { wasNumber } from '../numbers.ts'
import type { TableFacts } from '../tableFacts.ts'
import type { Row, RowView } from '../tableRow.ts'
import { listed } from './columns.ts'
import type { ReadMatrix } from './reader.ts'
import { reportDateIds } from './spreadsheetGenes.ts'
import { isPlainId, numbersOf } from './plainNumbers.ts'
import { fileFacts } from './textTable.ts'
import type { CorrectedTable, Progress } from './textTable.ts'

export interface MatrixPlan {
  /** name of the column of row ids; left out: the first column */
  idColumn?: string | undefined
  /** columns that say something of the row and are no samples */
  annotations?: readonly string[]
  /** the same, where they may be left out */
  optionalAnnotations?: readonly string[]
  /** what is made of values such as `>8` */
  limits?: 'refuse' | 'missing'
  /** columns that are neither (a row number) */
  skip?: readonly string[]
  missing: readonly string[]
  precision?: 'f4' | 'f8' | undefined
  /** rows that are no variables, e.g. `__no_feature`; counted */
  isSummaryRow?: (id: string) => boolean
  /** a row that says what the columns hold, which must be `headerValue` in all of them */
  isHeaderRow?: (id: string) => boolean
  headerValue?: string
  /** gene rows: look for names that a spreadsheet turned into dates */
  genes?: boolean
}

/** `>8.00`, `<0.5`: detection limits */
const limit = /^[<>]=?\s*[+-]?\d+(\.\d+)?$/

/** what the values of one matrix may take */
const maxBytes = 768 * 2 ** 20

/** numbers in one block of memory */
const largestBlock = 2 ** 22

class MatrixBuilder {
  readonly rowIds: string[] = []
  readonly lines: number[] = []
  readonly values: (Float64Array | Float32Array)[] = []
  readonly annotations = new Map<string, (string | null)[]>()
  sampleIds: string[] = []
  skipped = 0
  full = false
  readonly #file: string
  readonly #plan: MatrixPlan
  readonly #findings: Findings
  readonly #missing: ReadonlySet<string>
  readonly #corrections: Corrections | undefined
  #names: readonly string[] = []
  #idAt = 0
  #heldBytes = 0
  #block: Float64Array | Float32Array = new Float64Array(0)
  #used = 0
  #sampleAt: Int32Array = new Int32Array(0)
  #isPlain = false
  #annotationAt: (readonly [number, (string | null)[]])[] = []

  constructor(file: string, plan: MatrixPlan, findings: Findings, corrections: Corrections | undefined) {
    this.#corrections = corrections
    this.#file = file
    this.#plan = plan
    this.#findings = findings
    this.#missing = new Set(plan.missing)
  }

  start(names: readonly string[], line: number): boolean {
    const optional = (this.#plan.optionalAnnotations ?? []).filter((name) => names.includes(name))
    const annotations = [...(this.#plan.annotations ?? []), ...optional]
    const skip = this.#plan.skip ?? []
    const needed = [...(this.#plan.idColumn === undefined ? [] : [this.#plan.idColumn]), ...annotations]
    const absent = needed.filter((name) => !names.includes(name))
    for (const column of absent)
      report(this.#findings, 'column-missing', {
        file: this.#file,
        line,
        column,
        message: `Missing column: ${column}.`,
        hint: `The file has: ${listed(names)}.`,
      })
    if (absent.length > 0) return false
    this.#names = names
    this.#idAt = this.#plan.idColumn === undefined ? 0 : names.indexOf(this.#plan.idColumn)
    for (const name of annotations) this.annotations.set(name, [])
    this.#annotationAt = [...this.annotations].map(([name, values]) => [names.indexOf(name), values] as const)
    const samples = names.flatMap((name, index) =>
      index === this.#idAt || annotations.includes(name) || skip.includes(name) ? [] : [index],
    )
    this.#sampleAt = Int32Array.from(samples)
    this.sampleIds = samples.map((index) => names[index] ?? '')
    // an id, then nothing but samples
    this.#isPlain = this.#idAt === 0 && samples.length === names.length - 1
    if (samples.length > 0) return true
    report(this.#findings, 'column-missing', {
      file: this.#file,
      line,
      message: 'The matrix has no sample columns.',
    })
    return false
  }

  add(given: Row): void {
    const row =
      this.#corrections?.corrected(given, {
        id: given.text(this.#idAt),
        names: [this.#names],
        missing: this.#plan.missing,
      }) ?? given
    const id = row.text(this.#idAt)
    if (this.#plan.isSummaryRow?.(id) === true) {
      this.skipped += 1
      return
    }
    if (this.#plan.isHeaderRow?.(id) === true) {
      this.#checkHeaderRow(row)
      return
    }
    if (id.trim() === '')
      report(this.#findings, 'blank-id', { file: this.#file, line: row.line, message: 'Row has no id.' })
    if (this.full || this.#heldBytes > maxBytes) {
      if (!this.full)
        report(this.#findings, 'limit-exceeded', {
          file: this.#file,
          line: row.line,
          message: `The matrix takes more than ${maxBytes} bytes of memory.`,
        })
      this.full = true
      return
    }
    this.rowIds.push(id)
    this.lines.push(row.line)
    for (const [index, values] of this.#annotationAt) {
      const text = row.text(index)
      values.push(text === '' ? null : text)
    }
    const values = row === given ? this.#numbers(given) : this.#numbersOneByOne(row)
    this.#keep(values)
  }

  /** A line of an id and numbers, read in one pass. @returns false where it is not just that: `add` has to see it */
  addNumbers({ bytes, start, end, delimiter, line }: PlainLine): boolean {
    if (!this.#isPlain || this.full || this.#heldBytes > maxBytes) return false
    const idEnd = bytes.indexOf(delimiter, start)
    if (!isPlainId(bytes, start, idEnd, end)) return false
    const id = bytes.toString('latin1', start, idEnd)
    if (this.#corrections?.concern(line, id) === true) return false
    if (this.#plan.isSummaryRow?.(id) === true || this.#plan.isHeaderRow?.(id) === true) return false
    const values = this.#room()
    if (!numbersOf(bytes, idEnd + 1, end, delimiter, values)) return false
    this.rowIds.push(id)
    this.lines.push(line)
    this.#keep(values)
    return true
  }

  /** A second header line; columns of another kind would be other numbers under the same sample. */
  #checkHeaderRow(row: RowView): void {
    this.#sampleAt.forEach((index, sample) => {
      const text = row.text(index)
      if (text === this.#plan.headerValue) return
      report(this.#findings, 'column-missing', {
        file: this.#file,
        line: row.line,
        column: this.sampleIds[sample],
        value: text,
        message: `The second header line says "${text}", declared is "${this.#plan.headerValue ?? ''}".`,
        hint: 'Declare "value" in the settings, or keep only the columns of one kind.',
      })
    })
  }

  /** Where the next row goes: rows lie behind each other in a few blocks, which cross to another thread faster than 60,000. */
  #room(): Float64Array | Float32Array {
    const n = this.#sampleAt.length
    if (this.#used + n > this.#block.length) {
      const size = Math.max(n, Math.min(largestBlock, 2 * this.#block.length))
      this.#block = this.#plan.precision === 'f4' ? new Float32Array(size) : new Float64Array(size)
      this.#used = 0
    }
    return this.#block.subarray(this.#used, this.#used + n)
  }

  #keep(values: Float64Array | Float32Array): void {
    this.#used += values.length
    this.#heldBytes += values.byteLength
    this.values.push(values)
  }

  /** a row with declared corrections */
  #numbersOneByOne(row: RowView): Float64Array | Float32Array {
    const values = this.#room()
    this.#sampleAt.forEach((cell, sample) => {
      const value = row.number(cell)
      values[sample] = wasNumber() ? value : this.#notNumber(row, cell, sample)
    })
    return values
  }

  #numbers(row: Row): Float64Array | Float32Array {
    const at = this.#sampleAt
    const values = this.#room()
    row.numbers(at, values, (cell, sample) => this.#notNumber(row, cell, sample))
    return values
  }

  #notNumber(row: RowView, index: number, sample: number): number {
    const text = row.text(index)
    if (this.#missing.has(text.trim())) return NaN
    const at = { file: this.#file, line: row.line, column: this.sampleIds[sample], value: text }
    if (this.#plan.limits === undefined || !limit.test(text.trim())) {
      reportNotNumber(this.#findings, at, this.#plan.missing)
      return NaN
    }
    const refused = this.#plan.limits === 'refuse'
    report(this.#findings, refused ? 'limit-value' : 'limit-missing', {
      ...at,
      message: 'This is the limit of what could be measured, not a measurement.',
      ...(refused ? { hint: 'Declare "limits": "missing" to leave such values out.' } : {}),
    })
    return NaN
  }
}

/** Reads a matrix; null when no number of it can be used. */
export async function readMatrix(
  options: CorrectedTable,
  plan: MatrixPlan,
  findings: Findings,
  progress: Progress,
): Promise<(ReadMatrix & { table: TableFacts }) | null> {
  const builder = new MatrixBuilder(options.file, plan, findings, options.corrections)
  const table = await readTable(options, findings, progress, {
    header: (names, line) => builder.start(names, line),
    row: (row) => {
      builder.add(row)
    },
    numbers: (line) => builder.addNumbers(line),
  })
  if (table === null) return null
  const { rowIds, sampleIds, values, annotations, skipped } = builder
  if (skipped > 0)
    report(findings, 'summary-rows', {
      file: options.file,
      message: `${skipped} rows that count reads instead of genes were skipped.`,
    })
  if (rowIds.length === 0 && skipped > 0)
    report(findings, 'no-rows', { file: options.file, message: '0 rows are left.' })
  if (rowIds.length === 0) return null
  if (plan.genes === true) reportDateIds(options.file, rowIds, builder.lines, findings)
  return {
    shape: 'matrix',
    facts: fileFacts(table, rowIds.length, table.columns),
    rowIds,
    rowLines: Int32Array.from(builder.lines),
    sampleIds,
    values,
    ...(annotations.size > 0 ? { rowAnnotations: Object.fromEntries(annotations) } : {}),
    table,
  }
}
