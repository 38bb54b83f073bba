/** Rows of one patient that state different values: what decides, or the question. */
import type { Json } from '../../science/canonical.ts'
import type { DraftFile, DraftManifest } from './draft.ts'
import type { SeenColumn } from './seenColumns.ts'

/** A diagnosis that is the patient's primary disease decides, where the GDC says so. */
export function preferOf(file: DraftFile): { prefer?: Json } {
  const name = 'diagnoses.diagnosis_is_primary_disease'
  const there = file.read?.shape === 'table' && file.read.columns.some((column) => column.name === name)
  return there ? { prefer: { column: name, value: 'true' } } : {}
}

export function askConflicts(
  draft: DraftManifest,
  file: DraftFile,
  columns: readonly SeenColumn[],
  layer: number,
): void {
  const worst = columns.toSorted((a, b) => b.conflicts - a.conflicts)[0]
  draft.questions.push({
    id: `${file.id}-conflicts-${layer}`,
    ask: `Rows of one patient in ${file.found.path} state different values: store "missing" for that patient, or refuse the import?`,
    because: `${columns.length} of the drafted columns differ in somebody, most of all ${worst?.name ?? ''} (${worst?.conflicts ?? 0} patients).`,
    choices: ['missing', 'error'],
    sets: [{ path: `/layers/${layer}/conflicts` }],
  })
}
