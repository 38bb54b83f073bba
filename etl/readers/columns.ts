/** Turns rows into typed columns: a declared number column holds numbers or it is a finding, never silently text. */
import { aliasOf, reportAlias } from '../columnAliases.ts'
import type { Corrections } from '../corrections.ts'
import type { Findings } from '../findings.ts'
import { didYouMean } from '../nearest.ts'
import { commaNumber, wasNumber } from '../numbers.ts'
import { report, reportNotNumber } from '../rules.ts'
import type { RowView } from '../tableRow.ts'
import type { TableColumn } from './reader.ts'

export type ColumnKind = 'number' | 'text' | 'skip'

export interface ColumnPlan {
  file: string
  /** column that names the row, or several whose values are joined with "/" */
  idColumns: readonly string[]
  /** columns that must be there */
  required: readonly string[]
  kind(name: string, index: number): ColumnKind
  missing: readonly string[]
  filter?: { column: string; equals: string | readonly string[] } | undefined
}

interface GrowingColumn {
  index: number
  name: string
  numbers: Float64Array | null
  texts: (string | null)[]
  seen: Map<string, string>
}

/** what the columns of one table may take */
const maxBytes = 600 * 2 ** 20

/** Collects rows into columns. `start` is given the header, `add` each row, `finish` gives the columns. */
export class ColumnBuilder {
  readonly #plan: ColumnPlan
  readonly #findings: Findings
  readonly #missing: ReadonlySet<string>
  readonly #corrections: Corrections | undefined
  #names: readonly (readonly string[])[] = []
  #columns: GrowingColumn[] = []
  #idAt: number[] = []
  #filterAt = -1
  #wanted: ReadonlySet<string> = new Set()
  #filtered = 0
  #ids: string[] = []
  #lines: Int32Array = new Int32Array(256)
  #full = false
  readonly #comma: boolean
  #textBytes = 0

  constructor(plan: ColumnPlan, findings: Findings, corrections?: Corrections, decimal?: 'comma') {
    this.#plan = plan
    this.#comma = decimal === 'comma'
    this.#corrections = corrections
    this.#findings = findings
    this.#missing = new Set(plan.missing)
  }

  /** @returns false when a column that is needed is not there */
  start(written: readonly string[], line: number): boolean {
    const { filter, file } = this.#plan
    const needed = [...this.#plan.idColumns, ...this.#plan.required, ...(filter ? [filter.column] : [])]
    const names = this.#underDeclaredNames(written, needed, line)
    const absent = [...new Set(needed)].filter((name) => !names.includes(name))
    for (const name of absent)
      report(this.#findings, 'column-missing', {
        file,
        line,
        column: name,
        message: `Missing column: ${name === '' ? '(without a name)' : name}.`,
        hint: [didYouMean(name, names), `The file has: ${listed(names)}.`].filter(Boolean).join(' '),
      })
    if (absent.length > 0) return false
    this.#names = [names, written]
    this.#idAt = this.#plan.idColumns.map((name) => names.indexOf(name))
    this.#filterAt = filter ? names.indexOf(filter.column) : -1
    if (filter) this.#wanted = new Set([filter.equals].flat())
    this.#columns = names.flatMap((name, index) => {
      const kind = this.#plan.kind(name, index)
      if (kind === 'skip') return []
      const numbers = kind === 'number' ? new Float64Array(256) : null
      return [{ index, name, numbers, texts: [], seen: new Map<string, string>() }]
    })
    return true
  }

  /** A needed column that is there in another dress is used under its declared name, with a warning. */
  #underDeclaredNames(
    written: readonly string[],
    needed: readonly string[],
    line: number,
  ): readonly string[] {
    const renamed = new Map<string, string>()
    for (const declared of new Set(needed)) {
      const found = aliasOf(declared, written)
      if (found === null || found === declared || needed.includes(found)) continue
      renamed.set(found, declared)
      reportAlias(this.#findings, { file: this.#plan.file, declared, found, line })
    }
    return renamed.size === 0 ? written : written.map((name) => renamed.get(name) ?? name)
  }

  add(given: RowView): void {
    const row = this.#corrected(given)
    reportFaults(this.#plan.file, row, this.#names[0] ?? [], this.#findings)
    if (this.#filterAt !== -1 && !this.#wanted.has(row.text(this.#filterAt))) {
      this.#filtered += 1
      return
    }
    const n = this.#ids.length
    if (this.#full || n * this.#columns.length * 8 + this.#textBytes > maxBytes) {
      if (!this.#full) this.#tooMany(row.line)
      return
    }
    const id = this.#id(row)
    this.#ids.push(id)
    this.#textBytes += 32 + 2 * id.length
    if (n === this.#lines.length) this.#grow()
    this.#lines[n] = row.line
    for (const column of this.#columns)
      if (column.numbers) column.numbers[n] = this.#number(row, column)
      else column.texts.push(this.#text(row, column))
  }

  #corrected(row: RowView): RowView {
    if (!this.#corrections) return row
    const id = this.#idAt.map((index) => row.text(index)).join('/')
    return this.#corrections.corrected(row, { id, names: this.#names, missing: this.#plan.missing })
  }

  #tooMany(line: number): void {
    this.#full = true
    report(this.#findings, 'limit-exceeded', {
      file: this.#plan.file,
      line,
      message: `The table takes more than ${maxBytes} bytes of memory.`,
    })
  }

  #id(row: RowView): string {
    const parts = this.#idAt.map((index) => row.text(index))
    const blank = parts.findIndex((part) => part.trim() === '')
    if (blank !== -1)
      report(this.#findings, 'blank-id', {
        file: this.#plan.file,
        line: row.line,
        column: this.#plan.idColumns[blank],
        message: 'Row has no id.',
      })
    return parts.join('/')
  }

  #number(row: RowView, column: GrowingColumn): number {
    const value = row.number(column.index)
    if (wasNumber() && !this.#comma) return value
    const text = row.text(column.index)
    if (this.#missing.has(text.trim())) return NaN
    if (this.#comma) {
      const read = commaNumber(text)
      if (read === 'point') this.#point(row.line, column.name, text)
      if (read === 'point') return NaN
      if (read !== null) return read
    }
    reportNotNumber(
      this.#findings,
      { file: this.#plan.file, line: row.line, column: column.name, value: text },
      this.#plan.missing,
    )
    return NaN
  }

  #text(row: RowView, column: GrowingColumn): string | null {
    const text = row.text(column.index)
    const bare = text.trim()
    if (bare === '' || this.#missing.has(bare)) return null
    if (row.isDate?.(column.index) === true)
      report(this.#findings, 'date-as-text', {
        file: this.#plan.file,
        line: row.line,
        column: column.name,
        value: text,
        message:
          'Date cell was kept as text. Please check if the value was accidentally converted to a date.',
      })
    if (this.#comma) return this.#commaText(row.line, column.name, text)
    const known = column.seen.get(text)
    if (known !== undefined) return known
    this.#textBytes += 32 + 2 * text.length
    if (column.seen.size < 4096) column.seen.set(text, text)
    return text
  }

  /** Clinical columns are words until the manifest says that they are numbers: those are written with a point from here on. */
  #commaText(line: number, name: string, text: string): string {
    this.#textBytes += 32 + 2 * text.length
    const read = commaNumber(text)
    // 1.19 is a version, and nowhere else a number of this file
    if (read === 'point' && !/version|^diagnostics_/i.test(name)) this.#point(line, name, text)
    if (typeof read !== 'number' || !text.includes(',')) return text
    return text.trim().replace(',', '.')
  }

  #point(line: number, column: string, value: string): void {
    report(this.#findings, 'thousands-separator', {
      file: this.#plan.file,
      line,
      column,
      value,
      message:
        'A point stands in a number of a file whose decimal sign is declared to be the comma: a thousands separator, or another decimal sign.',
      hint: 'Write all numbers of the file in one way.',
    })
  }

  #grow(): void {
    const size = this.#lines.length * 2
    const lines = new Int32Array(size)
    lines.set(this.#lines)
    this.#lines = lines
    for (const column of this.#columns) {
      if (!column.numbers) continue
      const numbers = new Float64Array(size)
      numbers.set(column.numbers)
      column.numbers = numbers
    }
  }

  /** @returns null when no row is left (a finding) */
  finish(): { ids: string[]; lines: Int32Array; columns: TableColumn[] } | null {
    const { file, filter } = this.#plan
    const n = this.#ids.length
    if (filter && this.#filtered > 0)
      report(this.#findings, 'rows-filtered', {
        file,
        column: filter.column,
        message: `${this.#filtered} of ${this.#filtered + n} rows left out: ${filter.column} is not ${[...this.#wanted].join(' or ')}.`,
      })
    // with no filter every row that is not here is a finding of its own
    if (n === 0 && this.#filtered > 0)
      report(this.#findings, 'no-rows', { file, message: '0 rows are left.' })
    if (n === 0) return null
    const columns = this.#columns.map(({ name, numbers, texts }): TableColumn =>
      numbers ? { name, kind: 'number', values: numbers.slice(0, n) } : { name, kind: 'text', values: texts },
    )
    return { ids: this.#ids, lines: this.#lines.slice(0, n), columns }
  }
}

/** What a workbook holds in the place of values. */
export function reportFaults(file: string, row: RowView, names: readonly string[], findings: Findings): void {
  for (const { index, address, written, rule, message, hint } of row.faults?.() ?? [])
    report(findings, rule, {
      file,
      line: row.line,
      column: names[index] ?? address,
      ...(written === '' ? {} : { value: written }),
      message,
      hint,
    })
}

export function listed(names: readonly string[]): string {
  const shown = names.slice(0, 12).map((name) => (name === '' ? '(no name)' : name))
  return shown.join(', ') + (names.length > 12 ? `, and ${names.length - 12} more` : '')
}
