import { drawFront } from './permutation.ts'
import type { Random } from './random.ts'

/** A uniformly drawn order of 0 … n − 1 (Fisher–Yates). */
export function shuffledOrder(n: number, random: Random): Int32Array {
  const order = Int32Array.from({ length: n }, (_, i) => i)
  drawFront(order, Math.max(0, n - 1), random)
  return order
}

/**
 * What one order of all does to a part of them: follow it from a member until it comes back into the part. A uniform order of all
 * induces a uniform order of every part, and parts that share most members share most moves. So the same shuffle can be given to
 * analyses of slightly different patients, and they stay as dependent as they are.
 * @param order of all   @param part members, as places in `order`   @param placeOf place of each in `part`, or −1
 * @returns for each place of the part the place that its value comes from
 * @source the first-return map of a permutation; Kakutani 1943 calls it the induced transformation
 */
export function inducedOrder(order: Int32Array, part: Int32Array, placeOf: Int32Array): Int32Array {
  return part.map((member) => {
    let at = order[member] ?? 0
    while ((placeOf[at] ?? -1) < 0) at = order[at] ?? 0
    return placeOf[at] ?? 0
  })
}

/** Place of each of `n` in a part of them, −1 for those who are not in it. */
export function placesIn(part: Int32Array, n: number): Int32Array {
  const places = new Int32Array(n).fill(-1)
  part.forEach((member, place) => {
    places[member] = place
  })
  return places
}
