const named: Readonly<Record<string, readonly [number, number, number]>> = {
  black: [0, 0, 0],
  white: [1, 1, 1],
}

function ofHex(digits: string): [number, number, number] {
  const size = digits.length / 3
  const channel = (i: number): number => {
    const part = digits.slice(i * size, (i + 1) * size)
    return Number.parseInt(size === 1 ? part + part : part, 16) / 255
  }
  return [channel(0), channel(1), channel(2)]
}

/** @source CSS Color 4, 7.1 */
function ofHsl(hue: number, saturation: number, light: number): [number, number, number] {
  const channel = (n: number): number => {
    const k = (n + hue / 30) % 12
    return light - saturation * Math.min(light, 1 - light) * Math.max(-1, Math.min(k - 3, 9 - k, 1))
  }
  return [channel(0), channel(8), channel(4)]
}

/**
 * Red, green and blue from 0 to 1 of a colour as our plots write it: #rgb, #rrggbb, rgb(), hsl(), black, white.
 * @throws Error any other, such as a theme's variable, which means nothing in print
 */
export function colourChannels(text: string): readonly [number, number, number] {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text)?.[1]
  if (hex !== undefined) return ofHex(hex)
  const [, kind, a = '', b = '', c = ''] =
    /^(rgb|hsl)\(\s*([\d.]+)[\s,]+([\d.]+)%?[\s,]+([\d.]+)%?\s*\)$/.exec(text) ?? []
  if (kind === 'rgb') return [Number(a) / 255, Number(b) / 255, Number(c) / 255]
  if (kind === 'hsl') return ofHsl(Number(a), Number(b) / 100, Number(c) / 100)
  const known = named[text]
  if (known === undefined) throw new Error(`colour ${text} cannot be written to PDF`)
  return known
}
