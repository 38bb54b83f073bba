import { expect, it } from 'vitest'
import { cibersort } from '../../../science/immune/cibersort.ts'
import { readCases } from '../../oracles/read.ts'
import { farthest } from './tables.ts'

interface Fit {
  w: number[]
  rmse: number
  r: number
  nu: number
  original: number
  honest: number
}

const cases = readCases('cibersort') as {
  signature: number[][]
  mixtures: number[][]
  draws: number[][]
  runs: { tolerance: number; fits: Fit[] }[]
}
const columnsOf = (rows: number[][]) =>
  (rows[0] ?? []).map((_, column) => Float64Array.from(rows, (row) => row[column] ?? NaN))
const genes = cases.signature.map((_, gene) => `GENE${gene}`)
const profiles = columnsOf(cases.signature)
const mixtures = columnsOf(cases.mixtures)

it.each([
  // samples without signal have small weights, so what libsvm leaves open is large in their shares: up to 9e-3 at its default
  [0.001, 1e-3, 1e-2],
  [1e-8, 1e-6, 4e-6],
])('CIBERSORT is e1071’s at tolerance %f, P from 0 to 1', (tolerance, allowed, allowedOfNoise) => {
  const [...queue] = cases.draws
  const result = cibersort(
    { genes, samples: mixtures.map((_, at) => `S${at}`), unit: 'TPM', columns: mixtures },
    { name: 'made up', genes, cells: profiles.map((_, cell) => `C${cell}`), profiles },
    { permutations: cases.draws.length },
    () => queue.shift() ?? [],
  )
  if (result.kind === 'refused') throw new Error('refused')
  const run = cases.runs.find((one) => one.tolerance === tolerance)
  const of = (key: string, sample: number) =>
    result.quality.find((entry) => entry.key === key)?.values[sample] ?? NaN
  expect(run?.fits.length).toBe(mixtures.length)
  run?.fits.forEach((fit, sample) => {
    const limit = fit.honest < 0.2 ? allowed : allowedOfNoise
    const shares = result.values.map((column) => column[sample] ?? NaN)
    // sample 0 is free of noise: all three ν fit it, and the last digit chooses
    if (sample > 0) expect(of('nu', sample)).toBe(fit.nu)
    expect(farthest(shares, fit.w)).toBeLessThan(sample > 0 ? limit : 3 * limit)
    expect(Math.abs(of('rmse', sample) - fit.rmse)).toBeLessThan(limit)
    expect(Math.abs(of('correlation', sample) - fit.r)).toBeLessThan(limit)
    expect(of('p_value', sample)).toBeCloseTo(fit.honest, 12)
    expect(of('p_value_original', sample)).toBeCloseTo(fit.original, 12)
  })
})
