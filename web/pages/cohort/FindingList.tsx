import { useState } from 'react'
import { useQuery } from 'urql'
import { formatCount, plural } from '../../format.ts'
import {
  FindingsDocument,
  type CohortReleaseFragment,
  type FindingsQuery,
  type Severity,
} from '../../gql/generated/graphql.ts'
import { Answered, fresh } from '../../ui/Answered.tsx'
import { Badge, type Tone } from '../../ui/Badge.tsx'
import { SegmentedControl } from '../../ui/SegmentedControl.tsx'
import { Table, type Column } from '../../ui/Table.tsx'

type Count = CohortReleaseFragment['findingCounts'][number]
type Finding = NonNullable<FindingsQuery['release']>['findings']['nodes'][number]

const severities: readonly { severity: Severity; one: string; many: string; tone: Tone }[] = [
  { severity: 'ERROR', one: 'error', many: 'errors', tone: 'bad' },
  { severity: 'WARNING', one: 'warning', many: 'warnings', tone: 'warn' },
  { severity: 'NOTE', one: 'note', many: 'notes', tone: 'note' },
]

function totalOf(counts: readonly Count[], severity: Severity): number {
  return counts.filter((count) => count.severity === severity).reduce((sum, { count }) => sum + count, 0)
}

/** "3 warnings, 1 note", as badges; "no findings" where there is none. */
export function FindingBadges({ counts }: { counts: readonly Count[] }) {
  const present = severities.filter(({ severity }) => totalOf(counts, severity) > 0)
  if (present.length === 0) return <Badge tone="ok">no findings</Badge>
  return (
    <span className="badges">
      {present.map(({ severity, one, many, tone }) => (
        <Badge key={severity} tone={tone}>
          {plural(totalOf(counts, severity), one, many)}
        </Badge>
      ))}
    </span>
  )
}

const ruleColumns: readonly Column<Count>[] = [
  { key: 'rule', header: 'Rule', rowHeader: true, cell: ({ rule }) => rule, sort: ({ rule }) => rule },
  {
    key: 'severity',
    header: 'Severity',
    cell: ({ severity }) => severity.toLowerCase(),
    sort: ({ severity }) => severities.findIndex((one) => one.severity === severity),
  },
  {
    key: 'count',
    header: 'How often',
    align: 'end',
    cell: ({ count }) => formatCount(count),
    sort: ({ count }) => count,
  },
]

function where(finding: Finding): string {
  const parts = [
    finding.file,
    finding.line === null ? null : `line ${finding.line}`,
    finding.column === null ? null : `column ${finding.column}`,
  ].filter((part) => part !== null)
  return parts.length === 0 ? '–' : parts.join(', ')
}

const findingColumns: readonly Column<{ finding: Finding; index: number }>[] = [
  { key: 'rule', header: 'Rule', rowHeader: true, cell: ({ finding }) => finding.rule },
  { key: 'where', header: 'Where', cell: ({ finding }) => where(finding) },
  { key: 'value', header: 'Value', loose: true, cell: ({ finding }) => finding.value ?? '–' },
  {
    key: 'message',
    header: 'What',
    cell: ({ finding }) => (
      <>
        {finding.message}
        {finding.hint !== null && <span className="muted"> {finding.hint}</span>}
      </>
    ),
  },
]

function List({ release, severity }: { release: string; severity: Severity }) {
  const asked = useQuery({ query: FindingsDocument, variables: { release, severity, after: null } })
  return (
    <Answered of={fresh(asked)} loading="Loading the findings" rows={3}>
      {({ release: found }) => {
        const page = found?.findings
        const nodes = page?.nodes ?? []
        return (
          <Table
            caption={
              page?.hasNextPage === true
                ? `The first ${formatCount(nodes.length)} of ${formatCount(page.totalCount)} kept; the API gives all`
                : `${formatCount(nodes.length)} kept (at most 100 of each rule)`
            }
            columns={findingColumns}
            rows={nodes.map((finding, index) => ({ finding, index }))}
            rowKey={({ index }) => String(index)}
          />
        )
      }}
    </Answered>
  )
}

type Shown = Severity | 'RULES'

/** What the import's checks said: how often by rule, and one by one on request. */
export function FindingList({ release, counts }: { release: string; counts: readonly Count[] }) {
  const [shown, setShown] = useState<Shown>('RULES')
  const present = severities.filter(({ severity }) => totalOf(counts, severity) > 0)
  return (
    <section className="section" aria-labelledby="findings">
      <div className="row section-head">
        <h2 id="findings">What the checks found</h2>
        <FindingBadges counts={counts} />
      </div>
      {present.length > 0 && (
        <SegmentedControl<Shown>
          label="Show"
          value={shown}
          options={[
            { value: 'RULES', label: 'Counts by rule' },
            ...present.map(({ severity, many }) => ({ value: severity, label: many })),
          ]}
          onChange={setShown}
        />
      )}
      {present.length > 0 && shown === 'RULES' && (
        <Table
          caption="Findings by rule"
          columns={ruleColumns}
          rows={counts}
          rowKey={({ rule, severity }) => `${severity} ${rule}`}
        />
      )}
      {shown !== 'RULES' && <List release={release} severity={shown} />}
    </section>
  )
}
