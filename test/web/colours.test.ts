import { readFile } from 'node:fs/promises'
import { lab, rgb } from 'd3'
import { describe, expect, it } from 'vitest'
import { printStyle } from '../../web/plots/style.ts'
import { cellType, claimCells } from '../../science/immune/cellTypes.ts'

/** What people without one kind of cone see, in linear light. Machado, Oliveira and Fernandes 2009, severity 1. */
const visions = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
} as const
type Vision = keyof typeof visions

function linear(colour: string): number[] {
  const { r, g, b } = rgb(colour)
  return [r, g, b].map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4))
}

function seen(colour: string, vision: Vision): string {
  const light = linear(colour)
  const channels = visions[vision].map((row) => {
    const c = Math.min(
      1,
      Math.max(
        0,
        light.reduce((sum, x, i) => sum + x * (row[i] ?? 0), 0),
      ),
    )
    return 255 * (c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055)
  })
  return rgb(channels[0] ?? 0, channels[1] ?? 0, channels[2] ?? 0).toString()
}

/** Distance in CIELAB; 2.3 is just noticed when colours touch. */
function distance(a: string, b: string, vision: Vision): number {
  const [x, y] = [lab(seen(a, vision)), lab(seen(b, vision))]
  return Math.hypot(x.l - y.l, x.a - y.a, x.b - y.b)
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [a, b]
    .map((colour) => {
      const [red = 0, green = 0, blue = 0] = linear(colour)
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue
    })
    .sort((x, y) => x - y)
  return (light + 0.05) / (dark + 0.05)
}

/** Pairs that somebody could take for each other. */
function tooNear(colours: readonly string[], least: number): string[] {
  return colours.flatMap((a, i) =>
    colours
      .slice(i + 1)
      .flatMap((b) =>
        (Object.keys(visions) as Vision[])
          .filter((vision) => distance(a, b, vision) < least)
          .map((vision) => `${a} and ${b}, ${vision}: ${distance(a, b, vision).toFixed(0)}`),
      ),
  )
}

async function themeGroups(): Promise<{ light: string[]; dark: string[] }> {
  const css = await readFile(new URL('../../web/theme.css', import.meta.url), 'utf8')
  const pairs = [...css.matchAll(/--group-\d: light-dark\((#\w+), (#\w+)\)/g)]
  return { light: pairs.map((pair) => pair[1] ?? ''), dark: pairs.map((pair) => pair[2] ?? '') }
}

describe('colours are told apart with any colour vision', () => {
  it('groups, on paper and in both themes, and stand out from their ground', async () => {
    const { light, dark } = await themeGroups()
    expect(light).toEqual(printStyle.groups)
    expect(dark).toHaveLength(light.length)
    expect(tooNear(light, 25)).toEqual([])
    expect(tooNear(dark, 25)).toEqual([])
    expect(light.filter((colour) => contrast(colour, '#ffffff') < 3)).toEqual([])
    expect(dark.filter((colour) => contrast(colour, '#14171a') < 3)).toEqual([])
  })

  it('the three cells of the claim', () => {
    expect(
      tooNear(
        claimCells.map((key) => cellType(key)?.colour ?? '#fff'),
        20,
      ),
    ).toEqual([])
  })

  it('a pair that reads alike to some is found', () => {
    expect(tooNear(['#d55e00', '#9a6a00'], 25).map((pair) => pair.split(', ')[1])).toEqual([
      'protanopia: 3',
      'deuteranopia: 11',
    ])
  })
})
