import type { Database } from '../client.ts'
import { notWritten } from '../notWritten.ts'
import type { ReleaseContent, ReleaseRecord } from './content.ts'

export interface WrittenRelease {
  releaseId: number
  shortId: string
  number: number
  outcome: 'created' | 'unchanged'
}

export interface WriteOptions {
  signal?: AbortSignal
  /** bytes of values written so far and in all */
  progress?: (written: number, total: number) => void
}

/**
 * Writes one release in one transaction. Content equal to the current release makes no new one, but is logged.
 * @throws the signal's reason when aborted; nothing is written then
 */
export async function writeRelease(
  db: Database,
  content: ReleaseContent,
  record: ReleaseRecord,
  options: WriteOptions = {},
): Promise<WrittenRelease> {
  return await notWritten(db, content, record, options)
}
