import { boolean, foreignKey, integer, pgTable, primaryKey, text, unique } from '../drizzle/pgCore.cjs'
import type { SpecimenContent } from '../release/content.ts'
import { patient } from './patient.ts'
import { release } from './release.ts'

export const specimen = pgTable(
  'specimen',
  {
    releaseId: integer('release_id')
      .notNull()
      .references(() => release.id, { onDelete: 'cascade' }),
    ordinal: integer('ordinal').notNull(),
    barcode: text('barcode').notNull(),
    patient: integer('patient').notNull(),
    analyte: text('analyte').$type<SpecimenContent['analyte']>().notNull(),
    sampleType: text('sample_type').notNull(),
    sampleTypeLabel: text('sample_type_label').notNull(),
    chosen: boolean('chosen').notNull(),
    reason: text('reason').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.releaseId, table.ordinal] }),
    unique('specimen_barcode').on(table.releaseId, table.barcode, table.analyte),
    foreignKey({
      name: 'specimen_patient',
      columns: [table.releaseId, table.patient],
      foreignColumns: [patient.releaseId, patient.ordinal],
    }).onDelete('cascade'),
  ],
)
