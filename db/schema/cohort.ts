import { integer, pgTable, text, timestamp, type AnyPgColumn } from 'drizzle-orm/pg-core'
import { release } from './release.ts'

/** A slug and a pointer to the release that is current; everything told of a cohort stands in its releases. */
export const cohort = pgTable('cohort', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  slug: text('slug').notNull().unique(),
  currentReleaseId: integer('current_release_id').references((): AnyPgColumn => release.id, {
    onDelete: 'set null',
  }),
  createdAt: timestamp('created_at', { withTimezone: true, mode: 'string' }).notNull().defaultNow(),
})
