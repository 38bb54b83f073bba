import type { AnyPgColumn } from '../drizzle/pgCore.cjs'
import { boolean, index, integer, json, pgTable, text, timestamp, unique } from '../drizzle/pgCore.cjs'
import { cohort } from './cohort.ts'
import type { JsonObject } from './types.ts'

/** One immutable state of a cohort. Counts are made once, when it is written. */
export const release = pgTable(
  'release',
  {
    id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
    cohortId: integer('cohort_id')
      .notNull()
      .references(() => cohort.id, { onDelete: 'cascade' }),
    shortId: text('short_id').notNull().unique(),
    number: integer('number').notNull(),
    /** the import that a derived release stands on; null = this is an import itself */
    importId: integer('import_id').references((): AnyPgColumn => release.id, { onDelete: 'cascade' }),
    /** the release that was current when this one was derived */
    derivedFromId: integer('derived_from_id').references((): AnyPgColumn => release.id, {
      onDelete: 'cascade',
    }),
    contentHash: text('content_hash').notNull(),
    importKey: text('import_key').notNull(),
    codeVersion: text('code_version').notNull(),
    manifest: json('manifest').$type<JsonObject>().notNull(),
    createdAt: timestamp('created_at', { withTimezone: true, mode: 'string' }).notNull().defaultNow(),
    title: text('title').notNull(),
    description: text('description').notNull(),
    simulated: boolean('simulated').notNull(),
    disease: text('disease').notNull(),
    imaging: text('imaging'),
    licence: text('licence').notNull(),
    citations: text('citations').array().notNull(),
    patients: integer('patients').notNull(),
    specimens: integer('specimens').notNull(),
    ctSeries: integer('ct_series').notNull(),
    patientsWithCt: integer('patients_with_ct').notNull(),
    patientsWithImaging: integer('patients_with_imaging').notNull(),
    patientsWithRna: integer('patients_with_rna').notNull(),
    patientsWithImmune: integer('patients_with_immune').notNull(),
    patientsWithImagingAndImmune: integer('patients_with_imaging_and_immune').notNull(),
    patientsWithOutcome: integer('patients_with_outcome').notNull(),
    patientsWithScore: integer('patients_with_score').notNull(),
    layers: integer('layers').notNull(),
    variables: integer('variables').notNull(),
  },
  (table) => [
    unique('release_number').on(table.cohortId, table.number),
    index('release_content_hash').on(table.contentHash),
  ],
)
