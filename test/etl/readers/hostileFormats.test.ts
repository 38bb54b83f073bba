/** What can be wrong with a format in particular: exactly its finding, and nothing that the file does not say. */
import { describe, expect, it } from 'vitest'
import { column, fileWith, folderWith, matrixOf, readPath, readText, tableOf } from './reading.ts'

const uid = '1.3.6.1.4.1.14519.5.2.1'

describe('radiomics tables', () => {
  it('a version that a spreadsheet turned into a date is not taken for one', async () => {
    const outcome = await readText(
      'pyradiomics-csv',
      '\ufeffColumn1;Patient;original_shape_Sphericity;diagnostics_Versions_PyRadiomics\r\n1;p1;0.5;02/03/2001\r\n',
      { idColumn: 'Patient' },
      'r.csv',
    )
    expect(outcome.found).toEqual([
      'note encoding-normalised',
      'warning version-damaged column diagnostics_Versions_PyRadiomics value 02/03/2001',
    ])
    expect(tableOf(outcome).facts.version).toBeNull()
    expect(tableOf(outcome).ids).toEqual(['p1'])
  })

  it('MIRP: how the image was prepared becomes a setting, file names do not become anything', async () => {
    const outcome = await readText(
      'mirp',
      'sample_name,image_voxel_size_x,image_noise_level,image_file_name,morph_volume\np1,1,,/home/x/p1.nii,5\np2,2,,/home/x/p2.nii,6\n',
      {},
      'm.csv',
    )
    expect(outcome.found).toEqual(['warning settings-vary column image_voxel_size_x'])
    expect(tableOf(outcome).columns.map(({ name }) => name)).toEqual(['morph_volume'])
  })
})

describe('deconvolution', () => {
  const cells = 'Bcells\tCAFs\tCD4_Tcells\tCD8_Tcells\tEndothelial\tMacrophages\tNKcells\totherCells'
  const row = (id: string) => `${id}\t0.1\t0.1\t0.1\t0.1\t0.1\t0.1\t0.1\t0.3\n`

  it('EPIC: a sample that the fit did not converge on is named, one that the fit lacks is an error', async () => {
    const fit = fileWith('sample\tconvergeCode\tconvergeMessage\nS1\t0\t\nS2\t1\tmaxit\n')
    const text = `sample\t${cells}\n${row('S1')}${row('S2')}`
    expect((await readPath('epic', fileWith(text), {}, { fit })).found).toEqual([
      'warning fit-not-converged column convergeCode value 1',
    ])
    // as R writes both tables: without a name over the row names
    const shifted = fileWith('convergeCode\tconvergeMessage\nS1\t0\t\nS2\t1\tmaxit\n')
    const rows = `${cells}\n${row('S1')}${row('S2')}`
    expect((await readPath('epic', fileWith(rows), { rowNames: true }, { fit: shifted })).found).toEqual([
      'warning fit-not-converged column convergeCode value 1',
    ])
    expect((await readPath('epic', fileWith(text + row('S3')), {}, { fit })).found).toEqual([
      'warning fit-not-converged column convergeCode value 1',
      'error companion-missing value S3',
    ])
  })

  it('without declared row names the header that R leaves short is a ragged table, with the way out', async () => {
    const outcome = await readText('epic', `${cells}\n${row('S1')}`)
    expect(outcome.found[0]).toBe('error ragged-row line 2')
    expect(outcome.findings.kept[0]?.hint).toContain('write.table')
  })

  it('several methods in one table: a method that is not there', async () => {
    const outcome = await readText(
      'timer2',
      'cell_type,B cell_TIMER\nTCGA-OR-A5J1-01,0.1\n',
      { method: 'EPIC' },
      't.csv',
    )
    expect([outcome.result, outcome.found]).toEqual([null, ['error column-missing line 1 column EPIC']])
  })

  it('Generic Assay: >8 is a limit and refused; left out only when that is declared', async () => {
    const text = 'ENTITY_STABLE_ID\tNAME\tS1\tS2\nx\tPlasma cells\t>8.00\t1\n'
    expect((await readText('cbioportal-generic-assay', text)).found).toEqual([
      'error limit-value line 2 column S1 value >8.00',
    ])
    const left = await readText('cbioportal-generic-assay', text, { limits: 'missing' })
    expect(left.found).toEqual(['warning limit-missing line 2 column S1 value >8.00'])
    expect([...(matrixOf(left).values[0] ?? [])]).toEqual([NaN, 1])
    expect(matrixOf(left).rowIds).toEqual(['Plasma cells'])
  })
})

describe('expression', () => {
  it('a Firehose matrix with raw counts beside normalised ones', async () => {
    const text =
      'Hybridization REF\tTCGA-AA-0001-01A\tTCGA-AA-0002-01A\ngene_id\tnormalized_count\traw_count\nA1BG|1\t1\t2\n'
    expect((await readText('firehose-rsem', text)).found).toEqual([
      'error column-missing line 2 column TCGA-AA-0002-01A value raw_count',
    ])
  })

  it('samples in rows give the same numbers as genes in rows', async () => {
    const turned = await readText('gene-matrix', 'id\tENSG1\tENSG2\ns1\t1\t2\ns2\t3\t4\n', {
      samples: 'rows',
    })
    expect(column(tableOf(turned), 'ENSG2')).toEqual([2, 4])
    expect(tableOf(turned).ids).toEqual(['s1', 's2'])
  })

  it('a folder of per-sample files may be told apart by a sample sheet of 2024', async () => {
    const sheet = fileWith(
      'File ID\tFile Name\tCase ID\tSample ID\tTissue Type\tTumor Descriptor\nu1\ta\tc\tTCGA-AA-0001-01A\tTumor\tPrimary\n',
    )
    const folder = folderWith({ 'u1/a.htseq.counts': 'ENSG00000000003.1\t5\n' })
    const outcome = await readPath('gdc-htseq', folder, {}, { sampleSheet: sheet })
    expect(matrixOf(outcome).sampleIds).toEqual(['TCGA-AA-0001-01A'])
  })
})

describe('CT series', () => {
  const series = JSON.stringify([
    { PatientID: 'P1', StudyInstanceUID: `${uid}.1`, SeriesInstanceUID: `${uid}.1.1` },
  ])
  const manifest = (...uids: string[]) =>
    fileWith(`manifestVersion=3.0\nListOfSeriesToDownload=\n${uids.join('\n')}\n`, 'm.tcia')

  it('a downloaded series that the table lacks, and a line that is none', async () => {
    const outcome = await readPath(
      'nbia-series',
      fileWith(series),
      { json: true },
      { tcia: manifest(`${uid}.1.1`, `${uid}.9`, 'oops') },
    )
    expect(outcome.found).toEqual([
      'error series-invalid line 5 value oops',
      `error series-unlisted value ${uid}.9`,
    ])
  })

  it('a key that is absent is missing; what is no list of series is refused', async () => {
    const two = `[{"PatientID":"P1","StudyInstanceUID":"1.2","SeriesInstanceUID":"1.2.3","Manufacturer":"GE"},{"PatientID":"P2","StudyInstanceUID":"1.2","SeriesInstanceUID":"1.2.4","SeriesNumber":3}]`
    const read = tableOf(await readPath('nbia-series', fileWith(two), { json: true }))
    expect([column(read, 'Manufacturer'), column(read, 'SeriesNumber')]).toEqual([
      ['GE', null],
      [null, '3'],
    ])
    for (const [text, found] of [
      ['{"a":1}', 'error file-unreadable'],
      ['[{', 'error file-unreadable'],
      ['[{"PatientID":"P1"}]', 'error column-missing column StudyInstanceUID'],
    ] as const)
      expect((await readPath('nbia-series', fileWith(text), { json: true })).found[0]).toBe(found)
  })
})

describe('columns in another dress', () => {
  it('a needed column is used under its declared name, with a warning; of two none is', async () => {
    const one = await readText('feature-table', ' Patient ID \ta\np1\t1\n', { idColumn: 'patient_id' })
    expect(one.found).toEqual(['warning column-alias line 1 column patient_id value  Patient ID '])
    expect(tableOf(one).ids).toEqual(['p1'])
    const two = await readText('feature-table', 'x\tPatientID\tpatient id\np1\tp1\tp1\n', {
      idColumn: 'patient_id',
      text: ['PatientID', 'patient id'],
    })
    expect(two.found).toEqual(['error column-missing line 1 column patient_id'])
    expect(two.findings.kept[0]?.hint).toContain('Did you mean "PatientID" or "patient id"?')
  })
})
