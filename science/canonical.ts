export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined }

/**
 * Canonical JSON: keys sorted by code unit, no white space, numbers as JavaScript prints them, undefined members left out.
 * The same value always gives the same text, so its hash can be an address.
 * @throws RangeError a number is not finite
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError(`canonical JSON has no ${value}`)
    return JSON.stringify(value)
  }
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`
  const members = Object.keys(value)
    .sort()
    .flatMap((key) => {
      const member = value[key]
      return member === undefined ? [] : [`${JSON.stringify(key)}:${canonicalJson(member)}`]
    })
  return `{${members.join(',')}}`
}

function isList(value: readonly Json[] | object): value is readonly Json[] {
  return Array.isArray(value)
}

/** Plain JSON of a plain object; undefined members vanish. */
export function asJson(value: unknown): Json {
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return value
  if (Array.isArray(value)) return value.map(asJson)
  if (typeof value === 'object')
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, member]) => (member === undefined ? [] : [[key, asJson(member)]])),
    )
  throw new TypeError(`no JSON for ${typeof value}`)
}

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** The first 60 bits of a hash as 12 base32 characters (Crockford's alphabet, lower case). @param bytes at least 8 bytes */
export function shortId(bytes: Uint8Array): string {
  let bits = 0n
  for (let i = 0; i < 8; i += 1) bits = (bits << 8n) | BigInt(bytes[i] ?? 0)
  bits >>= 4n
  let text = ''
  for (let i = 0; i < 12; i += 1) {
    text = (alphabet[Number(bits & 31n)] ?? '0') + text
    bits >>= 5n
  }
  return text
}
