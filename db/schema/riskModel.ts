import { doublePrecision, integer, json, pgTable, primaryKey, text, unique } from '../drizzle/pgCore.cjs'
import { release } from './release.ts'
import type { JsonObject } from './types.ts'

export const riskModel = pgTable(
  'risk_model',
  {
    releaseId: integer('release_id')
      .notNull()
      .references(() => release.id, { onDelete: 'cascade' }),
    ordinal: integer('ordinal').notNull(),
    key: text('key').notNull(),
    label: text('label').notNull(),
    inputs: text('inputs').array().notNull(),
    centre: doublePrecision('centre').array().notNull(),
    scale: doublePrecision('scale').array().notNull(),
    loadings: doublePrecision('loadings').array().notNull(),
    cutoff: doublePrecision('cutoff').notNull(),
    cutoffRule: text('cutoff_rule').notNull(),
    trainedCohort: text('trained_cohort').notNull(),
    trainedPatients: integer('trained_patients').notNull(),
    trainedDescription: text('trained_description').notNull(),
    /** the whole model with its card, as a model file states it; null where only probabilities were brought along */
    card: json('card').$type<JsonObject>(),
  },
  (table) => [
    primaryKey({ columns: [table.releaseId, table.ordinal] }),
    unique('risk_model_key').on(table.releaseId, table.key),
  ],
)
