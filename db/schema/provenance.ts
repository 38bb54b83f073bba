import { integer, pgTable, primaryKey, text, unique } from '../drizzle/pgCore.cjs'
import { release } from './release.ts'
import { bytea } from './types.ts'

/** Where the values of each imported layer stand in the files, packed by db/release/packProvenance.ts; read for one variable at a time. */
export const provenance = pgTable(
  'provenance',
  {
    releaseId: integer('release_id')
      .notNull()
      .references(() => release.id, { onDelete: 'cascade' }),
    ordinal: integer('ordinal').notNull(),
    /** `<kind>:<key>` */
    layer: text('layer').notNull(),
    detail: bytea('detail').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.releaseId, table.ordinal] }),
    unique('provenance_layer').on(table.releaseId, table.layer),
  ],
)
