import { asc, eq } from '../drizzle/orm.cjs'
import { savedGroup } from '../schema/savedGroup.ts'
import type { Session } from '../session.ts'

export interface SavedGroupRow {
  key: string
  /** slug */
  cohort: string
  label: string
  /** submitter ids, sorted */
  patients: readonly string[]
  /** ISO */
  createdAt: string
}

/** Those of a cohort, oldest first. */
export async function readSavedGroups(session: Session, cohort: string): Promise<SavedGroupRow[]> {
  return session.orm
    .select()
    .from(savedGroup)
    .where(eq(savedGroup.cohort, cohort))
    .orderBy(asc(savedGroup.createdAt), asc(savedGroup.key))
}

/** The same group saved again stays as it is. */
export async function saveGroup(session: Session, row: Omit<SavedGroupRow, 'createdAt'>): Promise<void> {
  await session.orm.insert(savedGroup).values(row).onConflictDoNothing()
}

/** @returns whether it was there */
export async function removeGroup(session: Session, key: string): Promise<boolean> {
  const removed = await session.orm
    .delete(savedGroup)
    .where(eq(savedGroup.key, key))
    .returning({ key: savedGroup.key })
  return removed.length > 0
}
