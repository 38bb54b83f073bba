import type { Session } from '../client.ts'
import { notWritten } from '../notWritten.ts'
import type { ReleaseContent } from './content.ts'

/** The whole release as it was handed to `writeRelease`, for `verify`. null = no such release. */
export async function readContent(session: Session, releaseId: number): Promise<ReleaseContent | null> {
  return await notWritten(session, releaseId)
}
