import { useMemo } from 'react'
import { useQuery } from 'urql'
import { formatP } from '../../format.ts'
import {
  BaselineDocument,
  NumberNameDocument,
  SuggestedGroupingsDocument,
} from '../../gql/generated/graphql.ts'
import type { BaselineQuery, BaselineTableInput } from '../../gql/generated/graphql.ts'
import { groupingChoices } from '../../gql/groupingChoices.ts'
import { requestOf } from '../../gql/request.ts'
import { ShareBars, shareBarsHeight } from '../../plots/cohort/ShareBars.tsx'
import type { ShareBarsProps } from '../../plots/cohort/ShareBars.tsx'
import type { PlotStyle } from '../../plots/style.ts'
import { answerJson } from '../../sections/Associations/files.ts'
import type { CohortFacts } from '../../sections/Associations/settings.ts'
import { NumberByGroup } from '../../sections/Genes/NumberByGroup.tsx'
import { FigurePanel } from '../../sections/Model/FigurePanel.tsx'
import { readGrouping } from '../../url.ts'
import { QueryDrawer } from '../../ui/QueryDrawer.tsx'
import { Empty, Loading, NotTestable, RequestFailed } from '../../ui/states.tsx'
import { VariableCombobox } from '../../ui/VariableCombobox.tsx'

interface Props {
  release: string
  facts: CohortFacts
  /** reference of the variable, and grouping, as they stand in the address */
  variable: string | undefined
  by: string | undefined
  onVariable: (variable: string) => void
}

/** Any variable by group: points and boxes of a number, shares of a category. Grouped as the baseline table below. */
export function DistributionSection(props: Props) {
  const { release, variable, by } = props
  const [groupings] = useQuery({ query: SuggestedGroupingsDocument, variables: { release } })
  const choices = groupingChoices(groupings.data?.release?.suggestedGroupings ?? [], by)
  const chosen = by ?? choices[0]?.value
  const [named, again] = useQuery({
    query: NumberNameDocument,
    variables: { release, ref: variable ?? '' },
    pause: variable === undefined,
  })
  const found = named.data?.release?.variable ?? null
  return (
    <section className="section" aria-labelledby="distribution">
      <h2 id="distribution">Distribution of a variable</h2>
      <div className="no-print baseline-control">
        <VariableCombobox
          label="Variable"
          help="Grouped as the baseline table below."
          release={release}
          value={variable === undefined ? null : { value: variable, label: found?.label ?? variable }}
          onChange={({ value }) => {
            props.onVariable(value)
          }}
        />
      </div>
      {variable === undefined ? (
        <Empty title="No variable is chosen">
          <p>Take one above to see it by group: age, stage, a feature, a cell, a gene.</p>
        </Empty>
      ) : named.error !== undefined && !named.fetching ? (
        <RequestFailed
          error={named.error}
          retry={() => {
            again({ requestPolicy: 'network-only' })
          }}
        />
      ) : named.data === undefined ? (
        <Loading label="Looking for the variable" rows={4} />
      ) : found === null ? (
        <Empty title={`This release has no variable ${variable}`} />
      ) : chosen === undefined || readGrouping(chosen) === null ? (
        <Empty title="Nothing to group by">
          <p>{chosen ?? 'This release proposes no groups.'}</p>
        </Empty>
      ) : found.type === 'NUMBER' ? (
        <NumberByGroup
          release={release}
          variable={variable}
          grouping={chosen}
          letter="b"
          facts={props.facts}
        />
      ) : found.type === 'CATEGORY' ? (
        <Shares {...props} variable={variable} grouping={chosen} />
      ) : (
        <NotTestable
          title="Not drawn here"
          reason={`${found.label} is a time with an event: the comparison page draws it as survival curves by group.`}
        />
      )}
    </section>
  )
}

function Shares(props: Props & { variable: string; grouping: string }) {
  const { release, variable, grouping } = props
  const input = useMemo<BaselineTableInput>(
    () => ({
      release,
      grouping: readGrouping(grouping) ?? { median: { variable: '' } },
      variables: [variable],
    }),
    [release, variable, grouping],
  )
  const [{ data, error, fetching }, again] = useQuery({ query: BaselineDocument, variables: { input } })
  if (error !== undefined && !fetching)
    return (
      <RequestFailed
        error={error}
        retry={() => {
          again({ requestPolicy: 'network-only' })
        }}
      />
    )
  if (data === undefined) return <Loading label="Counting levels" rows={5} />
  return <Drawn {...props} table={data.baselineTable} input={input} />
}

type Table = BaselineQuery['baselineTable']
type Row = Table['rows'][number]

function shapeOf({ groups }: Table, row: Row): Omit<ShareBarsProps, 'width' | 'style'> {
  const levels = row.variable.levels ?? []
  return {
    levels,
    groups: row.groups.map(({ n, nMissing, counts, shares }, g) => ({
      label: groups[g]?.label ?? '',
      n,
      nMissing,
      counts: counts ?? [],
      shares: shares ?? [],
    })),
  }
}

function testSentence({ test }: Row): string {
  return test.__typename === 'NoAnswer'
    ? `Not tested: ${test.reason}.`
    : `${test.method}: P ${formatP(test.pValue, test.logP)}, this variable alone.`
}

function Drawn(props: Props & { table: Table; input: BaselineTableInput }) {
  const { table, facts, input } = props
  const [row] = table.rows
  if (row === undefined) return <Empty title="Nobody has a value" />
  const shape = shapeOf(table, row)
  const draw = (width: number, style: PlotStyle) => {
    const own = { ...shape, width, style }
    return { width, height: shareBarsHeight(own), drawing: <ShareBars {...own} /> }
  }
  const title = `${row.variable.label} by ${table.grouping.label}`
  const parts = [facts.slug, table.release.id, table.id, row.variable.label]
  const simulated = facts.isSimulated ? ' (simulated data: no patients, planted effects)' : ''
  const words = shape.groups
    .map(
      ({ label, n, nMissing, counts }) =>
        `${label} (n ${n}, ${nMissing} missing): ${shape.levels.map((level, i) => `${level} ${counts[i] ?? 0}`).join(', ')}`,
    )
    .join('; ')
  return (
    <>
      <FigurePanel
        letter="b"
        title={title}
        summary={`${words}. ${testSentence(row)}`}
        caption={[
          `${facts.cohortTitle}${simulated}: ${title}, shares of patients with a value; counts inside.`,
          testSentence(row),
          `Release ${table.release.id}, analysis ${table.id}. ${location.href}`,
        ]}
        draw={draw}
        isSimulated={facts.isSimulated}
        metadata={table.spec}
        parts={parts}
        more={[answerJson(table, parts)]}
        note={`${testSentence(row)} Shares of patients with a value, counts inside; missing values are counted beside and take no part.`}
      />
      <div className="row no-print">
        <QueryDrawer request={requestOf(BaselineDocument, { input })} />
      </div>
    </>
  )
}
