import type { Session } from '../client.ts'
import { notWritten } from '../notWritten.ts'

export interface AnalysisRow {
  /** short id: hash of specification, release and code version */
  hash: string
  releaseId: number
  kind: string
  /** canonical JSON */
  spec: string
  codeVersion: string
  /** the answer, JSON text as it was first computed */
  result: string
  /** ISO */
  computedAt: string
}

export async function findAnalysis(session: Session, hash: string): Promise<AnalysisRow | null> {
  return await notWritten(session, hash)
}

/** Keeps the first answer: a second one with the same hash changes nothing. Gives what is stored. */
export async function keepAnalysis(
  session: Session,
  analysis: Omit<AnalysisRow, 'computedAt'>,
): Promise<AnalysisRow> {
  return await notWritten(session, analysis)
}
