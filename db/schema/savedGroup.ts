import { index, json, pgTable, text, timestamp } from '../drizzle/pgCore.cjs'

/** Groups of patients that people made by hand, by submitter id, so that they outlive a release. */
export const savedGroup = pgTable(
  'saved_group',
  {
    /** short id of cohort, label and patients */
    key: text('key').primaryKey(),
    /** slug */
    cohort: text('cohort').notNull(),
    label: text('label').notNull(),
    patients: json('patients').$type<readonly string[]>().notNull(),
    createdAt: timestamp('created_at', { withTimezone: true, mode: 'string' }).notNull().defaultNow(),
  },
  (table) => [index('saved_group_cohort').on(table.cohort)],
)
