import { Worker } from 'node:worker_threads'
import type { Answer, Request } from './pgliteMessages.ts'
import { DatabaseUnavailable, StatementError } from './session.ts'
import { Turns } from './turns.ts'

interface Waiting {
  resolve: (answer: Answer) => void
  reject: (error: Error) => void
  watchdog: NodeJS.Timeout
}

/** recovery after a crash takes as long as the disk and the machine let it */
const openingLimitMs = 300_000

/** One life of the PGlite thread. When it ends, whatever the reason, everything that waits is refused with that reason. */
export class PgliteConnection {
  readonly #worker: Worker
  readonly #turns = new Turns()
  #waiting: Waiting | null = null
  #end: DatabaseUnavailable | null = null

  private constructor(dataDirectory: string) {
    this.#worker = new Worker(new URL('./pgliteWorker.ts', import.meta.url), {
      workerData: { dataDirectory },
      execArgv: [],
    })
    this.#worker.on('message', (answer: Answer) => {
      this.#settle()?.resolve(answer)
    })
    this.#worker.on('error', (error) => {
      this.#finish(
        `The embedded database failed: ${error instanceof Error ? error.message : String(error)}`,
        error,
      )
    })
    this.#worker.on('exit', (code) => {
      this.#finish(`The embedded database stopped (exit code ${code})`)
    })
  }

  static async open(dataDirectory: string): Promise<PgliteConnection> {
    const connection = new PgliteConnection(dataDirectory)
    await connection.#next(openingLimitMs, 'opening')
    return connection
  }

  get ended(): boolean {
    return this.#end !== null
  }

  /** @throws StatementError the database refused; DatabaseUnavailable the thread is gone or took longer than `limitMs` */
  async send(request: Request, limitMs: number, transfer: ArrayBuffer[] = []): Promise<Answer> {
    const answer = await this.#turns.take(async () => {
      if (this.#end) throw this.#end
      const answered = this.#next(limitMs, 'a statement')
      this.#worker.postMessage(request, transfer)
      return await answered
    })
    if (answer.kind === 'failed') throw new StatementError(answer.message, answer.code ?? 'XX000')
    return answer
  }

  /** For a thread of which nobody knows any more what state it is in: it ends, and the next use starts another one. */
  async abandon(reason: string): Promise<void> {
    this.#finish(reason)
    await this.#worker.terminate()
  }

  async close(): Promise<void> {
    if (this.#end) return
    try {
      await this.send({ kind: 'close' }, 10_000)
    } finally {
      await this.#worker.terminate()
    }
  }

  async #next(limitMs: number, what: string): Promise<Answer> {
    return await new Promise((resolve, reject) => {
      const watchdog = setTimeout(() => {
        this.#finish(
          `The embedded database did not finish ${what} within ${limitMs / 1000} s and was stopped`,
        )
        void this.#worker.terminate()
      }, limitMs)
      this.#waiting = { resolve, reject, watchdog }
    })
  }

  #settle(): Waiting | null {
    const waiting = this.#waiting
    this.#waiting = null
    if (waiting) clearTimeout(waiting.watchdog)
    return waiting
  }

  #finish(message: string, cause?: unknown): void {
    this.#end ??= new DatabaseUnavailable(message, { cause })
    this.#settle()?.reject(this.#end)
  }
}
