import { describe, expect, it } from 'vitest'
import { joinDuplicates } from '../../../science/transcriptome/duplicates.ts'
import type { Expression } from '../../../science/transcriptome/expression.ts'
import {
  geneTable,
  nameGene,
  parseGeneId,
  underReferenceNames,
} from '../../../science/transcriptome/geneNames.ts'
import { quantileNormalise } from '../../../science/transcriptome/quantileNormalisation.ts'
import { sampleQuality } from '../../../science/transcriptome/sampleQuality.ts'
import { dateNames, scaleOf, speciesOf } from '../../../science/transcriptome/scale.ts'
import { countsToTpm, fpkmToTpm } from '../../../science/transcriptome/units.ts'
import { createRandom } from '../../../science/stats/random.ts'
import { hasRealData } from '../../shared.ts'
import { farthest, readTable } from '../immune/tables.ts'

const matrix = (columns: number[][], unit: Expression['unit'], genes?: string[]): Expression => ({
  genes: genes ?? (columns[0] ?? []).map((_, gene) => `G${gene + 1}`),
  samples: columns.map((_, sample) => `S${sample + 1}`),
  unit,
  columns: columns.map((column) => Float64Array.from(column)),
})

describe('gene names', () => {
  it('takes every kind of id apart', () => {
    expect(parseGeneId('ENSG00000141510.18')).toEqual({
      kind: 'ensembl',
      id: 'ENSG00000141510',
      version: 18,
      isParY: false,
    })
    expect(parseGeneId('ENSG00000002586.20_PAR_Y')).toEqual({
      kind: 'ensembl',
      id: 'ENSG00000002586',
      version: 20,
      isParY: true,
    })
    expect(parseGeneId('ENSGR0000002586.12')).toMatchObject({ id: 'ENSG00000002586', isParY: true })
    expect(parseGeneId('7157')).toEqual({ kind: 'entrez', id: '7157' })
    expect(parseGeneId('TP53|7157')).toEqual({ kind: 'symbol', symbol: 'TP53', entrez: '7157' })
    expect(parseGeneId('?|100130426')).toEqual({ kind: 'entrez', id: '100130426' })
    expect(parseGeneId(' HLA-DRA ')).toEqual({ kind: 'symbol', symbol: 'HLA-DRA', entrez: null })
  })

  // ADGRA2 was GPR124; MARCHF1 was MARCH1; "P1" is the alias of two genes; SELE is a symbol though it is an alias elsewhere
  const table = geneTable([
    {
      symbol: 'ADGRA2',
      ensembl: ['ENSG00000020181.17'],
      entrez: ['25960'],
      previous: ['GPR124'],
      aliases: ['P1'],
    },
    {
      symbol: 'MARCHF1',
      ensembl: ['ENSG00000145416'],
      entrez: ['55016'],
      previous: ['MARCH1'],
      aliases: ['P1', 'SELE'],
    },
    { symbol: 'SELE', ensembl: ['ENSG00000007908'], entrez: ['6401'], previous: [], aliases: [] },
  ])

  it('leads from any name to one symbol, or says that it does not', () => {
    const name = (text: string) => nameGene(table, text)
    for (const text of [
      'ADGRA2',
      'GPR124',
      'ENSG00000020181.2',
      '25960',
      'GPR124|25960',
      '?|25960',
      'ENSG00000020181.1_PAR_Y',
    ])
      expect(name(text)).toEqual({ kind: 'known', symbol: 'ADGRA2' })
    expect(name('P1')).toEqual({ kind: 'ambiguous', name: 'P1' })
    expect(name('SELE')).toEqual({ kind: 'known', symbol: 'SELE' })
    expect(name('NOSUCH')).toEqual({ kind: 'unknown', name: 'NOSUCH' })
  })

  it('gives a matrix the names of an older reference', () => {
    const { genes, renamed } = underReferenceNames(
      table,
      ['ADGRA2', 'SELE', 'X'],
      ['GPR124', 'SELE', 'MARCH1'],
    )
    expect(genes).toEqual(['GPR124', 'SELE', 'X'])
    expect(renamed).toEqual([{ from: 'ADGRA2', to: 'GPR124' }])
    // where the matrix has the older name itself, nothing is renamed over it
    expect(underReferenceNames(table, ['ADGRA2', 'GPR124'], ['GPR124']).renamed).toEqual([])
  })

  it('joins duplicates by the declared rule only', () => {
    const three = matrix(
      [
        [1, 2, 3, 4],
        [30, 2, 1, 0],
      ],
      'TPM',
    )
    const names = ['A', 'A', null, 'A']
    const of = (rule: Parameters<typeof joinDuplicates>[2]) =>
      joinDuplicates(three, names, rule).expression.columns.map(([value]) => value)
    expect(of('sum')).toEqual([7, 32])
    expect(of('mean')).toEqual([7 / 3, 32 / 3])
    expect(of('median')).toEqual([2, 2])
    expect(of('highest-mean')).toEqual([1, 30])
    expect(joinDuplicates(three, names, 'sum')).toMatchObject({
      joined: [{ gene: 'A', rows: 3 }],
      nUnnamed: 1,
    })
    expect(() => of('error')).toThrow(/genes: got "A"/)
    expect(() => joinDuplicates({ ...three, unit: 'log2' }, names, 'sum')).toThrow(/duplicates: got "sum"/)
  })
})

describe('units', () => {
  it('FPKM and counts become TPM', () => {
    expect(
      fpkmToTpm(
        matrix(
          [
            [1, 3],
            [0, 0],
          ],
          'FPKM',
        ),
      ).columns.map((column) => Array.from(column)),
    ).toEqual([
      [250_000, 750_000],
      [0, 0],
    ])
    // rates 10/1000 and 30/1500: 1 : 2
    const tpm = countsToTpm(matrix([[10, 30]], 'counts'), [1000, 1500])
    expect(tpm.unit).toBe('TPM')
    expect(tpm.columns[0]?.[0]).toBeCloseTo(1e6 / 3, 6)
    expect(() => fpkmToTpm(matrix([[1]], 'TPM'))).toThrow(/unit: got "TPM"/)
    expect(() => fpkmToTpm(matrix([[-1]], 'FPKM'))).toThrow(/S1, G1: got -1/)
    expect(() => countsToTpm(matrix([[1, 2]], 'counts'), [1000, 0])).toThrow(/length of G2/)
  })
})

describe('scale', () => {
  it('tells linear, logarithms and z-scores apart', () => {
    const random = createRandom(8)
    const tpm = Array.from({ length: 6 }, () =>
      Array.from({ length: 200 }, () => 2 ** (10 * random.uniform())),
    )
    expect(scaleOf(matrix(tpm, 'TPM'))).toMatchObject({ kind: 'linear', isWhole: false })
    const logs = tpm.map((column) => column.map((value) => Math.log2(value + 1)))
    expect(scaleOf(matrix(logs, 'TPM')).kind).toBe('log')
    expect(
      scaleOf(
        matrix(
          logs.map((column) => column.map((value) => value - 1.5)),
          'TPM',
        ),
      ).kind,
    ).toBe('log')
    const mean = (gene: number) => logs.reduce((sum, column) => sum + (column[gene] ?? 0), 0) / logs.length
    expect(
      scaleOf(
        matrix(
          logs.map((column) => column.map((value, gene) => value - mean(gene))),
          'TPM',
        ),
      ).kind,
    ).toBe('z-scored')
    // a subtracted background: linear all the same
    expect(scaleOf(matrix([tpm[0]?.map((value, gene) => (gene === 3 ? -5 : value)) ?? []], 'TPM')).kind).toBe(
      'linear',
    )
    expect(scaleOf(matrix([[0, 3, 900]], 'counts'))).toMatchObject({
      kind: 'linear',
      isWhole: true,
      min: 0,
      max: 900,
    })
  })

  it('knows mouse from human, and dates from genes', () => {
    expect(speciesOf(['CD8A', 'HLA-DRA', 'C1orf43', 'TP53'])).toBe('human')
    expect(speciesOf(['Cd8a', 'H2-Aa', 'Trp53', 'Gzmb'])).toBe('mouse')
    expect(speciesOf(['ENSMUSG00000053977', 'ENSMUSG00000000001'])).toBe('mouse')
    expect(speciesOf(['ENSG00000153563', 'ENSG00000153563'])).toBe('human')
    expect(speciesOf(['925', '3122', '7157'])).toBe('unknown')
    expect(dateNames(['TP53', '1-Mar', '2-Sep', 'Dec-01', '2001-03-01', 'CD8A', 'NK1', 'A', 'B'])).toEqual([
      '1-Mar',
      '2-Sep',
      'Dec-01',
      '2001-03-01',
    ])
    expect(dateNames(['37316', '925', '3122'])).toEqual([])
    expect(dateNames(['37316', 'TP53', 'CD8A'])).toEqual(['37316'])
  })
})

describe('quantile normalisation', () => {
  it('by hand: ties take the value of their mid-rank', () => {
    // sorted 1 2 3 and 4 4 10: means 2.5 3 6.5; the two 4s have rank 1.5: (2.5 + 3)/2
    const [first, second] = quantileNormalise([Float64Array.of(3, 1, 2), Float64Array.of(4, 10, 4)])
    expect(Array.from(first ?? [])).toEqual([6.5, 2.5, 3])
    expect(Array.from(second ?? [])).toEqual([2.75, 6.5, 2.75])
  })

  it.runIf(hasRealData)('is preprocessCore’s', () => {
    for (const n of [1, 2, 3]) {
      const read = (name: string) => {
        const rows = readTable(`deconvolution/cibersort-r-fixtures/data/qn_${name}${n}.tsv`).map((row) =>
          row.map(Number),
        )
        return (rows[0] ?? []).map((_, column) => Float64Array.from(rows, (row) => row[column] ?? NaN))
      }
      quantileNormalise(read('in')).forEach((column, at) => {
        expect(farthest(column, read('out')[at] ?? [])).toBeLessThan(1e-12)
      })
    }
  })
})

describe('sample quality', () => {
  it('measures, and points at the sample that is unlike the others', () => {
    const random = createRandom(3)
    const genes = [...Array.from({ length: 300 }, (_, gene) => `G${gene}`), 'MT-ND1', 'ENSG00000198804.2']
    const level = genes.map(() => 2 ** (8 * random.uniform()))
    const columns = Array.from({ length: 12 }, () =>
      level.map((mean) => (random.uniform() < 0.04 ? 0 : Math.round(mean * (0.8 + 0.4 * random.uniform())))),
    )
    const odd = level.map((_, gene) =>
      gene >= 300 ? 9000 : gene % 3 === 0 ? Math.round((level[299 - gene] ?? 1) / 8) : 0,
    )
    const quality = sampleQuality(matrix([...columns, odd], 'counts', genes))
    expect(
      quality.outliers
        .slice(0, 12)
        .flat()
        .filter(({ measure }) => measure !== 'topShare'),
    ).toEqual([])
    expect(quality.outliers[12]?.map(({ measure }) => measure)).toEqual([
      'genesDetected',
      'mitochondrialShare',
      'topShare',
      'typicality',
    ])
    expect(quality.total[0]).toBe(columns[0]?.reduce((sum, value) => sum + value, 0))
    expect(quality.genesDetected[12]).toBe(odd.filter((value) => value > 0).length)
    expect(quality.mitochondrialShare[12]).toBeCloseTo(18_000 / (quality.total[12] ?? NaN), 12)
    // a sample without any count is the farthest of all, and hides nobody else
    const empty = sampleQuality(matrix([...columns, odd, genes.map(() => 0)], 'counts', genes))
    expect(empty.outliers[13]?.map(({ measure, deviations }) => [measure, deviations])).toEqual([
      ['total', -Infinity],
      ['genesDetected', -Infinity],
    ])
    expect(empty.outliers[12]?.map(({ measure }) => measure)).toContain('mitochondrialShare')
    const logs = sampleQuality(
      matrix(
        columns.map((column) => column.map((value) => Math.log2(value + 1))),
        'log2',
        genes,
      ),
    )
    expect(logs.total.every(Number.isNaN)).toBe(true)
    expect(
      farthest(logs.typicality, sampleQuality(matrix(columns, 'counts', genes)).typicality),
    ).toBeLessThan(1e-12)
  })
})
