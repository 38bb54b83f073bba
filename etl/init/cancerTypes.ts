import type { DraftFile } from './draft.ts'

const names = /^(CancerType|cancer_type|type|project_id|acronym|disease)$/i
const code = /^([A-Z]{2,5}|TCGA-[A-Z]{2,5})$/

/** The column of cancer types of a table that holds several, with its types; null when it holds one. */
export function isTableOfTypes({ read }: DraftFile): { column: string; values: string[] } | null {
  if (read?.shape !== 'table') return null
  for (const column of read.columns) {
    if (column.kind !== 'text' || !names.test(column.name)) continue
    const values = [...new Set(column.values.filter((value) => value !== null))].sort()
    if (values.length > 1 && values.every((value) => code.test(value))) return { column: column.name, values }
  }
  return null
}
