/** Work that a queue hands out: begun, ended by a person here or at another server, or by this server's end and then begun again. */
import { Ended } from './keptRun.ts'
import type { Queue } from './queue.ts'

export interface QueuedWork {
  /** opens the queue when it is first needed */
  openQueue: () => Promise<Queue>
  /** @returns what went wrong in the program, null when nothing   @throws Ended the server closes */
  run: (data: object, id: string, signal: AbortSignal) => Promise<unknown>
  /** whether a person has ended it */
  isCancelled: (data: object, id: string) => Promise<boolean>
  /** told of what goes wrong where nobody waits for an answer */
  onError: (error: unknown) => void
}

const cancelLookMs = 1000

export class QueuedRuns {
  readonly #work: QueuedWork
  #queue: Promise<Queue> | null = null
  readonly #running = new Map<string, { stop: AbortController; ended: Promise<unknown> }>()
  #closing = false

  constructor(work: QueuedWork) {
    this.#work = work
  }

  /** Opens the queue and does what waits in it, also what a server that was stopped had begun. */
  opened = async (): Promise<Queue> => {
    this.#queue ??= this.#open()
    this.#queue.catch(() => (this.#queue = null))
    return this.#queue
  }

  async #open(): Promise<Queue> {
    const queue = await this.#work.openQueue()
    await queue.work((data, id) => this.#handle(data, id))
    return queue
  }

  async send(data: object, id: string): Promise<void> {
    await (await this.opened()).send(data, id)
  }

  /** To be called once `isCancelled` says so. */
  async cancel(id: string): Promise<void> {
    await (await this.opened()).cancel(id)
    const running = this.#running.get(id)
    running?.stop.abort(new Ended('person'))
    await running?.ended
  }

  /** Ends what runs, to be begun again by the next server; nothing of it was written. */
  async close(): Promise<void> {
    this.#closing = true
    for (const { stop } of this.#running.values()) stop.abort(new Ended('server'))
    await Promise.allSettled([...this.#running.values()].map(({ ended }) => ended))
    await (await this.#queue)?.close()
  }

  async #handle(data: object, id: string): Promise<void> {
    if (this.#closing) throw new Ended('server')
    const { run, isCancelled, onError } = this.#work
    if (await isCancelled(data, id)) return
    const stop = new AbortController()
    // another server may have been told
    const looks = setInterval(() => {
      void isCancelled(data, id).then((is) => {
        if (is) stop.abort(new Ended('person'))
      })
    }, cancelLookMs)
    const ended = run(data, id, stop.signal)
    this.#running.set(id, { stop, ended: ended.catch(() => undefined) })
    try {
      const wrong = await ended
      if (wrong !== null) onError(wrong)
    } finally {
      clearInterval(looks)
      this.#running.delete(id)
    }
  }
}
