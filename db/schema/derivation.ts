import { integer, json, pgTable, primaryKey, text, unique } from '../drizzle/pgCore.cjs'
import type { DerivationRecord } from '../release/content.ts'
import { release } from './release.ts'
import type { JsonObject } from './types.ts'

/** What was computed on top of an import; each derived release lists all that it stands on. */
export const derivation = pgTable(
  'derivation',
  {
    releaseId: integer('release_id')
      .notNull()
      .references(() => release.id, { onDelete: 'cascade' }),
    ordinal: integer('ordinal').notNull(),
    command: text('command').notNull(),
    key: text('key').notNull(),
    settings: json('settings').$type<JsonObject>().notNull(),
    inputs: text('inputs').array().notNull(),
    outputs: text('outputs').array().notNull(),
    sourceFiles: json('source_files').$type<DerivationRecord['sourceFiles']>().notNull(),
    findings: json('findings').$type<DerivationRecord['findings']>().notNull(),
    findingCounts: json('finding_counts').$type<DerivationRecord['findingCounts']>().notNull(),
    baseShortId: text('base_short_id').notNull(),
    baseContentHash: text('base_content_hash').notNull(),
    codeVersion: text('code_version').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.releaseId, table.ordinal] }),
    unique('derivation_key').on(table.releaseId, table.key),
  ],
)
