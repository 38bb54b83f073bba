import { describe, expect, it } from 'vitest'
import { tissueSourceSite } from '../../../science/radiogenomics/barcodes.ts'
import { imagedSubset, siteColumn, siteKey } from '../../../science/radiogenomics/imagedSubset.ts'

const patients = [
  'TCGA-AA-0001',
  'TCGA-AA-0002',
  'TCGA-BB-0003',
  'TCGA-BB-0004',
  'TCGA-CC-0005',
  'TCGA-CC-0006',
]
const age = { kind: 'number', key: 'clinical:x/age', label: 'Age', unit: 'years' } as const
const input = {
  patients,
  imaged: [true, true, true, false, false, false],
  among: [true, true, true, true, true, true],
  columns: [{ ...age, values: Float64Array.of(50, 52, 54, 60, 62, 64) }],
  imagedBy: 'CT',
}

describe('the imaged against the rest', () => {
  it('the site is the second field of the barcode', () => {
    expect(['TCGA-DD-A1EG', 'tcga.dd.a1eg.01A', 'HCC_001', 'SIM-A1-0001'].map(tissueSourceSite)).toEqual([
      'DD',
      'DD',
      null,
      'A1',
    ])
    expect(siteColumn(patients)?.values).toEqual(Float64Array.of(0, 0, 1, 1, 2, 2))
    expect(siteColumn(['HCC_1', 'HCC_2'])).toBeNull()
    expect(siteColumn(['TCGA-AA-0001', 'TCGA-AA-0002'])).toBeNull()
  })

  it('by hand: ages 52 ± 2 against 62 ± 2 are five standard deviations apart, with − without', () => {
    const { table, words } = imagedSubset(input)
    const [row, sites] = table.rows
    expect(table.groups.map(({ label, n }) => [label, n])).toEqual([
      ['With CT', 3],
      ['Without CT', 3],
    ])
    expect(row?.standardisedDifference.pairs[0]?.value).toBeCloseTo(-5, 12)
    expect(sites?.key).toBe(siteKey)
    expect(sites?.groups[0]).toMatchObject({ n: 3, counts: [2, 1, 0] })
    expect(words[0]).toBe('3 of 6 patients have CT (50 %).')
    expect(words[1]).toMatch(/^In 2 of 2 variables .*Age \(5\.0\)/)
    expect(words[2]).toBe('The imaged come from 2 of 3 tissue source sites; 2 of 3 from site AA.')
  })

  it('only those who are asked about count; where nobody is without, it says so', () => {
    const { table, words } = imagedSubset({ ...input, among: [true, true, true, false, false, false] })
    expect(table.nUngrouped).toBe(3)
    expect(words).toEqual([
      '3 of 3 patients have CT (100 %).',
      'Nobody is without, so there is nobody to compare them with.',
    ])
    expect(table.rows[0]?.test.kind).toBe('notTestable')
    const none = imagedSubset({ ...input, imaged: patients.map(() => false) })
    expect(none.words[1]).toBe('Nobody has, so there is nobody to compare.')
  })
})
