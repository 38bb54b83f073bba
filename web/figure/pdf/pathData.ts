/** A path in absolute coordinates, curves as cubic Béziers: what PDF knows. */
export type Segment =
  | readonly ['M' | 'L', number, number]
  | readonly ['C', number, number, number, number, number, number]
  | readonly ['Z']

const counts: Readonly<Record<string, number>> = { M: 2, L: 2, H: 1, V: 1, C: 6, S: 4, Q: 4, A: 7, Z: 0 }
const numberOrFlag = /[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/gi

/** The `d` of an SVG path. @throws Error a command that our plots never write */
export function pathSegments(d: string): Segment[] {
  const pen = new Pen()
  for (const [, letter = '', body = ''] of d.matchAll(/([a-z])([^a-df-z]*)/gi)) {
    const command = letter.toUpperCase()
    const size = counts[command]
    if (size === undefined) throw new Error(`path command ${letter} cannot be written to PDF`)
    const values = (body.match(numberOrFlag) ?? []).map(Number)
    const isRelative = letter !== command
    if (size === 0) pen.close()
    for (let at = 0; size > 0 && at + size <= values.length; at += size) {
      // further pairs after a move are lines
      const own = command === 'M' && at > 0 ? 'L' : command
      pen.draw(own, values.slice(at, at + size), isRelative)
    }
  }
  return pen.segments
}

class Pen {
  readonly segments: Segment[] = []
  private x = 0
  private y = 0
  private startX = 0
  private startY = 0
  /** second control point of the curve before, for S */
  private controlX = 0
  private controlY = 0

  close(): void {
    this.segments.push(['Z'])
    this.x = this.startX
    this.y = this.startY
  }

  draw(command: string, given: readonly number[], isRelative: boolean): void {
    const at = (i: number): number => given[i] ?? 0
    const px = (i: number): number => at(i) + (isRelative ? this.x : 0)
    const py = (i: number): number => at(i) + (isRelative ? this.y : 0)
    switch (command) {
      case 'M':
        this.startX = px(0)
        this.startY = py(1)
        this.segments.push(['M', px(0), py(1)])
        this.moveTo(px(0), py(1))
        return
      case 'L':
        this.line(px(0), py(1))
        return
      case 'H':
        this.line(px(0), this.y)
        return
      case 'V':
        this.line(this.x, at(0) + (isRelative ? this.y : 0))
        return
      case 'C':
        this.curve(px(0), py(1), px(2), py(3), px(4), py(5))
        return
      case 'S':
        this.curve(2 * this.x - this.controlX, 2 * this.y - this.controlY, px(0), py(1), px(2), py(3))
        return
      case 'Q':
        this.quadratic(px(0), py(1), px(2), py(3))
        return
      default:
        this.arc({
          rx: at(0),
          ry: at(1),
          turn: at(2),
          isLarge: at(3) !== 0,
          sweeps: at(4) !== 0,
          x: px(5),
          y: py(6),
        })
    }
  }

  private moveTo(x: number, y: number): void {
    this.x = this.controlX = x
    this.y = this.controlY = y
  }

  private line(x: number, y: number): void {
    this.segments.push(['L', x, y])
    this.moveTo(x, y)
  }

  private curve(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void {
    this.segments.push(['C', x1, y1, x2, y2, x, y])
    this.moveTo(x, y)
    this.controlX = x2
    this.controlY = y2
  }

  private quadratic(cx: number, cy: number, x: number, y: number): void {
    const third = (from: number, control: number): number => from + (2 / 3) * (control - from)
    this.curve(third(this.x, cx), third(this.y, cy), third(x, cx), third(y, cy), x, y)
  }

  /** SVG 2, appendix B.2.4 and B.2.5: from end points to a centre, then a Bézier for each quarter at most. */
  private arc(arc: {
    rx: number
    ry: number
    turn: number
    isLarge: boolean
    sweeps: boolean
    x: number
    y: number
  }): void {
    const { x, y, isLarge, sweeps } = arc
    if (arc.rx === 0 || arc.ry === 0 || (x === this.x && y === this.y)) {
      this.line(x, y)
      return
    }
    const turn = (arc.turn * Math.PI) / 180
    const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
    const [hx, hy] = [(this.x - x) / 2, (this.y - y) / 2]
    const [ux, uy] = [cos * hx + sin * hy, cos * hy - sin * hx]
    const stretch = Math.max(1, Math.sqrt((ux / arc.rx) ** 2 + (uy / arc.ry) ** 2))
    const [rx, ry] = [Math.abs(arc.rx) * stretch, Math.abs(arc.ry) * stretch]
    const off = rx * rx * uy * uy + ry * ry * ux * ux
    const root = Math.sqrt(Math.max(0, (rx * rx * ry * ry - off) / off)) * (isLarge === sweeps ? -1 : 1)
    const [vx, vy] = [(root * rx * uy) / ry, (-root * ry * ux) / rx]
    const [cx, cy] = [cos * vx - sin * vy + (this.x + x) / 2, sin * vx + cos * vy + (this.y + y) / 2]
    const from = Math.atan2((uy - vy) / ry, (ux - vx) / rx)
    let sweep = Math.atan2((-uy - vy) / ry, (-ux - vx) / rx) - from
    if (sweeps && sweep < 0) sweep += 2 * Math.PI
    if (!sweeps && sweep > 0) sweep -= 2 * Math.PI
    const pieces = Math.ceil(Math.abs(sweep) / (Math.PI / 2) - 1e-9)
    const step = sweep / pieces
    const reach = (4 / 3) * Math.tan(step / 4)
    const on = (a: number, b: number): [number, number] => [
      cx + cos * rx * a - sin * ry * b,
      cy + sin * rx * a + cos * ry * b,
    ]
    for (let piece = 0; piece < pieces; piece++) {
      const [a, b] = [from + piece * step, from + (piece + 1) * step]
      const [ca, sa, cb, sb] = [Math.cos(a), Math.sin(a), Math.cos(b), Math.sin(b)]
      const end = piece === pieces - 1 ? ([x, y] as const) : on(cb, sb)
      this.curve(...on(ca - reach * sa, sa + reach * ca), ...on(cb + reach * sb, sb - reach * cb), ...end)
    }
  }
}
