import { integer, json, pgTable, text, unique } from '../drizzle/pgCore.cjs'
import type { LayerKind } from '../../science/variableRef.ts'
import type { EntityKind, QualityRule } from '../release/content.ts'
import { release } from './release.ts'
import { bytea, type JsonObject } from './types.ts'

/** One block of variables measured by one method in one unit. */
export const layer = pgTable(
  'layer',
  {
    id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
    releaseId: integer('release_id')
      .notNull()
      .references(() => release.id, { onDelete: 'cascade' }),
    ordinal: integer('ordinal').notNull(),
    kind: text('kind').$type<LayerKind>().notNull(),
    key: text('key').notNull(),
    label: text('label').notNull(),
    entity: text('entity').$type<EntityKind>().notNull(),
    unit: text('unit').notNull(),
    method: text('method').notNull(),
    description: text('description').notNull(),
    settings: json('settings').$type<JsonObject>().notNull(),
    sourceFiles: text('source_files').array().notNull(),
    encoding: text('encoding').$type<'f4' | 'f8'>().notNull(),
    rowCount: integer('row_count').notNull(),
    /** ordinals of the entities, int4 little-endian */
    rows: bytea('rows').notNull(),
    /** for each patient the index into `rows`, −1 = none, int4 little-endian */
    patientRows: bytea('patient_rows'),
    patientRule: text('patient_rule').notNull(),
    quality: json('quality').$type<QualityRule>(),
    variableCount: integer('variable_count').notNull(),
    patientCount: integer('patient_count').notNull(),
  },
  (table) => [unique('layer_name').on(table.releaseId, table.kind, table.key)],
)
