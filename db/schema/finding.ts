import { bigint, integer, pgTable, primaryKey, text } from '../drizzle/pgCore.cjs'
import type { FindingRecord } from '../release/content.ts'
import { release } from './release.ts'

export const finding = pgTable(
  'finding',
  {
    releaseId: integer('release_id')
      .notNull()
      .references(() => release.id, { onDelete: 'cascade' }),
    ordinal: integer('ordinal').notNull(),
    severity: text('severity').$type<FindingRecord['severity']>().notNull(),
    rule: text('rule').notNull(),
    file: text('file'),
    line: bigint('line', { mode: 'number' }),
    column: text('column_name'),
    value: text('value'),
    message: text('message').notNull(),
    hint: text('hint'),
  },
  (table) => [primaryKey({ columns: [table.releaseId, table.ordinal] })],
)
