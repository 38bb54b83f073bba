/** How values cross between JavaScript and SQL: the same on PGlite and PostgreSQL, everything in text form but bytes. */

export type SqlParameter = string | Uint8Array | null
export type SqlValue = unknown

function toArrayLiteral(list: readonly unknown[]): string {
  const items = list.map((item) => {
    if (item === null || item === undefined) return 'NULL'
    if (Array.isArray(item)) return toArrayLiteral(item)
    const text = toParameter(item)
    if (typeof text !== 'string') throw new TypeError('bytes in an SQL array')
    return `"${text.replace(/\\/g, '\\\\').replace(/"/g, '\\"')}"`
  })
  return `{${items.join(',')}}`
}

/** −0 keeps its sign; lists become SQL arrays; other objects JSON. */
export function toParameter(value: unknown): SqlParameter {
  if (value === null || value === undefined) return null
  switch (typeof value) {
    case 'string':
      return value
    case 'number':
      return Object.is(value, -0) ? '-0' : String(value)
    case 'boolean':
    case 'bigint':
      return String(value)
    case 'object':
      if (value instanceof Uint8Array) return value
      if (value instanceof Date) return value.toISOString()
      if (Array.isArray(value)) return toArrayLiteral(value)
      return JSON.stringify(value)
    default:
      throw new TypeError(`an SQL parameter of type ${typeof value}`)
  }
}

export function bytesFromHex(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text.slice(2), 'hex'))
}

export function hexFromBytes(bytes: Uint8Array): string {
  return `\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}`
}

function parseInt8(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`int8 ${text} does not fit a number`)
  return value
}

const parseNumber = (text: string): number => Number(text)
const parseJson = (text: string): unknown => JSON.parse(text)

function parseTimestamptz(text: string): string {
  const [day = '', time = ''] = text.split(' ')
  const offset = /[+-]\d\d$/.test(time) ? ':00' : ''
  return new Date(`${day}T${time}${offset}`).toISOString()
}

/** One-dimensional arrays; that is all the schema has. */
export function parseArray(text: string, parseItem: (item: string) => SqlValue): SqlValue[] {
  const items: SqlValue[] = []
  const pattern = /"((?:[^"\\]|\\.)*)"|([^,{}"]+)/gs
  for (const [, quoted, plain] of text.slice(1, -1).matchAll(pattern)) {
    if (quoted !== undefined) items.push(parseItem(quoted.replace(/\\(.)/gs, '$1')))
    else if (plain !== undefined) items.push(plain === 'NULL' ? null : parseItem(plain))
  }
  return items
}

const arrayOf = (parseItem: (item: string) => SqlValue) => (text: string) => parseArray(text, parseItem)
const asText = (text: string): string => text

/** By type oid; a type that is not here comes as text. */
export const valueParsers: Readonly<Record<number, (text: string) => SqlValue>> = {
  16: (text) => text === 't',
  17: bytesFromHex,
  20: parseInt8,
  21: parseNumber,
  23: parseNumber,
  26: parseNumber,
  114: parseJson,
  700: parseNumber,
  701: parseNumber,
  1000: arrayOf((item) => item === 't'),
  1005: arrayOf(parseNumber),
  1007: arrayOf(parseNumber),
  1009: arrayOf(asText),
  1015: arrayOf(asText),
  1016: arrayOf(parseInt8),
  1021: arrayOf(parseNumber),
  1022: arrayOf(parseNumber),
  1184: parseTimestamptz,
  3802: parseJson,
}

/** For types that PGlite would turn into something of its own. */
export const textTypes: readonly number[] = [1082, 1114, 1083, 1186, 1700]
