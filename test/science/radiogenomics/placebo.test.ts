import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { placebo, type PlaceboInput } from '../../../science/radiogenomics/placebo.ts'
import { createRandom } from '../../../science/stats/random.ts'
import { shuffledOrder } from '../../../science/stats/shuffle.ts'
import { readOracle } from '../../oracles/read.ts'
import { hasRealData, realData } from '../../shared.ts'

const base = { family: 'all', test: 'rank', rule: 'ours', alpha: 0.05, seed: 1 } as const

describe('placebo by hand', () => {
  it('goes through given orders: how often is the effect as far, and in the expected direction', () => {
    // values 1 2 | 3 4: δ = −1. Orders: the true one δ −1, reversed δ +1, 0 2 1 3 (1 3 | 2 4) δ −.5
    const input: PlaceboInput = {
      ...base,
      assignment: Int32Array.of(0, 0, 1, 1),
      cells: [{ key: 'a', values: Float64Array.of(1, 2, 3, 4) }],
      expected: [{ key: 'a', expected: 'lower' }],
      shuffles: 3,
    }
    const orders = [Int32Array.of(0, 1, 2, 3), Int32Array.of(3, 2, 1, 0), Int32Array.of(0, 2, 1, 3)]
    const { cells, claim, hits } = placebo(input, undefined, orders)
    expect(cells[0]?.delta).toBe(-1)
    expect(cells[0]?.asFar).toBe((1 + 2) / 4)
    expect(cells[0]?.asFarDirected).toBe((1 + 1) / 4)
    expect(claim).toEqual({ expectations: 1, agreeing: 1, allSigns: 2 / 3, allSignsAndP: 0, asGood: 2 / 4 })
    expect(hits.byP).toEqual([3, 0])
  })

  it('a weight goes with its values: with equal weights the effects of the plain placebo', () => {
    // weights 1 1 3 | 1 1 1: places of 1 2 3 4 5 6 in a population of 8 are (.5 1.5 3.5 5.5 6.5 7.5)/8
    const input: PlaceboInput = {
      ...base,
      assignment: Int32Array.of(0, 0, 0, 1, 1, 1),
      cells: [{ key: 'a', values: Float64Array.of(1, 2, 3, 4, 5, 6) }],
      weights: Float64Array.of(1, 1, 3, 1, 1, 1),
      expected: [],
      shuffles: 2,
    }
    const orders = [Int32Array.of(0, 1, 2, 3, 4, 5), Int32Array.of(0, 1, 3, 2, 4, 5)]
    const found = placebo(input, undefined, orders)
    expect(found.cells[0]?.delta).toBeCloseTo(-1, 12)
    // shuffled: 1 2 4 | 3 5 6 with weights 1 1 1 | 3 1 1: P(x > y) = 1/3 · 3/5, so δ = .2 − .8 = −.6: not as far
    expect(found.cells[0]?.asFar).toBe((1 + 1) / 3)
    const equal = { ...input, weights: new Float64Array(6).fill(2) }
    expect(placebo(equal, undefined, orders).cells[0]?.delta).toBeCloseTo(
      placebo({ ...base, ...withoutWeights(input) }, undefined, orders).cells[0]?.delta ?? NaN,
      12,
    )
  })

  it('leaves patients in no group and missing values where they are', () => {
    const input: PlaceboInput = {
      ...base,
      assignment: Int32Array.of(0, -1, 0, 1, 1, 0, 1),
      cells: [
        { key: 'a', values: Float64Array.of(1, NaN, 2, 3, 4, NaN, 7) },
        { key: 'b', values: new Float64Array(7) },
      ],
      expected: [],
      shuffles: 50,
    }
    const { cells, tested, claim } = placebo(input)
    expect(cells[0]?.delta).toBe(-1)
    expect(cells[1]).toEqual({
      key: 'b',
      expected: null,
      delta: null,
      logP: null,
      logQ: null,
      asFar: null,
      asFarDirected: null,
    })
    expect(tested).toBe(1)
    expect(claim).toBeNull()
    // of the 10 ways to choose 2 of 5 two are as far: 1/5
    expect(placebo({ ...input, shuffles: 4_000 }).cells[0]?.asFar).toBeCloseTo(0.2, 1)
  })
})

function withoutWeights({ weights, ...rest }: PlaceboInput): PlaceboInput {
  expect(weights).toBeDefined()
  return rest
}

interface Answers {
  dropped: string[]
  atLeastOne: { all22: number; published20: number; bh: number }
  hits: { byP: string; byQ: string }
}

/** The 36 patients with CT and PanImmune CIBERSORT, by barcode. */
function imagedPatients(): PlaceboInput['cells'] {
  const read = (name: string): string => readFileSync(resolve(realData, 'tcga-lihc', name), 'utf8')
  const ct = new Set(
    read('ct-series.csv')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',')[3]),
  )
  const [head = [], ...lines] = read('TCGA.Kallisto.fullIDs.cibersort.relative.tsv')
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split('\t'))
  const rows = lines
    .map((row) => ({ id: (row[0] ?? '').replaceAll('.', '-'), row }))
    .filter(({ id, row }) => row[1] === 'LIHC' && id.slice(13, 15) === '01' && ct.has(id.slice(0, 12)))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
  return head
    .slice(2, 24)
    .map((key, i) => ({ key, values: Float64Array.from(rows, ({ row }) => Number(row[i + 2])) }))
}

describe.skipIf(!hasRealData)('the 36 imaged TCGA-LIHC patients split at random', () => {
  const answers = readOracle('placebo/answers.json') as Answers
  const random = createRandom(2025)
  const orders = Array.from({ length: 4_000 }, () => shuffledOrder(36, random))
  const input = (rule: 'ours' | 'R', family: 'all' | string[] = 'all'): PlaceboInput => ({
    ...base,
    rule,
    family,
    assignment: Int32Array.from({ length: 36 }, (_, i) => (i < 18 ? 0 : 1)),
    cells: imagedPatients(),
    expected: [],
    shuffles: 4_000,
  })

  it('gives R’s hits on the same 4,000 splits, uncorrected and after BH', () => {
    const { atLeastOne, hits } = placebo(input('R'), undefined, orders)
    expect(atLeastOne.byP).toBe(answers.atLeastOne.all22)
    expect(atLeastOne.byQ).toBe(answers.atLeastOne.bh)
    expect(hits.byP.slice(0, 10)).toEqual(countsOf(answers.hits.byP))
    expect(hits.byQ.slice(0, 10)).toEqual(countsOf(answers.hits.byQ))
    // 63 % and 3 %, ± 1.6
    expect(Math.abs(atLeastOne.byP - 0.63)).toBeLessThan(0.016)
    expect(Math.abs(atLeastOne.byQ - 0.03)).toBeLessThan(0.016)
  })

  it('with two of the 22 cells left out 56 % of the splits have a hit', () => {
    const family = input('R')
      .cells.map(({ key }) => key)
      .filter((key) => !answers.dropped.includes(key))
    const { atLeastOne } = placebo(input('R', family), undefined, orders)
    expect(atLeastOne.byP).toBe(answers.atLeastOne.published20)
    expect(Math.abs(atLeastOne.byP - 0.56)).toBeLessThan(0.016)
  })

  it('exact with ties errs less often than R’s normal', () => {
    expect(placebo(input('ours'), undefined, orders).atLeastOne.byP).toBeLessThan(answers.atLeastOne.all22)
  })
})

function countsOf(digits: string): number[] {
  const counts = new Array<number>(10).fill(0)
  for (const digit of digits) counts[Number(digit)] = (counts[Number(digit)] ?? 0) + 1
  return counts
}
