import { doublePrecision, foreignKey, integer, pgTable, primaryKey, text } from '../drizzle/pgCore.cjs'
import { patient } from './patient.ts'
import { release } from './release.ts'

export const ctSeries = pgTable(
  'ct_series',
  {
    releaseId: integer('release_id')
      .notNull()
      .references(() => release.id, { onDelete: 'cascade' }),
    ordinal: integer('ordinal').notNull(),
    patient: integer('patient').notNull(),
    studyUid: text('study_uid').notNull(),
    seriesUid: text('series_uid').notNull(),
    modality: text('modality'),
    phase: text('phase'),
    manufacturer: text('manufacturer'),
    sliceThicknessMm: doublePrecision('slice_thickness_mm'),
    description: text('description'),
  },
  (table) => [
    primaryKey({ columns: [table.releaseId, table.ordinal] }),
    foreignKey({
      name: 'ct_series_patient',
      columns: [table.releaseId, table.patient],
      foreignColumns: [patient.releaseId, patient.ordinal],
    }).onDelete('cascade'),
  ],
)
