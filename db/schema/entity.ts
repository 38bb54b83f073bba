import { foreignKey, integer, pgTable, primaryKey, text, unique } from '../drizzle/pgCore.cjs'
import type { EntityContent } from '../release/content.ts'
import { patient } from './patient.ts'
import { release } from './release.ts'

/** Lesions, regions and readings; the ordinal is the position in the release's list of all of them. */
export const entity = pgTable(
  'entity',
  {
    releaseId: integer('release_id')
      .notNull()
      .references(() => release.id, { onDelete: 'cascade' }),
    ordinal: integer('ordinal').notNull(),
    kind: text('kind').$type<EntityContent['kind']>().notNull(),
    entityId: text('entity_id').notNull(),
    patient: integer('patient').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.releaseId, table.ordinal] }),
    unique('entity_id').on(table.releaseId, table.kind, table.entityId),
    foreignKey({
      name: 'entity_patient',
      columns: [table.releaseId, table.patient],
      foreignColumns: [patient.releaseId, patient.ordinal],
    }).onDelete('cascade'),
  ],
)
