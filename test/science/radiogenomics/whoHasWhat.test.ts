import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { whoHasWhat } from '../../../science/radiogenomics/whoHasWhat.ts'

describe('whoHasWhat', () => {
  it('by hand: five patients, CT and RNA', () => {
    const found = whoHasWhat(
      [
        { key: 'ct', label: 'CT', has: [true, true, false, false, false] },
        { key: 'rna', label: 'RNA', has: [true, false, true, true, false] },
      ],
      5,
    )
    expect(found.sets).toEqual([
      { key: 'ct', label: 'CT', n: 2 },
      { key: 'rna', label: 'RNA', n: 3 },
    ])
    expect(found.combinations).toEqual([
      { sets: ['rna'], patients: [2, 3] },
      { sets: ['ct', 'rna'], patients: [0] },
      { sets: ['ct'], patients: [1] },
      { sets: [], patients: [4] },
    ])
  })

  it('every patient stands in exactly one combination, and every set is the sum of its own', () => {
    const membership = fc.array(fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }), { maxLength: 5 })
    fc.assert(
      fc.property(membership, (sets) => {
        const given = sets.map((has, i) => ({ key: `s${i}`, label: '', has }))
        const { combinations, sets: counted } = whoHasWhat(given, 6)
        const all = combinations.flatMap(({ patients }) => patients)
        expect(all.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5])
        for (const { key, n } of counted) {
          const own = combinations.filter((one) => one.sets.includes(key))
          expect(own.reduce((sum, { patients }) => sum + patients.length, 0)).toBe(n)
        }
      }),
    )
  })

  it('refuses other lengths, keys twice and too many sets', () => {
    const has = [true]
    expect(() => whoHasWhat([{ key: 'a', label: '', has }], 2)).toThrow('patients')
    expect(() =>
      whoHasWhat(
        [
          { key: 'a', label: '', has },
          { key: 'a', label: '', has },
        ],
        1,
      ),
    ).toThrow('once')
    const many = Array.from({ length: 31 }, (_, i) => ({ key: `s${i}`, label: '', has }))
    expect(() => whoHasWhat(many, 1)).toThrow('at most 30')
  })
})
