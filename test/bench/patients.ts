import { createRandom } from '../../science/stats/random.ts'

/** Exponential times with ties at a thousandth, half of them censored, three covariates, two groups. */
export function survivalPatients(n: number) {
  const { uniform } = createRandom(n)
  const column = (): Float64Array => new Float64Array(n)
  const [time, event, group, x1, x2, x3] = [column(), column(), column(), column(), column(), column()]
  for (let i = 0; i < n; i += 1) {
    x1[i] = uniform() + uniform() + uniform() - 1.5
    x2[i] = uniform() < 0.5 ? 1 : 0
    x3[i] = uniform()
    group[i] = uniform() < 0.4 ? 1 : 0
    const risk = Math.exp(0.5 * (x1[i] ?? 0) - 0.3 * (x2[i] ?? 0))
    const death = (-Math.log(1 - uniform()) * 1000) / risk
    const censoring = -Math.log(1 - uniform()) * 1000
    time[i] = Math.ceil(Math.min(death, censoring) * 1000) / 1000
    event[i] = death <= censoring ? 1 : 0
  }
  return { time, event, group, x1, x2, x3 }
}

/** Columns of n exponential values; of every fourth column none is 0, of the others a growing share (as fractions of cells have). */
export function skewedColumns(count: number, n: number, seed: number, zeros = false): Float64Array[] {
  const { uniform } = createRandom(seed)
  return Array.from({ length: count }, (_, c) =>
    Float64Array.from({ length: n }, () => (zeros && uniform() < (c % 4) / 4 ? 0 : -Math.log(1 - uniform()))),
  )
}
