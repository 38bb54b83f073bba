import { index, integer, pgTable, text, timestamp } from '../drizzle/pgCore.cjs'
import { release } from './release.ts'

/** An answer that was computed before; canonical text, so that the same question gives the same bytes. */
export const analysis = pgTable(
  'analysis',
  {
    hash: text('hash').primaryKey(),
    releaseId: integer('release_id')
      .notNull()
      .references(() => release.id, { onDelete: 'cascade' }),
    kind: text('kind').notNull(),
    spec: text('spec').notNull(),
    codeVersion: text('code_version').notNull(),
    result: text('result').notNull(),
    computedAt: timestamp('computed_at', { withTimezone: true, mode: 'string' }).notNull().defaultNow(),
  },
  (table) => [index('analysis_release').on(table.releaseId)],
)
