/** Widths of Helvetica and Arial (they agree) in thousandths of the size, from space to tilde: layout without a browser. */
const ascii = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
  556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
  500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469,
  556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
  278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
]
const wide: Readonly<Record<string, number>> = {
  '\u00a0': 278,
  '−': 584,
  '×': 584,
  '≤': 549,
  '≥': 549,
  '—': 1000,
  '→': 1000,
  '←': 1000,
}
const boldFactor = 1.07

export function textWidth(text: string, size: number, bold = false): number {
  let sum = 0
  for (const char of text) sum += ascii[char.charCodeAt(0) - 32] ?? wide[char] ?? 556
  return (sum / 1000) * size * (bold ? boldFactor : 1)
}

/** Breaks at spaces, not at no-break spaces; a word longer than the line is broken where it must be, so nothing leaves the figure. */
export function wrapText(text: string, width: number, size: number, bold = false): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/[ \t\n]+/).filter((part) => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (textWidth(longer, size, bold) <= width) {
      line = longer
      continue
    }
    if (line !== '') lines.push(line)
    const pieces = breakWord(word, width, size, bold)
    lines.push(...pieces.slice(0, -1))
    line = pieces.at(-1) ?? ''
  }
  if (line !== '') lines.push(line)
  return lines
}

function breakWord(word: string, width: number, size: number, bold: boolean): string[] {
  const pieces: string[] = []
  let piece = ''
  for (const char of word) {
    if (piece !== '' && textWidth(piece + char, size, bold) > width) {
      pieces.push(piece)
      piece = ''
    }
    piece += char
  }
  return [...pieces, piece]
}

/** One line of at most `width`, with an ellipsis where it was cut. */
export function fitText(text: string, width: number, size: number, bold = false): string {
  if (textWidth(text, size, bold) <= width) return text
  const chars = Array.from(text)
  while (chars.length > 1 && textWidth(`${chars.join('')}…`, size, bold) > width) chars.pop()
  return `${chars.join('').trimEnd()}…`
}

/** The first of several wordings that has room, the longest first; the last is cut where none has. */
export function firstThatFits(wordings: readonly string[], width: number, size: number): string {
  return (
    wordings.find((text) => textWidth(text, size) <= width) ?? fitText(wordings.at(-1) ?? '', width, size)
  )
}
