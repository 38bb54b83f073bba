import { InvalidInput } from '../errors.ts'
import type { Clustering } from './cluster.ts'

/** A tree ready to be drawn: one entry a merge, in the order of the merges. */
export interface Dendrogram {
  /** place of each case from left to right: `order[0]` stands first */
  order: Int32Array
  /** middle of the left and of the right branch, in places from 0 */
  left: Float64Array
  right: Float64Array
  /** height at which each branch begins: 0 for a single case */
  leftHeight: Float64Array
  rightHeight: Float64Array
  height: Float64Array
}

/** Branches of a clustering with their places: cases stand at 0, 1, 2 … in its order, a merge in the middle of its two branches. @throws InvalidInput a merge without two branches */
export function dendrogramOf({ merge, height, order }: Clustering): Dendrogram {
  const place = new Float64Array(order.length)
  order.forEach((item, at) => {
    place[item] = at
  })
  const middle = new Float64Array(merge.length)
  const branch = (id: number): { at: number; from: number } =>
    id < 0
      ? { at: place[-id - 1] ?? NaN, from: 0 }
      : { at: middle[id - 1] ?? NaN, from: height[id - 1] ?? NaN }
  const out = {
    order,
    left: new Float64Array(merge.length),
    right: new Float64Array(merge.length),
    leftHeight: new Float64Array(merge.length),
    rightHeight: new Float64Array(merge.length),
    height,
  }
  merge.forEach(([first, second], m) => {
    const [left, right] = [branch(first), branch(second)].sort((a, b) => a.at - b.at)
    if (!left || !right) throw new InvalidInput('merge', m, 'two branches')
    middle[m] = (left.at + right.at) / 2
    out.left[m] = left.at
    out.right[m] = right.at
    out.leftHeight[m] = left.from
    out.rightHeight[m] = right.from
  })
  return out
}
