import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApi } from '../../api/yoga.ts'
import type { Api } from '../../api/yoga.ts'
import { hasRealData } from '../shared.ts'
import { openWorld } from '../world/world.ts'
import { postGraphql } from './harness.ts'

/** Figures of R 4.2.2 on the same files (real-cohorts.md); our first group is the one above the median. */
const expected = [
  {
    feature: 'imaging:mri-cad/E1_K6',
    cutoff: 1.517968,
    cells: [
      {
        key: 'macrophage_m1',
        below: 0.0528827,
        above: 0.0827085,
        w: 612,
        p: 0.000796921463,
        q: 0.0167353507,
      },
      { key: 'macrophage_m2', below: 0.2633826, above: 0.2021102, w: 1221, p: 0.1414422, q: 0.424326599 },
      { key: 'plasma_cell', below: 0.0156207, above: 0.0278063, w: 824, p: 0.0943555105, q: 0.396293144 },
    ],
  },
  {
    feature: 'imaging:mri-cad/Size_Lesion_volume_S1',
    cutoff: 2867.969,
    cells: [
      { key: 'macrophage_m1', below: 0.0607533, above: 0.072639, w: 959, p: 0.54895341, q: 0.961860756 },
      { key: 'macrophage_m2', below: 0.2382656, above: 0.2074789, w: 1025, p: 0.940185505, q: 0.974668792 },
      { key: 'plasma_cell', below: 0.0195015, above: 0.0209925, w: 1052, p: 0.895675211, q: 0.974668792 },
    ],
  },
]

interface Cell {
  variable: { key: string }
  result: {
    pValue: number
    qValue: number
    variant: { kind: string }
    statistic: { value: number }
    groups: { n: number; summary: { median: number } }[]
  }
}
interface Comparison {
  family: { planned: number; tested: number }
  grouping: { cutoffs: { value: number }[]; groups: { n: number }[] }
  cells: Cell[]
}

const query = `query ($input: CompareGroupsInput!) { compareGroups(input: $input) {
  family { planned tested } grouping { cutoffs { value } groups { n } }
  cells { variable { key } result { ... on TwoGroups {
    pValue qValue variant { kind } statistic { value } groups { n summary { median } } } } } } }`

describe.skipIf(!hasRealData)('TCGA-BRCA through import and API, against R', () => {
  let api: Api
  let release: string
  let drop: () => Promise<void>
  beforeAll(async () => {
    const opened = await openWorld('real')
    drop = opened.drop
    const silent = () => undefined
    api = createApi({
      db: opened.db,
      codeVersion: 'test',
      log: { info: silent, warn: silent, error: silent },
    })
    const response = await api.fetch(
      postGraphql({ query: '{ cohort(slug: "tcga-brca") { release { id counts { patients } } } }' }),
    )
    const { data } = (await response.json()) as {
      data: { cohort: { release: { id: string; counts: { patients: number } } } }
    }
    expect(data.cohort.release.counts.patients).toBe(91)
    release = data.cohort.release.id
  })
  afterAll(async () => {
    await api.close()
    await drop()
  })

  it.each(expected)('by the median of $feature', async ({ feature, cutoff, cells }) => {
    const input = { release, method: 'immune:cibersort-lm22', grouping: { median: { variable: feature } } }
    const response = await api.fetch(postGraphql({ query, variables: { input } }))
    const { data } = (await response.json()) as { data: { compareGroups: Comparison } }
    const comparison = data.compareGroups
    expect(comparison.family).toEqual({ planned: 22, tested: 21 })
    expect(comparison.grouping.groups.map(({ n }) => n)).toEqual([45, 46])
    expect(comparison.grouping.cutoffs[0]?.value).toBeCloseTo(cutoff, 6)
    for (const { key, below, above, w, p, q } of cells) {
      const result = comparison.cells.find(({ variable }) => variable.key === key)?.result
      expect(result?.groups[0]?.summary.median).toBeCloseTo(above, 7)
      expect(result?.groups[1]?.summary.median).toBeCloseTo(below, 7)
      // R's W is of the group at or below; the other group's is m·n − W
      expect(result?.statistic.value).toBe(45 * 46 - w)
      expect(Math.abs((result?.pValue ?? NaN) - p)).toBeLessThan(1e-9)
      expect(Math.abs((result?.qValue ?? NaN) - q)).toBeLessThan(1e-9)
    }
  })

  it('says of the published claim that it cannot be tested here, and of its expectations what the data say', async () => {
    const input = { release, shuffles: 200, grouping: { median: { variable: 'imaging:mri-cad/E1_K6' } } }
    const asked = `query ($input: ClaimInput!) { claimVerdict(input: $input) { notItself tested { verdict groupSizes unit
      expectations { cell agrees qValue } replay { cell delta stars } } } }`
    const response = await api.fetch(postGraphql({ query: asked, variables: { input } }))
    const { data } = (await response.json()) as {
      data: {
        claimVerdict: {
          notItself: string[]
          tested: {
            verdict: string
            unit: string
            groupSizes: number[]
            expectations: { cell: string; agrees: boolean; qValue: number }[]
            replay: { cell: string; delta: number; stars: string }[]
          }
        }
      }
    }
    const { notItself, tested } = data.claimVerdict
    expect(notItself).toEqual([
      'there is no GTR-ITH score of these patients, so nobody can be called high or low risk',
    ])
    // more M1 above the median, q .0167 (R's, above): the other way than "fewer"; the other two signs are wrong too
    expect(tested.verdict).toBe('contradicted')
    expect(tested.groupSizes).toEqual([45, 46])
    // the layer has none of its own, its variables have
    expect(tested.unit).toBe('share of leukocytes')
    expect(tested.expectations.map(({ agrees }) => agrees)).toEqual([false, false, false])
    const m1 = tested.replay.find(({ cell }) => cell === 'macrophage_m1')
    // δ = 1 − 2W/mn with R's W of the group at or below
    expect(m1?.delta).toBeCloseTo(1 - (2 * 612) / (45 * 46), 12)
    expect(m1?.stars).toBe('***')
  })
})
