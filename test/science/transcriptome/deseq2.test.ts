import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { geneDispersions } from '../../../science/transcriptome/dispersion.ts'
import { abrs, abrsGenes } from '../../../science/immune/markerMeans.ts'
import type { Expression } from '../../../science/transcriptome/expression.ts'
import { sizeFactors } from '../../../science/transcriptome/sizeFactors.ts'
import { stabilised, varianceStabilise } from '../../../science/transcriptome/varianceStabilisation.ts'
import { isNotTestable, type NotTestable } from '../../../science/stats/notTestable.ts'
import { readOracle } from '../../oracles/read.ts'
import { hasRealData, sharedFolder } from '../../shared.ts'
import { farthest, readTable } from '../immune/tables.ts'

function tested<T extends object>(result: T | NotTestable): T {
  if (isNotTestable(result)) throw new Error(result.reason)
  return result
}

function counts(path: string): Expression {
  const [head = [], ...rows] = readTable(path, ',')
  return {
    genes: rows.map(([gene = '']) => gene),
    samples: head.slice(1),
    unit: 'counts',
    columns: head.slice(1).map((_, column) => Float64Array.from(rows, (row) => Number(row[column + 1]))),
  }
}

const relative = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Math.max(...Array.from(a, (value, i) => Math.abs(value - (b[i] ?? NaN)) / Math.abs(b[i] ?? NaN)))

describe.runIf(hasRealData)('DESeq2', () => {
  const read = () =>
    JSON.parse(readFileSync(resolve(sharedFolder, 'oracles/answers/deseq.json'), 'utf8')) as {
      size_factors: number[]
      poscounts: number[]
      disp_gene: (number | 'NA' | null)[]
      vst_blind: number[][]
    }

  it('size factors, both kinds', () => {
    const matrix = counts('../oracles/inputs/counts.csv')
    const { size_factors, poscounts } = read()
    expect(relative(tested(sizeFactors(matrix)), size_factors)).toBeLessThan(1e-12)
    expect(relative(tested(sizeFactors(matrix, 'poscounts')), poscounts)).toBeLessThan(1e-12)
  })

  it('gene-wise dispersions of two groups', () => {
    const matrix = counts('../oracles/inputs/counts.csv')
    const groups = Int32Array.from(matrix.samples, (name) => (name.startsWith('B') ? 1 : 0))
    const { disp_gene } = read()
    // gene 590 has a count of 50,000, which DESeq() replaces as an outlier before it estimates again; raw estimates are ours
    const known = disp_gene.flatMap((value, gene) =>
      typeof value === 'number' && gene !== 590 ? [gene] : [],
    )
    const found = geneDispersions(
      { counts: matrix.columns, sizeFactors: tested(sizeFactors(matrix)), groups },
      Int32Array.from(known),
    )
    expect(
      relative(
        found,
        known.map((gene) => Number(disp_gene[gene])),
      ),
    ).toBeLessThan(1e-6)
  })

  it('the variance-stabilising transformation to 1e-6', () => {
    const result = tested(varianceStabilise(counts('../oracles/inputs/counts.csv')))
    const { vst_blind } = read()
    const worst = result.expression.columns.map((column, sample) =>
      farthest(
        column,
        vst_blind.map((row) => row[sample] ?? NaN),
      ),
    )
    expect(Math.max(...worst)).toBeLessThan(1e-6)
  })
})

describe('vst', () => {
  const {
    counts: rows,
    vst,
    full,
    sparseFactors,
  } = (
    readOracle('vst/answers.json') as {
      cases: { counts: number[][]; vst: number[][]; full: number[][]; sparseFactors: number[] }
    }
  ).cases
  const samples = rows[0]?.map((_, sample) => `S${sample + 1}`) ?? []
  const matrix: Expression = {
    genes: rows.map((_, gene) => `G${gene + 1}`),
    samples,
    unit: 'counts',
    columns: samples.map((_, sample) => Float64Array.from(rows, (row) => row[sample] ?? NaN)),
  }
  const worst = (columns: readonly Float64Array[], wanted: readonly (readonly number[])[]) =>
    Math.max(
      ...columns.map((column, sample) =>
        farthest(
          column.slice(0, wanted.length),
          wanted.map((row) => row[sample] ?? NaN),
        ),
      ),
    )

  it('is DESeq2’s on a part of the genes and on all', () => {
    expect(worst(tested(varianceStabilise(matrix, { genes: 100 })).expression.columns, vst)).toBeLessThan(
      1e-6,
    )
    expect(worst(tested(varianceStabilise(matrix)).expression.columns, full)).toBeLessThan(1e-6)
  })

  it('is what ABRS is made of where counts are given; what cannot be stabilised is refused in words', () => {
    const named = { ...matrix, genes: matrix.genes.map((gene, at) => abrsGenes[at] ?? gene) }
    const scores = abrs(named)
    if (scores.kind === 'refused') throw new Error('refused')
    const wanted = samples.map((_, sample) =>
      full.slice(0, 10).reduce((sum, row) => sum + (row[sample] ?? NaN) / 10, 0),
    )
    expect(farthest(scores.values[0] ?? [], wanted)).toBeLessThan(1e-6)
    expect(scores.warnings).toEqual([])
    const flat = { ...named, columns: named.columns.map((column) => column.map(() => 7)) }
    expect(abrs(flat)).toMatchObject({
      kind: 'refused',
      reasons: [{ message: expect.stringMatching(/cannot be variance-stabilised/) as string }],
    })
  })

  it('takes positive counts where no gene is in every sample', () => {
    const sparse = {
      ...matrix,
      columns: matrix.columns.map((column, sample) =>
        column.map((count, gene) => (gene % samples.length === sample ? 0 : count)),
      ),
    }
    expect(sizeFactors(sparse)).toMatchObject({ kind: 'notTestable' })
    expect(relative(tested(sizeFactors(sparse, 'poscounts')), sparseFactors)).toBeLessThan(1e-12)
    expect(varianceStabilise(sparse)).toMatchObject({ kind: 'notTestable', reason: 'too few values' })
  })

  it('does not mind the order of genes, rises with the count, and refuses what are no counts', () => {
    const back = [...matrix.genes.keys()].reverse()
    const turned = tested(
      varianceStabilise({
        ...matrix,
        genes: back.map((gene) => matrix.genes[gene] ?? ''),
        columns: matrix.columns.map((column) => Float64Array.from(back, (gene) => column[gene] ?? NaN)),
      }),
    )
    const straight = tested(varianceStabilise(matrix))
    turned.expression.columns.forEach((column, sample) => {
      expect(
        farthest(
          column,
          Float64Array.from(back, (gene) => straight.expression.columns[sample]?.[gene] ?? NaN),
        ),
      ).toBeLessThan(1e-9)
    })
    const trend = straight.trend
    // one more count never lowers it; far out it is log2 of the count
    expect(stabilised(1, trend)).toBeGreaterThan(stabilised(0, trend))
    expect(stabilised(1e9, trend)).toBeCloseTo(Math.log2(1e9), 6)
    expect(() => varianceStabilise({ ...matrix, unit: 'TPM' })).toThrow(/unit: got "TPM"/)
    expect(() =>
      varianceStabilise({
        ...matrix,
        columns: matrix.columns.map((column) => column.map((count) => count + 0.5)),
      }),
    ).toThrow(/whole counts/)
    const constant = { ...matrix, columns: matrix.columns.map((column) => column.map(() => 7)) }
    expect(varianceStabilise(constant)).toMatchObject({ kind: 'notTestable' })
  })
})
