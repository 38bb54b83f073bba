import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { spearman } from '../../science/stats/spearman.ts'
import { openHarness } from './harness.ts'
import type { Answer, Harness } from './harness.ts'
import { m1, m2 } from './planted.ts'

let h: Harness
beforeAll(async () => {
  h = await openHarness()
})
afterAll(() => h.close())

interface Correlation {
  correlation: { value: number | null; low: number | null; high: number | null; name: string }
  n: number
  pValue: number | null
  qValue: number | null
  variant: string
  reason: string | null
}
interface Pair {
  x: { ref: string }
  y: { ref: string; label: string }
  raw: Correlation
  adjusted: Correlation | null
  rawOnAdjusted: number | null
  rivalWithY: Correlation | null
  rivalWithX: Correlation | null
  withoutRival: Correlation | null
  points: { patient: string; x: number | null; y: number | null }[] | null
}
interface Association {
  id: string
  n: number
  rival: { ref: string } | null
  family: { name: string; planned: number; tested: number }
  adjustment: { columns: number; leftOut: { reason: string; patients: string[] }[] } | null
  flow: { label: string; n: number; leftOut: { reason: string; patients: string[] }[] }[]
  pairs: { totalCount: number; hasNextPage: boolean; nodes: Pair[] }
  matrix: { r: (number | null)[] }
  tsv: string
}

const query = `query ($input: CorrelateInput!, $first: Int = 50, $order: PairOrder = GIVEN) { correlate(input: $input) {
  id n rival { ref } family { name planned tested } adjustment { columns leftOut { reason patients } }
  flow { label n leftOut { reason patients } }
  pairs(first: $first, order: $order) { totalCount hasNextPage nodes { x { ref } y { ref label }
    raw { ...c } adjusted { ...c } rawOnAdjusted rivalWithY { ...c } rivalWithX { ...c } withoutRival { ...c } points { patient x y } } }
  matrix { r } tsv } }
fragment c on Correlation { correlation { name value low high } n pValue qValue variant reason }`

async function ask(input: object = {}, more: object = {}): Promise<Answer & { found: Association }> {
  const x = { variables: ['score:gtr-ith/score'] }
  const y = { layer: 'immune:cibersort-lm22' }
  const answer = await h.ask(query, { input: { release: h.release, x, y, ...input }, ...more })
  return { ...answer, found: (answer.data as { correlate: Association } | null)?.correlate as Association }
}

const score = [-6, -5, -4, -3, -2, 0, 1, 2, 3, 4, 5, 6]

describe('correlate on the planted cohort', () => {
  it('correlates a score with every cell, with who is in', async () => {
    const { found } = await ask()
    expect(found.n).toBe(12)
    expect(found.flow.map(({ n }) => n)).toEqual([14, 13, 12])
    expect(found.flow[1]?.leftOut).toEqual([{ reason: 'no CT before treatment', patients: ['P14'] }])
    expect(found.pairs.nodes.map(({ y }) => y.ref)).toEqual([
      'immune:cibersort-lm22/macrophage_m1',
      'immune:cibersort-lm22/macrophage_m2',
      'immune:cibersort-lm22/plasma_cell',
    ])
    const [first, second, third] = found.pairs.nodes
    // M1 rises with the score without exception: the smallest p that twelve can give, 2/12!
    expect(first?.raw.correlation.value).toBe(1)
    expect(first?.raw).toMatchObject({ n: 12, variant: 'Edgeworth series (AS 89)', reason: null })
    expect(first?.raw.pValue).toBeCloseTo(2 / 479_001_600, 18)
    const direct = spearman(score, m2.slice(0, 12))
    if ('kind' in direct) throw new Error('not testable')
    expect(second?.raw.correlation.value).toBeCloseTo(direct.rho, 14)
    expect(second?.raw.correlation.low).toBeCloseTo(direct.low ?? NaN, 14)
    expect(second?.raw.pValue).toBeCloseTo(Math.exp(direct.logP), 14)
    expect(third?.raw).toMatchObject({ pValue: null, qValue: null, reason: 'all values equal' })
    expect(found.family).toEqual({
      name: 'GTR-ITH score × 3 variables of CIBERSORT (LM22)',
      planned: 3,
      tested: 2,
    })
    expect(found.matrix.r).toEqual([1, second?.raw.correlation.value, null])
  })

  it('stands beside what the tumour volume alone gives', async () => {
    const { found } = await ask()
    const [first, second] = found.pairs.nodes
    expect(found.rival?.ref).toBe('imaging:gtr/original_shape_MeshVolume')
    // volume, score and M1 have the same order: once it is taken out nothing is left
    expect(first?.rivalWithY?.correlation.value).toBe(1)
    expect(first?.rivalWithX?.correlation.value).toBe(1)
    expect(first?.withoutRival).toMatchObject({ reason: 'explained by the covariates' })
    expect(second?.rivalWithY?.correlation.value).toBeCloseTo(second?.raw.correlation.value ?? NaN, 14)
    expect((await ask({ withRival: false })).found.rival).toBeNull()
    const itself = await ask({ x: { variables: ['imaging:gtr/original_shape_MeshVolume'] } })
    expect(itself.found.rival).toBeNull()
  })

  it('adjusts, with the raw figure on the same patients beside', async () => {
    const { found } = await ask({ adjustFor: ['clinical:gdc/stage'] })
    expect(found.adjustment).toMatchObject({ columns: 2, leftOut: [] })
    const second = found.pairs.nodes[1]
    expect(second?.adjusted?.correlation.name).toBe('partial Spearman’s ρ')
    expect(second?.adjusted?.n).toBe(12)
    expect(second?.rawOnAdjusted).toBeCloseTo(second?.raw.correlation.value ?? NaN, 14)
    expect(second?.adjusted?.variant).toBe('Student’s t')
  })

  it('gives the points of few variables, ordered and paged pairs, and a TSV', async () => {
    const y = { variables: ['immune:cibersort-lm22/macrophage_m2', 'immune:cibersort-lm22/macrophage_m1'] }
    const { found, statements } = await ask({ y }, { first: 1, order: 'P' })
    expect(found.pairs).toMatchObject({ totalCount: 2, hasNextPage: true })
    expect(found.pairs.nodes[0]?.y.ref).toBe('immune:cibersort-lm22/macrophage_m1')
    expect(found.pairs.nodes[0]?.points?.[0]).toEqual({ patient: 'P01', x: -6, y: m1[0] })
    expect(found.pairs.nodes[0]?.points).toHaveLength(12)
    expect(statements).toBeLessThanOrEqual(10)
    expect(
      (await ask({ y: { variables: [...y.variables].reverse() } }, { first: 1, order: 'P' })).found.id,
    ).toBe(found.id)
    const rows = found.tsv.split('\n').filter((line) => !line.startsWith('#'))
    expect(rows[0]?.split('\t').slice(0, 6)).toEqual(['x', 'x_label', 'y', 'y_label', 'r', 'low'])
    // a label that a spreadsheet would run
    expect(found.tsv).toContain("\t'=M2 macrophages\t")
    expect(rows).toHaveLength(4)
  })

  it('takes Kendall and Pearson', async () => {
    const kendall = (await ask({ method: 'KENDALL' })).found
    expect(kendall.rival).toBeNull()
    expect(kendall.pairs.nodes[0]?.raw).toMatchObject({ variant: 'all orders or recursion (exact)' })
    expect(kendall.pairs.nodes[0]?.raw.pValue).toBeCloseTo(2 / 479_001_600, 18)
    const pearson = (await ask({ method: 'PEARSON' })).found.pairs.nodes[0]?.raw
    expect(pearson).toMatchObject({ variant: 'Student’s t', correlation: { name: 'Pearson’s r' } })
    expect(pearson?.correlation.value).toBeGreaterThan(0.99)
  })

  it('suggests what to adjust for', async () => {
    const answer = await h.ask(
      `query ($r: ID!) { release(hash: $r) { suggestedAdjustments { role variable { ref } } } }`,
      { r: h.release },
    )
    expect(answer.data).toEqual({
      release: {
        suggestedAdjustments: [
          { role: 'stage', variable: { ref: 'clinical:gdc/stage' } },
          { role: 'age', variable: { ref: 'clinical:gdc/age' } },
          { role: 'volume', variable: { ref: 'imaging:gtr/original_shape_MeshVolume' } },
        ],
      },
    })
  })

  it.each([
    [{ x: { variables: ['clinical:gdc/stage'] } }, 'x.variables'],
    [{ y: { layer: 'expression:none' } }, 'y.layer'],
    [{ y: { variables: [] } }, 'y.variables'],
    [{ adjustFor: ['outcome:cdr/os'] }, 'adjustFor'],
    [{ method: 'KENDALL', adjustFor: ['clinical:gdc/age'] }, 'adjustFor'],
    [{ rival: 'clinical:gdc/stage' }, 'rival'],
  ])('refuses %o beside its control', async (input, field) => {
    const { errors } = await ask(input)
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field })
  })
})
