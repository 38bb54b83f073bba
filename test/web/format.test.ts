import { describe, expect, test } from 'vitest'
import {
  formatBytes,
  formatCount,
  formatDate,
  formatDateTime,
  formatGiven,
  formatInterval,
  formatNumber,
  formatP,
  formatPercent,
  formatSigned,
  labelledP,
  plural,
  unitAfter,
} from '../../web/format.ts'

test.each([
  [0.0412345, '0.0412'],
  [-0.0412345, '−0.0412'],
  [1.005, '1.00'],
  [9.999, '10.0'],
  [999.6, '1000'],
  [12_345.6, '12,346'],
  [0, '0'],
  [-0, '0'],
  [0.00012, '0.000120'],
  [0.0000123, '1.23 × 10⁻⁵'],
  [-1.5e-12, '−1.50 × 10⁻¹²'],
  [1_234_567, '1.23 × 10⁶'],
  [999_999, '1.00 × 10⁶'],
  [null, '–'],
  [undefined, '–'],
  [NaN, '–'],
  [-Infinity, '−∞'],
])('number %j is %s', (value, text) => {
  expect(formatNumber(value)).toBe(text)
})

test('a difference always shows its sign; zero has none', () => {
  expect([0.041, -0.041, 0, null].map((value) => formatSigned(value, 2))).toEqual([
    '+0.041',
    '−0.041',
    '0',
    '–',
  ])
})

describe('p', () => {
  test.each([
    [0.24, '.24'],
    [0.2449, '.24'],
    [0.05, '.050'],
    [0.049996, '.050'],
    [0.012, '.012'],
    [0.0031, '.0031'],
    [0.00099, '9.9 × 10⁻⁴'],
    [1.23e-9, '1.2 × 10⁻⁹'],
    [0.9949, '.995'],
    [0.9996, '1'],
    [1, '1'],
  ])('%j is %s', (p, text) => {
    expect(formatP(p)).toBe(text)
  })

  test('that underflowed is written from its logarithm', () => {
    // ln p = −1000 → log10 p = −434.294… → 10^(−434.294) = 5.1 × 10⁻⁴³⁵
    expect(formatP(null, -1000)).toBe('5.1 × 10⁻⁴³⁵')
    // just below a power of ten: the mantissa rounds up and the exponent follows
    expect(formatP(null, Math.log(9.99) - 400 * Math.LN10)).toBe('1.0 × 10⁻³⁹⁹')
    expect(formatP(0, -1000)).toBe('5.1 × 10⁻⁴³⁵')
  })

  test('that does not exist is a dash, also when labelled', () => {
    expect([formatP(null), formatP(null, -Infinity), labelledP('q', null)]).toEqual(['–', '–', 'q –'])
    expect(labelledP('P', 0.012)).toBe('P = .012')
  })
})

test('interval, with a bound that may be negative and one that may be missing', () => {
  expect(formatInterval({ value: 0.041, low: -0.03, high: 0.12, level: 0.95 }, 2)).toBe(
    '+0.041 (95 % CI −0.030 to 0.12)',
  )
  expect(formatInterval({ value: 1, low: null, high: 2, level: 0.984375 })).toBe(
    '+1.00 (98.4 % CI – to 2.00)',
  )
})

test('counts, shares, sizes, chosen numbers', () => {
  expect([0, 9999, 60_483, null].map(formatCount)).toEqual(['0', '9999', '60,483', '–'])
  expect([formatPercent(54, 371), formatPercent(3, 3), formatPercent(0, 0)]).toEqual(['15 %', '100 %', '–'])
  // like digits below each other; 100 % and 0 % are said of all and none alone
  expect([...[3, 27, 351.9, 352].map((n) => formatPercent(n, 352)), formatPercent(1, 5000)]).toEqual([
    '0.9 %',
    '7.7 %',
    '> 99.9 %',
    '100 %',
    '0.02 %',
  ])
  expect([formatPercent(351, 352), formatPercent(1, 2000), formatPercent(0, 9)]).toEqual([
    '99.7 %',
    '0.05 %',
    '0 %',
  ])
  expect(['year', 'years', 'probability', 'share of leukocytes', 'HU', ''].map(unitAfter)).toEqual([
    ...['', ' years', '', '', ' HU', ''],
  ])
  expect([512, 999_600, 2_847_113, 1.5e12].map(formatBytes)).toEqual([
    '512 B',
    '1.00 MB',
    '2.85 MB',
    '1.50 TB',
  ])
  expect([0.05, -0.47].map(formatGiven)).toEqual(['0.05', '−0.47'])
  expect([plural(1, 'patient'), plural(0, 'patient'), plural(2, 'study', 'studies')]).toEqual([
    '1 patient',
    '0 patients',
    '2 studies',
  ])
})

test('dates are the same for every reader, and no date stays what it was', () => {
  expect(formatDate('2026-11-23T23:59:00-05:00')).toBe('24 Nov 2026')
  expect(formatDateTime('2026-11-23T08:05:00Z')).toBe('23 Nov 2026, 08:05 UTC')
  expect(formatDate('yesterday')).toBe('yesterday')
})
