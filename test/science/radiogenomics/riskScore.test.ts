import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../../../science/errors.ts'
import { applyRiskScore, riskGroupOf, trainRiskScore } from '../../../science/radiogenomics/riskScore.ts'
import { principalComponents } from '../../../science/stats/components.ts'
import { off, readOracle, readRows } from '../../oracles/read.ts'

const rows = readRows('pca/probabilities.csv')
const ith = rows.map((row) => Number(row[0]))
const gtr = rows.map((row) => Number(row[1]))
const answer = readOracle('pca/answers.json') as {
  sdev: number[]
  rotation: number[][]
  center: number[]
  scale: number[]
  score: number[]
  median: number
}

function trained(probabilities: { gtr: number[]; ith: number[] }) {
  const result = trainRiskScore(probabilities)
  if (result.kind !== 'trained') throw new Error(result.reason)
  return result
}

describe('GTR-ITH score', () => {
  it('by hand: three patients on a line', () => {
    // both columns have mean .4 and sd .2, so z = −1, 0, 1 in both; PC1 = (z + z)/√2; cutoff = median = 0
    const { model, scores } = trained({ gtr: [0.2, 0.4, 0.6], ith: [0.2, 0.4, 0.6] })
    expect(model.loadings[0]).toBeCloseTo(Math.SQRT1_2, 12)
    expect(model.loadings[1]).toBeCloseTo(Math.SQRT1_2, 12)
    expect(scores[0]).toBeCloseTo(-Math.SQRT2, 12)
    expect(model.cutoff).toBeCloseTo(0, 12)
    expect(model.patients).toBe(3)
  })

  it('agrees with R prcomp: centre, scale, sdev, loadings, every score and the median', () => {
    const { sdev } = principalComponents([ith, gtr])
    answer.sdev.forEach((value, i) => {
      expect(off(sdev[i] ?? NaN, value)).toBeLessThan(1e-10)
    })
    const { model, scores } = trained({ gtr, ith })
    expect(off(model.centre[0] ?? NaN, answer.center[1] ?? NaN)).toBeLessThan(1e-10)
    expect(off(model.centre[1] ?? NaN, answer.center[0] ?? NaN)).toBeLessThan(1e-10)
    expect(off(model.scale[0] ?? NaN, answer.scale[1] ?? NaN)).toBeLessThan(1e-10)
    expect(off(model.loadings[0] ?? NaN, -(answer.rotation[1]?.[0] ?? NaN))).toBeLessThan(1e-10)
    answer.score.forEach((value, i) => {
      expect(Math.abs((scores[i] ?? NaN) - value)).toBeLessThan(1e-10)
    })
    expect(off(model.cutoff, answer.median)).toBeLessThan(1e-10)
  })

  it('scores others with the training constants: one patient alone gets what they got in training', () => {
    const { model, scores } = trained({ gtr, ith })
    const alone = applyRiskScore(model, { gtr: [gtr[7] ?? NaN], ith: [ith[7] ?? NaN] })
    expect(alone[0]).toBe(scores[7])
  })

  it('the patient at the cutoff is high risk; a missing probability gives neither score nor group', () => {
    const { model, scores } = trained({ gtr: [0.2, 0.4, 0.6, NaN], ith: [0.2, 0.4, 0.6, 0.5] })
    expect(model.patients).toBe(3)
    expect(scores[3]).toBeNaN()
    expect(Array.from(scores, (score) => riskGroupOf(score, model.cutoff))).toEqual([
      'high',
      'high',
      'low',
      null,
    ])
  })

  it('both loadings are positive, and a higher probability never lowers the score', () => {
    const probability = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(fc.array(fc.tuple(probability, probability), { minLength: 3, maxLength: 30 }), (pairs) => {
        const result = trainRiskScore({ gtr: pairs.map(([g]) => g), ith: pairs.map(([, i]) => i) })
        if (result.kind === 'notTestable') return
        expect(Math.min(...result.model.loadings)).toBeGreaterThan(0)
        const [lower, higher] = applyRiskScore(result.model, { gtr: [0.3, 0.4], ith: [0.5, 0.5] })
        expect(higher).toBeGreaterThan(lower ?? NaN)
        const high = Array.from(result.scores).filter(
          (score) => riskGroupOf(score, result.model.cutoff) === 'high',
        )
        expect(high.length).toBeGreaterThanOrEqual(pairs.length / 2)
      }),
    )
  })

  it('refuses what is no probability', () => {
    for (const wrong of [1.2, -0.1, Infinity])
      expect(() => trainRiskScore({ gtr: [0.1, 0.2, wrong], ith: [0.1, 0.2, 0.3] })).toThrow(InvalidInput)
    expect(() => trainRiskScore({ gtr: [0.1], ith: [] })).toThrow(InvalidInput)
    expect(() =>
      applyRiskScore({ centre: [0, 0], scale: [1, 0], loadings: [1, 1] }, { gtr: [0.1], ith: [0.1] }),
    ).toThrow('model')
    expect(() =>
      applyRiskScore({ centre: [0], scale: [1], loadings: [1] }, { gtr: [0.1], ith: [0.1] }),
    ).toThrow('model')
  })

  it('says why there is no score: opposite, unrelated, constant or too few probabilities', () => {
    const reason = (g: number[], i: number[]) => {
      const result = trainRiskScore({ gtr: g, ith: i })
      return result.kind === 'notTestable' ? result.reason : 'trained'
    }
    expect(reason([0.1, 0.2, 0.3], [0.9, 0.7, 0.2])).toMatch(/not positively correlated/)
    expect(reason([0.1, 0.1, 0.9, 0.9], [0.1, 0.9, 0.1, 0.9])).toMatch(/not positively correlated/)
    expect(reason([0.5, 0.5, 0.5], [0.1, 0.2, 0.3])).toMatch(/GTR_proba is the same/)
    expect(reason([0.1, 0.2, 0.3], [0.4, 0.4, 0.4])).toMatch(/ITH_proba is the same/)
    expect(reason([0.1, NaN], [0.4, 0.5])).toMatch(/both probabilities: 1 patient;/)
  })
})
