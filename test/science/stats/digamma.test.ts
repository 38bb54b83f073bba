import { expect, it } from 'vitest'
import { digamma } from '../../../science/stats/digamma.ts'
import { off, readOracle } from '../../oracles/read.ts'

it('digamma is R’s, and −γ at 1', () => {
  const { cases } = readOracle('digamma/answers.json') as { cases: { x: number[]; y: number[] } }
  cases.x.forEach((x, at) => {
    expect(off(digamma(x), cases.y[at] ?? NaN)).toBeLessThan(1e-13)
  })
  expect(digamma(1)).toBeCloseTo(-0.57721566490153286, 14)
})
