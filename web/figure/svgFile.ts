import type { ReactElement } from 'react'
import { createRoot } from 'react-dom/client'
import { flushSync } from 'react-dom'

/** The text of an SVG file from a drawing: rendered aside, serialised as XML, with its declaration. */
export function svgText(sheet: ReactElement): string {
  const aside = document.createElement('div')
  const root = createRoot(aside)
  flushSync(() => {
    root.render(sheet)
  })
  const svg = aside.querySelector('svg')
  if (svg === null) throw new Error('the figure is empty')
  const text = new XMLSerializer().serializeToString(svg)
  root.unmount()
  return `<?xml version="1.0" encoding="UTF-8"?>\n${text}\n`
}
