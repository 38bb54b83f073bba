import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openHarness } from './harness.ts'
import type { Harness } from './harness.ts'

let h: Harness
beforeAll(async () => {
  h = await openHarness()
})
afterAll(() => h.close())

describe('immuneProfile', () => {
  interface Profile {
    id: string
    methods: {
      isComposition: boolean
      patients: string[]
      groups: string[]
      passes: (boolean | null)[]
      clusteredPatients: number[]
      nIncomplete: number
      cells: {
        variable: { key: string }
        means: { group: string; n: number; mean: number; low: number; high: number }[]
        values: number[]
        z: (number | null)[]
      }[]
      annotations: {
        label: string
        numbers: number[] | null
        low: number | null
        high: number | null
        order: string[] | null
      }[]
    }[]
    warnings: { code: string }[]
    tsv: string
  }
  const profile = async (input: object = {}) => {
    const answer = await h.ask(
      `query ($input: ImmuneProfileInput!) { immuneProfile(input: $input) { id methods { isComposition patients groups passes
        clusteredPatients nIncomplete cells { variable { key } means { group n mean low high } values z } annotations { label numbers low high order } }
        warnings { code } tsv } }`,
      {
        input: {
          release: h.release,
          grouping: { riskModel: { model: `${h.release}/gtr-ith` } },
          methods: ['immune:cibersort-lm22'],
          ...input,
        },
      },
    )
    return { ...answer, profile: (answer.data as { immuneProfile: Profile } | null)?.immuneProfile }
  }

  it('gives means, orders, z-scores and marks that can be worked out by hand', async () => {
    const { profile: found, statements } = await profile()
    const [method] = found?.methods ?? []
    const twelve = Array.from({ length: 12 }, (_, i) => `P${String(i + 1).padStart(2, '0')}`)
    expect(method?.patients).toEqual(twelve)
    expect(method?.groups).toEqual(twelve.map((_, i) => (i < 6 ? 'high' : 'low')))
    expect(method?.passes).toEqual(twelve.map((id) => ['P01', 'P02', 'P07', 'P12'].includes(id)))
    expect(method?.clusteredPatients.toSorted((a, b) => a - b)).toEqual(twelve.map((_, i) => i))
    expect([method?.isComposition, method?.nIncomplete]).toEqual([true, 0])
    const cellOf = (key: string) => method?.cells.find(({ variable }) => variable.key === key)
    // M1: 1 … 6 and 7 … 12 hundredths; M2: 1, 3 … 11 and 2, 4 … 12; no plasma cells
    const meansOf = (key: string) =>
      cellOf(key)?.means.map(({ n, mean }) => [n, Math.round(1e9 * mean) / 1e9])
    expect(meansOf('macrophage_m1')).toEqual([
      [6, 0.035],
      [6, 0.095],
    ])
    expect(meansOf('macrophage_m2')).toEqual([
      [6, 0.06],
      [6, 0.07],
    ])
    // 1 … 12 have mean 6.5 and variance 13
    const z = cellOf('macrophage_m1')?.z ?? []
    z.forEach((value, i) => {
      expect(value).toBeCloseTo((i + 1 - 6.5) / Math.sqrt(13), 9)
    })
    expect(cellOf('plasma_cell')?.z.every((value) => value === null)).toBe(true)
    const [high] = cellOf('macrophage_m1')?.means ?? []
    expect(high?.low).toBeGreaterThanOrEqual(0.01)
    expect(high?.low).toBeLessThan(0.035)
    expect(high?.high).toBeGreaterThan(0.035)
    expect(high?.high).toBeLessThanOrEqual(0.06)
    const [score, stage, ...others] = method?.annotations ?? []
    expect(score?.numbers).toEqual([-6, -5, -4, -3, -2, 0, 1, 2, 3, 4, 5, 6])
    // where they stand is the API's: the page computes no range and no order
    expect(score).toMatchObject({ low: -6, high: 6, order: null })
    expect(stage).toMatchObject({ label: 'AJCC stage', low: null, high: null, order: ['I', 'II', 'III'] })
    expect(others).toMatchObject([{ label: 'Fit p_value', low: 0.01, high: 0.6, order: null }])
    expect(found?.tsv).toContain('macrophage_m1')
    expect(statements).toBeLessThan(20)
  })

  it('is the same when asked again, another with another seed, and says what it cannot do', async () => {
    const first = await profile()
    expect((await profile()).text).toBe(first.text)
    const other = await profile({ seed: 2 })
    expect(other.profile?.id).not.toBe(first.profile?.id)
    expect((await profile({ methods: ['immune:nothing'] })).errors[0]?.extensions['code']).toBe(
      'BAD_USER_INPUT',
    )
    expect((await profile({ replicates: 3 })).errors[0]?.extensions['code']).toBe('BAD_USER_INPUT')
  })
})
