/** What a person says of files and their columns before a manifest is drafted, where recognition would say otherwise. */
import { z } from 'zod'
import { InvalidInput } from '../../science/errors.ts'
import { cellsOf, isMostlyNumeric } from '../recognise/looks.ts'
import type { Recognised } from '../recognise/recognise.ts'
import { clinicalTable, featureTable } from '../readers/plainTables.ts'
import type { Reader, RecognisedPart } from '../readers/reader.ts'
import type { FoundFile } from './scan.ts'

export const fileUses = ['clinical', 'features', 'left-out'] as const
export const columnUses = ['patient', 'number', 'category', 'status', 'time', 'left-out'] as const
export type ColumnUse = (typeof columnUses)[number]

const mappedFileSchema = z.strictObject({
  use: z.enum(fileUses).nullable().default(null),
  /** by the column's name */
  columns: z.record(z.string(), z.enum(columnUses)).default({}),
})
export type MappedFile = z.output<typeof mappedFileSchema>

/** by the path of the file */
export const mappingSchema = z.record(z.string(), mappedFileSchema)
export type Mapping = z.output<typeof mappingSchema>

/** The use that was chosen for a column; undefined: as it is recognised. */
export function useOf(mapped: MappedFile | null, column: string): ColumnUse | undefined {
  return mapped !== null && Object.hasOwn(mapped.columns, column) ? mapped.columns[column] : undefined
}

export function columnsWith(mapped: MappedFile | null, use: ColumnUse): string[] {
  return Object.entries(mapped?.columns ?? {}).flatMap(([name, own]) => (own === use ? [name] : []))
}

/** @throws InvalidInput two columns of one file that name the patient: the second would be passed over in silence */
export function checkMapping(mapping: Mapping): void {
  for (const [path, mapped] of Object.entries(mapping)) {
    const patients = columnsWith(mapped, 'patient')
    if (patients.length > 1)
      throw new InvalidInput(
        'files.columns',
        `${patients.join(', ')} of ${path}`,
        'one column that names the patient',
      )
  }
}

type Data = Extract<Recognised, { kind: 'data' }>
const plainReaders: Readonly<Record<string, Reader>> = { clinical: clinicalTable, features: featureTable }

/** The reader and settings of a part after what a person said; only tables of no tool can be read as something else. */
export function mappedPart(
  data: Data,
  part: RecognisedPart,
  file: FoundFile,
  mapped: MappedFile | null,
): { reader: Reader; part: RecognisedPart } {
  const chosen = plainReaders[mapped?.use ?? '']
  const isPlain = Object.values(plainReaders).some(({ format }) => format === data.reader.format)
  const [patient] = columnsWith(mapped, 'patient')
  if (!isPlain || (!chosen && patient === undefined)) return { reader: data.reader, part }
  const reader = chosen ?? data.reader
  const { idColumn: recognised, ...given } = part.settings ?? {}
  // which columns are text is found anew
  const settings = Object.fromEntries(Object.entries(given).filter(([name]) => name !== 'text'))
  const idColumn = patient ?? recognised
  const own = { ...settings, ...(idColumn === undefined ? {} : { idColumn }) }
  const text = reader === featureTable ? textColumns(file, own) : []
  const role = chosen ? chosen.role : (part.role ?? reader.role)
  return { reader, part: { ...part, role, settings: text.length > 0 ? { ...own, text } : own } }
}

function textColumns({ head }: FoundFile, settings: Record<string, unknown>): string[] {
  const table = head.tables.find(({ sheet }) => sheet === (settings['sheet'] ?? null)) ?? head.tables[0]
  if (!table) return []
  const id = settings['idColumn'] ?? table.names[0]
  return table.names.filter((name, i) => name !== id && !isMostlyNumeric(cellsOf(table, i)))
}
