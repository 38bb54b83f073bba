/** Changes of the mapping as the API takes them: all that differs from what was recognised, every time. */
import type { ColumnUse, FileMapping, FileUse } from '../../gql/generated/graphql.ts'
import type { Folder } from './useImportFolder.ts'

export const fileUses = ['CLINICAL', 'FEATURES', 'LEFT_OUT'] as const satisfies readonly FileUse[]
export const columnUses = [
  'PATIENT',
  'NUMBER',
  'CATEGORY',
  'STATUS',
  'TIME',
  'LEFT_OUT',
] as const satisfies readonly ColumnUse[]

/** The API keeps uses in lower case with hyphens. */
function named<Use extends string>(uses: readonly Use[], word: string): Use | null {
  return uses.find((use) => use.toLowerCase().replace('_', '-') === word) ?? null
}

export function useOfFile({ mapping }: Folder, path: string): FileUse | null {
  const found = mapping.find((one) => one.path === path && one.column === null)
  return found ? named(fileUses, found.use) : null
}

export function useOfColumn({ mapping }: Folder, path: string, column: string): ColumnUse | null {
  const found = mapping.find((one) => one.path === path && one.column === column)
  return found ? named(columnUses, found.use) : null
}

function asInput({ mapping }: Folder): FileMapping[] {
  const paths = [...new Set(mapping.map(({ path }) => path))]
  return paths.map((path) => {
    const own = mapping.filter((one) => one.path === path)
    const whole = own.find(({ column }) => column === null)
    const columns = own.flatMap(({ column, use }) => {
      const known = named(columnUses, use)
      return column === null || known === null ? [] : [{ name: column, use: known }]
    })
    return { path, use: whole ? named(fileUses, whole.use) : null, columns }
  })
}

/** @param use null: as it is recognised */
export function withFileUse(folder: Folder, path: string, use: FileUse | null): FileMapping[] {
  const files = asInput(folder)
  const own = files.find((file) => file.path === path) ?? { path, columns: [] }
  return [...files.filter((file) => file.path !== path), { ...own, use }]
}

/** One column names the patient; whatever did so before is as it is recognised again. */
export function withColumnUse(
  folder: Folder,
  path: string,
  { column, use }: { column: string; use: ColumnUse | null },
): FileMapping[] {
  const files = asInput(folder)
  const own = files.find((file) => file.path === path) ?? { path, use: null, columns: [] }
  const others = own.columns.filter(
    (one) => one.name !== column && !(use === 'PATIENT' && one.use === 'PATIENT'),
  )
  const columns = use === null ? others : [...others, { name: column, use }]
  return [...files.filter((file) => file.path !== path), { ...own, columns }]
}
