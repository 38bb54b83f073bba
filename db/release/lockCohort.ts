import type { Session } from '../session.ts'

/** Until the transaction ends: nobody else writes this cohort, and this transaction may write (or remove) content of releases. */
export async function lockCohort(session: Session, slug: string, purpose: 'write' | 'remove'): Promise<void> {
  await session.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`radimmune cohort ${slug}`])
  await session.query(`select set_config('radimmune.release', $1, true)`, [purpose])
}
