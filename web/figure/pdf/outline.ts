/** A closed line of points, x and y in turn, in pixels of the bitmap. */
export type Contour = number[]

/** How much of each pixel is covered, 0 to 255, row by row from the top. */
export interface Coverage {
  width: number
  height: number
  values: ArrayLike<number>
}

const half = 127.5

/*
 * Corners of a cell: a top left (1), b top right (2), c bottom right (4), d bottom left (8). Edges: 0 top, 1 right, 2 bottom,
 * 3 left. Each pair is a piece of the outline from edge to edge, with what is covered on its right hand: holes then run the
 * other way round than outlines, which is what fonts ask for.
 */
const pieces: readonly (readonly (readonly [number, number])[])[] = [
  [],
  [[0, 3]],
  [[1, 0]],
  [[1, 3]],
  [[2, 1]],
  [
    [0, 3],
    [2, 1],
  ],
  [[2, 0]],
  [[2, 3]],
  [[3, 2]],
  [[0, 2]],
  [
    [1, 0],
    [3, 2],
  ],
  [[1, 2]],
  [[3, 1]],
  [[0, 1]],
  [[3, 0]],
  [],
]

/** Outlines of what is covered (marching squares, at half coverage), thinned to points that matter by more than `tolerance` pixels. */
export function outlines({ width, height, values }: Coverage, tolerance: number): Contour[] {
  const at = (x: number, y: number): number =>
    x < 0 || y < 0 || x >= width || y >= height ? 0 : (values[y * width + x] ?? 0)
  const across = width + 2
  // an edge has one number, whichever cell looks at it
  const edgeOf = (x: number, y: number, edge: number): number => {
    const [ex, ey] = edge === 1 ? [x + 1, y] : edge === 2 ? [x, y + 1] : [x, y]
    return ((ey + 1) * across + ex + 1) * 2 + (edge % 2)
  }
  const next = new Map<number, number>()
  for (let y = -1; y < height; y++) {
    for (let x = -1; x < width; x++) {
      const corners =
        (at(x, y) > half ? 1 : 0) +
        (at(x + 1, y) > half ? 2 : 0) +
        (at(x + 1, y + 1) > half ? 4 : 0) +
        (at(x, y + 1) > half ? 8 : 0)
      for (const [from, to] of pieces[corners] ?? []) next.set(edgeOf(x, y, from), edgeOf(x, y, to))
    }
  }
  const place = (edge: number): [number, number] => {
    const cell = Math.floor(edge / 2)
    const [x, y] = [(cell % across) - 1, Math.floor(cell / across) - 1]
    const isDown = edge % 2 === 1
    const here = at(x, y)
    const part = (half - here) / (at(isDown ? x : x + 1, isDown ? y + 1 : y) - here)
    // a pixel's value stands for its middle
    return isDown ? [x + 0.5, y + 0.5 + part] : [x + 0.5 + part, y + 0.5]
  }
  const contours: Contour[] = []
  for (let start = next.keys().next(); start.done !== true; start = next.keys().next()) {
    const contour: Contour = []
    for (let edge: number | undefined = start.value; edge !== undefined;) {
      contour.push(...place(edge))
      const after: number | undefined = next.get(edge)
      next.delete(edge)
      edge = after !== undefined && next.has(after) ? after : undefined
    }
    const thin = thinned(contour, tolerance)
    if (thin.length >= 6) contours.push(thin)
  }
  return contours
}

/** Douglas and Peucker on a closed line, cut open at its first point and the one furthest from it. */
function thinned(points: Contour, tolerance: number): Contour {
  const n = points.length / 2
  const x = (i: number): number => points[2 * (i % n)] ?? 0
  const y = (i: number): number => points[2 * (i % n) + 1] ?? 0
  let far = 0
  let most = 0
  for (let i = 1; i < n; i++) {
    const distance = Math.hypot(x(i) - x(0), y(i) - y(0))
    if (distance > most) [far, most] = [i, distance]
  }
  const keeps = new Uint8Array(n + 1)
  const open: [number, number][] = [
    [0, far],
    [far, n],
  ]
  for (let span = open.pop(); span !== undefined; span = open.pop()) {
    const [from, to] = span
    keeps[from] = keeps[to] = 1
    const [dx, dy] = [x(to) - x(from), y(to) - y(from)]
    const length = Math.hypot(dx, dy)
    let worst = -1
    let least = tolerance
    for (let i = from + 1; i < to; i++) {
      const [px, py] = [x(i) - x(from), y(i) - y(from)]
      const off = length === 0 ? Math.hypot(px, py) : Math.abs(px * dy - py * dx) / length
      if (off > least) [worst, least] = [i, off]
    }
    if (worst >= 0) open.push([from, worst], [worst, to])
  }
  const kept: Contour = []
  for (let i = 0; i < n; i++) if (keeps[i] === 1) kept.push(x(i), y(i))
  return kept
}
