/** Runs `prepare` on a thread of its own, so that the server keeps answering; the numbers come back without a copy. */
import { parentPort, workerData } from 'node:worker_threads'
import type { ReleaseContent } from '../db/release/content.ts'
import { prepare } from './prepare.ts'
import type { FindingEvent, Prepared, PrepareInput, ProgressEvent } from './prepare.ts'

export type PrepareMessage = ProgressEvent | FindingEvent | { kind: 'prepared'; prepared: Prepared }

function send(message: PrepareMessage, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transfer)
}

/** Every piece of memory behind the layers, once. */
function buffers(content: ReleaseContent | null): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>()
  for (const { rows, patientRows, columns } of content?.layers ?? [])
    for (const values of [rows, patientRows, ...columns])
      if (values?.buffer instanceof ArrayBuffer) found.add(values.buffer)
  return [...found]
}

if (parentPort) {
  const input = workerData as PrepareInput
  const prepared = await prepare(input, send)
  send({ kind: 'prepared', prepared }, buffers(prepared.content))
}
