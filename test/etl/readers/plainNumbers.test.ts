/** The short way of matrix rows gives what the long way gives, or steps aside. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseNumber } from '../../../etl/numbers.ts'
import { isPlainId, numbersOf } from '../../../etl/readers/plainNumbers.ts'

const tab = 9

function read(cells: readonly string[], n = cells.length): number[] | null {
  const text = `ID\t${cells.join('\t')}\nX\t1`
  const bytes = Buffer.from(text)
  const into = new Float64Array(n)
  return numbersOf(bytes, 3, text.indexOf('\n'), tab, into) ? [...into] : null
}

describe('cells of a line', () => {
  it('are the numbers that they say', () => {
    expect(read(['0', '-0', '1.5', '.5', '7.', '12345.6789', '1e-5', '-2.5E+3', '+4'])).toEqual([
      0, -0, 1.5, 0.5, 7, 12345.6789, 1e-5, -2500, 4,
    ])
    expect(read(['123456789012345678', '0.1234567890123456789'])).toEqual([
      123456789012345680, 0.12345678901234568,
    ])
  })

  it.each([
    ['one that is no number', ['1', 'NA', '2'], 3],
    ['a blank one', ['1', '', '2'], 3],
    ['a comma', ['1,5', '2'], 2],
    ['two points', ['1.2.3', '2'], 2],
    ['a lone minus', ['-', '2'], 2],
    ['a lone point', ['.', '2'], 2],
    ['a carriage return', ['1', '2\r'], 2],
    ['a quote', ['"1"', '2'], 2],
    ['a space', [' 1', '2'], 2],
    ['one too many', ['1', '2', '3'], 2],
    ['one too few', ['1'], 2],
    ['a delimiter at the end', ['1', '2', ''], 2],
    ['an infinite one', ['1e999', '2'], 2],
  ])('with %s are left to the long way', (_what, cells, n) => {
    expect(read(cells, n)).toBeNull()
  })

  it('round as the strict parser does, whatever is written', () => {
    const number = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
      fc.tuple(fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }), fc.nat(12)).map(([m, places]) => {
        const [sign, digits] = [m < 0n ? '-' : '', String(m < 0n ? -m : m).padStart(places + 1, '0')]
        return places === 0 ? sign + digits : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`
      }),
    )
    fc.assert(
      fc.property(fc.array(number, { minLength: 1, maxLength: 8 }), (cells) => {
        expect(read(cells)).toEqual(cells.map((cell) => parseNumber(cell)))
      }),
      { numRuns: 500 },
    )
  })
})

it('an id is plain without blanks, quotes and letters beyond ASCII', () => {
  const plain = (id: string) => {
    const bytes = Buffer.from(`${id}\t1`)
    return isPlainId(bytes, 0, bytes.indexOf(tab), bytes.length)
  }
  expect(['A', 'ENSG0.1', 'HLA-A|3105'].map(plain)).toEqual([true, true, true])
  expect(['', '"A"', 'A B', 'Ä', ' A'].map(plain)).toEqual([false, false, false, false, false])
})
