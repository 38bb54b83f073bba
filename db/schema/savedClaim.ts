import { json, pgTable, text, timestamp } from '../drizzle/pgCore.cjs'

/** Claims that people saved; the published one is no row but part of the program. */
export const savedClaim = pgTable('saved_claim', {
  /** short id of what it says */
  key: text('key').primaryKey(),
  title: text('title').notNull(),
  wording: text('wording').notNull(),
  /** key of the immune method it is about */
  method: text('method').notNull(),
  expectations: json('expectations')
    .$type<readonly { cell: string; direction: 'higher' | 'lower' }[]>()
    .notNull(),
  createdAt: timestamp('created_at', { withTimezone: true, mode: 'string' }).notNull().defaultNow(),
})
