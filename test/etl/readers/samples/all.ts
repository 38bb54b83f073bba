import { clinicalSamples } from './clinical.ts'
import { expressionSamples } from './expression.ts'
import { imagingSamples } from './imaging.ts'
import { immuneSamples } from './immune.ts'
import { turnedSamples } from './immuneTurned.ts'
import { seriesSamples } from './series.ts'
import type { Sample } from './sample.ts'

export const samples: readonly Sample[] = [
  ...immuneSamples,
  ...turnedSamples,
  ...expressionSamples,
  ...imagingSamples,
  ...clinicalSamples,
  ...seriesSamples,
]
