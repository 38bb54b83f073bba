/** The caller is wrong: which field, what was given, what would have been allowed. */
export class InvalidInput extends Error {
  readonly field: string
  readonly given: string
  readonly allowed: string
  constructor(field: string, given: unknown, allowed: string) {
    const shown = typeof given === 'string' ? JSON.stringify(given) : String(given)
    super(`${field}: got ${shown}, allowed is ${allowed}`)
    this.name = 'InvalidInput'
    this.field = field
    this.given = shown
    this.allowed = allowed
  }
}
