import type { Session } from '../client.ts'
import { notWritten } from '../notWritten.ts'
import type { SourceFileRecord } from '../release/content.ts'

export type SourceFileRow = SourceFileRecord

/** In the manifest's order. */
export async function readFiles(session: Session, releaseId: number): Promise<SourceFileRow[]> {
  return await notWritten(session, releaseId)
}
