/**
 * Where a function that climbs from −z at the estimate reaches z: outwards by ever larger steps (`step` has the sign of the side),
 * inwards by false position with the stale end halved.
 * @param root of the place itself   @returns null where it does not get there
 */
export function whereReached(
  root: (at: number) => number,
  { estimate, step, z }: { estimate: number; step: number; z: number },
): number | null {
  let inside = 0
  let below = -z
  let outside = step
  let above = root(estimate + outside) - z
  for (let tries = 0; above < 0 && tries < 60; tries += 1) {
    inside = outside
    below = above
    outside *= 1.6
    above = root(estimate + outside) - z
  }
  if (!(above >= 0)) return null
  for (let i = 0; i < 100 && Math.abs(outside - inside) > 1e-12 * Math.abs(step); i += 1) {
    const at = (inside * above - outside * below) / (above - below)
    const value = root(estimate + at) - z
    if (Math.abs(value) < 1e-12) return estimate + at
    if (value < 0) {
      inside = at
      below = value
      above /= 2
    } else {
      outside = at
      above = value
      below /= 2
    }
  }
  return estimate + (inside + outside) / 2
}
