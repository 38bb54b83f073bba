/** Files as tools, spreadsheets and people leave them: what `etl init` says of them, and what is read once its questions are answered. */
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { checkMapping } from '../../etl/init/mapping.ts'
import { clinical, drafted, people, prepared, samples, stored } from './drafting.ts'
import { csv, ensembl, genes, lm22, share, tsv } from './readers/samples/sample.ts'

describe('results of deconvolution', () => {
  it('immunophenoscores are below 0 for suppressors and checkpoints', async () => {
    const header = ['ID', 'MHC_IPS', 'EC_IPS', 'SC_IPS', 'CP_IPS', 'AZ_IPS', 'IPS_IPS']
    const rows = samples.map((id, i) => [id, 2.1, 1.1 + i, -0.5, -0.25, 2.5, 8])
    const { content, rules } = await prepared({ 'tme.csv': csv(header, ...rows) })
    expect(rules).toEqual([])
    expect(stored(content, 'immune:ips/ips_suppressor_cells', 'TCGA-BC-A101')).toBe(-0.5)
  })

  it('percent are told from absolute scores', async () => {
    const percent = lm22.map((_, i) => (i === 2 ? 79 : 1))
    const text = tsv(['Mixture', ...lm22], ...samples.map((id) => [id, ...percent]))
    const { content, rules } = await prepared({ 'cibersort.txt': text })
    expect([content, rules]).toEqual([null, ['fractions-percent']])
  })

  it('columns beside the cells are named and stand in nobody’s way', async () => {
    const text = tsv(
      ['Mixture', ...lm22, 'group'],
      ...samples.map((id, i) => [id, ...share(14), i === 0 ? 'HIGH' : 'LOW']),
    )
    const { content, rules } = await prepared({ 'cibersort.txt': `# made on a laptop\n${text}` })
    expect(rules).toEqual([])
    expect(stored(content, 'immune:cibersort-lm22/macrophage_m1', 'TCGA-BC-A102')).toBe(0.79)
    expect(content?.layers[0]?.variables).toHaveLength(22)
  })

  it('a separator behind every row is said, and no cell stands under its neighbour’s name', async () => {
    const text = tsv(['Mixture', ...lm22], ...samples.map((id) => [id, ...share(14), '']))
    const { content, rules } = await prepared({ 'cibersort.txt': text })
    expect(rules).toEqual(['row-end-separator'])
    expect(stored(content, 'immune:cibersort-lm22/macrophage_m1', 'TCGA-BC-A100')).toBe(0.79)
  })

  it('what belongs to a method and to no sample is no data', async () => {
    const { draft } = await drafted({
      'TIL10_mRNA_scaling.txt':
        'B.cells\t65.66\nMacrophages.M1\t138.1\nMacrophages.M2\t119.4\nMonocytes\t130.7\nTregs\t72.2\n',
      'mRNA.tsv': tsv(
        ['name', 'value'],
        ['Bcells', 0.4],
        ['Macrophages', 1.42],
        ['NKcells', 0.44],
        ['CD8_Tcells', 0.4],
      ),
      'IPS-genes.txt': tsv(['GENE', 'NAME', 'CLASS', 'WEIGHT'], ['B2M', 'B2M', 'MHC', 1]),
      'truth.tsv': tsv(
        ['sample', 'cell_type', 'fraction'],
        ...['S1', 'S2'].flatMap((id) =>
          ['B cell', 'NK cell', 'T cell CD8+', 'Monocyte'].map((cell) => [id, cell, 0.25]),
        ),
      ),
    })
    expect(draft.layers).toEqual([])
    expect(draft.notes.filter((note) => note.includes('no table of patients'))).toHaveLength(3)
  })
})

describe('tables the other way round', () => {
  it.each([
    [
      'features of an extraction',
      csv(
        ['', ...people],
        ...[
          'original_shape_Sphericity',
          'original_firstorder_Mean',
          'original_glcm_Idm',
          'diagnostics_Versions_Numpy',
        ].map((name, k) => [name, ...people.map((_, i) => i + k / 10)]),
      ),
      'its rows are features',
    ],
    [
      'barcodes in the header',
      csv(['measure', ...samples], ...['a', 'b', 'c', 'd', 'e'].map((name, k) => [name, 1.5 + k, 2.5, 3.5])),
      'its columns are named by barcodes',
    ],
    [
      'genes with several numbers each',
      csv(
        ['gene_id', 'length', 'expected_count', 'TPM', 'FPKM', 'biotype'],
        ...ensembl.map((id, k) => [id, 2000.5, 10.5 + k, 1.5, 2.5, 'x']),
      ),
      'its columns are statistics of genes',
    ],
    [
      'genes of one comparison',
      csv(
        ['', 'baseMean', 'log2FoldChange', 'lfcSE', 'stat', 'pvalue', 'padj'],
        ...genes.map((gene, k) => [gene, 100.5 + k, 0.5, 0.1, 5, 0.01, 0.05]),
      ),
      'its columns are statistics of genes',
    ],
    [
      'genes that nobody calls a matrix',
      csv(['gene_id', 'a', 'b', 'c', 'words'], ...ensembl.map((id, k) => [id, 1.5 + k, 2.5, 3.5, 'x y'])),
      'its rows are genes',
    ],
    [
      'cells of no method',
      csv(
        ['cell', ...people],
        ...['T cells CD8', 'Macrophages', 'NK cells', 'B cells', 'Tumour'].map((name, k) => [
          name,
          ...people.map((_, i) => i + k / 10),
        ]),
      ),
      'its rows are cell types',
    ],
  ])('%s make no patients', async (_, text, words) => {
    const { draft } = await drafted({ 'table.csv': text })
    expect(draft.layers).toEqual([])
    expect(draft.notes[0]).toContain(`table.csv: not used, since ${words}`)
  })

  it('a blood count stays a table of patients', async () => {
    const names = ['Neutrophils', 'Monocytes', 'Eosinophils', 'Basophils', 'Platelets']
    const { draft } = await drafted({ 'c.csv': clinical(names, (i) => names.map((_, k) => i + k + 0.25)) })
    expect(draft.layers).toHaveLength(1)
  })
})

describe('what a person says of columns', () => {
  it('two that name the patient are refused', () => {
    const columns = { id: 'patient', name: 'patient' } as const
    expect(() => {
      checkMapping({ 'a.csv': { use: null, columns } })
    }).toThrow('one column that names the patient')
    checkMapping({ 'a.csv': { use: null, columns: { id: 'patient', name: 'left-out' } } })
  })
})

describe('what cannot be read is said at once', () => {
  it.each([
    [
      'Latin-1',
      Buffer.from(
        clinical(['Größe'], (i) => [i]),
        'latin1',
      ),
      'cannot be read as it is. Line 1: The line is not UTF-8',
    ],
    [
      'UTF-16',
      Buffer.from(`\ufeff${clinical(['age'], (i) => [i])}`, 'utf16le'),
      'not used. It is no table: The file is UTF-16 text.',
    ],
    [
      'a title',
      `Table S1,,\n${clinical(['age', 'sex'], (i) => [i, 'M'])}`,
      'a table whose first line is a title (Table S1)',
    ],
    [
      'a .gct of version 1.3',
      `#1.3\n6\t3\t0\t1\n${tsv(['id', ...samples], ...genes.map((gene) => [gene, 1, 2, 3]))}`,
      'a .gct file of version 1.3',
    ],
  ])('%s', async (_, content, words) => {
    const { draft } = await drafted({ 'c.csv': content })
    expect(draft.notes.join('\n')).toContain(words)
    expect(draft.layers).toEqual([])
  })
})

describe('expression', () => {
  const uuid = (i: number) => `a000000${i}-1111-4222-8333-444444444444`
  const sheet = (name: (i: number) => string, sample: (id: string) => string = (id) => id) =>
    tsv(
      ['File ID', 'File Name', 'Case ID', 'Sample ID', 'Sample Type'],
      ...samples.map((id, i) => [uuid(i), name(i), id.slice(0, 12), sample(id), 'Primary Tumor']),
    )
  const fpkm = (i: number) => ensembl.map((id, k) => `${id}\t${k + i + 0.5}\n`).join('')

  it('unpacked files are found in the sample sheet, also where it names a sample twice', async () => {
    const files = Object.fromEntries(samples.map((_, i) => [`fpkm/x${i}.FPKM.txt`, fpkm(i)]))
    const twice = sheet(
      (i) => `x${i}.FPKM.txt.gz`,
      (id) => `${id}, ${id}`,
    )
    const { content, rules } = await prepared({ ...files, 'sheet.tsv': twice })
    expect(rules).toEqual([])
    expect(stored(content, 'expression:fpkm/ENSG00000000003', 'TCGA-BC-A102')).toBe(2.5)
  })

  it('files of one sample each, loose or in folders side by side, are to be put together first', async () => {
    const loose = Object.fromEntries(samples.map((_, i) => [`x${i}.FPKM.txt.gz`, gzipSync(fpkm(i))]))
    const first = await drafted({ ...loose, 'sheet.tsv': sheet((i) => `x${i}.FPKM.txt.gz`) })
    expect(first.draft.layers).toEqual([])
    expect(first.draft.notes[1]).toContain(
      'one sample of gdc-htseq: put the files of all samples into a folder',
    )
    const apart = Object.fromEntries(samples.map((_, i) => [`${uuid(i)}/x.FPKM.txt.gz`, gzipSync(fpkm(i))]))
    const second = await drafted(apart)
    expect(second.draft.layers).toEqual([])
    expect(second.draft.notes).toEqual([
      `${uuid(0)}: and 2 more folders hold one sample each. Move them into one folder of their own (e.g. "expression"): they are then read as one matrix.`,
    ])
  })

  it('symbols that differ only in case are both kept, with a warning', async () => {
    const rows = [...genes, 'C1orf112', 'C1ORF112'].map((gene, k) => [gene, k + 0.5, 40 + k, 2])
    const answers = { unit: 'FPKM', duplicates: 'error' }
    const { rules, findings, content } = await prepared(
      { 'm.tsv': tsv(['gene', ...samples], ...rows) },
      answers,
    )
    expect(rules).toEqual(['genes-alike'])
    expect(findings[0]?.value).toBe('C1orf112, C1ORF112')
    expect(stored(content, 'expression:m/C1ORF112', 'TCGA-BC-A100')).toBe(7.5)
  })

  it('of several rows of one gene the highest mean is of the values that are known', async () => {
    const rows = [...genes, 'ALB'].map((gene, k) => [gene, k + 0.5, k === 4 ? 'NA' : 40 + k, 2])
    const answers = { unit: 'FPKM', duplicates: 'highest-mean' }
    const { content } = await prepared({ 'm.tsv': tsv(['gene', ...samples], ...rows) }, answers)
    expect(stored(content, 'expression:m/ALB', 'TCGA-BC-A101')).toBe(46)
  })

  it('a .gct file that lacks rows it states is refused; what featureCounts was called with is no header', async () => {
    const cut = `#1.2\n7\t3\n${tsv(['NAME', 'Description', ...samples], ...genes.map((gene, k) => [gene, 'na', k + 0.5, 40, 2]))}`
    const answers = { unit: 'FPKM', duplicates: 'error' }
    expect((await prepared({ 'm.gct': cut }, answers)).rules).toEqual(['rows-differ'])
    const counted = tsv(
      ['Geneid', 'Chr', 'Start', 'End', 'Strand', 'Length', ...samples],
      ...ensembl.map((id, k) => [id, 'chr1;chr1', '1;9', '5;12', '+;+', 900, k, 40, 2]),
    )
    const { content, rules } = await prepared(
      { 'counts.txt': `# Program:featureCounts v2.0.1; Command:"featureCounts"\n${counted}` },
      { unit: 'counts' },
    )
    expect(rules).toEqual([])
    expect(stored(content, 'expression:counts/ENSG00000000004', 'TCGA-BC-A100')).toBe(1)
  })
})

describe('features', () => {
  const names = ['morph_volume', 'stat_mean', 'stat_var', 'cm_joint_max_d1_3d_avg_fbn_n32', 'ivh_v10']
  const rows = (masks: readonly string[]) =>
    people.flatMap((id, i) => masks.map((mask, k) => [id, mask, ...names.map((_, n) => i + n / 10 + k)]))

  it('several masks of MIRP are lesions, told apart by their label', async () => {
    const text = csv(['sample_name', 'image_mask_label', ...names], ...rows(['GTV-1', 'GTV-2']))
    const { content, asked } = await prepared(
      { 'mirp.csv': text },
      { 'stands-for-patient': 'the lesion with' },
    )
    expect(asked).toEqual(['mirp-stands-for-patient'])
    expect(content?.layers[0]?.rows).toHaveLength(20)
    expect(stored(content, 'imaging:mirp/morph_volume', 'P3')).toBe(4)
  })

  it('rows of one patient that nothing tells apart are said, and refused with a way out', async () => {
    const text = csv(
      ['patient', ...names],
      ...rows(['a', 'b']).map(([id, , ...values]) => [id ?? '', ...values]),
    )
    const { notes, findings, content } = await prepared({ 'f.csv': text })
    expect(notes[0]).toMatch(
      /^f.csv: some patients have several rows, and no column is known to tell them apart/,
    )
    expect(content).toBeNull()
    expect(findings[0]).toMatchObject({
      rule: 'duplicate-conflict',
      hint: expect.stringContaining('"idColumn"') as string,
    })
  })

  it('rows named by paths of images are doubted', async () => {
    const text = csv(
      ['Image', 'original_shape_Sphericity', 'original_firstorder_Mean', 'original_glcm_Idm'],
      ...people.map((id, i) => [`/data/${id}/image.nrrd`, i, i + 1, i + 2]),
    )
    const { draft } = await drafted({ 'f.csv': text })
    expect(draft.notes[0]).toContain('"Image", which holds paths of files (/data/P0/image.nrrd)')
  })
})
