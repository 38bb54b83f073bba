import { describe, expect, it } from 'vitest'
import { geneLengthsOf, tpmOfCounts } from '../../etl/deconvolve/geneLengths.ts'
import { Findings } from '../../etl/findings.ts'
import { geneTable } from '../../science/transcriptome/geneNames.ts'

/** What a table of lengths may hold, and what becomes of counts by it. */

function read(rows: readonly (readonly string[])[], names: readonly string[] = ['gene_id', 'length']) {
  const findings = new Findings()
  const facts = {
    encoding: 'utf-8' as const,
    delimiter: '\t' as const,
    columns: 2,
    rows: rows.length,
    settings: {},
    tool: null,
    version: null,
  }
  const lines = rows.map((cells, i) => ({ line: i + 2, cells }))
  const lengths = geneLengthsOf('lengths.tsv', { names, rows: lines, facts }, findings)
  return {
    lengths,
    said: findings.kept.map(({ rule, line, message }) => `${rule} ${line ?? ''}: ${message}`),
  }
}

function tpm(
  lengths: ReadonlyMap<string, number>,
  genes: readonly string[],
  columns: readonly (readonly number[])[],
  {
    table = null,
    unit = 'counts',
  }: { table?: ReturnType<typeof geneTable> | null; unit?: 'counts' | 'TPM' } = {},
) {
  const findings = new Findings()
  const counts = {
    genes: genes.map((gene) => gene.replace('|', '_')),
    samples: columns.map((_, i) => `S${i + 1}`),
    unit,
    columns: columns.map((column) => Float64Array.from(column)),
  }
  const variables = genes.map((gene) => ({ key: gene.replace('|', '_'), label: gene }))
  const measured = tpmOfCounts(counts, variables, { lengths, table }, findings)
  return {
    measured,
    said: findings.kept.map(({ severity, rule, message }) => `${severity} ${rule}: ${message}`),
  }
}

describe('a table of gene lengths', () => {
  it('is read by its headings, ids without version, Y copies apart; an empty length is none', () => {
    const { lengths, said } = read([
      ['ENSG00000000001.12', '1500'],
      ['ENSG00000000002.3_PAR_Y', '800'],
      ['ENSG00000000002.3', '900'],
      ['TP53|7157', '2500.5'],
      ['CD8A', 'NA'],
      ['CD8B', ''],
    ])
    expect(said).toEqual([])
    expect([...(lengths ?? [])]).toEqual([
      ['ENSG00000000001', 1500],
      ['ENSG00000000002_PAR_Y', 800],
      ['ENSG00000000002', 900],
      ['TP53', 2500.5],
    ])
    const named = read([['CD8A', '10', '700']], ['symbol', 'exons', 'Gene.length'])
    expect([...(named.lengths ?? [])]).toEqual([['CD8A', 700]])
  })

  it.each([
    ['zero', ['CD8A', '0'], /gene-length-invalid 2: CD8A: a length is a number of bases, above 0/],
    ['negative', ['CD8A', '-20'], /gene-length-invalid 2: CD8A: a length is/],
    ['a word', ['CD8A', 'long'], /gene-length-invalid 2: CD8A: a length is/],
    ['infinite', ['CD8A', 'Inf'], /gene-length-invalid 2: CD8A: a length is/],
    ['no length at all', ['CD8A', ''], /gene-length-invalid : No gene of the table has a length/],
  ])('refuses a length that is none: %s', (_name, row, words) => {
    const { lengths, said } = read([row])
    expect(lengths).toBeNull()
    expect(said).toEqual([expect.stringMatching(words)])
  })

  it('refuses two lengths of one gene, not the same one twice; and a table without the columns', () => {
    const twice = read([
      ['ENSG00000000001.1', '700'],
      ['ENSG00000000001.2', '900'],
    ])
    expect(twice.lengths).toBeNull()
    expect(twice.said[0]).toContain('ENSG00000000001.2 has two lengths, 700 and 900')
    expect(
      read([
        ['CD8A', '700'],
        ['CD8A', '700'],
      ]).lengths?.size,
    ).toBe(1)
    expect(read([['CD8A', '700']], ['gene', 'start']).said[0]).toContain('column-missing')
  })
})

describe('counts to TPM by lengths', () => {
  it('counts / length, to a million, by hand', () => {
    // rates 10/1000 and 30/1500 are as 1 : 2
    const { measured, said } = tpm(
      new Map([
        ['A', 1000],
        ['B', 1500],
      ]),
      ['A', 'B'],
      [
        [10, 30],
        [0, 0],
      ],
    )
    expect(said).toEqual([])
    expect(measured?.expression.unit).toBe('TPM')
    expect(measured?.expression.columns[0]?.[0]).toBeCloseTo(1e6 / 3, 6)
    expect(Array.from(measured?.expression.columns[1] ?? [])).toEqual([0, 0])
    expect(measured?.settings).toMatchObject({
      genesWithLength: 2,
      genesWithoutLength: 0,
      countsWithoutLength: 0,
    })
  })

  it('finds a gene by id, by the number behind its symbol, and by the gene table where one length leads there', () => {
    const table = geneTable([
      { symbol: 'NEW1', ensembl: ['ENSG00000000001'], entrez: [], previous: ['OLD1'], aliases: [] },
      {
        symbol: 'TWO',
        ensembl: ['ENSG00000000002', 'ENSG00000000003'],
        entrez: [],
        previous: [],
        aliases: [],
      },
    ])
    const lengths = new Map([
      ['ENSG00000000001', 100],
      ['7157', 200],
      ['ENSG00000000002', 5],
      ['ENSG00000000003', 6],
    ])
    const genes = [
      'OLD1',
      'TP53|7157',
      'ENSG00000000001.9',
      'ENSG00000000002_PAR_Y',
      ...Array.from({ length: 12 }, () => 'ENSG00000000003'),
    ]
    const column = genes.map(() => 1)
    const { measured } = tpm(lengths, genes, [column], { table })
    expect(measured?.settings).toMatchObject({ genesWithoutLength: 0 })
    const rate = (gene: number) => measured?.expression.columns[0]?.[gene] ?? NaN
    expect(rate(0) / rate(1)).toBeCloseTo(2, 12)
    expect(rate(0)).toBe(rate(2))
    expect(rate(3) / rate(4)).toBeCloseTo(6 / 5, 12)
    // two lengths lead to TWO: by its symbol it has none, and half of the counts are too many
    expect(tpm(lengths, ['OLD1', 'TWO'], [[1, 1]], { table }).said[0]).toMatch(
      /^error gene-lengths-unsuited: 1 of 2 genes \(50 % of the genes, 50 % of the counts\) have no length: TWO\./,
    )
  })

  it('leaves out and names a few genes without a length, refuses many, or few that hold much', () => {
    const genes = Array.from({ length: 20 }, (_, i) => `G${i + 1}`)
    const lengths = new Map(genes.slice(1).map((gene) => [gene, 1000]))
    const even = tpm(lengths, genes, [genes.map(() => 5)])
    expect(even.said).toEqual([
      'note genes-left-out: 1 of 20 genes (5 % of the genes, 5 % of the counts) have no length: G1; they are not used.',
    ])
    expect(even.measured?.settings).toMatchObject({
      genesWithLength: 19,
      genesWithoutLength: 1,
      genesWithoutLengthNamed: ['G1'],
      countsWithoutLength: 0.05,
    })
    expect(even.measured?.expression.genes).toEqual(genes.slice(1))
    expect(even.measured?.expression.columns[0]?.[0]).toBeCloseTo(1e6 / 19, 6)
    const heavy = tpm(lengths, genes, [genes.map((_, i) => (i === 0 ? 95 : 5))])
    expect(heavy.measured).toBeNull()
    expect(heavy.said[0]).toContain('5 % of the genes, 50 % of the counts')
    expect(tpm(new Map([['G1', 1]]), genes, [genes.map(() => 5)]).said[0]).toMatch(
      /^error .*19 of 20 genes.*…/,
    )
  })

  it('refuses what are no counts', () => {
    expect(tpm(new Map([['A', 1]]), ['A'], [[1]], { unit: 'TPM' }).said).toEqual([
      'error gene-lengths-unsuited: Gene lengths make TPM of counts; this layer is declared as TPM.',
    ])
    expect(tpm(new Map([['A', 1]]), ['A'], [[-1]]).said[0]).toContain('values below 0')
  })
})
