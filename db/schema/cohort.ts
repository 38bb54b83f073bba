import { integer, pgTable, text, timestamp } from '../drizzle/pgCore.cjs'

/** A slug and a pointer to the release that is current; everything told of a cohort stands in its releases. */
export const cohort = pgTable('cohort', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  slug: text('slug').notNull().unique(),
  /** refers to `release` (on delete set null) in 0000_tables.sql; said here too, it would be a circle of imports */
  currentReleaseId: integer('current_release_id'),
  createdAt: timestamp('created_at', { withTimezone: true, mode: 'string' }).notNull().defaultNow(),
})
