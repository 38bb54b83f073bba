import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { constrainedLeastSquares, weightedSquares } from '../../../science/immune/constrainedLeastSquares.ts'
import type { Deconvolution, Refusal } from '../../../science/immune/deconvolution.ts'
import { epic, type EpicReference } from '../../../science/immune/epic.ts'
import { estimate, purityOf } from '../../../science/immune/estimate.ts'
import { immunophenoscore, ipsOf, type IpsClass } from '../../../science/immune/immunophenoscore.ts'
import { abrs, abrsGenes, mcpCounter } from '../../../science/immune/markerMeans.ts'
import { quantiseq, type QuantiseqReference } from '../../../science/immune/quantiseq.ts'
import { ssgsea } from '../../../science/immune/ssgsea.ts'
import type { Expression } from '../../../science/transcriptome/expression.ts'
import { readOracle } from '../../oracles/read.ts'
import { hasRealData, sharedFolder } from '../../shared.ts'
import { asExpression, asSignature, farthest, readEpicReference, readMatrix, readTable } from './tables.ts'

function answered(result: Deconvolution | Refusal): Deconvolution {
  if (result.kind === 'refused') throw new Error(result.reasons.map(({ message }) => message).join(' '))
  return result
}

const answers = (name: string): unknown =>
  JSON.parse(readFileSync(resolve(sharedFolder, 'oracles/answers', `${name}.json`), 'utf8'))
const input = (name: string) => {
  const [head = [], ...rows] = readTable(`../oracles/inputs/${name}.csv`, ',')
  return {
    rows: rows.map(([gene = '']) => gene),
    columns: head.slice(1),
    values: head.slice(1).map((_, column) => Float64Array.from(rows, (row) => Number(row[column + 1]))),
  }
}

describe('constrained least squares', () => {
  it('keeps amounts from being debts and from exceeding one, by hand', () => {
    // columns (1, 0) and (0, 1): unconstrained (.3, −.2) → (.3, 0); (2, .5) → the nearest point of the simplex is (1, 0)
    const identity = Float64Array.of(1, 0, 0, 1)
    expect(
      Array.from(constrainedLeastSquares(identity, Float64Array.of(0.3, -0.2), 2)?.amounts ?? []),
    ).toEqual([0.3, 0])
    expect(
      farthest(constrainedLeastSquares(identity, Float64Array.of(2, 0.5), 2)?.amounts ?? [], [1, 0]),
    ).toBeLessThan(1e-12)
    // (.9, .7) is nearest to (.6, .4); with weights 1 and 3 the row that weighs more gives way less: x − .9 = 3(y − .7), x + y = 1
    const weighted = constrainedLeastSquares(identity, Float64Array.of(0.9, 0.7), 2, Float64Array.of(1, 3))
    expect(farthest(weighted?.amounts ?? [], [0.45, 0.55])).toBeLessThan(1e-12)
    expect(constrainedLeastSquares(Float64Array.of(1, 1, 1, 1), Float64Array.of(1, 1), 2)).toBeNull()
  })
})

describe.runIf(hasRealData)('against R', () => {
  it('limSolve::lsei and quadprog: the same amounts', () => {
    const { result } = answers('deconv_ls') as { result: { sample: string; qp: number[]; lsei: number[] }[] }
    const [signature, bulk] = [input('sig'), input('bulk')]
    const places = new Map(bulk.rows.map((gene, place) => [gene, place]))
    const d = signature.columns.length
    const a = Float64Array.from(
      { length: signature.rows.length * d },
      (_, at) => signature.values[at % d]?.[Math.floor(at / d)] ?? NaN,
    )
    for (const { sample, qp, lsei } of result) {
      const column = bulk.values[bulk.columns.indexOf(sample)]
      const b = Float64Array.from(signature.rows, (gene) => column?.[places.get(gene) ?? -1] ?? NaN)
      const fit = constrainedLeastSquares(a, b, d)
      expect(farthest(fit?.amounts ?? [], qp)).toBeLessThan(1e-8)
      expect(fit?.objective ?? NaN).toBeLessThanOrEqual(
        weightedSquares(a, b, Float64Array.from(lsei)) * (1 + 1e-12),
      )
    }
  })

  it('GSVA: ssGSEA, raw and normalised, and the ESTIMATE formula', () => {
    const oracle = answers('ssgsea') as {
      sets: string[]
      ssgsea_raw: number[][]
      ssgsea_norm: number[][]
      estimate_style: number[][]
    }
    const genes = JSON.parse(
      readFileSync(resolve(sharedFolder, 'oracles/inputs/genesets.json'), 'utf8'),
    ) as Record<string, string[]>
    const sets = oracle.sets.map((name) => ({ name, genes: genes[name] ?? [] }))
    const bulk = asExpression(input('bulk'))
    answered(ssgsea(bulk, sets)).values.forEach((column, set) => {
      expect(farthest(column, oracle.ssgsea_raw[set] ?? [])).toBeLessThan(1e-9)
    })
    const normalised = answered(ssgsea(bulk, sets, { normalise: true }))
    normalised.values.forEach((column, set) => {
      expect(farthest(column, oracle.ssgsea_norm[set] ?? [])).toBeLessThan(1e-12)
    })
    expect(normalised.warnings.map(({ rule }) => rule)).toEqual(['cohort-dependent'])
    const [stromal, immune] = sets
    if (!stromal || !immune) throw new Error('no sets')
    const scores = answered(estimate(bulk, { stromal, immune, commonGenes: null }))
    expect(farthest(scores.values[0] ?? [], oracle.ssgsea_raw[0] ?? [])).toBeLessThan(1e-9)
    expect(farthest(scores.values[1] ?? [], oracle.ssgsea_raw[1] ?? [])).toBeLessThan(1e-9)
    expect(scores.cells.map(({ key }) => key)).toEqual([
      'stroma_score',
      'immune_score',
      'estimate_score',
      'tumor_purity',
    ])
  })

  let reference: EpicReference | null = null
  const epicReference = () => (reference ??= readEpicReference())

  it('EPIC on its melanoma data: its fractions within 2e-3, its objective or less', () => {
    const oracle = answers('epic') as {
      samples: string[]
      epic_fraction: number[][]
      obj_epic: number[]
      obj_qp: number[]
      nSig: number
      qp_mRNA: number[][]
    }
    const counts = readMatrix('deconvolution/racle/epic-melanoma-counts.tsv')
    const result = answered(epic(asExpression(counts, 'counts'), epicReference()))
    expect(result.samples).toEqual(oracle.samples)
    const rmse = result.quality.find(({ key }) => key === 'rmse_weighted')?.values ?? []
    oracle.samples.forEach((_, sample) => {
      expect(
        farthest(
          result.values.map((column) => column[sample] ?? NaN),
          oracle.epic_fraction[sample] ?? [],
        ),
      ).toBeLessThan(2e-3)
      const objective = (rmse[sample] ?? NaN) ** 2 * oracle.nSig
      expect(objective).toBeLessThanOrEqual((oracle.obj_qp[sample] ?? NaN) * (1 + 1e-9))
      expect(objective).toBeLessThanOrEqual((oracle.obj_epic[sample] ?? NaN) * (1 + 1e-9))
    })
    expect(result.coverage[0]).toMatchObject({ wanted: 98, found: 98 })
    expect(result.cells.map(({ key }) => key)).toEqual([
      'b_cell',
      'fibroblast',
      't_cell_cd4',
      't_cell_cd8',
      'endothelial_cell',
      'macrophage',
      'nk_cell',
      'uncharacterized_cell',
    ])
  })

  it('quanTIseq and EPIC on Racle against FACS', () => {
    const lines = (path: string) => readTable(`signatures/${path}`).map(([name = '']) => name)
    const til10: QuantiseqReference = {
      signature: asSignature('TIL10', readMatrix('signatures/TIL10_signature.txt')),
      mRnaScaling: new Map(
        readTable('signatures/TIL10_mRNA_scaling.txt').map(([cell = '', value]) => [cell, Number(value)]),
      ),
      noisyGenes: lines('TIL10_rmgenes.txt'),
      tumourGenes: lines('TIL10_TCGA_aberrant_immune_genes.txt'),
    }
    const tpm = asExpression(readMatrix('deconvolution/racle/expression-tpm.tsv'))
    const keys: Record<string, string[]> = {
      'B cell': ['b_cell'],
      'T cell CD4+': ['t_cell_cd4_non_regulatory', 't_cell_regulatory', 't_cell_cd4'],
      'T cell CD8+': ['t_cell_cd8'],
      'NK cell': ['nk_cell'],
    }
    const facs = readTable('deconvolution/racle/facs-truth.tsv').slice(1)
    const pairs = (result: Deconvolution) =>
      facs.map(([sample = '', cell = '', truth]) => {
        const at = result.samples.indexOf(sample)
        const found = result.cells.reduce(
          (sum, { key }, place) =>
            sum +
            (key !== null && keys[cell]?.includes(key) === true ? (result.values[place]?.[at] ?? NaN) : 0),
          0,
        )
        return [found, Number(truth)] as const
      })
    const quality = (result: Deconvolution) => {
      const both = pairs(result)
      const [x, y] = [both.map(([value]) => value), both.map(([, value]) => value)]
      const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
      const [mx, my] = [mean(x), mean(y)]
      const cross = x.reduce((sum, value, i) => sum + (value - mx) * ((y[i] ?? NaN) - my), 0)
      const square = (values: number[], m: number) => values.reduce((sum, value) => sum + (value - m) ** 2, 0)
      return {
        r: cross / Math.sqrt(square(x, mx) * square(y, my)),
        error: mean(both.map(([found, truth]) => Math.abs(found - truth))),
      }
    }
    const byQuantiseq = answered(quantiseq(tpm, til10, { isTumour: true }))
    byQuantiseq.samples.forEach((_, sample) => {
      expect(byQuantiseq.values.reduce((sum, column) => sum + (column[sample] ?? NaN), 0)).toBeCloseTo(1, 12)
    })
    // four samples × four cells; docs/methods/quantiseq.md and epic.md: measured r .853, .867, .918 and mean errors .068, .069, .056
    for (const [result, r, error] of [
      [byQuantiseq, 0.85, 0.07],
      [answered(quantiseq(tpm, til10)), 0.86, 0.07],
      [answered(epic(tpm, epicReference())), 0.91, 0.057],
    ] as const) {
      const measured = quality(result)
      expect(measured.r).toBeGreaterThan(r)
      expect(measured.error).toBeLessThan(error)
    }
  })
})

describe('scores', () => {
  const oracle = readOracle('immuneScores/answers.json') as {
    cases: {
      tpm: number[][]
      genes: string[]
      samples: string[]
      markers: Record<string, string[]>
      mcp: number[][]
      ips: { GENE: string; NAME: string; CLASS: IpsClass; WEIGHT: number }[]
      scores: number[][]
    }
  }
  const { tpm, genes, samples, markers, mcp, ips, scores } = oracle.cases
  const matrix: Expression = {
    genes,
    samples,
    unit: 'TPM',
    columns: samples.map((_, sample) => Float64Array.from(tpm, (row) => row[sample] ?? NaN)),
  }
  const list = ips.map(({ GENE, NAME, CLASS, WEIGHT }) => ({
    gene: GENE,
    name: NAME,
    class: CLASS,
    weight: WEIGHT,
  }))

  it('MCP-counter and the immunophenoscore are R’s', () => {
    const sets = Object.entries(markers).map(([name, members]) => ({ name, genes: members }))
    const means = answered(mcpCounter(matrix, sets))
    means.values.forEach((column, set) => {
      expect(farthest(column, mcp[set] ?? [])).toBeLessThan(1e-12)
    })
    expect(means.cells.map(({ key }) => key)).toEqual(['t_cell', 'b_lineage', 'fibroblast'])
    const found = answered(immunophenoscore(matrix, list))
    found.values.forEach((column, row) => {
      expect(farthest(column, scores[row] ?? [])).toBeLessThan(1e-10)
    })
    expect([-1, 0, 0.1, 1.5, 2.9, 3, 7, NaN].map(ipsOf)).toEqual([0, 0, 0, 5, 10, 10, 10, NaN])
  })

  it('names what is missing and leaves it out of the mean', () => {
    const without = {
      ...matrix,
      genes: genes.map((gene) => (gene === 'G11' || gene === 'G1' ? `${gene}x` : gene)),
    }
    const found = answered(immunophenoscore(without, list))
    expect(found.warnings).toEqual([
      expect.objectContaining({ rule: 'genes-missing', message: expect.stringContaining('G11') as string }),
    ])
    expect(found.values.every((column) => column.every(Number.isFinite))).toBe(true)
    const means = answered(
      mcpCounter(without, [
        { name: 'T cells', genes: ['G1', 'G5', 'G9'] },
        { name: 'none', genes: ['NOT1'] },
      ]),
    )
    expect(means.values[0]?.[0]).toBeCloseTo(
      (Math.log2((tpm[4]?.[0] ?? NaN) + 1) + Math.log2((tpm[8]?.[0] ?? NaN) + 1)) / 2,
      12,
    )
    expect(means.values[1]?.every(Number.isNaN)).toBe(true)
    expect(means.coverage.map(({ found: n, wanted }) => [n, wanted])).toEqual([
      [2, 3],
      [0, 1],
    ])
  })

  it('ssGSEA by hand, ties shared, row order of no account', () => {
    // ranks 4 3 2 1, set = ranks 4 and 2, τ = 0: in the set (4 + 2)/2 = 3, others (3 + 1)/2 = 2
    const four: Expression = {
      genes: ['A', 'B', 'C', 'D'],
      samples: ['S'],
      unit: 'TPM',
      columns: [Float64Array.of(90, 80, 70, 60)],
    }
    const score = (matrix: Expression, exponent = 0) =>
      answered(ssgsea(matrix, [{ name: 'set', genes: ['A', 'C'] }], { exponent })).values[0]?.[0]
    expect(score(four)).toBeCloseTo(1, 12)
    // τ = 1: weights 4 and 2: (16 + 4)/6 − 2
    expect(score(four, 1)).toBeCloseTo(20 / 6 - 2, 12)
    const tied = { ...four, columns: [Float64Array.of(90, 90, 60, 60)] }
    const turned = { ...tied, genes: ['B', 'A', 'D', 'C'] }
    expect(score(turned, 0.25)).toBe(score(tied, 0.25))
    expect(ssgsea(four, [{ name: 'other', genes: ['Z'] }])).toMatchObject({
      kind: 'refused',
      reasons: [{ rule: 'no-gene-found' }],
    })
  })

  it('ABRS says how many of the ten it has, and that VST is its unit', () => {
    const names = [...abrsGenes.slice(0, 7), 'OTHER']
    const vst: Expression = {
      genes: names,
      samples: ['S'],
      unit: 'VST',
      columns: [Float64Array.of(5, 6, 7, 8, 9, 10, 11, 99)],
    }
    const result = answered(abrs(vst))
    expect(result.values[0]?.[0]).toBeCloseTo(8, 12)
    expect(result.coverage[0]).toMatchObject({ found: 7, wanted: 10, missing: ['AIM2', 'CCL4', 'GBP5'] })
    expect(answered(abrs({ ...vst, unit: 'TPM' })).warnings.map(({ rule }) => rule)).toContain(
      'unit-unsuited',
    )
  })

  it('purity follows the published curve and stops where it is negative', () => {
    // the angle is 0 at −.6049872018/.0001467884 = −4121.49 and a right one at (π/2 − .6049872018)/.0001467884 = 6579.63
    expect(purityOf(-4121.49)).toBeCloseTo(1, 12)
    expect(purityOf(6579)).toBeGreaterThan(0)
    expect(purityOf(6580)).toBeNaN()
  })

  it('quanTIseq: few regulatory T cells are estimated again without the other CD4 T cells; a selection of genes is warned of', () => {
    // three genes: CD4 only, Treg only, both alike; the sample has no Treg signal of its own: first fit (1, 0), second gives Tregs 1/2
    const small: Expression = {
      genes: ['A', 'B', 'C'],
      samples: ['S'],
      unit: 'TPM',
      columns: [Float64Array.of(500_000, 0, 500_000)],
    }
    const signature = {
      name: 'TIL10',
      genes: ['A', 'B', 'C'],
      cells: ['T.cells.CD4', 'Tregs'],
      profiles: [Float64Array.of(1e6, 0, 1e6), Float64Array.of(0, 1e6, 1e6)],
    }
    const result = answered(
      quantiseq(small, { signature, mRnaScaling: null, noisyGenes: [], tumourGenes: [] }),
    )
    // CD4 alone: .5; Tregs alone: (.5·1 + 0)/2 = .25; mean with 0 is .125; CD4 .5 − (.25 + .125)/2 = .3125; other .5; sum .9375
    expect(
      farthest(
        result.values.map(([value = NaN]) => value),
        [0.3125 / 0.9375, 0.125 / 0.9375, 0.5 / 0.9375],
      ),
    ).toBeLessThan(1e-12)
    expect(result.cells.map(({ key }) => key)).toEqual([
      't_cell_cd4_non_regulatory',
      't_cell_regulatory',
      'uncharacterized_cell',
    ])
    expect(result.warnings.map(({ rule }) => rule)).toEqual(['few-genes'])
  })

  it('refuses a z-scored and a mouse matrix', () => {
    const centred = {
      ...matrix,
      columns: matrix.columns.map((column, sample) =>
        column.map((_, gene) => Math.sin(1 + gene + 2 * sample)),
      ),
    }
    expect(ssgsea(centred, [{ name: 'a', genes: ['G1'] }])).toMatchObject({
      kind: 'refused',
      reasons: [{ rule: 'negative-values' }],
    })
    const mouse = { ...matrix, genes: genes.map((gene) => `Cd${gene.slice(1)}a`) }
    expect(ssgsea(mouse, [{ name: 'a', genes: ['Cd1a'] }])).toMatchObject({
      kind: 'refused',
      reasons: [{ rule: 'not-human' }],
    })
  })
})
