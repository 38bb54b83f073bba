/** Each hostile file yields exactly its findings: what is wrong, where, and nothing else. */
import { createHash } from 'node:crypto'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readers } from '../../../etl/readers/formats.ts'
import { rules } from '../../../etl/rules.ts'
import { column, fileWith, folderWith, matrixOf, readPath, readText, tableOf } from './reading.ts'

const cells22 =
  'B cells naive,B cells memory,Plasma cells,T cells CD8,T cells CD4 naive,T cells CD4 memory resting,T cells CD4 memory activated,T cells follicular helper,T cells regulatory (Tregs),T cells gamma delta,NK cells resting,NK cells activated,Monocytes,Macrophages M0,Macrophages M1,Macrophages M2,Dendritic cells resting,Dendritic cells activated,Mast cells resting,Mast cells activated,Eosinophils,Neutrophils'.split(
    ',',
  )

describe('number columns', () => {
  const table = (value: string) => `id\ta\tb\nx\t${value}\t1\n`

  it.each([
    ['0,5', 'decimal-comma'],
    ['1,234.5', 'thousands-separator'],
    ['Inf', 'infinite-number'],
    ['-Inf', 'infinite-number'],
    ['1e999', 'infinite-number'],
    ['#DIV/0!', 'spreadsheet-error'],
    ['#REF!', 'spreadsheet-error'],
    ['0x1F', 'not-a-number'],
    ['1-Mar', 'spreadsheet-date'],
    ['02/03/2001', 'spreadsheet-date'],
    ['high', 'not-a-number'],
    ['-', 'not-a-number'],
  ])('%s is %s with its cell', async (value, rule) => {
    const { found } = await readText('feature-table', table(value))
    expect(found).toEqual([`error ${rule} line 2 column a value ${value}`])
  })

  it('words for missing become NaN, and only those of the format', async () => {
    const outcome = await readText('feature-table', 'id\ta\nw\tNA\nx\t\ny\tnan\nz\t-1\n')
    expect(outcome.found).toEqual([])
    expect(column(tableOf(outcome), 'a')).toEqual([NaN, NaN, NaN, -1])
    expect((await readText('estimate', 'ID\tStromalScore\tImmuneScore\nx\t\t1\n')).found).toEqual([
      'error blank-number line 2 column StromalScore value ',
    ])
    expect((await readText('feature-table', table("'--"))).found).toEqual([
      "error not-a-number line 2 column a value '--",
    ])
    expect((await readText('feature-table', table("'--"), { missing: ["'--"] })).found).toEqual([])
  })

  it('a blank is never 0', async () => {
    const outcome = await readText('feature-table', 'id\ta\nx\t\ny\t0\n')
    expect(column(tableOf(outcome), 'a')).toEqual([NaN, 0])
  })

  it('a table saved by a spreadsheet with semicolons and decimal commas is refused cell by cell', async () => {
    const { found } = await readText('feature-table', '\ufeffid;a\r\nx;1,5\r\ny;2,5\r\n', {}, 'table.csv')
    expect(found).toEqual([
      'error decimal-comma line 2 column a value 1,5',
      'error decimal-comma line 3 column a value 2,5',
      'note encoding-normalised',
    ])
  })
})

describe('settings and columns', () => {
  it('a misspelt setting is refused, not ignored', async () => {
    const { result, found } = await readText('feature-table', 'id\ta\nx\t1\n', { txt: ['a'] })
    expect(result).toBeNull()
    expect(found).toEqual(['error settings-invalid column settings'])
  })

  it('a column that the manifest names must be there', async () => {
    for (const [format, settings] of [
      ['feature-table', { idColumn: 'patient' }],
      ['clinical-table', { numbers: ['patient'] }],
      ['feature-table', { filter: { column: 'patient', equals: 'x' } }],
    ] as const)
      expect((await readText(format, 'id\ta\nx\t1\n', settings)).found).toEqual([
        'error column-missing line 1 column patient',
      ])
  })

  it('a filter that lets nothing through is an error, not an empty layer', async () => {
    const { result, found } = await readText('feature-table', 'id\ttype\ta\nx\tACC\t1\n', {
      text: ['type'],
      filter: { column: 'type', equals: 'LIHC' },
    })
    expect(result).toBeNull()
    expect(found).toEqual(['note rows-filtered column type', 'error no-rows'])
  })

  it('a row without an id is an error', async () => {
    expect((await readText('feature-table', 'id\ta\n \t1\n')).found).toEqual([
      'error blank-id line 2 column id',
    ])
  })

  it('formulas, HTML and long names are text', async () => {
    const name = 'n'.repeat(5000)
    const outcome = await readText('clinical-table', `id\tnote\n=cmd()\t<b>x</b>\n${name}\t=1+1\n`)
    expect(outcome.found).toEqual([])
    expect(tableOf(outcome).ids).toEqual(['=cmd()', name])
    expect(column(tableOf(outcome), 'note')).toEqual(['<b>x</b>', '=1+1'])
  })

  it('ids that occur twice are kept, both, for the stage that judges', async () => {
    expect(tableOf(await readText('feature-table', 'id\ta\nx\t1\nx\t2\n')).ids).toEqual(['x', 'x'])
  })
})

describe('pyradiomics-csv', () => {
  const header =
    'ID,diagnostics_Versions_PyRadiomics,diagnostics_Mask-original_Spacing,Label,original_shape_Sphericity'

  it('keeps tuples in quotes out of the features and versions in the settings', async () => {
    const outcome = await readText(
      'pyradiomics-csv',
      `${header}\np1,v3.0.1,"(0.97, 0.97, 2.5)",1,0.5\np2,v3.0.1,"(1, 1, 5)",1,nan\n`,
      {},
      'r.csv',
    )
    expect(outcome.found).toEqual([])
    const table = tableOf(outcome)
    expect(table.columns.map((c) => c.name)).toEqual(['Label', 'original_shape_Sphericity'])
    expect(column(table, 'original_shape_Sphericity')).toEqual([0.5, NaN])
    expect(table.facts.version).toBe('v3.0.1')
  })

  it('warns of rows made with different versions, and names no version then', async () => {
    const outcome = await readText(
      'pyradiomics-csv',
      `${header}\np1,v3.0.1,x,1,0.5\np2,v2.2.0,x,1,0.6\n`,
      {},
      'r.csv',
    )
    expect(outcome.found).toEqual(['warning settings-vary column diagnostics_Versions_PyRadiomics'])
    expect(tableOf(outcome).facts.version).toBeNull()
  })

  it('refuses a table without features', async () => {
    expect((await readText('pyradiomics-csv', 'ID,a\nx,1\n', {}, 'r.csv')).found).toEqual([
      'error column-missing line 1',
    ])
  })
})

describe('CIBERSORT', () => {
  const header = ['Mixture', ...cells22, 'P-value', 'Correlation', 'RMSE', 'Absolute score (sig.score)'].join(
    '\t',
  )
  const line = (id: string, p: string) =>
    [id, ...cells22.map(() => '0.01'), p, '0.3', '1.05', '0.22'].join('\t')

  it('P = 9999 is not computed: missing, with one counted note', async () => {
    const outcome = await readText('cibersort-r', `${header}\n${line('s1', '9999')}\n${line('s2', '9999')}\n`)
    expect(outcome.found).toEqual(['note not-computed column P-value value 9999'])
    expect(outcome.findings.kept[0]?.message).toContain('in 2 of 2 rows')
    expect(column(tableOf(outcome), 'P-value')).toEqual([NaN, NaN])
    expect(column(tableOf(outcome), 'Absolute score (sig.score)')).toEqual([0.22, 0.22])
  })

  it('9999 in any other column stays what it is', async () => {
    const outcome = await readText(
      'cibersort-r',
      `${header}\n${line('s1', '0.01').replace('1.05', '9999')}\n`,
    )
    expect(outcome.found).toEqual([])
    expect(column(tableOf(outcome), 'RMSE')).toEqual([9999])
  })

  it('R-mangled names, commas and quotes are the same table', async () => {
    const mangled = header.split('\t').map((name) => `"${name.replaceAll(/[^A-Za-z0-9]/g, '.')}"`)
    const outcome = await readText(
      'cibersort-r',
      `${mangled.join(',')}\n${line('"TCGA.19.1787.01"', '9999').replaceAll('\t', ',')}\n`,
      {},
      'c.csv',
    )
    expect(outcome.found).toEqual(['note not-computed column P.value value 9999'])
    expect(tableOf(outcome).ids).toEqual(['TCGA.19.1787.01'])
  })
})

describe('matrices', () => {
  it('a sample twice is a duplicate column', async () => {
    expect((await readText('xcell', 'id\ts1\ts1\naDC\t1\t2\n')).found).toEqual([
      'error duplicate-column line 1 column s1',
    ])
  })

  it('gene names that became dates are listed with what they may have been, never repaired', async () => {
    const outcome = await readText(
      'gene-matrix',
      'gene\ts1\nTP53\t1\n1-Mar\t2\n2-Sep\t3\n44256\t4\nDec-01\t5\n',
    )
    expect(outcome.found).toEqual([
      'error spreadsheet-date line 3 value 1-Mar',
      'error spreadsheet-date line 4 value 2-Sep',
      'error spreadsheet-date line 5 value 44256',
      'error spreadsheet-date line 6 value Dec-01',
    ])
    expect(outcome.findings.kept.map(({ message }) => message.replace(/.*one of /, ''))).toEqual([
      'MARCH1 (MARCHF1), MARC1 (MTARC1).',
      'SEPT2 (SEPTIN2).',
      'MARCH1 (MARCHF1), MARC1 (MTARC1).',
      'DEC1 (DELEC1 or BHLHE40).',
    ])
    expect(matrixOf(outcome).rowIds[1]).toBe('1-Mar')
  })

  it('Entrez ids are numbers, not dates', async () => {
    expect((await readText('gene-matrix', 'gene\ts1\n44256\t1\n7157\t2\n44257\t3\n')).found).toEqual([])
  })

  it('summary rows are skipped and counted; versions and _PAR_Y stay as written', async () => {
    const outcome = await readText(
      'gene-matrix',
      'gene\ts1\nENSG00000002586.18_PAR_Y\t1\n__no_feature\t5\nN_unmapped\t6\n',
    )
    expect(outcome.found).toEqual(['note summary-rows'])
    expect(matrixOf(outcome).rowIds).toEqual(['ENSG00000002586.18_PAR_Y'])
  })

  it('annotations are kept beside the rows, in single precision on request', async () => {
    const outcome = await readText('gene-matrix', 'id\tname\ts1\ng1\tTP53\t0.1\ng2\t\t2\n', {
      annotations: ['name'],
      precision: 'f4',
    })
    const matrix = matrixOf(outcome)
    expect(matrix.rowAnnotations).toEqual({ name: ['TP53', null] })
    expect(matrix.sampleIds).toEqual(['s1'])
    expect(matrix.values[0]).toEqual(Float32Array.of(0.1))
  })

  it('ESTIMATE .gct: two lines before the header, descriptions are no sample', async () => {
    const gct = '#1.2\n2\t2\nNAME\tDescription\tA.1\tB.1\nStromalScore\tStromalScore\t-1.5\t2\n'
    const matrix = matrixOf(await readText('estimate-gct', gct, {}, 'scores.gct'))
    expect([matrix.sampleIds, [...(matrix.values[0] ?? [])]]).toEqual([
      ['A.1', 'B.1'],
      [-1.5, 2],
    ])
  })

  it('a bad cell of a big matrix is named by line and sample', async () => {
    const rows = Array.from({ length: 2000 }, (_, g) => `g${g}\t${g}\t${g === 1500 ? '1,5' : '0.5'}`)
    expect((await readText('gene-matrix', `gene\ts1\ts2\n${rows.join('\n')}\n`)).found).toEqual([
      'error decimal-comma line 1502 column s2 value 1,5',
    ])
  })
})

describe('GDC folders', () => {
  const star = (body: string) =>
    `# gene-model: GENCODE v36\ngene_id\tgene_name\tgene_type\tunstranded\tstranded_first\tstranded_second\ttpm_unstranded\tfpkm_unstranded\tfpkm_uq_unstranded\nN_unmapped\t\t\t8\t8\t8\t\t\t\nN_ambiguous\t\t\t8\t8\t8\t\t\t\n${body}`
  const gene = (id: string, count: number) =>
    `${id}\tTSPAN6\tprotein_coding\t${count}\t1\t2\t44.6\t16.8\t23.8\n`
  const md5 = (text: string) => createHash('md5').update(text).digest('hex')
  const entry = (id: string, text: string, sample = `TCGA-AA-000${id}-01A-11R-A213-07`) => ({
    file_id: `uuid-${id}`,
    file_name: `${id}.rna_seq.augmented_star_gene_counts.tsv`,
    md5sum: md5(text),
    associated_entities: [{ entity_submitter_id: sample }],
  })
  const cart = (...entries: unknown[]) => ({ metadata: fileWith(JSON.stringify(entries), 'cart.json') })
  const one = star(gene('ENSG1.1', 5) + gene('ENSG2.1_PAR_Y', 6))
  const two = star(gene('ENSG2.1_PAR_Y', 8) + gene('ENSG1.1', 7))
  const at = (id: string) => `uuid-${id}/${id}.rna_seq.augmented_star_gene_counts.tsv`

  it('STAR counts: N_* rows counted, genes aligned by id, annotations kept, columns by choice', async () => {
    const folder = folderWith({ [at('1')]: one, [at('2')]: two, 'MANIFEST.txt': 'id\n' })
    const outcome = await readPath('gdc-star-counts', folder, {}, cart(entry('1', one), entry('2', two)))
    expect(outcome.found).toEqual(['note summary-rows'])
    const matrix = matrixOf(outcome)
    expect(matrix.rowIds).toEqual(['ENSG1.1', 'ENSG2.1_PAR_Y'])
    expect(matrix.sampleIds).toEqual(['TCGA-AA-0001-01A-11R-A213-07', 'TCGA-AA-0002-01A-11R-A213-07'])
    expect(matrix.values.map((values) => [...values])).toEqual([
      [5, 7],
      [6, 8],
    ])
    expect(matrix.rowAnnotations?.['gene_name']).toEqual(['TSPAN6', 'TSPAN6'])
    expect(matrix.facts.settings['comments']).toEqual(['# gene-model: GENCODE v36'])
    const tpm = await readPath(
      'gdc-star-counts',
      folder,
      { column: 'tpm_unstranded' },
      cart(entry('1', one), entry('2', two)),
    )
    expect(matrixOf(tpm).values[0]).toEqual(Float64Array.of(44.6, 44.6))
  })

  it('a sample sheet serves as well, for flat folders too', async () => {
    const sheet = fileWith(
      'File ID\tFile Name\tSample ID\nuuid-1\t1.rna_seq.augmented_star_gene_counts.tsv\tTCGA-AA-0001-01A\n',
    )
    const folder = folderWith({ '1.rna_seq.augmented_star_gene_counts.tsv': one })
    const outcome = await readPath('gdc-star-counts', folder, {}, { sampleSheet: sheet })
    expect(matrixOf(outcome).sampleIds).toEqual(['TCGA-AA-0001-01A'])
  })

  it('refuses: no metadata, a file that it does not list, bytes that it does not vouch for', async () => {
    const folder = folderWith({ [at('1')]: one })
    expect((await readPath('gdc-star-counts', folder)).found).toEqual(['error companion-missing'])
    expect((await readPath('gdc-star-counts', folder, {}, cart(entry('2', two)))).found).toEqual([
      `error file-not-in-metadata value ${at('1')}`,
    ])
    expect((await readPath('gdc-star-counts', folder, {}, cart(entry('1', two)))).found).toEqual([
      `error md5-differs value ${at('1')}`,
    ])
  })

  it('refuses: a file of several samples, other genes, a gene twice, a link', async () => {
    const folder = folderWith({ [at('1')]: one })
    const pooled = {
      ...entry('1', one),
      associated_entities: ['A', 'B'].map((s) => ({ entity_submitter_id: s })),
    }
    expect((await readPath('gdc-star-counts', folder, {}, cart(pooled))).found).toEqual([
      `error file-not-in-metadata value ${at('1')}`,
    ])
    const other = star(gene('ENSG1.1', 5) + gene('ENSG3.1', 6))
    const mixed = folderWith({ [at('1')]: one, [at('2')]: other })
    const outcome = await readPath('gdc-star-counts', mixed, {}, cart(entry('1', one), entry('2', other)))
    expect(outcome.found).toContain(`error gene-rows-differ value ${at('2')}`)
    expect(outcome.findings.kept[0]?.message).toContain('lacks 1 genes')
    const twice = star(gene('ENSG1.1', 5) + gene('ENSG1.1', 6))
    const repeated = folderWith({ [at('1')]: twice })
    expect((await readPath('gdc-star-counts', repeated, {}, cart(entry('1', twice)))).found[0]).toBe(
      'error gene-rows-differ line 6 value ENSG1.1',
    )
    symlinkSync(join(folder, at('1')), join(folder, 'link.tsv'))
    expect((await readPath('gdc-star-counts', folder, {}, cart(entry('1', one)))).found).toContain(
      'error file-unreadable value link.tsv',
    )
  })

  it('a damaged file among good ones: no matrix at all, rather than one with a patient less', async () => {
    const cut = gzipSync('ENSG1.1\t1\n').subarray(0, 15)
    const good = gzipSync('ENSG1.1\t1\n__no_feature\t3\n')
    const folder = folderWith({ 'uuid-1/a.gz': good, 'uuid-2/b.gz': cut })
    const entries = ['1', '2'].map((id) => ({ ...entry(id, ''), md5sum: null }))
    const outcome = await readPath('gdc-htseq', folder, {}, cart(...entries))
    expect(outcome.result).toBeNull()
    expect(outcome.found).toEqual(['error gzip-damaged'])
    expect(outcome.findings.kept[0]?.file).toBe('file: uuid-2/b.gz')
  })

  it('metadata that is no cart', async () => {
    const folder = folderWith({ [at('1')]: one })
    for (const text of ['{', '{"a": 1}', '[{"file_id": 1}]'])
      expect((await readPath('gdc-htseq', folder, {}, { metadata: fileWith(text, 'm.json') })).found).toEqual(
        ['error file-unreadable value m.json'],
      )
  })
})

describe('the lists', () => {
  it('formats are told apart and described in a sentence', () => {
    expect(new Set(readers.map(({ format }) => format)).size).toBe(readers.length)
    for (const { describes } of readers) expect(describes).toMatch(/^[A-Zqx].{30,}\.$/)
  })

  it('every rule has a short name and a sentence', () => {
    for (const [name, { meaning }] of Object.entries(rules)) {
      expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
      expect(meaning).toMatch(/^[A-Z].*\.$/)
    }
  })

  it('no reader throws at, or takes rows from, noise', async () => {
    const noise = Buffer.from(Array.from({ length: 4096 }, (_, n) => (n * n * 31 + n * 7) % 256))
    for (const { format } of readers) {
      const { result, found } = await readPath(format, fileWith(noise))
      expect([format, result]).toEqual([format, null])
      expect(found.some((line) => line.startsWith('error'))).toBe(true)
    }
  })
})
