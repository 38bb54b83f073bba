export interface SwarmPoint {
  /** patient id; decides the side, so a patient sits at the same place in every drawing of the same values */
  id: string
  /** position along the value axis, in user units */
  at: number
}

/** FNV-1a with a final mix, so that neighbouring ids fall far apart; to [0, 1). */
export function hashUnit(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}

/**
 * Beeswarm: each point as near to the middle as it can be without touching one already placed; where the band is
 * full (a quarter of a cohort at exactly 0) by the hash of its id. Order of the input does not matter.
 * @returns offsets from the middle, in the order of `points`, |offset| ≤ halfWidth
 */
export function swarm(points: readonly SwarmPoint[], radius: number, halfWidth: number): number[] {
  const offsets = new Array<number>(points.length).fill(0)
  const order = points
    .map((point, index) => ({ ...point, index }))
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  const placed: { at: number; offset: number }[] = []
  const room = Math.max(0, halfWidth - radius)
  for (const point of order) {
    const near = placed.filter((other) => point.at - other.at < 2 * radius)
    const offset = freeOffset(point, near, radius, room)
    offsets[point.index] = offset
    placed.push({ at: point.at, offset })
  }
  return offsets
}

function freeOffset(
  point: SwarmPoint,
  near: readonly { at: number; offset: number }[],
  radius: number,
  room: number,
): number {
  const side = hashUnit(point.id) < 0.5 ? -1 : 1
  const candidates = [0]
  for (const other of near) {
    const reach = Math.sqrt(Math.max(0, 4 * radius * radius - (point.at - other.at) ** 2)) + 1e-6
    candidates.push(other.offset + side * reach, other.offset - side * reach)
  }
  const free = candidates
    .filter((offset) => Math.abs(offset) <= room)
    .filter((offset) =>
      near.every(
        (other) => (offset - other.offset) ** 2 + (point.at - other.at) ** 2 >= 4 * radius * radius * 0.98,
      ),
    )
    .sort((a, b) => Math.abs(a) - Math.abs(b))
  return free[0] ?? (hashUnit(`${point.id}·`) * 2 - 1) * room
}
