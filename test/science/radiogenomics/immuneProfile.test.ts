import { describe, expect, it } from 'vitest'
import { immuneProfile } from '../../../science/radiogenomics/immuneProfile.ts'
import type { ProfileInput } from '../../../science/radiogenomics/immuneProfile.ts'
import { createRandom } from '../../../science/stats/random.ts'

const small: ProfileInput = {
  groups: ['high', 'low'],
  assignment: Int32Array.of(0, 1, 0, -1, 1),
  cells: [
    { key: 'a', values: Float64Array.of(0.2, 0.6, 0.4, 0.9, 0.8) },
    { key: 'b', values: Float64Array.of(0.8, 0.4, 0.6, 0.1, 0.2) },
  ],
  score: Float64Array.of(5, 2, 3, 1, NaN),
  isComposition: true,
  replicates: 200,
  seed: 1,
}

describe('immuneProfile', () => {
  it('by hand: order by group and score, means .3 and .7, z of mean .5', () => {
    const found = immuneProfile(small)
    // high: patient 2 (score 3) before 0 (score 5); low: 1, then 4 without a score
    expect(found.patients).toEqual([2, 0, 1, 4])
    const [a] = found.cells
    expect(a?.values).toEqual([0.4, 0.2, 0.6, 0.8])
    // (.4, .2, .6, .8): mean .5, sd √(.2/3)
    const sd = Math.sqrt(0.2 / 3)
    a?.z.forEach((z, i) => {
      expect(z).toBeCloseTo(([0.4, 0.2, 0.6, 0.8][i] ?? NaN) / sd - 0.5 / sd, 12)
    })
    expect(a?.means.map(({ mean }) => mean)).toEqual([expect.closeTo(0.3, 12), expect.closeTo(0.7, 12)])
    // two patients: a replicate is one of them twice or both, so the bounds are the values themselves
    expect(a?.means[0]).toMatchObject({ n: 2, low: 0.2, high: 0.4 })
    expect(found.nIncomplete).toBe(0)
  })

  it('means of a whole sum to 1, in every row order alike', () => {
    const random = createRandom(3)
    const n = 40
    const raw = Array.from({ length: 4 }, () => Float64Array.from({ length: n }, () => random.uniform() ** 3))
    const totals = Float64Array.from({ length: n }, (_, i) =>
      raw.reduce((sum, row) => sum + (row[i] ?? 0), 0),
    )
    const cells = raw.map((row, c) => ({
      key: `c${c}`,
      values: row.map((value, i) => value / (totals[i] ?? 1)),
    }))
    const assignment = Int32Array.from({ length: n }, (_, i) => i % 2)
    const found = immuneProfile({ ...small, cells, assignment, score: null })
    for (const g of [0, 1])
      expect(found.cells.reduce((sum, { means }) => sum + (means[g]?.mean ?? NaN), 0)).toBeCloseTo(1, 12)
    found.cells.forEach(({ means }) => {
      means.forEach(({ mean, low, high }) => {
        expect(low).toBeLessThan(mean)
        expect(high).toBeGreaterThan(mean)
      })
    })
    expect([...found.clusteredPatients].sort((a, b) => a - b)).toEqual([...found.patients.keys()])
    expect(found.clusteredPatients.slice(0, 20).every((i) => assignment[found.patients[i] ?? -1] === 0)).toBe(
      true,
    )
  })

  it('cells that rise together stand together', () => {
    const base = Float64Array.from({ length: 12 }, (_, i) => Math.sin(i))
    const other = Float64Array.from({ length: 12 }, (_, i) => Math.cos(3 * i))
    const found = immuneProfile({
      ...small,
      isComposition: false,
      assignment: Int32Array.from({ length: 12 }, (_, i) => (i < 6 ? 0 : 1)),
      score: null,
      cells: [
        { key: 'x', values: base },
        { key: 'y', values: other },
        { key: 'x2', values: base.map((v) => 2 * v + 0.01 * Math.cos(v)) },
      ],
    })
    const at = (i: number) => found.clusteredCells.indexOf(i)
    expect(Math.abs(at(0) - at(2))).toBe(1)
    expect(found.cells.every(({ means }) => means.length === 0)).toBe(true)
  })

  it('missing stays missing, constant has no z, small groups no interval, wrong input is refused', () => {
    const found = immuneProfile({
      ...small,
      assignment: Int32Array.of(0, 1, 0, 0, -1),
      cells: [
        { key: 'gap', values: Float64Array.of(0.2, 0.6, NaN, 0.9, 0.8) },
        { key: 'flat', values: new Float64Array(5).fill(0.5) },
      ],
    })
    expect(found.nIncomplete).toBe(1)
    expect(found.cells[0]?.values).toContain(null)
    expect(found.cells[1]?.z).toEqual([null, null, null, null])
    expect(found.cells[0]?.means[1]).toMatchObject({ n: 1, low: null, high: null })
    expect(() => immuneProfile({ ...small, replicates: 3 })).toThrow('100 to 20,000')
    expect(() => immuneProfile({ ...small, assignment: Int32Array.of(0) })).toThrow('one per patient')
    const empty = immuneProfile({ ...small, assignment: new Int32Array(5).fill(-1) })
    expect(empty.patients).toEqual([])
  })
})
