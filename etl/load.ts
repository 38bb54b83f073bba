import type { Database } from '../db/client.ts'
import type { ReleaseContent, ReleaseRecord } from '../db/release/content.ts'
import type { WrittenRelease } from '../db/release/write.ts'
import { writeRelease } from '../db/release/write.ts'
import type { ProgressEvent } from './prepare.ts'

/** One transaction: afterwards the release is there as a whole, or nothing is. */
export async function load(
  db: Database,
  content: ReleaseContent,
  record: ReleaseRecord,
  onEvent: (event: ProgressEvent) => void,
  signal: AbortSignal,
): Promise<WrittenRelease> {
  signal.throwIfAborted()
  return writeRelease(db, content, record, {
    signal,
    progress: (done, total) => {
      onEvent({ kind: 'progress', stage: 'load', message: 'writing the release', done, total })
    },
  })
}
