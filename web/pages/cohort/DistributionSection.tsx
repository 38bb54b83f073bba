import { MissingPatients } from '../../sections/Patients/MissingPatients.tsx'
import { missingInRows } from './baselineLines.ts'
import { useMemo } from 'react'
import { useQuery } from 'urql'
import { FigurePanel } from '../../figure/FigurePanel.tsx'
import { formatP } from '../../format.ts'
import {
  BaselineDocument,
  NumberNameDocument,
  SuggestedGroupingsDocument,
} from '../../gql/generated/graphql.ts'
import type { BaselineTableInput, NumberNameQuery } from '../../gql/generated/graphql.ts'
import { groupingChoices } from '../../gql/groupingChoices.ts'
import { NumberByGroup } from '../../sections/Genes/NumberByGroup.tsx'
import { readGrouping } from '../../url.ts'
import { Answered } from '../../ui/Answered.tsx'
import { Empty, NotTestable } from '../../ui/states.tsx'
import { VariableCombobox } from '../../ui/VariableCombobox.tsx'
import { sharesFigure, sharesKind, sharesShape } from './sharesKind.tsx'
import type { SharesRow, SharesTable } from './sharesKind.tsx'

interface Props {
  release: string
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
  const named = useQuery({
    query: NumberNameDocument,
    variables: { release, ref: variable ?? '' },
    pause: variable === undefined,
  })
  const found = named[0].data?.release?.variable ?? null
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
      ) : (
        <Answered of={named} loading="Looking for the variable">
          {() => <ByGroup release={release} variable={variable} found={found} grouping={chosen} />}
        </Answered>
      )}
    </section>
  )
}

interface Chosen {
  release: string
  variable: string
  found: NonNullable<NumberNameQuery['release']>['variable']
  grouping: string | undefined
}

function ByGroup({ release, variable, found, grouping }: Chosen) {
  if (found === null) return <Empty title={`This release has no variable ${variable}`} />
  if (grouping === undefined || readGrouping(grouping) === null)
    return (
      <Empty title="Nothing to group by">
        <p>{grouping ?? 'This release proposes no groups.'}</p>
      </Empty>
    )
  switch (found.type) {
    case 'NUMBER':
      return <NumberByGroup release={release} variable={variable} grouping={grouping} letter="b" />
    case 'CATEGORY':
      return <Shares release={release} variable={variable} grouping={grouping} />
    case 'ENDPOINT':
      return (
        <NotTestable
          title="Not drawn here"
          reason={`${found.label} is a time with an event: the comparison page draws it as survival curves by group.`}
        />
      )
  }
}

function Shares({ release, variable, grouping }: { release: string; variable: string; grouping: string }) {
  const input = useMemo<BaselineTableInput>(
    () => ({
      release,
      grouping: readGrouping(grouping) ?? { median: { variable: '' } },
      variables: [variable],
    }),
    [release, variable, grouping],
  )
  const asked = useQuery({ query: BaselineDocument, variables: { input } })
  return (
    <Answered of={asked} loading="Counting levels" rows={5}>
      {({ baselineTable: table }) => {
        const [row] = table.rows
        return row === undefined ? (
          <Empty title="Nobody has a value" />
        ) : (
          <>
            <FigurePanel
              figure={sharesFigure(table, row, 'b')}
              kind={sharesKind}
              method={{ name: 'contingency', about: 'tests of shares' }}
              variables={{ input }}
              summary={`${levelsInWords(table, row)}. ${testSentence(row)}`}
              note={`${testSentence(row)} Shares of patients with a value, counts inside; missing values are counted beside and take no part.`}
            />
            <MissingPatients lists={missingInRows(table)} />
          </>
        )
      }}
    </Answered>
  )
}

function testSentence({ test }: SharesRow): string {
  return test.__typename === 'NoAnswer'
    ? `Not tested: ${test.reason}.`
    : `${test.method}: P ${formatP(test.pValue, test.logP)}, this variable alone.`
}

function levelsInWords(table: SharesTable, row: SharesRow): string {
  const { levels, groups } = sharesShape(table, row)
  return groups
    .map(
      ({ label, n, nMissing, counts }) =>
        `${label} (n ${n}, ${nMissing} missing): ${levels.map((level, i) => `${level} ${counts[i] ?? 0}`).join(', ')}`,
    )
    .join('; ')
}
