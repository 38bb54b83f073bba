import { integer, pgTable, primaryKey, text, unique } from '../drizzle/pgCore.cjs'
import { release } from './release.ts'

export const patient = pgTable(
  'patient',
  {
    releaseId: integer('release_id')
      .notNull()
      .references(() => release.id, { onDelete: 'cascade' }),
    ordinal: integer('ordinal').notNull(),
    submitterId: text('submitter_id').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.releaseId, table.ordinal] }),
    unique('patient_submitter_id').on(table.releaseId, table.submitterId),
  ],
)
