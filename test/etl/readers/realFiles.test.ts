/** Every file of the three real cohorts, with counts and spot values found by other programs (Python's csv, awk). */
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { hasRealData, realData } from '../../shared.ts'
import type { ReadTable } from '../../../etl/readers/reader.ts'
import { column, matrixOf, readPath, row, tableOf } from './reading.ts'

const lihc = (name: string) => join(realData, 'tcga-lihc', name)

function sum(values: Iterable<number | string | null>): number {
  return [...values].reduce<number>(
    (total, value) => total + (typeof value === 'number' && !Number.isNaN(value) ? value : 0),
    0,
  )
}

function count(table: ReadTable, name: string): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const value of column(table, name)) counts[String(value)] = (counts[String(value)] ?? 0) + 1
  return counts
}

describe.skipIf(!hasRealData)('TCGA-LIHC', () => {
  it('PanImmune CIBERSORT: 424 of 11,373 rows are LIHC, 22 cells and three quality columns', async () => {
    const outcome = await readPath(
      'panimmune-cibersort',
      lihc('TCGA.Kallisto.fullIDs.cibersort.relative.tsv'),
      {
        filter: { column: 'CancerType', equals: 'LIHC' },
      },
    )
    const table = tableOf(outcome)
    expect(outcome.found).toEqual(['note rows-filtered column CancerType'])
    expect(outcome.findings.kept[0]?.message).toBe('10949 of 11373 rows left out: CancerType is not LIHC.')
    expect(table.ids).toHaveLength(424)
    expect(table.columns).toHaveLength(26)
    expect(table.columns.filter(({ kind }) => kind === 'number')).toHaveLength(25)
    expect([table.ids[0], table.lines[0]]).toEqual(['TCGA.BD.A3ER.01A.11R.A213.07', 5402])
    expect(row(table, 'TCGA.BD.A3ER.01A.11R.A213.07')['Macrophages.M1']).toBe(0.0313882708198828)
    expect(sum(column(table, 'Macrophages.M1'))).toBeCloseTo(23.068834005830045, 10)
    expect(column(table, 'P.value').filter((p) => typeof p === 'number' && p <= 0.05)).toHaveLength(62)
  })

  it('PanImmune CIBERSORT whole: 11,373 rows of which 54 ids are there more than once', async () => {
    const table = tableOf(
      await readPath('panimmune-cibersort', lihc('TCGA.Kallisto.fullIDs.cibersort.relative.tsv')),
    )
    expect(table.ids).toHaveLength(11_373)
    const repeated = table.ids.filter((id, index) => table.ids.indexOf(id) < index)
    expect([repeated.length, new Set(repeated).size]).toEqual([61, 54])
  })

  it('CIBERSORT.R: 424 aliquots, CRLF', async () => {
    const outcome = await readPath('cibersort-r', lihc('CIBERSORT-Results.txt'))
    const table = tableOf(outcome)
    expect(outcome.found).toEqual(['note encoding-normalised'])
    expect([table.ids.length, table.columns.length, table.facts.columns]).toEqual([424, 25, 26])
    expect(table.ids[423]).toBe('TCGA-G3-A25Z-01A-11R-A16W-07')
    expect(column(table, 'RMSE')[423]).toBe(1.05865604874332)
    expect(sum(column(table, 'Macrophages M2'))).toBeCloseTo(80.06663851815118, 10)
    const patients = table.ids.map((id) => id.slice(13, 16))
    const types = Object.fromEntries(
      [...new Set(patients)].map((type) => [type, patients.filter((t) => t === type).length]),
    )
    expect(types).toEqual({ '01A': 369, '01B': 2, '11A': 50, '02A': 2, '02B': 1 })
  })

  it('quanTIseq: 11 cells × 10,535 samples, one sample missing', async () => {
    const matrix = matrixOf(await readPath('quantiseq-immunedeconv', lihc('quanTIseq-all-TCGA.csv')))
    expect([matrix.rowIds.length, matrix.sampleIds.length]).toEqual([11, 10_535])
    expect(matrix.sampleIds[0]).toBe('TCGA.19.1787.01')
    expect(matrix.rowIds).toContain('T cell CD4+ (non-regulatory)')
    const m1 = matrix.values[matrix.rowIds.indexOf('Macrophage M1')] ?? []
    expect(m1[10_534]).toBe(0.0143681792266687)
    expect(sum(m1)).toBeCloseTo(260.7392777471195, 8)
    for (const values of matrix.values) expect(values.filter(Number.isNaN)).toHaveLength(1)
  })

  it('xCell: 64 cells and 3 scores × 363 samples, M1 exactly 0 in 87', async () => {
    const matrix = matrixOf(await readPath('xcell', lihc('xCell-scores.txt')))
    expect([matrix.rowIds.length, matrix.sampleIds.length]).toEqual([67, 363])
    const of = (cell: string) => matrix.values[matrix.rowIds.indexOf(cell)] ?? []
    expect([...of('Macrophages M1')].filter((value) => value === 0)).toHaveLength(87)
    expect(of('Plasma cells')[0]).toBe(0.0182028701566472)
    expect(of('aDC')[2]).toBe(3.90537054774027e-18)
  })

  it('ESTIMATE: 374 samples × 3 scores', async () => {
    const table = tableOf(await readPath('estimate', lihc('ESTIMATE-scores.txt')))
    expect([table.ids.length, table.columns.length]).toEqual([374, 3])
    expect(row(table, 'TCGA-ZS-A9CG-01A-11R-A37K-07')).toEqual({
      StromalScore: -816.48,
      ImmuneScore: -384.57,
      ESTIMATEScore: -1201.06,
    })
  })

  it('leukocyte fraction: 10,817 aliquots, no header', async () => {
    const table = tableOf(
      await readPath('leukocyte-fraction', lihc('TCGA_all_leuk_estimate.masked.20170107.tsv')),
    )
    expect(table.ids).toHaveLength(10_817)
    expect(count(table, 'cancer_type')['LIHC']).toBe(380)
    expect(row(table, 'TCGA-ZM-AA0N-01A-21D-A436-05')['leukocyte_fraction']).toBe(0.39)
    expect(table.lines[0]).toBe(1)
  })

  it('TCGA-CDR: 377 of 11,160 patients, 132 deaths, one status without a time', async () => {
    const table = tableOf(
      await readPath('tcga-cdr', lihc('TCGA-CDR.xlsx'), { filter: { column: 'type', equals: 'LIHC' } }),
    )
    expect([table.ids.length, table.columns.length, table.facts.columns]).toEqual([377, 32, 34])
    expect(count(table, 'OS')).toEqual({ '0': 245, '1': 132 })
    expect(sum(column(table, 'OS.time'))).toBe(304_863)
    const timeless = table.ids.filter((_, index) => Number.isNaN(column(table, 'OS.time')[index]))
    expect(timeless).toEqual(['TCGA-2V-A95S'])
    expect(table.lines[0]).toBe(5427)
    expect(row(table, 'TCGA-ZS-A9CG')).toMatchObject({
      ajcc_pathologic_tumor_stage: 'Stage II',
      clinical_stage: null,
      birth_days_to: -20100,
      last_contact_days_to: 341,
      death_days_to: NaN,
      residual_tumor: 'R0',
      'PFI.time': 341,
    })
  })

  it('GDC clinical: 2,977 rows for 377 patients, as written', async () => {
    const table = tableOf(await readPath('gdc-clinical', lihc('gdc-clinical.tsv')))
    expect([table.ids.length, table.columns.length, table.facts.columns]).toEqual([2977, 209, 210])
    expect(new Set(table.ids).size).toBe(377)
    const dead = table.ids.filter((_, index) => column(table, 'demographic.vital_status')[index] === 'Dead')
    expect(new Set(dead).size).toBe(132)
    expect(column(table, 'diagnoses.days_to_last_follow_up')[0]).toBe(2752)
    expect(
      column(table, 'demographic.days_to_death').filter((v) => typeof v === 'number' && !Number.isNaN(v)),
    ).toHaveLength(1136)
    expect(column(table, 'demographic.cause_of_death')[0]).toBeNull()
  })

  it('CT series: 98 rows, 89 series, 37 patients', async () => {
    const table = tableOf(await readPath('aimi-ct-series', lihc('ct-series.csv')))
    expect([table.ids.length, table.columns.length]).toEqual([98, 12])
    expect(new Set(table.ids).size).toBe(37)
    expect(new Set(column(table, 'SeriesInstanceUID')).size).toBe(89)
    expect(column(table, 'LikertScore')[0]).toBe(5)
  })

  it('HTSeq per-sample files: 12 of 424, aliquots by metadata, md5 of each equal', async () => {
    const outcome = await readPath(
      'gdc-htseq',
      lihc('gdc-htseq-fpkm'),
      {},
      {
        metadata: lihc('gdc-metadata.cart.json'),
      },
    )
    const matrix = matrixOf(outcome)
    expect(outcome.found).toEqual(['note files-absent'])
    expect([matrix.rowIds.length, matrix.sampleIds.length]).toEqual([60_483, 12])
    // the local files were renamed to their barcodes, which the metadata must confirm
    expect(matrix.sampleIds[0]).toBe('TCGA-BD-A3EP-11A-12R-A22L-07')
    const albumin = matrix.values[matrix.rowIds.indexOf('ENSG00000163631.15')] ?? []
    expect(albumin[matrix.sampleIds.indexOf('TCGA-2Y-A9GU-01A-11R-A38B-07')]).toBe(21610.6024408)
    expect(albumin[matrix.sampleIds.indexOf('TCGA-ZP-A9CZ-01A-11R-A38B-07')]).toBe(38970.880999)
  })

  it('the 60,483 × 179 matrix: exact values, time and memory', async () => {
    const before = performance.now()
    const matrix = matrixOf(await readPath('gene-matrix', lihc('htseq-fpkm-matrix-179.tsv.gz')))
    const seconds = (performance.now() - before) / 1000
    const gib = process.memoryUsage.rss() / 2 ** 30
    console.log(`60,483 × 179 matrix read in ${seconds.toFixed(2)} s, ${gib.toFixed(2)} GiB resident`)
    expect([matrix.rowIds.length, matrix.sampleIds.length]).toEqual([60_483, 179])
    const albumin = matrix.rowIds.indexOf('ENSG00000163631.15')
    expect([albumin, matrix.rowLines[albumin]]).toEqual([30_482, 30_484])
    expect([matrix.values[albumin]?.[0], matrix.values[albumin]?.[178]]).toEqual([46359, 2923.7])
    expect(matrix.sampleIds[178]).toBe('TCGA-G3-A3CK-01A-11R-A213-07')
    let zeros = 0
    for (const values of matrix.values) for (const value of values) if (value === 0) zeros += 1
    expect(zeros).toBe(5_783_261)
    expect(sum(matrix.values.map((values) => values[0] ?? NaN))).toBeCloseTo(367_083.22466, 5)
    expect(sum(matrix.values.map((values) => values[178] ?? NaN))).toBeCloseTo(347_373.96923, 5)
    expect(seconds).toBeLessThan(10)
    expect(gib).toBeLessThan(1.5)
  })
})

describe.skipIf(!hasRealData)('HCC-TACE-Seg', () => {
  const of = (name: string) => join(realData, 'hcc-tace-seg', name)

  it('radiomics: 104 patients × 107 features', async () => {
    const outcome = await readPath('pyradiomics-csv', of('radiomics.csv'))
    const table = tableOf(outcome)
    expect(outcome.found).toEqual([])
    expect([table.ids.length, table.columns.length]).toEqual([104, 107])
    expect(table.ids).not.toContain('HCC_089')
    expect(column(table, 'original_shape_Elongation')[0]).toBe(0.7965067333983447)
    expect(row(table, 'HCC_105')['original_ngtdm_Strength']).toBe(0.033139437183752236)
  })

  it('clinical workbook: 105 patients, times in weeks, responses by reader', async () => {
    const outcome = await readPath('hcc-tace-seg-clinical', of('clinical-V2.xlsx'))
    const table = tableOf(outcome)
    expect(outcome.found).toEqual([])
    expect([table.ids.length, table.columns.length]).toEqual([105, 56])
    expect(count(table, '1_mRECIST')).toEqual({ '1': 21, '2': 40, '3': 29, '4': 6, null: 9 })
    expect(count(table, '1_RECIST')).toEqual({ '2': 9, '3': 77, '4': 10, null: 9 })
    expect(column(table, 'OS')[0]).toBeCloseTo(350.2857143, 7)
    expect(sum(column(table, 'OS'))).toBeCloseTo(13_294.428571467, 6)
    expect(column(table, 'Tr_Size').filter((v) => Number.isNaN(v))).toHaveLength(52)
    expect(row(table, 'HCC_017')).toMatchObject({ AFP: 16.8 })
  })

  it('the same table as .tsv has the same values', async () => {
    const numbers = ['OS', 'TTP', 'age', 'AFP', 'Tr_Size', '1_mRECIST_BL']
    const sheet = tableOf(await readPath('hcc-tace-seg-clinical', of('clinical-V2.xlsx')))
    const text = tableOf(await readPath('clinical-table', of('clinical.tsv'), { numbers }))
    expect(text.ids).toEqual(sheet.ids)
    for (const name of numbers)
      column(text, name).forEach((value, index) => {
        const other = column(sheet, name)[index]
        if (Number.isNaN(value)) expect(other).toBeNaN()
        else expect(value).toBeCloseTo(Number(other), 7)
      })
  })
})

describe.skipIf(!hasRealData)('WAW-TACE', () => {
  it.each([
    ['radiomics-phase1.csv', 371, 228, 0.12759261170461483],
    ['radiomics-phase2.csv', 372, 229, 0.04422479893183323],
  ])('%s: %i lesions of %i patients', async (name, lesions, patients, last) => {
    const outcome = await readPath('pyradiomics-csv', join(realData, 'waw-tace', name), {
      idColumn: 'identifier',
      regionColumn: 'mask_idx',
    })
    const table = tableOf(outcome)
    expect(outcome.found).toEqual([])
    expect(table.ids).toHaveLength(lesions)
    expect(new Set(table.ids).size).toBe(patients)
    expect(table.columns.filter(({ kind }) => kind === 'number')).toHaveLength(107)
    expect(column(table, 'original_ngtdm_Strength').at(-1)).toBe(last)
    expect(table.columns.some((c) => c.name.startsWith('diagnostics_'))).toBe(false)
    expect(table.facts.version).toBe('3.1.0a2.post22+g39aaa77')
    expect(String(table.facts.settings['Settings'])).toContain("'binWidth': 25")
  })

  it('asks for the id column, since the first one is none', async () => {
    const outcome = await readPath('pyradiomics-csv', join(realData, 'waw-tace', 'radiomics-phase1.csv'))
    expect(outcome.result).toBeNull()
    expect(outcome.found).toEqual([
      'error settings-invalid column idColumn value diagnostics_Versions_PyRadiomics',
    ])
  })
})

describe.skipIf(!hasRealData)('TCGA-BRCA', () => {
  const of = (name: string) => join(realData, 'tcga-brca', name)

  it('features: 91 patients × 36 features and a lesion name', async () => {
    const outcome = await readPath('feature-table', of('quantitative_radiomic_features.tsv'), {
      text: ['Lesion Name'],
    })
    const table = tableOf(outcome)
    expect(outcome.found).toEqual([])
    expect([table.ids.length, table.columns.length]).toEqual([91, 37])
    expect(table.columns.filter(({ kind }) => kind === 'number')).toHaveLength(36)
    expect(row(table, 'TCGA-E2-A1LG')).toMatchObject({
      'E1 (K6)': 1.812522,
      'Size/Lesion volume (S1)': 11030.47,
    })
    expect(sum(column(table, 'E1 (K6)'))).toBeCloseTo(156.3963362, 10)
  })

  it('the lesion name is refused as a feature unless it is declared text', async () => {
    const { found, findings } = await readPath('feature-table', of('quantitative_radiomic_features.tsv'))
    expect(found[0]).toBe('error not-a-number line 2 column Lesion Name value TCGA-AO-A03M-1.les')
    expect(findings.count('error')).toBe(91)
  })

  it('the binary workbook is refused with a sentence that says how to save it again', async () => {
    for (const settings of [{}, { sheet: 'Sheet1' }]) {
      const { result, findings } = await readPath(
        'feature-table',
        of('quantitative_radiomic_features.xls'),
        settings,
      )
      expect(result).toBeNull()
      expect(findings.kept.map(({ rule }) => rule)).toEqual(['legacy-workbook'])
      expect(findings.kept[0]?.hint).toContain('Save as')
    }
  })

  it('three readers: 324 rows × 26 columns', async () => {
    const table = tableOf(await readPath('clinical-table', of('radiologist_annotations.tsv')))
    expect([table.ids.length, table.facts.columns]).toEqual([324, 26])
  })
})
