import type { ReleaseRow } from '../../db/read/releases.ts'
import type { Family } from '../../science/radiogenomics/result.ts'

export type TsvCell = string | number | null

/** One line of a table: names and values, the same names in every line. */
export type TsvRow = readonly (readonly [string, TsvCell])[]

export interface Table {
  /** what a reader has to know of the numbers, e.g. the family that q was adjusted over */
  facts: readonly (readonly [string, string])[]
  rows: readonly TsvRow[]
}

const breaks = /[\t\r\n]+/g

/** A spreadsheet runs what begins so; a number is written as it is. Tabs and line ends would break the table. */
function written(cell: TsvCell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const text = cell.replace(breaks, ' ')
  return /^[=+\-@]/.test(text) ? `'${text}` : text
}

export function tsvLine(cells: readonly TsvCell[]): string {
  return `${cells.map(written).join('\t')}\n`
}

/** A line above a table that says what the table is. */
export function commentLine(name: string, value: string): string {
  return `# ${name}: ${value.replace(breaks, ' ')}\n`
}

/** A fact of every table with q. */
export function familyInWords({ name, planned, tested, adjustment }: Family): string {
  return `${name}: planned ${planned}, tested ${tested}, adjustment ${adjustment}`
}

interface Headed {
  id: string
  spec: string
  release: ReleaseRow
  codeVersion: string
}

/** Full precision, what does not exist is empty; the header names specification, release and code, then the facts. */
export function analysisTsv({ id, spec, release, codeVersion }: Headed, { facts, rows }: Table): string {
  const header: Table['facts'] = [
    ['analysis', id],
    ['specification', spec],
    ['cohort', `${release.cohort.title}${release.cohort.simulated ? ' (simulated)' : ''}`],
    ['release', release.shortId],
    ['content hash', release.contentHash],
    ['code version', codeVersion],
    ...facts,
  ]
  const lines = header.map(([name, value]) => `# ${name}: ${value.replace(breaks, ' ')}`)
  const names = rows[0]?.map(([name]) => name) ?? []
  const table = [names, ...rows.map((row) => row.map(([, cell]) => written(cell)))]
  return `${[...lines, ...table.map((row) => row.join('\t'))].join('\n')}\n`
}
