import type { SvgNode } from '../../web/figure/pdf/drawSvg.ts'

const entities: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&quot;': '"',
  '&#x27;': "'",
}

function decoded(text: string): string {
  return text.replace(/&(?:lt|gt|amp|quot|#x27);/g, (entity) => entities[entity] ?? entity)
}

interface Growing extends SvgNode {
  childNodes: Growing[]
}

function textNode(text: string): Growing {
  return { nodeType: 3, nodeName: '#text', textContent: text, childNodes: [] }
}

function element(name: string, attributes: string): Growing {
  const known = new Map(
    [...attributes.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, decoded(value)]),
  )
  const childNodes: Growing[] = []
  return {
    nodeType: 1,
    nodeName: name,
    childNodes,
    get textContent() {
      return childNodes.map(({ textContent }) => textContent ?? '').join('')
    },
    getAttribute: (key) => known.get(key) ?? null,
  }
}

/** The SVG that React writes, as nodes: a test has no browser to parse it. */
export function svgNode(svg: string): SvgNode {
  const root = element('root', '')
  const open: Growing[] = [root]
  for (const [, close, name, attributes = '', single, text] of svg.matchAll(
    /<(\/?)([\w:]+)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>|([^<]+)/g,
  )) {
    const parent = open.at(-1) ?? root
    if (text !== undefined) parent.childNodes.push(textNode(decoded(text)))
    else if (close === '/') open.pop()
    else if (name !== undefined) {
      const node = element(name, attributes)
      parent.childNodes.push(node)
      if (single !== '/') open.push(node)
    }
  }
  const [first] = root.childNodes
  if (first === undefined) throw new Error('no SVG')
  return first
}
