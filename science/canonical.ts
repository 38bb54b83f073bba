export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined }

/**
 * Canonical JSON: keys sorted by code unit, no white space, numbers as JavaScript prints them, undefined members left out.
 * The same value always gives the same text, so its hash can be an address.
 * @throws RangeError a number is not finite; TypeError something that JSON does not have
 */
export function canonicalJson(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError(`canonical JSON has no ${value}`)
    return JSON.stringify(value)
  }
  if (typeof value !== 'object') throw new TypeError(`no JSON for ${typeof value}`)
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  const members: Record<string, unknown> = { ...value }
  let text = ''
  for (const key of Object.keys(members).sort()) {
    const member = members[key]
    if (member === undefined) continue
    text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(member)}`
  }
  return `{${text}}`
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
