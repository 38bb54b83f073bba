import type { SourceFileRow } from '../../db/read/files.ts'
import type { ReleaseRow } from '../../db/read/releases.ts'
import type { Warning } from '../../science/radiogenomics/result.ts'

/** What every answer says of itself, whatever was asked. */
export interface AnswerFacts {
  warnings: Warning[]
  /** null where nothing was random */
  seed: number | null
  /** what it was made from */
  files: SourceFileRow[]
}

/** An answer with its address and where it comes from. */
export interface StoredAnalysis<Answer = AnswerFacts> {
  id: string
  /** canonical JSON of specification and release */
  spec: string
  release: ReleaseRow
  codeVersion: string
  /** ISO; known once the answer is stored, because a server beside this one may have been first */
  computedAt: Promise<string>
  answer: Answer
}
