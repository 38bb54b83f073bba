import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../../../science/errors.ts'
import { cellEffect, poolClaim, whyNotPooled } from '../../../science/radiogenomics/poolClaim.ts'
import type { PoolCohort } from '../../../science/radiogenomics/poolClaim.ts'
import { off, readOracle } from '../../oracles/read.ts'

const golden = (
  readOracle('metaAnalysis/answers.json') as {
    delta: {
      d: number[]
      v: number[]
      adhoc: Record<'estimate' | 'low' | 'high' | 'p' | 'i2' | 'qp', number>
    }
  }
).delta

function cohort(slug: string, more: Partial<PoolCohort> = {}): PoolCohort {
  return {
    slug,
    title: slug.toUpperCase(),
    simulated: false,
    exposure: 'GTR-ITH score',
    groups: ['High risk', 'Low risk'],
    cutoffs: [0.47],
    method: 'CIBERSORT (LM22)',
    unit: 'share of leukocytes',
    patients: [`${slug}-1`, `${slug}-2`],
    effects: [],
    ...more,
  }
}

const three = golden.d.map((delta, i) =>
  cohort(`c${i}`, { effects: [{ cell: 'plasma_cell', delta, variance: golden.v[i] ?? NaN }] }),
)

describe('an effect that can be pooled', () => {
  it('by hand: 1, 3 against 0, 2', () => {
    // dominances of 1: +1 −1, of 3: +1 +1; δ = 2/4. Rows of x: 0, 1; of y: 1, 0; each s² = .5; s²ij = (4 − 4·.25)/1 = 3
    // variance ((2 − 1)·.5 + (2 − 1)·.5 + 3) / 4 = 1
    expect(cellEffect('b_cell', [1, 0, 3, 2], [0, 1, 0, 1])).toEqual({
      cell: 'b_cell',
      delta: 0.5,
      variance: 1,
    })
  })
  it('has none where a group has fewer than two values; missing values and patients in no group take no part', () => {
    expect(cellEffect('b_cell', [1, NaN, 2], [0, 0, 1])).toMatchObject({ delta: null, variance: null })
    const with3 = cellEffect('b_cell', [1, 0, 3, 2, NaN, 9], [0, 1, 0, 1, 0, -1])
    expect(with3).toMatchObject({ delta: 0.5, variance: 1 })
    expect(() => cellEffect('b_cell', [1], [])).toThrow(InvalidInput)
  })
})

describe('pooling of alike cohorts', () => {
  it('is metafor’s on Fisher’s z of δ, brought back', () => {
    const [pool] = poolClaim(three, ['plasma_cell'])
    expect(pool?.cohorts).toEqual(['c0', 'c1', 'c2'])
    const [cell] = pool?.cells ?? []
    expect(off(cell?.value ?? NaN, Math.tanh(golden.adhoc.estimate))).toBeLessThan(1e-8)
    expect(off(cell?.low ?? NaN, Math.tanh(golden.adhoc.low))).toBeLessThan(1e-7)
    expect(off(cell?.high ?? NaN, Math.tanh(golden.adhoc.high))).toBeLessThan(1e-7)
    expect(off(Math.exp(cell?.logP ?? NaN), golden.adhoc.p)).toBeLessThan(1e-7)
    expect(off(Math.exp(cell?.heterogeneityLogP ?? NaN), golden.adhoc.qp)).toBeLessThan(1e-9)
    expect(Math.abs(100 * (cell?.iSquared ?? NaN) - golden.adhoc.i2)).toBeLessThan(1e-6)
    expect(cell?.words).toContain(
      'With 3 cohorts the interval is wide by right: Student’s t has 2 degrees of freedom.',
    )
  })

  it.each([
    ['what the groups are made of', { exposure: 'E1 (K6)' }, 'GTR-ITH score; E1 (K6)'],
    [
      'the groups',
      { groups: ['Low risk', 'High risk'] },
      'High risk against Low risk; Low risk against High risk',
    ],
    ['where they are cut', { cutoffs: [0.5] }, '0.47; 0.5'],
    ['methods', { method: 'quanTIseq' }, 'CIBERSORT (LM22); quanTIseq'],
    ['units', { unit: '' }, 'share of leukocytes; not given'],
    ['origins', { simulated: true }, 'real; simulated'],
  ] as const)('is refused where %s differ', (name, more, kinds) => {
    const unlike = [cohort('a'), cohort('b', more)]
    expect(whyNotPooled(unlike)).toEqual([`${name} differ: ${kinds}`])
    expect(poolClaim(unlike, ['plasma_cell'])).toEqual([])
  })

  it('is refused for one cohort, and for cohorts that share patients', () => {
    expect(whyNotPooled([cohort('a')])).toEqual(['one cohort is no series'])
    const shared = [cohort('a'), cohort('b', { patients: ['a-1', 'b-9'] })]
    expect(whyNotPooled(shared)).toEqual(['1 patients of B are in A too'])
    expect(poolClaim(shared, ['plasma_cell'])).toEqual([])
  })

  it('takes the alike ones and leaves the others', () => {
    const [a, b, c] = three
    if (!a || !b || !c) throw new Error('three cohorts')
    const pools = poolClaim([a, { ...b, unit: 'score' }, c], ['plasma_cell'])
    expect(pools.map(({ cohorts }) => cohorts)).toEqual([['c0', 'c2']])
  })

  it('leaves out what has no variance, and says so', () => {
    const effects = [{ cell: 'plasma_cell', delta: 1, variance: 0 }]
    const [first, second] = three
    if (!first || !second) throw new Error('two cohorts')
    const [pool] = poolClaim([first, { ...second, effects }], ['plasma_cell', 'monocyte'])
    expect(pool?.cells.map(({ reason }) => reason)).toEqual([
      '1 of 2 cohorts have an effect with a variance; two are needed',
      '0 of 2 cohorts have an effect with a variance; two are needed',
    ])
  })

  it('does not hang on the order of the cohorts, turns with the groups, and stays within −1 and 1', () => {
    const effect = fc.record({
      delta: fc.double({ min: -0.99, max: 0.99, noNaN: true }),
      variance: fc.double({ min: 0.001, max: 0.5, noNaN: true }),
    })
    fc.assert(
      fc.property(fc.array(effect, { minLength: 2, maxLength: 6 }), (effects) => {
        const all = effects.map((one, i) => cohort(`c${i}`, { effects: [{ cell: 'b_cell', ...one }] }))
        const turned = effects.map((one, i) =>
          cohort(`c${i}`, { effects: [{ cell: 'b_cell', ...one, delta: -one.delta }] }),
        )
        const of = (cohorts: PoolCohort[]) => poolClaim(cohorts, ['b_cell'])[0]?.cells[0]
        const found = of(all)
        expect(of(turned.toReversed())?.value).toBeCloseTo(-(found?.value ?? NaN), 6)
        for (const value of [found?.value, found?.low, found?.high])
          expect(Math.abs(value ?? NaN)).toBeLessThanOrEqual(1)
      }),
    )
  })
})
