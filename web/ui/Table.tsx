import { useState, type ReactNode } from 'react'

export interface Column<Row> {
  key: string
  header: string
  cell: (row: Row) => ReactNode
  /** what to sort by; a column without it cannot be sorted. Null sorts last either way. */
  sort?: (row: Row) => number | string | null
  align?: 'start' | 'end'
  /** the cell that names the row */
  rowHeader?: boolean
  /** may break inside words: hashes, paths */
  loose?: boolean
  /** its header may take several lines: names of features and groups */
  wraps?: boolean
}

interface Sorting {
  key: string
  descending: boolean
}

function compareValues(a: number | string, b: number | string): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return String(a).localeCompare(String(b), 'en', { numeric: true })
}

/** Stable, so that ties keep the order in which the API gave them. */
function sorted<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  by: Sorting | null,
): readonly Row[] {
  const value = columns.find((column) => column.key === by?.key)?.sort
  if (by === null || value === undefined) return rows
  return rows.toSorted((x, y) => {
    const a = value(x)
    const b = value(y)
    if (a === null || b === null) return Number(a === null) - Number(b === null)
    return by.descending ? compareValues(b, a) : compareValues(a, b)
  })
}

function HeaderCell<Row>({
  column,
  sorting,
  onSort,
}: {
  column: Column<Row>
  sorting: Sorting | null
  onSort: (key: string) => void
}) {
  const here = sorting?.key === column.key ? (sorting.descending ? 'descending' : 'ascending') : 'none'
  const align = column.align ?? 'start'
  if (column.sort === undefined) {
    return (
      <th scope="col" data-align={align} data-wraps={column.wraps}>
        {column.header}
      </th>
    )
  }
  return (
    <th scope="col" data-align={align} aria-sort={here}>
      <button
        type="button"
        onClick={() => {
          onSort(column.key)
        }}
      >
        {column.header}
        <span aria-hidden="true" className="sort-mark">
          {here === 'none' ? '↕' : here === 'ascending' ? '↑' : '↓'}
        </span>
      </button>
    </th>
  )
}

/** A table that names itself, sorts on request, and scrolls inside its own frame on a narrow screen. */
export function Table<Row>({
  caption,
  captionHidden = false,
  columns,
  rows,
  rowKey,
  initialSort = null,
}: {
  caption: string
  captionHidden?: boolean
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  initialSort?: Sorting | null
}) {
  const [sorting, setSorting] = useState(initialSort)
  const onSort = (key: string) => {
    setSorting((before) => ({ key, descending: before?.key === key ? !before.descending : false }))
  }
  return (
    // A scrolling frame must be reachable by keyboard, or its right half is not.
    <div className="table-frame" role="region" aria-label={caption} tabIndex={0}>
      <table>
        <caption className={captionHidden ? 'visually-hidden' : undefined}>
          <span className="caption-text">{caption}</span>
        </caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <HeaderCell key={column.key} column={column} sorting={sorting} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted(rows, columns, sorting).map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column) => {
                const shared = {
                  'data-align': column.align ?? 'start',
                  'data-loose': column.loose ?? false,
                }
                return column.rowHeader === true ? (
                  <th key={column.key} scope="row" {...shared}>
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.key} {...shared}>
                    {column.cell(row)}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
