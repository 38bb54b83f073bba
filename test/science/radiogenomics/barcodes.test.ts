import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Barcode } from '../../../science/radiogenomics/barcodes.ts'
import {
  analyteOf,
  choosePrimaryAliquot,
  parseBarcode,
  sampleTypeLabel,
} from '../../../science/radiogenomics/barcodes.ts'

function barcode(text: string): Barcode {
  const parsed = parseBarcode(text)
  if (!parsed) throw new Error(`no barcode: ${text}`)
  return parsed
}

function choose(...texts: [string, ...string[]]) {
  const [first, ...rest] = texts
  return choosePrimaryAliquot([barcode(first), ...rest.map(barcode)])
}

describe('parseBarcode', () => {
  it('reads all lengths that occur', () => {
    expect(parseBarcode('TCGA-BD-A3ER')).toMatchObject({
      patient: 'TCGA-BD-A3ER',
      sampleType: null,
      plate: null,
    })
    expect(parseBarcode('TCGA-BD-A3ER-01')).toMatchObject({ sampleType: '01', vial: null })
    expect(parseBarcode('TCGA-BD-A3ER-01A')).toMatchObject({ sampleType: '01', vial: 'A', analyte: null })
    expect(parseBarcode('TCGA-BD-A3ER-01A-11R-A213-07')).toEqual({
      text: 'TCGA-BD-A3ER-01A-11R-A213-07',
      patient: 'TCGA-BD-A3ER',
      sampleType: '01',
      vial: 'A',
      analyte: 'R',
      plate: 'A213',
    })
  })

  it('takes dots and lower case for dashes and upper case, as R and GEPIA write them', () => {
    expect(parseBarcode('TCGA.19.1787.01')?.text).toBe('TCGA-19-1787-01')
    expect(parseBarcode('tcga.bd.a3er.01a.11r.a213.07')?.text).toBe('TCGA-BD-A3ER-01A-11R-A213-07')
  })

  it.each([
    '',
    'HCC_001',
    'TCGA',
    'TCGA-BD',
    'TCGA-BD-A3E',
    'TCGA-BD-A3ER-1',
    'TCGA-BD-A3ER-01A-11R-A213-07-1',
    'XTCGA-BD-A3ER',
    'TCGA-BD-A3ER ',
  ])('refuses %j', (text) => {
    expect(parseBarcode(text)).toBeNull()
  })

  it('names sample types and analytes', () => {
    expect(sampleTypeLabel('11')).toBe('solid tissue normal')
    expect(sampleTypeLabel('77')).toBe('sample type 77')
    expect(analyteOf(barcode('TCGA-BD-A3ER-01A-11R-A213-07'))).toBe('rna')
    expect(analyteOf(barcode('TCGA-BD-A3ER-01A-11D-A213-05'))).toBe('dna')
    expect(analyteOf(barcode('TCGA-BD-A3ER-01'))).toBe('sample')
  })
})

describe('choosePrimaryAliquot', () => {
  it('keeps the only one', () => {
    expect(choose('TCGA-BD-A3ER-01A-11R-A213-07')).toMatchObject({
      chosen: { text: 'TCGA-BD-A3ER-01A-11R-A213-07' },
      losers: [],
      reason: 'the only primary-tumour aliquot',
    })
  })

  // each line: winner first, and the criterion that decides
  it.each([
    ['TCGA-AA-0001-01A-11R-A100-07', 'TCGA-AA-0001-01B-11R-A200-07', 'vial A before B'],
    ['TCGA-AA-0001-01A-11H-A100-07', 'TCGA-AA-0001-01A-11R-A200-07', 'analyte H before R'],
    ['TCGA-AA-0001-01A-11R-A100-07', 'TCGA-AA-0001-01A-11T-A200-07', 'analyte R before T'],
    ['TCGA-AA-0001-01A-11R-A200-07', 'TCGA-AA-0001-01A-12R-A199-07', 'plate A200 after A199'],
    ['TCGA-AA-0001-01A-11R-A002-07', 'TCGA-AA-0001-01A-11R-1234-07', 'plate A002 after 1234'],
    ['TCGA-AA-0001-01A-12R-A200-07', 'TCGA-AA-0001-01A-11R-A200-07', 'higher barcode'],
    ['TCGA-AA-0001-01A-11D-A200-05', 'TCGA-AA-0001-01A-11W-A200-05', 'analyte D before W of the same plate'],
    ['TCGA-AA-0001-01A-11D-A201-05', 'TCGA-AA-0001-01A-11W-A200-05', 'plate A201 after A200'],
    ['TCGA-AA-0001-01A-11W-A201-05', 'TCGA-AA-0001-01A-11D-A200-05', 'plate A201 after A200'],
  ])('%s before %s: %s', (winner, loser, words) => {
    for (const choice of [choose(winner, loser), choose(loser, winner)]) {
      expect(choice.chosen.text).toBe(winner)
      expect(choice.losers).toEqual([
        { barcode: barcode(loser), reason: `Firehose rule: ${winner} was chosen, ${words}` },
      ])
    }
  })

  it('chooses the same one in whatever order they come', () => {
    const any = fc
      .tuple(
        fc.constantFrom('A', 'B'),
        fc.constantFrom('R', 'H', 'T', 'D', 'W'),
        fc.constantFrom('A100', 'A101', '0900'),
        fc.integer({ min: 11, max: 14 }),
      )
      .map(([vial, analyte, plate, portion]) => `TCGA-AA-0001-01${vial}-${portion}${analyte}-${plate}-07`)
    fc.assert(
      fc.property(fc.uniqueArray(any, { minLength: 1, maxLength: 6 }), fc.integer(), (texts, seed) => {
        const rotated = texts.map((_, i) => texts[(i + Math.abs(seed)) % texts.length] ?? '')
        const [a = '', ...as] = texts
        const [b = '', ...bs] = rotated
        expect(choose(a, ...as).chosen).toEqual(choose(b, ...bs).chosen)
      }),
    )
  })
})
