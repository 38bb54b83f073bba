import { index, integer, pgTable, text, timestamp } from '../drizzle/pgCore.cjs'
import { cohort } from './cohort.ts'
import { release } from './release.ts'

/** Every import that came to its end, also those that changed nothing. */
export const importLog = pgTable(
  'import_log',
  {
    id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
    cohortId: integer('cohort_id')
      .notNull()
      .references(() => cohort.id, { onDelete: 'cascade' }),
    releaseId: integer('release_id')
      .notNull()
      .references(() => release.id, { onDelete: 'cascade' }),
    importKey: text('import_key').notNull(),
    contentHash: text('content_hash').notNull(),
    codeVersion: text('code_version').notNull(),
    outcome: text('outcome').$type<'created' | 'unchanged'>().notNull(),
    at: timestamp('at', { withTimezone: true, mode: 'string' }).notNull().defaultNow(),
  },
  (table) => [index('import_log_key').on(table.cohortId, table.importKey)],
)
