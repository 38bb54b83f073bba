/** Who was left out of what, and why. Ordinals come later, in link. */
export interface LedgerEntry {
  scope: string
  /** patient id or barcode as harmonised */
  subject: string
  /** harmonised id of the patient, also when not in the cohort */
  patient: string | null
  code: string
  reason: string
}

export class Ledger {
  readonly #entries = new Map<string, LedgerEntry>()

  /** The first reason stands: one subject is left out of one scope once. */
  add(entry: LedgerEntry): void {
    const name = `${entry.scope}\n${entry.subject}`
    if (!this.#entries.has(name)) this.#entries.set(name, entry)
  }

  get entries(): readonly LedgerEntry[] {
    return [...this.#entries.values()]
  }
}
