import type { FindingRecord } from '../db/release/content.ts'

export type Severity = FindingRecord['severity']

/** What a check has to say about one place in one file. Fields that do not apply are left out. */
export interface Finding {
  severity: Severity
  rule: string
  message: string
  file?: string
  line?: number
  column?: string
  value?: string
  hint?: string
}

const keptPerRule = 100

/** Collects findings: the first 100 of each rule are kept, all are counted. Bad data is never thrown. */
export class Findings {
  readonly #kept: FindingRecord[] = []
  readonly #told: ((finding: FindingRecord) => void) | undefined
  readonly #counts = new Map<string, { rule: string; severity: Severity; count: number }>()

  /** @param told called with each finding that is kept, as it is made */
  constructor(told?: (finding: FindingRecord) => void) {
    this.#told = told
  }

  add(finding: Finding): void {
    const name = `${finding.severity} ${finding.rule}`
    const entry = this.#counts.get(name) ?? { rule: finding.rule, severity: finding.severity, count: 0 }
    entry.count += 1
    this.#counts.set(name, entry)
    if (entry.count > keptPerRule) return
    const record: FindingRecord = {
      severity: finding.severity,
      rule: finding.rule,
      file: finding.file ?? null,
      line: finding.line ?? null,
      column: finding.column ?? null,
      value: finding.value ?? null,
      message: finding.message,
      hint: finding.hint ?? null,
    }
    this.#kept.push(record)
    this.#told?.(record)
  }

  get kept(): readonly FindingRecord[] {
    return this.#kept
  }

  get counts(): readonly { rule: string; severity: Severity; count: number }[] {
    return [...this.#counts.values()]
  }

  count(severity: Severity): number {
    return this.counts.reduce((sum, entry) => sum + (entry.severity === severity ? entry.count : 0), 0)
  }
}

/** What was found, as it is stored and reported. */
export interface FindingLists {
  findings: readonly FindingRecord[]
  /** all of a rule, also those past the hundred kept */
  findingCounts: readonly { rule: string; severity: Severity; count: number }[]
}

/** Findings of several stages in their order; counts of one rule added up. */
export function mergeFindings(parts: readonly (Findings | FindingLists)[]): FindingLists {
  const lists = parts.map((part) =>
    part instanceof Findings ? { findings: part.kept, findingCounts: part.counts } : part,
  )
  const counts = new Map<string, FindingLists['findingCounts'][number]>()
  for (const { rule, severity, count } of lists.flatMap(({ findingCounts }) => findingCounts))
    counts.set(rule, { rule, severity, count: count + (counts.get(rule)?.count ?? 0) })
  return { findings: lists.flatMap(({ findings }) => findings), findingCounts: [...counts.values()] }
}
