import type { TrainingInput } from '../../../science/radiogenomics/trainingTables.ts'
import { createRandom } from '../../../science/stats/random.ts'

/** Standard normal numbers by Box and Muller. */
export function normals(seed: number): () => number {
  const random = createRandom(seed)
  return () => Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform())
}

/** A cohort whose first four features of either vector and whose volume are higher in responders by `signal` (volume: half of it). */
export function cohort({
  seed,
  patients: n,
  features: p,
  signal,
}: {
  seed: number
  patients: number
  features: number
  signal: number
}): TrainingInput & { gtr: NonNullable<TrainingInput['gtr']>; ith: NonNullable<TrainingInput['ith']> } {
  const normal = normals(seed)
  const patients = Array.from({ length: n }, (_, i) => `P${1000 + i}`)
  const values = Float64Array.from({ length: n }, (_, i) => i % 2)
  const column = (shift: number): Float64Array => values.map((y) => normal() + shift * y)
  const table = (prefix: string) => ({
    patients,
    features: Array.from({ length: p }, (_, f) => `${prefix}${String(f).padStart(2, '0')}`),
    columns: Array.from({ length: p }, (_, f) => column(f < 4 ? signal : 0)),
  })
  return {
    gtr: table('gtr'),
    ith: table('ith'),
    heterogeneity: null,
    rivals: { patients, features: ['volume'], columns: [column(signal / 2)] },
    outcome: { patients, values },
  }
}
