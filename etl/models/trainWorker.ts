/** Trains on a thread of its own, so that the server keeps answering. */
import { parentPort, workerData } from 'node:worker_threads'
import { trainGtrIth } from '../../science/radiogenomics/trainGtrIth.ts'
import type { TrainingInput } from '../../science/radiogenomics/trainingTables.ts'
import type { GtrIthTraining } from '../../science/radiogenomics/trainedModel.ts'
import type { TrainingSpec } from '../../science/radiogenomics/trainingSpec.ts'
import type { Step } from '../../science/prediction/progress.ts'

export interface TrainWork {
  input: TrainingInput
  spec: TrainingSpec
}

export type TrainMessage = { kind: 'step'; step: Step } | { kind: 'trained'; training: GtrIthTraining }

const tellEveryMs = 100

if (parentPort) {
  const { input, spec } = workerData as TrainWork
  let told = -Infinity
  const training = trainGtrIth(input, spec, (step) => {
    const now = performance.now()
    if (now - told >= tellEveryMs || step.done === step.total) {
      told = now
      parentPort?.postMessage({ kind: 'step', step } satisfies TrainMessage)
    }
    return 'go'
  })
  parentPort.postMessage({ kind: 'trained', training } satisfies TrainMessage)
}
