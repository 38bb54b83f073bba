import { integer, pgTable, primaryKey } from '../drizzle/pgCore.cjs'
import { layer } from './layer.ts'
import { bytea } from './types.ts'

/** The column of a variable: one number per row of its layer, little-endian, NaN = missing; beside `variable`, which stays narrow to search. */
export const variableValues = pgTable(
  'variable_values',
  {
    layerId: integer('layer_id')
      .notNull()
      .references(() => layer.id, { onDelete: 'cascade' }),
    ordinal: integer('ordinal').notNull(),
    values: bytea('values').notNull(),
  },
  (table) => [primaryKey({ columns: [table.layerId, table.ordinal] })],
)
