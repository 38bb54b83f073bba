/** Findings by file and rule, as a person works through them: what has to be mended first, then what to look at. */
import type { FindingRecord } from '../../db/release/content.ts'
import type { Severity } from '../findings.ts'
import type { ImportReport } from '../job.ts'
import type { RuleName } from '../rules.ts'
import { rules } from '../rules.ts'

export interface FoldedRule {
  rule: string
  severity: Severity
  /** what the rule says, in a sentence */
  meaning: string
  findings: readonly FindingRecord[]
  /** the hints of all, each once */
  howToFix: readonly string[]
}

export interface FoldedFile {
  /** manifest id; null: the manifest, or the cohort as a whole */
  file: string | null
  path: string | null
  format: string | null
  rows: number | null
  columns: number | null
  sha256: string | null
  verdict: 'failed' | 'look' | 'passed'
  rules: readonly FoldedRule[]
}

const order: readonly Severity[] = ['error', 'warning', 'note']

/** Files with errors first; within a verdict as the manifest lists them. */
export function folded(report: Pick<ImportReport, 'findings' | 'sourceFiles'>): FoldedFile[] {
  const byFile = Map.groupBy(report.findings, ({ file }) => file?.split(':')[0] ?? null)
  const known = report.sourceFiles.map(({ id }) => id)
  const others = [...byFile.keys()].filter((file) => file !== null && !known.includes(file))
  const names: (string | null)[] = [...(byFile.has(null) ? [null] : []), ...known, ...others]
  const files = names.map((file): FoldedFile => {
    const source = report.sourceFiles.find(({ id }) => id === file)
    const foldedRules = foldRules(byFile.get(file) ?? [])
    return {
      file,
      path: source?.path ?? null,
      format: source?.format ?? null,
      rows: source?.rows ?? null,
      columns: source?.columns ?? null,
      sha256: source?.sha256 ?? null,
      verdict: verdictOf(foldedRules),
      rules: foldedRules,
    }
  })
  const rank = { failed: 0, look: 1, passed: 2 } as const
  return files.sort((a, b) => rank[a.verdict] - rank[b.verdict])
}

function verdictOf(rulesOfFile: readonly FoldedRule[]): FoldedFile['verdict'] {
  if (rulesOfFile.some(({ severity }) => severity === 'error')) return 'failed'
  return rulesOfFile.some(({ severity }) => severity === 'warning') ? 'look' : 'passed'
}

function foldRules(findings: readonly FindingRecord[]): FoldedRule[] {
  const byRule = [...Map.groupBy(findings, ({ rule }) => rule)]
  return byRule
    .map(([rule, own]) => ({
      rule,
      severity: own[0]?.severity ?? 'note',
      meaning: meaningOf(rule),
      findings: own,
      howToFix: [...new Set(own.flatMap(({ hint }) => hint ?? []))],
    }))
    .sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))
}

function isRule(name: string): name is RuleName {
  return Object.hasOwn(rules, name)
}

function meaningOf(rule: string): string {
  return isRule(rule) ? rules[rule].meaning : ''
}

/** `3, 5–9 and 12`: lines as people say them. */
export function lineRanges(lines: readonly number[]): string {
  const sorted = [...new Set(lines)].sort((a, b) => a - b)
  const ranges: [number, number][] = []
  for (const line of sorted) {
    const last = ranges.at(-1)
    if (last?.[1] === line - 1) last[1] = line
    else ranges.push([line, line])
  }
  const words = ranges.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`))
  if (words.length <= 1) return words[0] ?? ''
  const shown = words.slice(0, 12)
  const more = words.length - shown.length
  return more > 0
    ? `${shown.join(', ')} and ${more} more`
    : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1) ?? ''}`
}
