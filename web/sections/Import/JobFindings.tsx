import { formatCount, plural } from '../../format.ts'
import type { Severity } from '../../gql/generated/graphql.ts'
import { Badge, type Tone } from '../../ui/Badge.tsx'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { Table, type Column } from '../../ui/Table.tsx'
import { CellCorrection } from './CellCorrection.tsx'
import type { Finding, Folder, Job } from './useImportFolder.ts'

const order: readonly Severity[] = ['ERROR', 'WARNING', 'NOTE']
const words: Readonly<Record<Severity, { one: string; tone: Tone }>> = {
  ERROR: { one: 'error', tone: 'bad' },
  WARNING: { one: 'warning', tone: 'warn' },
  NOTE: { one: 'note', tone: 'note' },
}

interface Rule {
  rule: string
  severity: Severity
  /** how often, also beyond those that are kept; while it runs, how often so far */
  count: number
  findings: readonly Finding[]
}

/** Findings folded by rule, errors first, each rule in the order in which it was first met. */
export function rulesOf({ findings, report }: Job): Rule[] {
  const all = report?.findings ?? findings
  const groups = Map.groupBy(all, ({ severity, rule }) => `${severity} ${rule}`)
  const rules = [...groups.values()].flatMap((own): Rule[] => {
    const [first] = own
    if (!first) return []
    const { rule, severity } = first
    const counted = report?.findingCounts.find((one) => one.rule === rule && one.severity === severity)
    return [{ rule, severity, count: counted?.count ?? own.length, findings: own }]
  })
  return rules.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))
}

function where({ file, line, column }: Finding): string {
  const parts = [file, line === null ? null : `line ${line}`, column].filter((part) => part !== null)
  return parts.length === 0 ? '–' : parts.join(', ')
}

const columns: readonly Column<{ finding: Finding; index: number }>[] = [
  { key: 'where', header: 'Where', rowHeader: true, loose: true, cell: ({ finding }) => where(finding) },
  {
    key: 'value',
    header: 'Value',
    loose: true,
    cell: ({ finding }) => (finding.value === null ? '–' : <code>{finding.value}</code>),
  },
  { key: 'what', header: 'What is wrong', cell: ({ finding }) => finding.message },
  { key: 'hint', header: 'What to do', cell: ({ finding }) => finding.hint ?? '–' },
]

/** Only what stops the import is worth a correction of one cell. */
function columnsFor(folder: Folder, severity: Severity): typeof columns {
  if (severity !== 'ERROR') return columns
  return [
    ...columns,
    {
      key: 'correct',
      header: 'Correction',
      cell: ({ finding }) => <CellCorrection folder={folder} finding={finding} />,
    },
  ]
}

function RuleFindings({ folder, rule }: { folder: Folder; rule: Rule }) {
  const { one, tone } = words[rule.severity]
  const table = (
    <Table
      caption={
        rule.count > rule.findings.length
          ? `${rule.rule}: the first ${formatCount(rule.findings.length)} of ${formatCount(rule.count)}`
          : `${rule.rule}: ${formatCount(rule.count)}`
      }
      columns={columnsFor(folder, rule.severity)}
      rows={rule.findings.map((finding, index) => ({ finding, index }))}
      rowKey={({ index }) => String(index)}
    />
  )
  if (rule.severity === 'ERROR')
    return (
      <div className="import-error">
        <Badge tone={tone}>{one}</Badge>
        {table}
      </div>
    )
  return (
    <Disclosure
      summary={
        <>
          <Badge tone={tone}>{one}</Badge> {rule.rule}: {formatCount(rule.count)}
        </>
      }
    >
      {table}
    </Disclosure>
  )
}

/** What a check says, as it comes: by rule, errors open and first. */
export function JobFindings({ folder, job }: { folder: Folder; job: Job }) {
  const rules = rulesOf(job)
  const total = (severity: Severity): number =>
    rules.filter((one) => one.severity === severity).reduce((sum, { count }) => sum + count, 0)
  return (
    <div className="stack" aria-label="Findings" role="group">
      <p aria-live="polite">
        {rules.length === 0
          ? job.report === null
            ? 'Nothing found so far.'
            : 'Nothing found.'
          : order
              .filter((severity) => total(severity) > 0)
              .map((severity) => plural(total(severity), words[severity].one))
              .join(', ') + (job.report === null ? ' so far.' : '.')}
      </p>
      {rules.map((rule) => (
        <RuleFindings key={`${rule.severity} ${rule.rule}`} folder={folder} rule={rule} />
      ))}
    </div>
  )
}
