import { parentPort, workerData } from 'node:worker_threads'
import { PGlite, type Results, types } from '@electric-sql/pglite'
import type { Answer, Request } from './pgliteMessages.ts'
import { hexFromBytes, textTypes, valueParsers } from './values.ts'

/** The thread that PGlite lives in: its work is synchronous and would stop the server's event loop. */

const asText = (text: string): string => text
const bytea = 17

async function openPglite(dataDirectory: string): Promise<PGlite> {
  const db = await PGlite.create(dataDirectory, {
    parsers: { ...Object.fromEntries(textTypes.map((oid) => [oid, asText])), ...valueParsers },
    serializers: {
      [bytea]: (value: unknown) => (value instanceof Uint8Array ? hexFromBytes(value) : String(value)),
    },
  })
  // segments of the log are made as they are written, not filled with zeros first: a large import writes half as much
  await db.exec('set wal_init_zero = off')
  return db
}

/** What PGlite asks of a Blob, without the copies that a Blob would make. */
function asBlob(bytes: ArrayBuffer): Blob {
  const given: Pick<Blob, 'arrayBuffer'> = { arrayBuffer: () => Promise.resolve(bytes) }
  return given as Blob
}

/** PGlite swallows a trap of its WebAssembly: the statement then seems to have worked and to have given nothing. */
class Trapped extends Error {}

function complete<T>(result: Results<T>): Results<T> {
  if (result.command === undefined) throw new Trapped('PGlite broke off a statement')
  return result
}

/** A failure must not leave the one connection inside a transaction that the text began. */
async function script(db: PGlite, { text, params }: Request & { kind: 'script' }): Promise<unknown[]> {
  const options = { parsers: types.parsers }
  try {
    if (params.length > 0) return (await db.query(text, [...params], options)).rows
    return (await db.exec(text, options)).flatMap(({ rows }) => rows)
  } catch (error) {
    await db.exec('rollback')
    throw error
  }
}

async function answer(db: PGlite, request: Request): Promise<Answer> {
  switch (request.kind) {
    case 'rows': {
      const result = await db.query<unknown>(request.text, [...request.params], {
        rowMode: request.mode,
        // array types get parsers of PGlite's own after opening; those given with a query win
        parsers: valueParsers,
      })
      return { kind: 'rows', rows: complete(result).rows }
    }
    case 'control': {
      const [result] = await db.exec(request.text)
      return { kind: 'done', command: result?.command ?? '' }
    }
    case 'script':
      return { kind: 'rows', rows: await script(db, request) }
    case 'copyIn':
      complete(await db.query(request.text, [], { blob: asBlob(request.bytes) }))
      return { kind: 'done' }
    case 'copyOut': {
      // what a COPY that failed had written already would stand before the answer of this one
      await db._getWrittenBlob()
      const { blob } = complete(await db.query(request.text))
      return { kind: 'bytes', bytes: (await blob?.arrayBuffer()) ?? new ArrayBuffer(0) }
    }
    case 'close':
      await db.close()
      return { kind: 'done' }
  }
}

/** After a trap nothing in this thread can be trusted: it ends, and another one is started. */
function failure(error: unknown): Answer {
  if (error instanceof Trapped || error instanceof WebAssembly.RuntimeError) throw error
  const message = error instanceof Error ? error.message : String(error)
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
  return { kind: 'failed', message, code }
}

async function serve(): Promise<void> {
  const port = parentPort
  if (!port) throw new Error('pgliteWorker.ts runs as a worker thread only')
  const { dataDirectory } = workerData as { dataDirectory: string }
  const db = await openPglite(dataDirectory)
  port.on('message', (request: Request) => {
    void answer(db, request)
      .catch(failure)
      .then((reply) => {
        port.postMessage(reply, reply.kind === 'bytes' ? [reply.bytes] : [])
        if (request.kind === 'close') port.close()
      })
  })
  port.postMessage({ kind: 'ready' } satisfies Answer)
}

await serve()
