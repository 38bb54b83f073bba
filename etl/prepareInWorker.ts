import { Worker } from 'node:worker_threads'
import type { FindingEvent, Prepared, PrepareInput, ProgressEvent } from './prepare.ts'
import type { PrepareMessage } from './prepareWorker.ts'

/** Enough for a gene matrix of ten thousand samples; a file that wants more ends the worker, not the server. */
const memoryMegabytes = 4096

/** The last import that was asked for: they go one after the other, since each may need much memory. */
let before: Promise<unknown> = Promise.resolve()

/** `prepare` on a thread of its own, when it is its turn. @throws the signal's reason when aborted, or what the worker died of */
export async function prepareInWorker(
  input: PrepareInput,
  onEvent: (event: ProgressEvent | FindingEvent) => void,
  signal: AbortSignal,
): Promise<Prepared> {
  const turn = before
  const done = Promise.withResolvers<undefined>()
  before = done.promise
  try {
    await Promise.race([turn, aborted(signal)])
    signal.throwIfAborted()
    return await prepareNow(input, onEvent, signal)
  } finally {
    // whoever comes next waits for those before me too, also when I gave up waiting
    void turn.then(() => {
      done.resolve(undefined)
    })
  }
}

async function aborted(signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>()
  signal.addEventListener(
    'abort',
    () => {
      resolve(undefined)
    },
    { once: true },
  )
  await promise
}

async function prepareNow(
  input: PrepareInput,
  onEvent: (event: ProgressEvent | FindingEvent) => void,
  signal: AbortSignal,
): Promise<Prepared> {
  const worker = new Worker(new URL('./prepareWorker.ts', import.meta.url), {
    workerData: input,
    resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes },
  })
  const ended = Promise.withResolvers<Prepared>()
  const abort = () => {
    ended.reject(signal.reason)
  }
  signal.addEventListener('abort', abort, { once: true })
  worker.on('message', (message: PrepareMessage) => {
    if (message.kind === 'prepared') ended.resolve(message.prepared)
    else onEvent(message)
  })
  worker.on('error', ended.reject)
  worker.on('exit', (code) => {
    ended.reject(new Error(`The import stopped unexpectedly (exit ${code}).`))
  })
  try {
    return await ended.promise
  } finally {
    signal.removeEventListener('abort', abort)
    await worker.terminate()
  }
}
