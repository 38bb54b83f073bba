import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { gallery } from '../../web/plots/gallery.tsx'

/*
 * Each plot as static SVG, three decimals, against a committed file. UPDATE_PICTURES=1 writes the files anew: then
 * look at them before committing.
 */
const folder = resolve(import.meta.dirname, 'plots')
const update = process.env['UPDATE_PICTURES'] === '1'

function toThreeDecimals(svg: string): string {
  return svg.replace(/-?\d+\.\d{4,}/g, (text) => String(Math.round(Number(text) * 1000) / 1000))
}

/** A line an element, so that a difference is readable; within a text a line break would be a space. */
function perLine(svg: string): string {
  return `${svg.replace(/><(?!\/?tspan|\/text)/g, '>\n<')}\n`
}

describe('pictures', () => {
  it.each(gallery.map((picture) => [picture.name, picture] as const))('%s', (name, picture) => {
    const svg = perLine(toThreeDecimals(renderToStaticMarkup(picture.draw())))
    const file = resolve(folder, `${name}.svg`)
    if (update) {
      mkdirSync(folder, { recursive: true })
      writeFileSync(file, svg)
    }
    expect(svg).toBe(readFileSync(file, 'utf8'))
  })

  it('every committed picture is in the gallery', () => {
    const committed = readdirSync(folder).filter((file) => file.endsWith('.svg'))
    expect(committed.sort()).toEqual(gallery.map(({ name }) => `${name}.svg`).sort())
  })

  it('in print no letter is smaller than 6 points, and no line finer than a quarter', () => {
    const printed = gallery.flatMap(({ name, draw }) => {
      const svg = renderToStaticMarkup(draw())
      // on screen colours are tokens of the theme
      return svg.includes('var(--') ? [] : [{ name, svg }]
    })
    expect(printed.length).toBeGreaterThan(20)
    for (const { name, svg } of printed) {
      // a raised exponent is a tspan, as small as journals set it
      const sizes = [...svg.matchAll(/<text[^>]* font-size="([\d.]+)"/g)].map(([, size]) => Number(size))
      expect(Math.min(...sizes), name).toBeGreaterThanOrEqual(5.99)
      const lines = [...svg.matchAll(/<line[^>]* stroke-width="([\d.]+)"/g)].map(([, width]) => Number(width))
      expect(Math.min(1, ...lines), name).toBeGreaterThanOrEqual(0.25)
    }
  })

  it('no picture contains a number that is none', () => {
    for (const picture of gallery) {
      const svg = renderToStaticMarkup(picture.draw())
      expect(svg, picture.name).not.toMatch(/NaN|Infinity|undefined|null/)
    }
  })
})
