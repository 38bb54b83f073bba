import { expect, it } from 'vitest'
import type { Deconvolution, Refusal } from '../../../science/immune/deconvolution.ts'
import { estimate } from '../../../science/immune/estimate.ts'
import { ssgsea } from '../../../science/immune/ssgsea.ts'
import type { Expression } from '../../../science/transcriptome/expression.ts'
import { quantileNormalise } from '../../../science/transcriptome/quantileNormalisation.ts'
import { readCases } from '../../oracles/read.ts'
import { farthest } from './tables.ts'

function answered(result: Deconvolution | Refusal): Deconvolution {
  if (result.kind === 'refused') throw new Error(result.reasons.map(({ message }) => message).join(' '))
  return result
}

it('ssGSEA, ESTIMATE and quantile normalisation with many ties are what the papers say, walked gene by gene in Python', () => {
  const found = readCases('rankScores') as {
    matrix: number[][]
    sets: Record<string, number[]>
    scores: Record<string, number[]>
    platform: number[]
    estimate: number[][]
    normalised: number[][]
  }
  const columns = found.matrix.map((column) => Float64Array.from(column))
  const names = columns[0] ? Array.from(columns[0], (_, i) => `G${i}`) : []
  const given: Expression = { genes: names, samples: ['1', '2', '3', '4', '5', '6'], unit: 'TPM', columns }
  const named = (places: number[] = []) => places.map((place) => names[place] ?? '')
  const sets = Object.entries(found.sets).map(([name, places]) => ({ name, genes: named(places) }))
  expect(columns[0]?.filter((value) => value === 0)).toHaveLength(24)
  answered(ssgsea(given, sets)).values.forEach((column, set) => {
    expect(farthest(column, found.scores[sets[set]?.name ?? ''] ?? [])).toBeLessThan(1e-10)
  })
  const [stromal = { name: '', genes: [] }, immune = { name: '', genes: [] }] = sets
  const scores = answered(estimate(given, { stromal, immune, commonGenes: named(found.platform) }))
  scores.values.forEach((column, score) => {
    expect(farthest(column, found.estimate[score] ?? [])).toBeLessThan(1e-10)
  })
  quantileNormalise(columns).forEach((column, sample) => {
    expect(farthest(column, found.normalised[sample] ?? [])).toBeLessThan(1e-9)
  })
})
