import { bigint, integer, json, pgTable, primaryKey, text, unique } from '../drizzle/pgCore.cjs'
import { release } from './release.ts'
import type { JsonObject } from './types.ts'

export const sourceFile = pgTable(
  'source_file',
  {
    releaseId: integer('release_id')
      .notNull()
      .references(() => release.id, { onDelete: 'cascade' }),
    ordinal: integer('ordinal').notNull(),
    /** as the manifest names it */
    fileId: text('file_id').notNull(),
    path: text('path').notNull(),
    role: text('role').notNull(),
    format: text('format').notNull(),
    sha256: text('sha256').notNull(),
    bytes: bigint('bytes', { mode: 'number' }).notNull(),
    encoding: text('encoding'),
    delimiter: text('delimiter'),
    rows: bigint('rows', { mode: 'number' }),
    columns: bigint('columns', { mode: 'number' }),
    tool: text('tool'),
    version: text('version'),
    licence: text('licence'),
    settings: json('settings').$type<JsonObject>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.releaseId, table.ordinal] }),
    unique('source_file_id').on(table.releaseId, table.fileId),
  ],
)
