import { parseNumber } from '../numbers.ts'
import { isIdName } from '../readers/idColumn.ts'
import { textOf } from './draft.ts'
import type { DraftFile, DraftManifest } from './draft.ts'

/** A table of no known tool may be the other way round, or have no id at all: then a measurement would name the patients. */
export function noteDoubts(draft: DraftManifest, file: DraftFile): void {
  const { found, format, settings, mapped, read, ids } = file
  const isPlain = format === 'clinical-table' || format === 'feature-table'
  if (!isPlain || mapped !== null || read?.shape !== 'table') return
  const id = textOf(settings['idColumn'] ?? found.head.tables[0]?.names[0])
  if (!isIdName(id) && ids.every((text) => parseNumber(text) !== null))
    draft.notes.push(
      `${found.path}: its rows are named by "${id}", which holds numbers. Is it the id of the patients? If not, say which column is.`,
    )
  if (format === 'clinical-table' && 2 * ids.length < read.columns.length)
    draft.notes.push(
      `${found.path}: ${ids.length} rows and ${read.columns.length} columns beside the id. Are the patients its columns? Then turn it round.`,
    )
}
