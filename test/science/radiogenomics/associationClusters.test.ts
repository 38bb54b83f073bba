import { describe, expect, it } from 'vitest'
import { clusterAssociations } from '../../../science/radiogenomics/associationClusters.ts'
import { pairwiseDistances } from '../../../science/stats/pairwiseDistances.ts'

/** matrix(c(.1, .2, NA, .5, …), nrow = 5, byrow = TRUE) in R */
const r = Float64Array.from([
  ...[0.1, 0.2, NaN, 0.5],
  ...[0.15, 0.25, 0.3, 0.45],
  ...[-0.5, -0.4, -0.3, NaN],
  ...[-0.45, -0.5, -0.35, -0.2],
  ...[0.9, 0.8, 0.7, 0.6],
])

describe('clusterAssociations', () => {
  it('as R: dist with missing values scaled up, hclust(method = "average")', () => {
    const { x, y } = clusterAssociations({ r, nx: 5, ny: 4 })
    expect(Array.from(x?.order ?? [])).toEqual([2, 3, 4, 0, 1])
    const heights = Array.from(x?.tree?.height ?? [])
    expect(heights[0]).toBeCloseTo(0.1, 14)
    expect(heights[1]).toBeCloseTo(0.14142135623730948, 14)
    expect(heights[2]).toBeCloseTo(1.09196707677910831, 14)
    expect(heights[3]).toBeCloseTo(1.63653096329377701, 14)
    expect(Array.from(y?.order ?? [])).toEqual([0, 1, 2, 3])
    expect(y?.tree?.height.at(-1)).toBeCloseTo(0.4728928962544383, 14)
  })

  it('places of the branches, by hand', () => {
    const tree = clusterAssociations({ r, nx: 5, ny: 4 }).x?.tree
    // order 3 4 5 1 2: cases 1, 2 stand at 3 and 4, cases 3, 4 at 0 and 1, case 5 at 2
    expect(Array.from(tree?.left ?? [])).toEqual([3, 0, 2, 0.5])
    expect(Array.from(tree?.right ?? [])).toEqual([4, 1, 3.5, 2.75])
    expect(tree?.leftHeight[2]).toBe(0)
    expect(tree?.rightHeight[2]).toBeCloseTo(0.1, 14)
  })

  it('what was tested with nothing stands at the end; so does who shares no partner', () => {
    const lonely = clusterAssociations({ r: Float64Array.from([NaN, NaN, 0.1, 0.2, 0.3, 0.2]), nx: 3, ny: 2 })
    expect(lonely.x).toMatchObject({ clustered: 2 })
    expect(Array.from(lonely.x?.order ?? [])).toEqual([1, 2, 0])
    const apart = clusterAssociations({
      r: Float64Array.from([0.1, NaN, 0.2, NaN, NaN, 0.5]),
      nx: 3,
      ny: 2,
    })
    expect(Array.from(apart.x?.order ?? [])).toEqual([0, 1, 2])
    expect(apart.x?.clustered).toBe(2)
  })

  it('one variable makes no tree', () => {
    const { x, y } = clusterAssociations({ r: Float64Array.from([0.1, 0.2]), nx: 1, ny: 2 })
    expect(x).toMatchObject({ clustered: 1, tree: null })
    expect(y?.tree?.height[0]).toBeCloseTo(0.1, 14)
  })

  it('pairwiseDistances refuses columns of different lengths', () => {
    expect(() => pairwiseDistances([new Float64Array(2), new Float64Array(3)])).toThrow('values')
  })
})
