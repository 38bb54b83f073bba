import type { Database } from '../db/client.ts'
import type { StoredAnalysis } from './analyses/storedAnalysis.ts'
import type { AnalysisStore } from './analyses/analysisStore.ts'
import type { ImportFolders } from './importFolders.ts'
import { createLoaders } from './loaders.ts'
import type { Loaders } from './loaders.ts'
import type { OnceAtATime } from './once.ts'
import type { Progress } from './progress.ts'
import type { Scorings } from './scorings.ts'
import type { ReleaseFacts } from './releaseFacts.ts'
import type { Workers } from './workers/workers.ts'

/** What the program was started with; the same for every request. */
export interface ApiParts {
  db: Database
  /** hash of the source tree; part of every analysis' address */
  codeVersion: string
  log: Log
  /** imports from the browser, where this program does them */
  imports?: ImportFolders
  /** models applied from the browser, likewise */
  scorings?: Scorings
  /** for tests: lower than those of limits.ts */
  limits?: { requestMs: number; responseBytes: number }
}

/** The part of pino that the API uses. */
export interface Log {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** What all requests share. */
export interface Shared extends ApiParts {
  workers: Workers
  /** one computation an analysis at a time */
  once: OnceAtATime<StoredAnalysis<unknown>>
  analyses: AnalysisStore
  facts: ReleaseFacts
  progress: Progress
}

/** What belongs to one request. */
export interface Handed {
  requestId: string
  /** aborted when the client has gone; not by the time limit: what took too long may be ready when it is asked again */
  gone: AbortSignal
  /** called where an answer hangs on more than releases, so that it must not be kept */
  neverKeep: () => void
}

/** What a resolver may use in one request. */
export interface Context extends Shared, Handed {
  load: Loaders
}

export function createContext(shared: Shared, handed: Handed): Context {
  return { ...shared, ...handed, load: createLoaders(shared.db) }
}
