import { setImmediate } from 'node:timers/promises'
import { keepAnalysis } from '../../db/app/analyses.ts'
import type { AnalysisRow } from '../../db/app/analyses.ts'
import type { Session } from '../../db/client.ts'
import type { StoredAnalysis } from './storedAnalysis.ts'

/** The last answers as objects, and the writing of new ones behind the answer. */
export interface AnalysisStore {
  recent(key: string): StoredAnalysis<unknown> | null
  remember(key: string, analysis: StoredAnalysis<unknown>): void
  /**
   * Begins to store an answer; waits only while too many others are being stored.
   * @returns when it was first computed, known as soon as it is stored: by this server or by one beside it
   */
  store(
    row: Omit<AnalysisRow, 'computedAt' | 'result'>,
    answer: unknown,
  ): Promise<{ computedAt: Promise<string> }>
  /** all that was begun is stored */
  settled(): Promise<void>
}

/** below `mostRecent`, so that no answer is forgotten before it is stored */
const mostUnderWay = 16
const mostRecent = 32

export function createAnalysisStore(
  db: Session,
  log: { error(fields: object, message: string): void },
): AnalysisStore {
  const kept = new Map<string, StoredAnalysis<unknown>>()
  const underWay = new Set<Promise<string>>()

  function touch(key: string, analysis: StoredAnalysis<unknown>): void {
    kept.delete(key)
    kept.set(key, analysis)
  }

  /** A failure leaves an answer that is right but not stored: it is computed again when it is forgotten here. */
  async function write(row: Omit<AnalysisRow, 'computedAt' | 'result'>, answer: unknown): Promise<string> {
    const computedAt = new Date().toISOString()
    try {
      // the answer goes first
      await setImmediate()
      const stored = await keepAnalysis(db, { ...row, computedAt, result: JSON.stringify(answer) })
      return stored.computedAt
    } catch (error) {
      log.error({ analysis: row.hash, err: error }, 'an answer could not be stored')
      return computedAt
    }
  }

  return {
    recent(key) {
      const known = kept.get(key)
      if (known) touch(key, known)
      return known ?? null
    },
    remember(key, analysis) {
      touch(key, analysis)
      const [oldest] = kept.keys()
      if (kept.size > mostRecent && oldest !== undefined) kept.delete(oldest)
    },
    async store(row, answer) {
      while (underWay.size >= mostUnderWay) await Promise.race(underWay)
      const computedAt = write(row, answer)
      underWay.add(computedAt)
      void computedAt.finally(() => underWay.delete(computedAt))
      return { computedAt }
    },
    async settled() {
      await Promise.all(underWay)
    },
  }
}
