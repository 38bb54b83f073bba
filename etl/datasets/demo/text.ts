/** How numbers and tables are written; the shortest text that gives the rounded number back. */
export function number(value: number, digits = 10): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(digits))) : ''
}

export function decimals(value: number, places: number): string {
  return String(Number(value.toFixed(places)))
}

export function rounded(value: number, places: number): number {
  return Number(value.toFixed(places))
}

function csvCell(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

export function csv(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, ...rows].map((row) => row.map(csvCell).join(',')).join('\n') + '\n'
}

export function tsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.join('\t')).join('\n') + '\n'
}
