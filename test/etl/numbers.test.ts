import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { numberFault, parseNumber, commaNumber } from '../../etl/numbers.ts'

describe('parseNumber', () => {
  it.each([
    ['0', 0],
    ['-0.5', -0.5],
    ['+2', 2],
    ['5.', 5],
    ['.5', 0.5],
    ['1e-18', 1e-18],
    ['1E+3', 1000],
    ['9.9000000000000005E-2', 0.099],
    ['0.00152812813414163', 0.00152812813414163],
    ['007', 7],
    ['0e-400', 0],
    ['5e-324', 5e-324],
    [' 0.25 ', 0.25],
  ])('reads %s', (text, value) => {
    expect(parseNumber(text)).toBe(value)
  })

  it.each([
    '',
    ' ',
    '.',
    '-',
    'e5',
    '1e',
    '1e+',
    '1,5',
    '1.2.3',
    '1 000',
    '0x1f',
    '1_000',
    'Inf',
    '-Infinity',
    'NaN',
    'NA',
    '#DIV/0!',
    '1e400',
    '1e-400',
    '-0.1e-323',
    '12a',
    '１２',
    '1\u0000',
    '--1',
  ])('refuses %j', (text) => {
    expect(parseNumber(text)).toBeNull()
  })

  it('gives the nearest double for any decimal text that has one, as Number does for text that is already known to be decimal', () => {
    const digits = fc.string({
      unit: fc.integer({ min: 0, max: 9 }).map(String),
      minLength: 0,
      maxLength: 25,
    })
    const exponent = fc.option(fc.integer({ min: -340, max: 300 }), { nil: null })
    fc.assert(
      fc.property(fc.constantFrom('', '-', '+'), digits, digits, exponent, (sign, whole, part, power) => {
        fc.pre(whole.length + part.length > 0)
        const text = `${sign}${whole}.${part}${power === null ? '' : `e${power}`}`
        const expected = Number(text)
        // what is written as another number than 0 does not become 0
        const lost = expected === 0 && /[1-9]/.test(whole + part)
        expect(parseNumber(text)).toBe(Number.isFinite(expected) && !lost ? expected : null)
      }),
      { numRuns: 20_000, seed: 20261123 },
    )
  })

  it('reads back every double that JavaScript writes', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(parseNumber(String(value))).toBe(Object.is(value, -0) ? 0 : value)
      }),
      { numRuns: 20_000, seed: 20261123 },
    )
  })
})

describe('commaNumber', () => {
  it.each([
    ['12,5', 12.5],
    ['-0,5e-3', -0.0005],
    ['12', 12],
    ['1.234', 'point'],
    ['1.234,5', 'point'],
    ['12.5', 'point'],
    ['12.05.2020', null],
    ['3.0.1', null],
    ['1,234,567', null],
    ['x', null],
  ])('reads %s', (text, expected) => {
    expect(commaNumber(text)).toBe(expected)
  })
})

describe('numberFault', () => {
  it.each([
    ['', 'blank-number'],
    ['1,5', 'decimal-comma'],
    ['-0,25', 'decimal-comma'],
    ['1,234.5', 'thousands-separator'],
    ['1.234,5', 'thousands-separator'],
    ['1,234,567', 'thousands-separator'],
    ['Inf', 'infinite-number'],
    ['-Infinity', 'infinite-number'],
    ['1e999', 'infinite-number'],
    ['#DIV/0!', 'spreadsheet-error'],
    ['#REF!', 'spreadsheet-error'],
    ['#N/A', 'spreadsheet-error'],
    ['1-Mar', 'spreadsheet-date'],
    ['Sep-02', 'spreadsheet-date'],
    ['02/03/2001', 'spreadsheet-date'],
    ['2001-02-03', 'spreadsheet-date'],
    ['0x1f', 'not-a-number'],
    ['high', 'not-a-number'],
    ['<0.01', 'limit-value'],
    ['5 %', 'not-a-number'],
  ])('calls %j %s', (text, rule) => {
    expect(numberFault(text, ['NA']).rule).toBe(rule)
  })

  it('says which words would have been taken for missing', () => {
    expect(numberFault('none', ['NA', '[Unknown]']).message).toBe(
      'Value is neither a real number nor a word for missing (missing is NA, [Unknown]).',
    )
  })
})
