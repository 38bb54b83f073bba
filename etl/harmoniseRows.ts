import type { Block, BlockColumn, Context, Row } from './harmoniseBlock.ts'
import { report } from './rules.ts'

/** One row an id: exact repetitions go, conflicts are chosen between by the declared rule or refused. */
export function uniqueRows(
  block: Block,
  scope: string,
  context: Context,
  idOf = (row: Row) => row.id,
): Row[] {
  const byId = Map.groupBy(block.rows, idOf)
  return [...byId].flatMap(([id, rows]) => {
    const [only] = rows
    if (!only) return []
    if (rows.length === 1) return [only]
    return [chosenOf(id, distinctRows(id, rows, block, context), block, scope, context)]
  })
}

/** Rows without exact repetitions; each repetition is reported. */
function distinctRows(id: string, rows: readonly Row[], block: Block, { findings }: Context): Row[] {
  const kept: Row[] = []
  for (const row of rows) {
    const same = kept.find((other) =>
      block.columns.every((column) => cellsEqual(column, row.index, other.index)),
    )
    if (!same) kept.push(row)
    else
      report(findings, 'duplicate-row', {
        file: block.file.id,
        line: row.line,
        value: id,
        message: `The same row stands at line ${same.line}; one of the two was removed.`,
      })
  }
  return kept
}

function cellsEqual(column: BlockColumn, a: number, b: number): boolean {
  return Object.is(column.values[a], column.values[b])
}

function chosenOf(id: string, rows: readonly Row[], block: Block, scope: string, context: Context): Row {
  const [first, ...others] = rows
  if (!first) throw new Error('no row to choose from')
  if (others.length === 0) return first
  const rmse = block.columns.find((column) => column.name === 'RMSE')
  const ranked =
    block.file.duplicates === 'lowest-rmse' && rmse?.kind === 'number'
      ? [...rows].sort((a, b) => (rmse.values[a.index] ?? NaN) - (rmse.values[b.index] ?? NaN))
      : null
  const [best, second] = ranked ?? []
  const decided = best && second && rmse && !cellsEqual(rmse, best.index, second.index)
  if (!decided) {
    report(context.findings, 'duplicate-conflict', {
      file: block.file.id,
      line: others[0]?.line,
      value: id,
      message: `${rows.length} rows with this id have different values, at lines ${rows.map((row) => row.line).join(', ')}.`,
      hint: rmse
        ? 'Remove all but one, or declare a rule in "duplicates".'
        : 'Remove all but one; where they are lesions, regions or readings, name the column that tells them apart as "idColumn" of the layer\'s "rows".',
    })
    return first
  }
  report(context.findings, 'duplicate-chosen', {
    file: block.file.id,
    line: best.line,
    value: id,
    message: `Of ${rows.length} different rows the one with the lowest RMSE stands.`,
  })
  context.ledger.add({
    scope,
    subject: `${id} (repeated)`,
    patient: first.patient,
    code: 'duplicate',
    reason: `${rows.length - 1} further row(s) of ${id} have a higher RMSE`,
  })
  return best
}
