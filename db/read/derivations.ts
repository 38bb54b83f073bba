import { asc, eq } from '../drizzle/orm.cjs'
import { derivationSelection } from '../derivationRow.ts'
import type { DerivationRecord } from '../release/content.ts'
import { derivation } from '../schema/derivation.ts'
import type { Session } from '../session.ts'

export type DerivationRow = DerivationRecord

/** What a release adds to its import, oldest first; empty for an import. */
export async function readDerivations({ orm }: Session, releaseId: number): Promise<DerivationRow[]> {
  return await orm
    .select(derivationSelection)
    .from(derivation)
    .where(eq(derivation.releaseId, releaseId))
    .orderBy(asc(derivation.ordinal))
}
