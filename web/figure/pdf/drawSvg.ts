import { colourChannels } from './colour.ts'
import type { EmbeddedFont, Face } from './embeddedFont.ts'
import { pathSegments } from './pathData.ts'
import type { Segment } from './pathData.ts'

/** As much of the document object model as drawing needs. */
export interface SvgNode {
  nodeType: number
  nodeName: string
  textContent: string | null
  childNodes: ArrayLike<SvgNode>
  getAttribute?: (name: string) => string | null
}

interface Inherited {
  fill: string
  stroke: string
  strokeWidth: number
  dashes: string
  cap: string
  join: string
  opacity: number
  fillOpacity: number
  strokeOpacity: number
  size: number
  isBold: boolean
  isItalic: boolean
  anchor: string
}

const initial: Inherited = {
  fill: '#000000',
  stroke: 'none',
  strokeWidth: 1,
  dashes: 'none',
  cap: 'butt',
  join: 'miter',
  opacity: 1,
  fillOpacity: 1,
  strokeOpacity: 1,
  size: 7,
  isBold: false,
  isItalic: false,
  anchor: 'start',
}

export interface Drawn {
  /** operators of the page */
  content: string
  /** pairs of fill and stroke opacity, in the order of their names G0, G1 … */
  opacities: readonly (readonly [number, number])[]
}

const silent = new Set(['title', 'desc', 'metadata', 'defs', 'clipPath'])

/**
 * The operators that draw an SVG of our own plots. The page's coordinates are those of the SVG (y downwards).
 * @throws Error an element, a colour or a transform that our plots never use: better no file than a wrong one
 */
export function drawSvg(root: SvgNode, fonts: Record<Face, EmbeddedFont>): Drawn {
  const artist = new Artist(fonts, clipsOf(root))
  for (const child of elements(root)) artist.element(child, inheritedBy(root, initial))
  return { content: artist.operators.join('\n'), opacities: artist.opacities }
}

export function elements(node: SvgNode): SvgNode[] {
  return Array.from(node.childNodes).filter(({ nodeType }) => nodeType === 1)
}

export function attribute(node: SvgNode, name: string): string | null {
  return node.getAttribute?.(name) ?? null
}

function length(node: SvgNode, name: string, otherwise = 0): number {
  const text = attribute(node, name)
  if (text === null || text === '') return otherwise
  const value = Number(text.replace(/px$/, ''))
  if (!Number.isFinite(value)) throw new Error(`${name}="${text}" of <${node.nodeName}> is no number`)
  return value
}

function clipsOf(node: SvgNode, found = new Map<string, SvgNode>()): Map<string, SvgNode> {
  const id = node.nodeName === 'clipPath' ? attribute(node, 'id') : null
  if (id !== null) found.set(id, node)
  for (const child of elements(node)) clipsOf(child, found)
  return found
}

function inheritedBy(node: SvgNode, from: Inherited): Inherited {
  const text = (name: string, otherwise: string): string => attribute(node, name) ?? otherwise
  return {
    fill: text('fill', from.fill),
    stroke: text('stroke', from.stroke),
    strokeWidth: length(node, 'stroke-width', from.strokeWidth),
    dashes: text('stroke-dasharray', from.dashes),
    cap: text('stroke-linecap', from.cap),
    join: text('stroke-linejoin', from.join),
    opacity: from.opacity * length(node, 'opacity', 1),
    fillOpacity: length(node, 'fill-opacity', from.fillOpacity),
    strokeOpacity: length(node, 'stroke-opacity', from.strokeOpacity),
    size: length(node, 'font-size', from.size),
    isBold: /^(?:bold|[6-9]00)$/.test(text('font-weight', from.isBold ? 'bold' : 'normal')),
    isItalic: text('font-style', from.isItalic ? 'italic' : 'normal') === 'italic',
    anchor: text('text-anchor', from.anchor),
  }
}

class Artist {
  readonly operators: string[] = []
  readonly opacities: [number, number][] = []

  private readonly fonts: Record<Face, EmbeddedFont>
  private readonly clips: ReadonlyMap<string, SvgNode>

  constructor(fonts: Record<Face, EmbeddedFont>, clips: ReadonlyMap<string, SvgNode>) {
    this.fonts = fonts
    this.clips = clips
  }

  element(node: SvgNode, above: Inherited): void {
    if (silent.has(node.nodeName)) return
    const look = inheritedBy(node, above)
    const transform = attribute(node, 'transform')
    const clip = /^url\(["']?#([^)"']+)["']?\)$/.exec(attribute(node, 'clip-path') ?? '')?.[1]
    this.operators.push('q')
    if (transform !== null) this.operators.push(...transforms(transform))
    if (clip !== undefined) this.clip(clip)
    if (node.nodeName === 'g' || node.nodeName === 'svg') {
      for (const child of elements(node)) this.element(child, look)
    } else if (node.nodeName === 'text') this.text(node, look)
    else this.shape(node, look)
    this.operators.push('Q')
  }

  private clip(id: string): void {
    const node = this.clips.get(id)
    if (node === undefined) throw new Error(`there is no clip path ${id}`)
    for (const child of elements(node)) this.operators.push(outlineOf(child))
    this.operators.push('W n')
  }

  private shape(node: SvgNode, look: Inherited): void {
    const isLine = node.nodeName === 'line' || node.nodeName === 'polyline'
    const fills = look.fill !== 'none' && look.fill !== 'transparent' && node.nodeName !== 'line'
    const strokes = look.stroke !== 'none' && look.stroke !== 'transparent' && look.strokeWidth > 0
    if (!fills && !strokes) return
    const isEvenOdd = attribute(node, 'fill-rule') === 'evenodd'
    const paint = fills ? (strokes ? 'B' : 'f') : 'S'
    this.transparency(look)
    if (fills) this.operators.push(`${colour(look.fill)} rg`)
    if (strokes) this.pen(look)
    this.operators.push(outlineOf(node), isEvenOdd && fills && !isLine ? `${paint}*` : paint)
  }

  private pen(look: Inherited): void {
    const dashes = look.dashes === 'none' ? '' : look.dashes.replaceAll(',', ' ')
    const cap = { butt: 0, round: 1, square: 2 }[look.cap] ?? 0
    const join = { miter: 0, round: 1, bevel: 2 }[look.join] ?? 0
    this.operators.push(
      `${colour(look.stroke)} RG ${number(look.strokeWidth)} w ${cap} J ${join} j 4 M [${dashes}] 0 d`,
    )
  }

  private transparency({ opacity, fillOpacity, strokeOpacity }: Inherited): void {
    const [fill, stroke] = [opacity * fillOpacity, opacity * strokeOpacity]
    if (fill >= 1 && stroke >= 1) return
    let at = this.opacities.findIndex(([a, b]) => a === fill && b === stroke)
    if (at < 0) at = this.opacities.push([fill, stroke]) - 1
    this.operators.push(`/G${at} gs`)
  }

  private text(node: SvgNode, look: Inherited): void {
    const runs = runsOf(node, look)
    let rise = 0
    let x = 0
    const placed = runs.map((run) => {
      const face = run.look.isBold ? 'bold' : run.look.isItalic ? 'italic' : 'regular'
      const { hex, width } = this.fonts[face].encode(run.text)
      rise += run.dy
      const at = x
      x += width * run.look.size
      return { face, hex, x: at, rise, look: run.look }
    })
    const back = look.anchor === 'middle' ? x / 2 : look.anchor === 'end' ? x : 0
    const [left, base] = [length(node, 'x') - back, length(node, 'y')]
    for (const run of placed) {
      if (run.hex === '<>' || run.look.fill === 'none') continue
      this.transparency(run.look)
      // letters stand upright although the page's y goes down
      this.operators.push(
        `BT ${colour(run.look.fill)} rg /${run.face} ${number(run.look.size)} Tf ` +
          `1 0 0 -1 ${number(left + run.x)} ${number(base + run.rise)} Tm ${run.hex} Tj ET`,
      )
    }
  }
}

interface Run {
  text: string
  dy: number
  look: Inherited
}

function runsOf(node: SvgNode, look: Inherited): Run[] {
  return Array.from(node.childNodes).flatMap((child): Run[] => {
    if (child.nodeType === 3) return [{ text: child.textContent ?? '', dy: 0, look }]
    if (child.nodeName !== 'tspan')
      throw new Error(`<${child.nodeName}> inside text cannot be written to PDF`)
    const inner = runsOf(child, inheritedBy(child, look))
    return inner.map((run, i) => (i === 0 ? { ...run, dy: run.dy + length(child, 'dy') } : run))
  })
}

function outlineOf(node: SvgNode): string {
  const at = (name: string): number => length(node, name)
  switch (node.nodeName) {
    case 'rect':
      return attribute(node, 'rx') === null
        ? `${[at('x'), at('y'), at('width'), at('height')].map(number).join(' ')} re`
        : written(roundedRect(node))
    case 'line':
      return written([
        ['M', at('x1'), at('y1')],
        ['L', at('x2'), at('y2')],
      ])
    case 'circle':
      return written(ellipse(at('cx'), at('cy'), at('r'), at('r')))
    case 'ellipse':
      return written(ellipse(at('cx'), at('cy'), at('rx'), at('ry')))
    case 'path':
      return written(pathSegments(attribute(node, 'd') ?? ''))
    case 'polyline':
      return written(pathSegments(`M${attribute(node, 'points') ?? ''}`))
    case 'polygon':
      return written(pathSegments(`M${attribute(node, 'points') ?? ''}Z`))
    default:
      throw new Error(`<${node.nodeName}> cannot be written to PDF`)
  }
}

function ellipse(cx: number, cy: number, rx: number, ry: number): Segment[] {
  const arc = `A${rx} ${ry} 0 0 1`
  return pathSegments(`M${cx - rx} ${cy}${arc} ${cx + rx} ${cy}${arc} ${cx - rx} ${cy}Z`)
}

function roundedRect(node: SvgNode): Segment[] {
  const [x, y, w, h] = [length(node, 'x'), length(node, 'y'), length(node, 'width'), length(node, 'height')]
  const r = Math.min(length(node, 'rx'), w / 2, h / 2)
  const a = `a${r} ${r} 0 0 1`
  return pathSegments(
    `M${x + r} ${y}h${w - 2 * r}${a} ${r} ${r}v${h - 2 * r}${a} ${-r} ${r}h${2 * r - w}${a} ${-r} ${-r}v${2 * r - h}${a} ${r} ${-r}Z`,
  )
}

function written(segments: readonly Segment[]): string {
  return segments
    .map((segment) => {
      if (segment[0] === 'Z') return 'h'
      const [letter, ...values] = segment
      return `${values.map(number).join(' ')} ${{ M: 'm', L: 'l', C: 'c' }[letter]}`
    })
    .join(' ')
}

/** SVG applies the last transform first, and so does a row of cm. */
function transforms(text: string): string[] {
  return Array.from(text.matchAll(/(\w+)\(([^)]*)\)/g), ([, name = '', body = '']) => {
    const values = body.split(/[\s,]+/).map(Number)
    const [a = 0, b, c] = values
    switch (name) {
      case 'translate':
        return `1 0 0 1 ${number(a)} ${number(b ?? 0)} cm`
      case 'scale':
        return `${number(a)} 0 0 ${number(b ?? a)} 0 0 cm`
      case 'rotate': {
        const [cos, sin] = [Math.cos((a * Math.PI) / 180), Math.sin((a * Math.PI) / 180)]
        const turn = `${number(cos)} ${number(sin)} ${number(-sin)} ${number(cos)} 0 0 cm`
        return b === undefined
          ? turn
          : `1 0 0 1 ${number(b)} ${number(c ?? 0)} cm ${turn} 1 0 0 1 ${number(-b)} ${number(-(c ?? 0))} cm`
      }
      case 'matrix':
        return `${values.map(number).join(' ')} cm`
      default:
        throw new Error(`transform ${name} cannot be written to PDF`)
    }
  })
}

/** Never in powers of ten, which PDF does not read. */
export function number(value: number): string {
  if (!Number.isFinite(value)) throw new Error('a coordinate of the figure is no number')
  return value
    .toFixed(4)
    .replace(/\.?0+$/, '')
    .replace(/^-0$/, '0')
}

function colour(text: string): string {
  return colourChannels(text).map(number).join(' ')
}
