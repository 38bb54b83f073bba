import type { PatientPlace } from '../../plots/PatientMarks.tsx'
import type { Rectangle } from './useBrush.ts'

/** How near the pointer must come to a point, in pixels. */
const reach = 14

function isInside({ x, y, column }: PatientPlace, atX: number, atY: number): boolean {
  if (column === undefined) return false
  return Math.abs(atX - x) <= column.width / 2 && Math.abs(atY - y) <= column.height / 2
}

/** The patient under the pointer: the column it is in, or the nearest point within reach. */
export function nearestPlace(places: readonly PatientPlace[], x: number, y: number): PatientPlace | null {
  let best: PatientPlace | null = null
  let least = reach * reach
  for (const place of places) {
    if (isInside(place, x, y)) return place
    if (place.column !== undefined) continue
    const distance = (place.x - x) ** 2 + (place.y - y) ** 2
    if (distance < least) {
      best = place
      least = distance
    }
  }
  return best
}

/** Ids of the patients whose point, or the middle of whose column, is inside; each once. */
export function patientsWithin(places: readonly PatientPlace[], area: Rectangle): string[] {
  const inside = places.filter(({ x, y, column }) => {
    if (x < area.left || x > area.right) return false
    const half = (column?.height ?? 0) / 2
    return y + half >= area.top && y - half <= area.bottom
  })
  return [...new Set(inside.map(({ patient }) => patient))]
}

/** The order in which the keyboard goes through the patients: each at the first place it has, group by group, from left to right. */
export function walkOrder(places: readonly PatientPlace[]): PatientPlace[] {
  const first = new Map<string, PatientPlace>()
  for (const place of places) if (!first.has(place.patient)) first.set(place.patient, place)
  const found = [...first.values()]
  if (found.some(({ column }) => column !== undefined)) return found.toSorted((a, b) => a.x - b.x)
  return found.toSorted((a, b) => a.group - b.group || b.y - a.y || a.x - b.x)
}
