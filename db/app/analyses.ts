import { eq } from '../drizzle/orm.cjs'
import { analysis } from '../schema/analysis.ts'
import type { Session } from '../session.ts'

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
  const [found] = await session.orm.select().from(analysis).where(eq(analysis.hash, hash))
  return found ?? null
}

/** Keeps the first answer: a second one with the same hash changes nothing. Gives what is stored. */
export async function keepAnalysis(
  session: Session,
  given: Omit<AnalysisRow, 'computedAt'> & { computedAt?: string },
): Promise<AnalysisRow> {
  const [kept] = await session.orm
    .insert(analysis)
    .values(given)
    .onConflictDoNothing()
    // not the whole row: the answer is long
    .returning({ computedAt: analysis.computedAt })
  if (kept) return { ...given, computedAt: kept.computedAt }
  const stored = await findAnalysis(session, given.hash)
  if (!stored) throw new Error(`analysis ${given.hash} was not kept`)
  return stored
}
