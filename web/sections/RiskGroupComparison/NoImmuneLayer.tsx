import { Link } from '@tanstack/react-router'
import { useQuery } from 'urql'
import { formatCount } from '../../format.ts'
import { GroupSizesDocument } from '../../gql/generated/graphql.ts'
import type {
  ComparisonSettingFragment,
  GroupingInput,
  GroupSizesQuery,
} from '../../gql/generated/graphql.ts'
import { Answered } from '../../ui/Answered.tsx'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { Empty } from '../../ui/states.tsx'
import { Table } from '../../ui/Table.tsx'
import type { CompareSearch } from '../../url.ts'
import { OutcomeSection } from '../Outcome/OutcomeSection.tsx'
import { OutcomeList } from '../OutcomeList.tsx'
import type { SearchChange } from './choices.ts'
import { Cutoffs } from './Cutoffs.tsx'
import { refusalOf } from './errors.ts'
import { GroupingControl } from './GroupingControl.tsx'

interface Props {
  setting: ComparisonSettingFragment
  grouping: GroupingInput | null
  search: CompareSearch
  onChange: (change: SearchChange) => void
}

/** A release without an immune layer: says so, and shows what it has; its groups can still be chosen and counted. */
export function NoImmuneLayer({ setting, grouping, search, onChange }: Props) {
  const hasExpression = setting.layers.some((layer) => layer.kind === 'EXPRESSION')
  const sizes = useQuery({
    query: GroupSizesDocument,
    ...(grouping === null
      ? { variables: { release: setting.id, grouping: { median: { variable: '' } } }, pause: true }
      : { variables: { release: setting.id, grouping } }),
  })
  const refusal = refusalOf(sizes[0].error ?? null)
  return (
    <div className="compare">
      <section className="controls no-print" aria-label="Groups">
        <GroupingControl
          setting={setting}
          grouping={grouping}
          errorOf={(control) => (refusal?.control === control ? refusal.message : null)}
          onChange={(next) => {
            onChange({ grouping: next })
          }}
        />
      </section>
      <div className="compare-answer">
        <Empty title={`${setting.cohort.title} has no immune layer`}>
          <p>
            {hasExpression
              ? 'It has gene expression, but no immune composition was estimated from it yet.'
              : 'Neither immune composition nor gene expression was imported with it.'}{' '}
            So its groups cannot be compared by immune cells. Below is their outcome, and what else it has.
          </p>
          <p>
            <Link
              to="/cohort/$slug"
              params={{ slug: setting.cohort.slug }}
              search={setting.current ? {} : { release: setting.id }}
            >
              The whole cohort: files, checks, who was left out
            </Link>
            {' · '}
            <Link to="/compare">Cohorts with immune cells</Link>
          </p>
        </Empty>
        {grouping !== null && (
          <>
            <Answered of={sizes} loading="Grouping the patients" className="compare-result">
              {({ riskGroups }) => <GroupSizes groups={riskGroups} />}
            </Answered>
            {sizes[0].error === undefined && (
              <OutcomeSection
                letter="a"
                release={setting.id}
                grouping={grouping}
                endpoint={search.endpoint}
                adjust={search.adjust}
                onChange={onChange}
              />
            )}
          </>
        )}
        <OutcomeList release={setting.id} />
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
    </div>
  )
}

type Groups = GroupSizesQuery['riskGroups']

function GroupSizes({ groups }: { groups: Groups }) {
  const reasons = Map.groupBy(groups.ungrouped, ({ reason }) => reason)
  return (
    <section className="stack" aria-label="Sizes of the groups">
      <Cutoffs grouping={groups} />
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
