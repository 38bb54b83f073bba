import { integer, pgTable, primaryKey, text } from '../drizzle/pgCore.cjs'
import type { FindingRecord } from '../release/content.ts'
import { release } from './release.ts'

/** All findings of a rule; `finding` keeps the first hundred. */
export const findingCount = pgTable(
  'finding_count',
  {
    releaseId: integer('release_id')
      .notNull()
      .references(() => release.id, { onDelete: 'cascade' }),
    ordinal: integer('ordinal').notNull(),
    rule: text('rule').notNull(),
    severity: text('severity').$type<FindingRecord['severity']>().notNull(),
    count: integer('count').notNull(),
  },
  (table) => [primaryKey({ columns: [table.releaseId, table.ordinal] })],
)
