import { expect, test } from 'vitest'
import { valueText } from '../../web/sections/Patients/record.ts'
import type { RecordValue } from '../../web/sections/Patients/record.ts'

function written(value: number | null, unit: string): string {
  const variable = { ref: 'clinical:gdc/x', label: 'x', type: 'NUMBER', role: 'MEASURE', unit }
  return valueText({
    variable,
    cell: null,
    value,
    level: null,
    event: null,
    percentile: null,
  } as unknown as RecordValue)
}

test('a recorded number has no digits that nobody wrote, a computed one has three', () => {
  expect(written(67, 'years')).toBe('67 years')
  expect(written(0.8, 'cm')).toBe('0.8 cm')
  expect(written(5, 'ng/mL')).toBe('5 ng/mL')
  expect(written(0.05361234, 'share of leukocytes')).toBe('0.0536')
  expect(written(0.005298, 'share of leukocytes')).toBe('0.00530')
  expect(written(47_688.123, 'mm³')).toBe('47,688 mm³')
  expect(written(null, 'years')).toBe('missing')
})

test('a calendar year is read without a unit, a probability too', () => {
  expect(written(2009, 'year')).toBe('2009')
  expect(written(0.6512, 'probability')).toBe('0.651')
})
