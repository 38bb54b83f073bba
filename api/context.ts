import type { Database } from '../db/client.ts'
import { createLoaders } from './loaders.ts'
import type { Loaders } from './loaders.ts'

/** What the program was started with; the same for every request. */
export interface ApiParts {
  db: Database
  /** hash of the source tree; part of every analysis' address */
  codeVersion: string
  log: Log
}

/** The part of pino that the API uses. */
export interface Log {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

/** What a resolver may use in one request. */
export interface Context extends ApiParts {
  requestId: string
  load: Loaders
}

export function createContext(parts: ApiParts, requestId: string): Context {
  return { ...parts, requestId, load: createLoaders(parts.db) }
}
