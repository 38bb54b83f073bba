import { foreignKey, index, integer, pgTable, primaryKey, text } from '../drizzle/pgCore.cjs'
import { patient } from './patient.ts'
import { release } from './release.ts'

/** Who was left out of what, and why. A subject may be somebody who is no patient of the cohort. */
export const exclusion = pgTable(
  'exclusion',
  {
    releaseId: integer('release_id')
      .notNull()
      .references(() => release.id, { onDelete: 'cascade' }),
    ordinal: integer('ordinal').notNull(),
    scope: text('scope').notNull(),
    subject: text('subject').notNull(),
    patient: integer('patient'),
    code: text('code').notNull(),
    reason: text('reason').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.releaseId, table.ordinal] }),
    index('exclusion_patient').on(table.releaseId, table.patient),
    foreignKey({
      name: 'exclusion_patient',
      columns: [table.releaseId, table.patient],
      foreignColumns: [patient.releaseId, patient.ordinal],
    }).onDelete('cascade'),
  ],
)
