import { integer, pgTable, primaryKey } from '../drizzle/pgCore.cjs'
import { bytea } from './types.ts'

/** The column of a variable: one number per row of its layer, little-endian, NaN = missing; beside `variable`, which stays narrow to search. */
export const variableValues = pgTable(
  'variable_values',
  {
    // no foreign key, which looked at the layer for each of 60,000 rows: 0007_columns_in_bulk.sql
    layerId: integer('layer_id').notNull(),
    ordinal: integer('ordinal').notNull(),
    values: bytea('values').notNull(),
  },
  (table) => [primaryKey({ columns: [table.layerId, table.ordinal] })],
)
