/** What is adjusted for, in the address: references joined by commas, "none", or nothing = what the page suggests. */
export interface Suggested {
  role: string
  reason: string
  variable: { ref: string; label: string }
}

const none = 'none'

export function readAdjust(text: string): string[] {
  return text === none ? [] : text.split(',').filter((part) => part !== '')
}

export function writeAdjust(refs: readonly string[]): string {
  return refs.length === 0 ? none : refs.join(',')
}

/** The address where it speaks, else those of the roles given. */
export function adjusted(
  text: string | undefined,
  suggested: readonly Suggested[],
  roles: readonly string[],
): string[] {
  if (text !== undefined) return readAdjust(text)
  return suggested.flatMap(({ role, variable }) => (roles.includes(role) ? [variable.ref] : []))
}
