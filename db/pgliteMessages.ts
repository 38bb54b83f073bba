import type { SqlParameter } from './values.ts'

/** Plain messages between the server's thread and the thread that PGlite lives in. One is answered before the next is sent. */
export type Request =
  | { kind: 'rows'; text: string; params: readonly SqlParameter[]; mode: 'array' | 'object' }
  /** begin, commit or rollback */
  | { kind: 'control'; text: string }
  /** statements of the job queue, values as PGlite makes them */
  | { kind: 'script'; text: string; params: readonly unknown[] }
  | { kind: 'copyIn'; text: string; bytes: ArrayBuffer }
  | { kind: 'copyOut'; text: string }
  | { kind: 'close' }

export type Answer =
  | { kind: 'ready' }
  | { kind: 'rows'; rows: unknown[] }
  | { kind: 'bytes'; bytes: ArrayBuffer }
  /** `command` is what was done in the end: a commit of a failed transaction is a ROLLBACK */
  | { kind: 'done'; command?: string }
  | { kind: 'failed'; message: string; code: string | null }
