import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../../../science/errors.ts'
import { influence, type InfluenceInput } from '../../../science/radiogenomics/influence.ts'
import { cliffDelta } from '../../../science/stats/cliffDelta.ts'
import { ascending } from '../../../science/stats/describe.ts'
import { createRandom } from '../../../science/stats/random.ts'
import { orderOf } from '../../../science/stats/rank.ts'
import { wilcoxonRankSum } from '../../../science/stats/wilcoxon.ts'

const eight: InfluenceInput = {
  patients: ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'],
  sites: ['S1', 'S1', 'S1', 'S2', 'S1', 'S1', 'S2', 'S2'],
  assignment: Int32Array.of(0, 0, 0, 0, 1, 1, 1, -1),
  cells: [{ key: 'a', label: 'Cell A', values: Float64Array.of(1, 2, 3, 9, 4, 5, 6, 100) }],
}

describe('leaving everybody out in turn', () => {
  it('by hand: one patient of eight turns three quarters into all', () => {
    const [cell] = influence(eight)
    // 1 2 3 9 | 4 5 6: of 12 pairs 3 are won, 9 lost: δ = −.5; without D 0 of 9: −1
    expect(cell?.all.delta).toBeCloseTo(-0.5, 12)
    const of = (key: string) => cell?.patients.find((each) => each.key === key)
    expect(of('D')).toMatchObject({ delta: -1, sizes: [3, 3], group: 0, site: 'S2' })
    // without A: 2 3 9 | 4 5 6: 3 won of 9, −1/3; without E: 1 2 3 9 | 5 6: 2 of 8, −.5
    expect(of('A')?.delta).toBeCloseTo(-1 / 3, 12)
    expect(of('E')?.delta).toBeCloseTo(-0.5, 12)
    // exact: 3 against 3, wholly separated: 2 of 20 splits
    expect(Math.exp(of('D')?.logP ?? NaN)).toBeCloseTo(0.1, 12)
    // H is in no group
    expect(cell?.patients.map(({ key }) => key)).toEqual(['A', 'B', 'C', 'D', 'E', 'F', 'G'])
  })

  it('sites: all of a site at once; what is left too small has its reason', () => {
    const [cell] = influence(eight)
    // without S2 (D, G): 1 2 3 | 4 5: −1; without S1: D against G
    expect(cell?.sites.map(({ key, delta, sizes, reason }) => ({ key, delta, sizes, reason }))).toEqual([
      { key: 'S1', delta: null, sizes: [1, 1], reason: 'groups of 1 and 1: two are needed in each' },
      { key: 'S2', delta: -1, sizes: [3, 2], reason: null },
    ])
    expect(cell?.words[0]).toMatch(
      /^Cell A: δ −0\.50 \(95 % CI −?[.\d]+ to [.\d]+\), P = .40, with everybody\.$/,
    )
    expect(cell?.words[1]).toMatch(
      /^Without any one patient δ lies between −1.0 and −0.33: the sign stays, P stays above .05. D moves it most \(to −1.0, P = .10\)\.$/,
    )
    expect(cell?.words.at(-1)).toBe('Without S1 a group is too small to be tested.')
  })

  it('is the rank-sum test and Cliff’s δ of the house on those who are left', () => {
    const random = createRandom(3)
    const values = Float64Array.from({ length: 60 }, () => Math.round(random.uniform() * 20) / 20)
    const assignment = Int32Array.from({ length: 60 }, (_, i) => i % 2)
    const patients = Array.from({ length: 60 }, (_, i) => `P${i}`)
    const sites = patients.map((_, i) => `S${i % 7}`)
    const [cell] = influence({ patients, sites, assignment, cells: [{ key: 'a', label: 'a', values }] })
    const rest = (keep: (i: number) => boolean) =>
      [0, 1].map((group) => ascending(values.filter((_, i) => assignment[i] === group && keep(i))))
    const check = (
      found: { delta: number | null; logP: number | null } | undefined,
      keep: (i: number) => boolean,
    ) => {
      const [x = ascending([]), y = ascending([])] = rest(keep)
      expect(found?.delta).toBeCloseTo(cliffDelta(orderOf([x, y])).value, 12)
      expect(found?.logP).toBeCloseTo(wilcoxonRankSum(x, y).logP, 9)
    }
    cell?.patients.forEach((found, i) => {
      check(found, (other) => other !== i)
    })
    cell?.sites.forEach((found) => {
      check(found, (other) => sites[other] !== found.key)
    })
    expect(cell?.sites).toHaveLength(7)
  })

  it('says whom P hangs on, that sites are unknown, and why nothing can be tested', () => {
    // 1…5 | 6…10 exactly separated: 2/252; with one of the second group low it is .0159 …
    const patients = Array.from({ length: 8 }, (_, i) => `P${i}`)
    const unknown = {
      patients,
      sites: patients.map(() => null),
      assignment: Int32Array.of(0, 0, 0, 0, 1, 1, 1, 1),
    }
    const [cell] = influence({
      ...unknown,
      cells: [{ key: 'a', label: 'a', values: Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8) }],
    })
    // 4 against 4: 2/70 = .029; 3 against 4: 2/35 = .057, whoever leaves
    expect(cell?.words[1]).toContain('hangs on any one of 8')
    expect(cell?.words[2]).toBe('Sites are not known: the ids are no TCGA barcodes.')
    const [flat] = influence({
      ...unknown,
      cells: [{ key: 'a', label: 'Flat', values: new Float64Array(8) }],
    })
    expect(flat?.words).toEqual(['Flat: not testable, all values are equal.'])
    expect(flat?.patients.every(({ reason }) => reason === 'all values are equal')).toBe(true)
  })

  it('refuses lists of other lengths, a third group and infinite values', () => {
    expect(() => influence({ ...eight, sites: [] })).toThrow(InvalidInput)
    expect(() => influence({ ...eight, assignment: Int32Array.of(0, 1, 2, 0, 0, 1, 1, 1) })).toThrow(
      InvalidInput,
    )
    expect(() =>
      influence({ ...eight, cells: [{ key: 'a', label: 'a', values: new Float64Array(8).fill(Infinity) }] }),
    ).toThrow(InvalidInput)
  })
})
