import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { benjaminiHochberg } from '../../../science/stats/multiplicity.ts'
import { off, readOracle } from '../../oracles/read.ts'

const answers = readOracle('padj/answers.json') as { p: (number | string)[]; BH: (number | string)[] }
const adjust = (p: number[]) => Array.from(benjaminiHochberg(p.map(Math.log)).logQ, Math.exp)

describe('Benjamini–Hochberg', () => {
  it('by hand: .01 .04 .03 .5', () => {
    // .5 · 4/4, then .04 · 4/3 = .05333, .03 · 4/2 = .06 → .05333, .01 · 4/1
    const q = adjust([0.01, 0.04, 0.03, 0.5])
    ;[0.04, 0.16 / 3, 0.16 / 3, 0.5].forEach((value, i) => {
      expect(q[i]).toBeCloseTo(value, 14)
    })
  })

  it('agrees with R p.adjust, 0, 1, 1e-300 and a missing one among them', () => {
    const p = answers.p.map((value) => (typeof value === 'number' ? value : NaN))
    const { logQ, tested } = benjaminiHochberg(p.map(Math.log))
    expect(tested).toBe(25)
    answers.BH.forEach((value, i) => {
      if (typeof value === 'string') expect(logQ[i]).toBeNaN()
      else expect(off(Math.exp(logQ[i] ?? NaN), value), `number ${i}`).toBeLessThan(1e-10)
    })
  })

  it('an untestable hypothesis is no part of the family', () => {
    expect(benjaminiHochberg([NaN, Math.log(0.02), NaN])).toEqual({
      logQ: Float64Array.of(NaN, Math.log(0.02), NaN),
      tested: 1,
    })
    expect(benjaminiHochberg([]).tested).toBe(0)
  })

  it('works where p is 0 as a double', () => {
    const { logQ } = benjaminiHochberg([-2000, -1000])
    expect(logQ[0]).toBeCloseTo(-2000 + Math.LN2, 10)
    expect(logQ[1]).toBe(-1000)
  })

  it('q is never below p, keeps the order of p, and does not hang on the order of the tests', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -50, max: 0, noNaN: true }), { maxLength: 30 }), (logP) => {
        const { logQ } = benjaminiHochberg(logP)
        const reversed = benjaminiHochberg([...logP].reverse()).logQ
        logP.forEach((value, i) => {
          expect(logQ[i]).toBeGreaterThanOrEqual(value)
          expect(reversed[logP.length - 1 - i]).toBeCloseTo(logQ[i] ?? NaN, 12)
          logP.forEach((other, j) => {
            if (value <= other) expect(logQ[i]).toBeLessThanOrEqual(logQ[j] ?? NaN)
          })
        })
      }),
    )
  })
})
