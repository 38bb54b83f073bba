import type { SqlParameter } from './values.ts'

/** Plain messages between the server's thread and the thread that PGlite lives in. One is answered before the next is sent. */
export type Request =
  | { kind: 'rows'; text: string; params: readonly SqlParameter[]; mode: 'array' | 'object' }
  | { kind: 'script'; text: string }
  | { kind: 'copyIn'; text: string; bytes: ArrayBuffer }
  | { kind: 'copyOut'; text: string }
  | { kind: 'close' }

export type Answer =
  | { kind: 'ready' }
  | { kind: 'rows'; rows: unknown[] }
  | { kind: 'bytes'; bytes: ArrayBuffer }
  | { kind: 'done' }
  | { kind: 'failed'; message: string; code: string | null }
