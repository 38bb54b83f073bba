import { Link } from '@tanstack/react-router'
import { useQuery } from 'urql'
import { formatCount, formatNumber } from '../../format.ts'
import { GroupSizesDocument } from '../../gql/generated/graphql.ts'
import type { ComparisonSettingFragment, GroupingInput } from '../../gql/generated/graphql.ts'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { Empty, Loading, RequestFailed } from '../../ui/states.tsx'
import { Table } from '../../ui/Table.tsx'

/** A release without an immune layer: says so, and shows what it has. */
export function NoImmuneLayer({
  setting,
  grouping,
}: {
  setting: ComparisonSettingFragment
  grouping: GroupingInput | null
}) {
  return (
    <div className="stack">
      <Empty title={`${setting.cohort.title} has no immune layer`}>
        <p>
          No immune composition and no expression was imported with it, so its groups cannot be compared by
          immune cells. What it has is below: its groups, and its other layers.
        </p>
        <p>
          <Link to="/cohort/$slug" params={{ slug: setting.cohort.slug }}>
            See the whole cohort
          </Link>
        </p>
      </Empty>
      {grouping === null ? null : <GroupSizes release={setting.id} grouping={grouping} />}
      <Table
        caption="Layers of this release"
        rows={setting.layers}
        rowKey={(layer) => layer.ref}
        columns={[
          { key: 'label', header: 'Layer', cell: (layer) => layer.label, rowHeader: true },
          { key: 'method', header: 'Method', cell: (layer) => layer.method },
          {
            key: 'variables',
            header: 'Variables',
            cell: (layer) => formatCount(layer.variableCount),
            align: 'end',
          },
          {
            key: 'patients',
            header: 'Patients',
            cell: (layer) => formatCount(layer.patientCount),
            align: 'end',
          },
        ]}
      />
    </div>
  )
}

function GroupSizes({ release, grouping }: { release: string; grouping: GroupingInput }) {
  const [{ data, error, fetching }] = useQuery({
    query: GroupSizesDocument,
    variables: { release, grouping },
  })
  if (error !== undefined) return <RequestFailed error={error} />
  const groups = data?.riskGroups
  if (groups === undefined) return <Loading label="Grouping the patients" />
  const reasons = Map.groupBy(groups.ungrouped, ({ reason }) => reason)
  return (
    <section className="stack" aria-label="Groups" data-stale={fetching}>
      <h2 className="compare-h2">Groups by {groups.label}</h2>
      <ol className="flow">
        <li className="flow-groups">
          {groups.groups.map((group, index) => (
            <span key={group.key} className="flow-group" data-group={index + 1}>
              <span className="flow-n">{formatCount(group.n)}</span>
              <span className="flow-label">{group.label}</span>
            </span>
          ))}
        </li>
      </ol>
      {groups.cutoffs.map((cutoff) => (
        <p key={cutoff.value}>
          Cutoff {formatNumber(cutoff.value, 5)}: {cutoff.rule}; {cutoff.origin}
        </p>
      ))}
      {[...reasons].map(([reason, patients]) => (
        <Disclosure key={reason} summary={`${formatCount(patients.length)} in no group: ${reason}`}>
          <p className="flow-patients" tabIndex={0} role="group" aria-label={reason}>
            {patients.map(({ patient }) => patient).join(', ')}
          </p>
        </Disclosure>
      ))}
    </section>
  )
}
