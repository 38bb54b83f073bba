import { describe, expect, it } from 'vitest'
import type { Deconvolution, Refusal } from '../../../science/immune/deconvolution.ts'
import { epic } from '../../../science/immune/epic.ts'
import { estimate } from '../../../science/immune/estimate.ts'
import { immunophenoscore } from '../../../science/immune/immunophenoscore.ts'
import { mcpCounter } from '../../../science/immune/markerMeans.ts'
import { quantiseq } from '../../../science/immune/quantiseq.ts'
import { ssgsea } from '../../../science/immune/ssgsea.ts'
import type { Expression } from '../../../science/transcriptome/expression.ts'
import { farthest } from './tables.ts'

function answered(result: Deconvolution | Refusal): Deconvolution {
  if (result.kind === 'refused') throw new Error(result.reasons.map(({ message }) => message).join(' '))
  return result
}

const genes = Array.from({ length: 12 }, (_, gene) => `G${gene + 1}`)
const samples = ['S1', 'S2', 'S3']
const matrix: Expression = {
  genes,
  samples,
  unit: 'TPM',
  columns: samples.map((_, sample) =>
    Float64Array.from(genes, (__, gene) => 1000 * ((7 * gene + 5 * sample) % 13)),
  ),
}

describe('samples at the edge', () => {
  it('a sample that is one value has no scores, not those of an average one; one score alone has no range', () => {
    const dead = { ...matrix, columns: [new Float64Array(genes.length), ...matrix.columns.slice(1)] }
    const [first = ''] = samples
    const sets = [{ name: 'a', genes: ['G1', 'G2'] }] as const
    const scores = answered(ssgsea(dead, sets))
    expect(scores.values[0]?.[0]).toBeNaN()
    expect(scores.values[0]?.slice(1).every(Number.isFinite)).toBe(true)
    expect(scores.warnings).toEqual([expect.objectContaining({ rule: 'constant-sample', samples: [first] })])
    const [stromal, immune] = [
      { name: 'stromal', genes: ['G1', 'G3'] },
      { name: 'immune', genes: ['G2', 'G4'] },
    ]
    const purity = answered(estimate(dead, { stromal, immune, commonGenes: null }))
    // cos(.605) = .82 would be the purity of a score of 0
    expect(purity.values.map((column) => column[0])).toEqual([NaN, NaN, NaN, NaN])
    expect(purity.warnings.map(({ rule }) => rule)).toEqual(['constant-sample', 'platform'])
    const alone = { ...matrix, samples: [first], columns: matrix.columns.slice(0, 1) }
    expect(answered(ssgsea(alone, sets, { normalise: true })).values[0]?.[0]).toBeNaN()
  })

  it('one value below 0 does not make logarithms of linear numbers: refused for what it is, never averaged as it stands', () => {
    const below = {
      ...matrix,
      columns: matrix.columns.map((column, sample) =>
        column.map((value, gene) => (gene === 4 && sample === 1 ? -5 : value)),
      ),
    }
    const sets = [{ name: 'T cells', genes: ['G1', 'G2', 'G3'] }]
    const ips = (['MHC', 'EC', 'SC', 'CP'] as const).map((key, i) => ({
      gene: `G${i + 1}`,
      name: key,
      class: key,
      weight: 1,
    }))
    for (const answer of [mcpCounter(below, sets), immunophenoscore(below, ips)])
      expect(answer).toMatchObject({
        kind: 'refused',
        reasons: [{ rule: 'negative-values', message: 'Values below 0 (lowest -5) are no amounts.' }],
      })
    expect(answered(ssgsea(below, sets)).values[0]?.every(Number.isFinite)).toBe(true)
    const dead = { ...matrix, columns: [new Float64Array(genes.length), ...matrix.columns.slice(1)] }
    const scores = answered(immunophenoscore(dead, ips))
    expect(scores.values.at(-1)?.[0]).toBeNaN()
    expect(scores.warnings).toEqual([expect.objectContaining({ rule: 'constant-sample', samples: ['S1'] })])
  })

  it('a reference whose cells cannot be told apart is refused for that, not for its samples', () => {
    const profile = Float64Array.from(genes, (_, gene) => 100 + gene)
    const other = Float64Array.from(genes, (_, gene) => 100 + ((5 * gene) % 12))
    const of = (profiles: readonly Float64Array[]) => ({
      name: 'mine',
      genes,
      cells: ['a', 'b', 'c'],
      profiles,
    })
    const twice = of([profile, other, profile.map((value) => 2 * value)])
    const silent = of([profile, other, new Float64Array(genes.length)])
    const perCell = new Map([['default', 0.4]])
    for (const [signature, why] of [
      [twice, 'a and c have the same profile'],
      [silent, 'c has no gene above 0'],
    ] as const) {
      const answers = [
        quantiseq(matrix, { signature, mRnaScaling: null, noisyGenes: [], tumourGenes: [] }),
        epic(matrix, { profiles: signature, variability: null, signatureGenes: genes, mRnaPerCell: perCell }),
      ]
      for (const answer of answers)
        expect(answer).toMatchObject({ kind: 'refused', reasons: [{ rule: 'cells-alike' }] })
      for (const answer of answers)
        if (answer.kind === 'refused') expect(answer.reasons[0]?.message).toContain(why)
    }
    const nothing = new Map([
      ['default', 0.4],
      ['a', 0],
    ])
    const whole = of([profile, other, Float64Array.from(genes, (_, gene) => 100 + ((7 * gene) % 12))])
    expect(() =>
      epic(matrix, { profiles: whole, variability: null, signatureGenes: genes, mRnaPerCell: nothing }),
    ).toThrow('mRnaPerCell of a')
  })

  it('normalised ssGSEA of more scores than a call takes arguments', () => {
    const many = 130_000
    const wide: Expression = {
      genes: ['A', 'B', 'C'],
      samples: Array.from({ length: many }, (_, i) => `S${i}`),
      unit: 'TPM',
      columns: Array.from({ length: many }, (_, i) => Float64Array.of(i % 3, (i + 1) % 3, 100)),
    }
    const { values } = answered(ssgsea(wide, [{ name: 'a', genes: ['A'] }], { normalise: true }))
    const distinct = [...new Set(values[0])].sort((a, b) => a - b)
    expect((distinct.at(-1) ?? NaN) - (distinct[0] ?? NaN)).toBeCloseTo(1, 12)
  })

  it('quanTIseq: a sample of CD4 T cells alone is no sample without signal', () => {
    const signature = {
      name: 'TIL10',
      genes: ['A', 'B', 'C'],
      cells: ['T.cells.CD4', 'Tregs'],
      profiles: [Float64Array.of(1e6, 0, 0), Float64Array.of(0, 1e6, 0)],
    }
    const only: Expression = {
      genes: ['A', 'B', 'C'],
      samples: ['S'],
      unit: 'TPM',
      columns: [Float64Array.of(600_000, 0, 400_000)],
    }
    const found = answered(quantiseq(only, { signature, mRnaScaling: null, noisyGenes: [], tumourGenes: [] }))
    // CD4 .6, Tregs 0 in both fits, the rest of the transcriptome is other cells
    expect(
      farthest(
        found.values.map(([value = NaN]) => value),
        [0.6, 0, 0.4],
      ),
    ).toBeLessThan(1e-12)
  })
})
