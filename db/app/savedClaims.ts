import { asc, eq } from '../drizzle/orm.cjs'
import { savedClaim } from '../schema/savedClaim.ts'
import type { Session } from '../session.ts'

export interface SavedClaimRow {
  key: string
  title: string
  wording: string
  method: string
  expectations: readonly { cell: string; direction: 'higher' | 'lower' }[]
  /** ISO */
  createdAt: string
}

/** Oldest first. */
export async function readSavedClaims(session: Session): Promise<SavedClaimRow[]> {
  return session.orm.select().from(savedClaim).orderBy(asc(savedClaim.createdAt), asc(savedClaim.key))
}

/** The same claim saved again stays as it is. */
export async function saveClaim(session: Session, row: Omit<SavedClaimRow, 'createdAt'>): Promise<void> {
  await session.orm.insert(savedClaim).values(row).onConflictDoNothing()
}

/** @returns whether it was there */
export async function removeClaim(session: Session, key: string): Promise<boolean> {
  const removed = await session.orm
    .delete(savedClaim)
    .where(eq(savedClaim.key, key))
    .returning({ key: savedClaim.key })
  return removed.length > 0
}
