/** Address text → parameters, all as plain text. The first of a repeated name counts. */
export function parseAddress(text: string): Record<string, string> {
  const result: Record<string, string> = {}
  for (const [name, value] of new URLSearchParams(text)) {
    if (!Object.hasOwn(result, name)) result[name] = value
  }
  return result
}

const order = [
  'release',
  'grouping',
  'only',
  'method',
  'test',
  'family',
  'quality',
  'scale',
  'zeros',
  'order',
  'permutations',
  'seed',
  'cell',
  'robust',
  'endpoint',
  'adjust',
  'picked',
  'patient',
]

function place(name: string): number {
  const at = order.indexOf(name)
  return at < 0 ? order.length : at
}

/** Keeps : / @ | , { } [ ] readable; they need no escape inside a query. */
function escapeValue(value: string): string {
  return encodeURIComponent(value)
    .replace(/%(?:3A|2F|40|7C|2C|7B|7D|5B|5D)/g, decodeURIComponent)
    .replaceAll('%20', '+')
}

/** Parameters → address text, always in the same order, without what is undefined. */
export function writeAddress(search: Record<string, unknown>): string {
  const pairs = Object.entries(search)
    .filter(([name]) => name !== 'unread')
    .filter(([, value]) => typeof value === 'string' || typeof value === 'number')
    .toSorted(([a], [b]) => place(a) - place(b) || (a < b ? -1 : 1))
    .map(([name, value]) => `${encodeURIComponent(name)}=${escapeValue(String(value))}`)
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}
