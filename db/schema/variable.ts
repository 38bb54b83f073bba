import { integer, pgTable, primaryKey, text, unique } from '../drizzle/pgCore.cjs'
import type { VariableContent } from '../release/content.ts'

export const variable = pgTable(
  'variable',
  {
    // no foreign key, which looked at the layer for each of 60,000 rows: 0007_columns_in_bulk.sql
    layerId: integer('layer_id').notNull(),
    ordinal: integer('ordinal').notNull(),
    key: text('key').notNull(),
    label: text('label').notNull(),
    unit: text('unit').notNull(),
    type: text('type').$type<VariableContent['type']>().notNull(),
    role: text('role').$type<VariableContent['role']>().notNull(),
    levels: text('levels').array(),
  },
  (table) => [
    primaryKey({ columns: [table.layerId, table.ordinal] }),
    unique('variable_key').on(table.layerId, table.key),
  ],
)
