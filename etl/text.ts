/** Reports as people read them: counts, findings by severity, the ledger in groups. */
import type { Severity } from './findings.ts'
import { provenanceText } from './provenance.ts'
import type { CohortLine, Counts, DerivationReport, ImportReport, LedgerLine, Report } from './job.ts'

export function reportText(report: Report): string {
  switch (report.command) {
    case 'import':
    case 'check':
      return importText(report)
    case 'deconvolve':
    case 'train':
    case 'score':
      return derivationText(report)
    case 'model-export':
      return report.path === null
        ? report.findings.map(({ message }) => message).join('\n')
        : `${report.model}: written to ${report.path} (${report.bytes} bytes, sha256 ${report.sha256 ?? ''}).`
    case 'list':
      return report.cohorts.length === 0 ? 'No cohorts yet.' : report.cohorts.map(cohortText).join('\n')
    case 'provenance':
      return provenanceText(report)
    case 'show':
      return report.cohort
        ? [cohortText(report.cohort), ...countsText(report.counts), ...ledgerText(report.ledger)].join('\n')
        : 'No such cohort.'
    case 'remove':
      return report.releases > 0
        ? `Removed ${report.cohort} with ${plural(report.releases, 'release')}.`
        : `No such cohort: ${report.cohort}.`
    case 'verify':
      return report.cohorts.length === 0
        ? 'Nothing to verify.'
        : report.cohorts
            .map(({ slug, good, stored, computed }) =>
              good
                ? `${slug}: good (${stored})`
                : `${slug}: DAMAGED, stored ${stored}, computed ${computed ?? 'nothing'}`,
            )
            .join('\n')
  }
}

function plural(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? '' : 's'}`
}

const outcomes: Readonly<Record<ImportReport['outcome'], string>> = {
  imported: 'imported as a new release',
  unchanged: 'read anew; the content is that of the current release, so no new one was made',
  'already-imported':
    'already imported: manifest, files and importer are the same as last time, and so is what was found then',
  checked: 'checked; nothing was written',
  refused: 'refused; nothing was written',
}

function importText(report: ImportReport): string {
  const { cohort, release, outcome, contentHash, seconds } = report
  const name = cohort ? `${cohort.title}${cohort.simulated ? ' (simulated)' : ''}` : 'manifest'
  return [
    ...countsText(report.counts),
    ...findingsText(report),
    ...ledgerText(report.ledger),
    '',
    `${name}: ${outcomes[outcome]} (${seconds.toFixed(1)} s).`,
    ...(release ? [`Release ${release.number}, ${release.shortId}, content ${release.contentHash}`] : []),
    ...(!release && contentHash !== null ? [`Content ${contentHash}`] : []),
    ...report.derived.flatMap((derived) => ['', derivationText(derived)]),
  ].join('\n')
}

const derivationOutcomes: Readonly<Record<DerivationReport['outcome'], string>> = {
  derived: 'a new release',
  unchanged: 'computed anew; the content is that of the current release, so no new one was made',
  'already-derived': 'already there: the release, settings, files and program are the same as last time',
  refused: 'refused; nothing was written',
}

function derivationText(report: DerivationReport): string {
  const { command, cohort, release, base, outcome, outputs, seconds } = report
  const name = cohort ? `${cohort.title}${cohort.simulated ? ' (simulated)' : ''}` : 'no cohort'
  return [
    ...(report.counts ? layersText(report.counts) : []),
    ...findingsText(report),
    ...ledgerText(report.ledger),
    '',
    `${name}: ${command}: ${derivationOutcomes[outcome]} (${seconds.toFixed(1)} s).`,
    ...(outputs.length > 0 ? [`New: ${outputs.join(', ')}`] : []),
    ...(release ? [`Release ${release.number}, ${release.shortId}, content ${release.contentHash}`] : []),
    ...(base && outcome === 'derived' ? [`Computed on release ${base.number}, ${base.shortId}`] : []),
  ].join('\n')
}

function countsText(counts: Counts | null): string[] {
  if (!counts) return []
  const ct =
    counts.ctSeries > 0
      ? `, ${plural(counts.ctSeries, 'CT series').replace(/ss$/, 's')} of ${plural(counts.patientsWithCt, 'patient')}`
      : ''
  return [
    `${plural(counts.patients, 'patient')}, ${plural(counts.specimens, 'specimen')}${ct}`,
    ...layersText(counts),
  ]
}

function layersText({ layers }: Counts): string[] {
  const width = Math.max(...layers.map(({ ref }) => ref.length))
  return layers.map(
    ({ ref, variables, rows, patients }) =>
      `  ${ref.padEnd(width)}  ${plural(variables, 'variable')}, ${plural(rows, 'row')}${patients === null ? '' : `, stands for ${plural(patients, 'patient')}`}`,
  )
}

const severities: readonly { severity: Severity; words: string }[] = [
  { severity: 'error', words: 'error' },
  { severity: 'warning', words: 'warning' },
  { severity: 'note', words: 'note' },
]
const shownPerRule = 5

function findingsText({
  findings,
  findingCounts,
}: Pick<ImportReport, 'findings' | 'findingCounts'>): string[] {
  return severities.flatMap(({ severity, words }) => {
    const counts = findingCounts.filter((entry) => entry.severity === severity)
    if (counts.length === 0) return []
    const total = counts.reduce((sum, { count }) => sum + count, 0)
    return [
      '',
      `${plural(total, words)}:`,
      ...counts.flatMap(({ rule, count }) => {
        const shown = findings
          .filter((finding) => finding.rule === rule)
          .slice(0, severity === 'error' ? 100 : shownPerRule)
        const more = count - shown.length
        return [
          ...shown.map(
            (finding) =>
              `  ${rule}  ${placeText(finding)}${finding.message}${finding.hint === null ? '' : ` ${finding.hint}`}`,
          ),
          ...(more > 0 ? [`  ${rule}  (${more} more)`] : []),
        ]
      }),
    ]
  })
}

function placeText({ file, line, column, value }: ImportReport['findings'][number]): string {
  const place = [file, line === null ? null : `line ${line}`, column]
    .filter((part) => part !== null)
    .join(', ')
  const found = value === null ? '' : `"${value}"`
  const all = [place, found].filter((part) => part !== '').join(' ')
  return all === '' ? '' : `${all}: `
}

const shownSubjects = 4

/** Who was left out and why, a line per scope and reason. */
function ledgerText(ledger: readonly LedgerLine[]): string[] {
  if (ledger.length === 0) return []
  const groups = Map.groupBy(ledger, ({ scope, code }) => `${scope}  ${code}`)
  return [
    '',
    'Left out:',
    ...[...groups].map(([group, lines]) => {
      const subjects = lines.slice(0, shownSubjects).map(({ subject }) => subject)
      const more = lines.length - subjects.length
      const reasons = new Set(lines.map(({ reason }) => reason))
      const reason = reasons.size === 1 ? ` (${lines[0]?.reason ?? ''})` : ''
      return `  ${group}  ${lines.length}: ${subjects.join(', ')}${more > 0 ? ` and ${more} more` : ''}${reason}`
    }),
  ]
}

function cohortText({ slug, title, simulated, patients, releases, release }: CohortLine): string {
  return `${slug}  ${title}${simulated ? ' (simulated)' : ''}  ${plural(patients, 'patient')}, release ${release.number} of ${releases}, ${release.shortId}, ${release.createdAt}`
}
