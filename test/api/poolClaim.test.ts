import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeRelease } from '../../db/release/write.ts'
import { cellEffect } from '../../science/radiogenomics/poolClaim.ts'
import { openHarness } from './harness.ts'
import type { Harness } from './harness.ts'
import { m2, plantedContent, plantedRecord, twinContent } from './planted.ts'

/* A claim over two cohorts that are alike in everything but their patients. */

interface Strip {
  pooled: {
    cohorts: string[]
    exposure: string
    cells: {
      cell: string
      cohorts: string[]
      value: number | null
      low: number | null
      high: number | null
      reason: string | null
      words: string
    }[]
  }[]
  notPooled: string[]
  tsv: string
  paper: { methods: string; legends: { text: string }[] }
}

const query = `query ($groupings: [CohortGroupingInput!]) { claimStrip(groupings: $groupings) {
  pooled { cohorts exposure cells { cell cohorts value low high reason words } }
  notPooled tsv paper { methods legends { text } } } }`

describe('pooling over the API', { timeout: 120_000 }, () => {
  let harness: Harness
  beforeAll(async () => {
    harness = await openHarness('pglite', { requestMs: 120_000, responseBytes: 10 * 1024 * 1024 })
    await writeRelease(harness.db, twinContent('twin'), plantedRecord('twin'))
  })
  afterAll(() => harness.close())

  const cutAt = (cohort: string, cutoff: number) => ({
    cohort,
    grouping: { threshold: { variable: 'score:gtr-ith/score', cutoff } },
  })
  async function strip(groupings: object[]): Promise<Strip> {
    const { data, errors } = await harness.ask(query, { groupings })
    expect(errors).toEqual([])
    return (data as { claimStrip: Strip }).claimStrip
  }

  it('gives one estimate for alike cohorts, by hand where both have the same effect', async () => {
    const { pooled, notPooled, tsv, paper } = await strip([cutAt('planted', 0), cutAt('twin', 0)])
    expect(notPooled).toEqual([])
    expect(pooled.map(({ cohorts }) => cohorts)).toEqual([['planted', 'twin']])
    const of = (cell: string) => pooled[0]?.cells.find((each) => each.cell === cell)
    // above the cutoff 2, 4 … 12 against 1, 3 … 11: 21 of 36 pairs higher, 15 lower
    const delta = 6 / 36
    expect(of('macrophage_m2')?.value).toBeCloseTo(delta, 12)
    // equal effects: no heterogeneity, the mean's error is that of one over √2, and t has one degree of freedom
    const groups = Array.from({ length: 12 }, (_, i) => (i < 6 ? 1 : 0))
    const variance = cellEffect('macrophage_m2', m2.slice(0, 12), groups).variance ?? NaN
    const reach = (12.706204736 * Math.sqrt(variance / 2)) / (1 - delta ** 2)
    expect(of('macrophage_m2')?.low).toBeCloseTo(Math.tanh(Math.atanh(delta) - reach), 9)
    expect(of('macrophage_m2')?.high).toBeCloseTo(Math.tanh(Math.atanh(delta) + reach), 9)
    expect(of('macrophage_m2')?.words).toContain('I² 0 %, heterogeneity P = 1.')
    // complete separation in both has no weight, and says so
    expect(of('macrophage_m1')).toMatchObject({ value: null, cohorts: [] })
    expect(of('macrophage_m1')?.reason).toContain('two are needed')
    expect(tsv).toContain('macrophage_m2\tplanted twin\tCliff’s δ\t0.1666')
    expect(paper.legends[0]?.text).toContain('Diamonds: pooled effect')
    expect(paper.methods).toContain('were pooled')
  })

  it('pools nothing that is cut elsewhere, and says in what they differ', async () => {
    const { pooled, notPooled, tsv } = await strip([cutAt('planted', 0), cutAt('twin', 2.5)])
    expect(pooled).toEqual([])
    expect(notPooled.join()).toContain('where they are cut differ: 0; 2.5')
    expect(tsv).toContain('# all cohorts together are not pooled: ')
  })

  it('pools nobody twice: a cohort that shares patients with an earlier one is left out', async () => {
    await writeRelease(harness.db, plantedContent('again'), plantedRecord('again'))
    const { pooled, notPooled } = await strip([cutAt('planted', 0), cutAt('twin', 0), cutAt('again', 0)])
    expect(pooled.map(({ cohorts }) => cohorts)).toEqual([['again', 'twin']])
    expect(notPooled).toEqual(['12 patients of Planted cohort are in Planted cohort too'])
  })
})
