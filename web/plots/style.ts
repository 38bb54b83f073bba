/** How a plot looks: on screen colours are theme tokens, in print they are fixed ink on white. Sizes are user units. */
export interface PlotStyle {
  ink: string
  muted: string
  line: string
  faint: string
  ground: string
  accent: string
  selected: string
  /** one colour a group, in group order; the first is high risk */
  groups: readonly string[]
  /** of coefficients beyond chance, where no groups are */
  signs: { positive: string; negative: string }
  family: string
  /** text size; small text is `font × 6/7`, so that print has 7 and 6 pt */
  font: number
  hair: number
  /** narrowest panel of small multiples that can still be read */
  leastPanel: number
  radius: number
}

const family = 'Helvetica, Arial, "Liberation Sans", sans-serif'

/** Theme tokens of web/theme.css. */
export const screenStyle: PlotStyle = {
  ink: 'var(--ink)',
  muted: 'var(--ink-2)',
  line: 'var(--ink-2)',
  faint: 'var(--rule)',
  ground: 'var(--paper)',
  accent: 'var(--ink)',
  selected: 'var(--accent-surface)',
  groups: Array.from({ length: 6 }, (_, index) => `var(--group-${index + 1})`),
  signs: { positive: 'var(--sign-positive)', negative: 'var(--sign-negative)' },
  family,
  font: 12.5,
  hair: 1,
  leastPanel: 190,
  radius: 3.4,
}

/**
 * Groups: Okabe and Ito's vermillion and blue, and four that were chosen to lie far from them and each other in every colour vision
 * (test/web/colours.test.ts); shape doubles them (see `symbolPath`). User unit = 1 pt.
 */
export const printStyle: PlotStyle = {
  ink: '#000000',
  muted: '#4d4d4d',
  line: '#000000',
  faint: '#d9d9d9',
  ground: '#ffffff',
  accent: '#000000',
  selected: '#efefef',
  groups: ['#d55e00', '#0072b2', '#274b11', '#681ac2', '#ba845a', '#889199'],
  signs: { positive: '#762a83', negative: '#1b7837' },
  family,
  font: 7,
  hair: 0.5,
  leastPanel: 68,
  radius: 1.7,
}

export function groupColour(style: PlotStyle, index: number): string {
  return style.groups[index % style.groups.length] ?? style.ink
}

/** Print widths of one and two journal columns, in mm; a user unit of a printed figure is a point. */
export const columnWidths = { single: 89, double: 183, singleNarrow: 85, doubleNarrow: 174 } as const
export type ColumnWidth = keyof typeof columnWidths
export const columnWords: Record<ColumnWidth, string> = {
  single: 'One column',
  double: 'Two columns',
  singleNarrow: 'One column',
  doubleNarrow: 'Two columns',
}
export const pointsPerMm = 72 / 25.4
