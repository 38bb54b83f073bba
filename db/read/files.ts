import { asc, eq } from '../drizzle/orm.cjs'
import type { SourceFileRecord } from '../release/content.ts'
import { sourceFile } from '../schema/sourceFile.ts'
import type { Session } from '../session.ts'
import { sourceFileSelection } from '../sourceFileRow.ts'

export type SourceFileRow = SourceFileRecord

/** In the manifest's order. */
export async function readFiles(session: Session, releaseId: number): Promise<SourceFileRow[]> {
  return await session.orm
    .select(sourceFileSelection)
    .from(sourceFile)
    .where(eq(sourceFile.releaseId, releaseId))
    .orderBy(asc(sourceFile.ordinal))
}
