import { Worker } from 'node:worker_threads'
import type { GtrIthTraining } from '../../science/radiogenomics/trainedModel.ts'
import type { Step } from '../../science/prediction/progress.ts'
import type { TrainMessage, TrainWork } from './trainWorker.ts'

/** `trainGtrIth` on a thread of its own. @throws the signal's reason when aborted, or what the thread died of */
export async function trainInWorker(
  work: TrainWork,
  onStep: (step: Step) => void,
  signal: AbortSignal,
): Promise<GtrIthTraining> {
  signal.throwIfAborted()
  const worker = new Worker(new URL('./trainWorker.ts', import.meta.url), { workerData: work })
  const ended = Promise.withResolvers<GtrIthTraining>()
  const abort = (): void => {
    ended.reject(signal.reason)
  }
  signal.addEventListener('abort', abort, { once: true })
  worker.on('message', (message: TrainMessage) => {
    if (message.kind === 'step') onStep(message.step)
    else ended.resolve(message.training)
  })
  worker.on('error', ended.reject)
  worker.on('exit', (code) => {
    ended.reject(new Error(`The training stopped unexpectedly (exit ${code}).`))
  })
  try {
    return await ended.promise
  } finally {
    signal.removeEventListener('abort', abort)
    await worker.terminate()
  }
}
