import { hash } from 'node:crypto'
import { shared } from './shared.ts'
import type { Answered } from './http.ts'

interface Kept {
  version: string
  answer: Answered
}

export interface AnswerCache {
  /**
   * The answer to a question: kept, where it was asked before and the data are still the same; else computed.
   * @param question everything that decides the answer
   */
  answer(question: string, compute: () => Promise<Answered>): Promise<Answered>
}

const mostBytes = 64 * 1024 * 1024
const mostQuestions = 10_000

/**
 * Keeps whole answers in memory. All that can be asked hangs on releases, which never change; so an answer holds as long as no
 * release was made or removed, and one small statement tells. A question asked once only is not kept.
 */
export function createAnswerCache(readVersion: () => Promise<string>): AnswerCache {
  const kept = new Map<string, Kept>()
  const askedOnce = new Set<string>()
  let bytes = 0
  // one that comes while a statement is under way needs a later reading, and shares it with all who wait
  const version = shared(readVersion)

  function keep(key: string, entry: Kept): void {
    drop(key)
    if (entry.answer.body.byteLength > mostBytes / 8) return
    kept.set(key, entry)
    bytes += entry.answer.body.byteLength
    for (const oldest of kept.keys()) {
      if (bytes <= mostBytes) break
      drop(oldest)
    }
  }

  function drop(key: string): void {
    bytes -= kept.get(key)?.answer.body.byteLength ?? 0
    kept.delete(key)
  }

  return {
    async answer(question, compute) {
      const key = hash('sha256', question, 'base64')
      if (!askedOnce.has(key)) {
        askedOnce.add(key)
        const [oldest] = askedOnce
        if (askedOnce.size > mostQuestions && oldest !== undefined) askedOnce.delete(oldest)
        return compute()
      }
      const now = await version()
      const known = kept.get(key)
      if (known?.version === now) {
        // the least recently used is dropped first
        kept.delete(key)
        kept.set(key, known)
        return known.answer
      }
      const answer = await compute()
      if (answer.mayBeKept) keep(key, { version: now, answer })
      return answer
    },
  }
}
