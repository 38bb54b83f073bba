import { useMemo } from 'react'
import { useClient, useQuery } from 'urql'
import { fileName, saveText } from '../../figure/save.ts'
import { formatCount, formatNumber, formatP } from '../../format.ts'
import {
  BaselineDocument,
  BaselineTsvDocument,
  SuggestedGroupingsDocument,
} from '../../gql/generated/graphql.ts'
import type { BaselineQuery, BaselineTableInput } from '../../gql/generated/graphql.ts'
import { groupingChoices } from '../../gql/groupingChoices.ts'
import { requestOf } from '../../gql/request.ts'
import { readGrouping } from '../../url.ts'
import { Answered } from '../../ui/Answered.tsx'
import { Button } from '../../ui/Button.tsx'
import { QueryDrawer } from '../../ui/QueryDrawer.tsx'
import { Select } from '../../ui/Select.tsx'
import { Empty } from '../../ui/states.tsx'
import { MethodLink } from '../../ui/MethodLink.tsx'
import { Table } from '../../ui/Table.tsx'
import { MissingPatients } from '../../sections/Patients/MissingPatients.tsx'
import { baselineLines, missingInRows } from './baselineLines.ts'
import type { BaselineLine } from './baselineLines.ts'

interface Props {
  slug: string
  release: string
  /** grouping as it stands in the address */
  by: string | undefined
  onBy: (by: string) => void
}

/** Who is in the groups: the table that papers begin with. */
export function BaselineSection({ slug, release, by, onBy }: Props) {
  const asked = useQuery({ query: SuggestedGroupingsDocument, variables: { release } })
  return (
    <section className="section" aria-labelledby="baseline">
      <div className="panel-head">
        <h2 id="baseline">Baseline table</h2>
        <MethodLink name="baseline-table" about="the baseline table" />
      </div>
      <Answered of={asked} loading="Looking for groupings" rows={2}>
        {({ release: found }) => {
          const options = groupingChoices(found?.suggestedGroupings ?? [], by)
          const chosen = by ?? options[0]?.value
          if (chosen === undefined)
            return (
              <Empty title="Nothing to group by">
                <p>This release has no variable that makes groups.</p>
              </Empty>
            )
          return (
            <>
              <div className="no-print baseline-control">
                <Select
                  label="Grouped by"
                  help="Any grouping of the comparison page works here too: it stands in the address."
                  value={chosen}
                  options={options}
                  onChange={onBy}
                />
              </div>
              {readGrouping(chosen) === null ? (
                <Empty title="The grouping in the address is not understood">{chosen}</Empty>
              ) : (
                <OfGrouping slug={slug} release={release} grouping={chosen} />
              )}
            </>
          )
        }}
      </Answered>
    </section>
  )
}

/** @param grouping text of the address, which is readable */
function OfGrouping({ slug, release, grouping }: { slug: string; release: string; grouping: string }) {
  const input = useMemo<BaselineTableInput>(
    () => ({ release, grouping: readGrouping(grouping) ?? { median: { variable: '' } } }),
    [release, grouping],
  )
  const asked = useQuery({ query: BaselineDocument, variables: { input } })
  const client = useClient()
  const saveTsv = async (id: string) => {
    const { data } = await client.query(BaselineTsvDocument, { input }).toPromise()
    if (data === undefined) return
    const name = fileName([slug, release, id, 'baseline'], 'tsv')
    saveText(data.baselineTable.tsv, name, 'text/tab-separated-values')
  }
  return (
    <Answered of={asked} loading="Describing the groups" rows={10} className="baseline">
      {({ baselineTable: table }) => (
        <>
          <div className="row no-print">
            <Button
              size="s"
              onClick={() => {
                void saveTsv(table.id)
              }}
            >
              TSV of all numbers
            </Button>
            <QueryDrawer request={requestOf(BaselineDocument, { input })} />
          </div>
          <Lines table={table} />
          <p className="figure-note">
            {table.grouping.ungrouped.length > 0 &&
              `${table.grouping.ungrouped.length} patients are in no group. `}
            SMD: mean absolute standardised difference of all pairs of groups; above 0.1 groups differ
            visibly. q: {table.family.adjustment} over {table.family.tested} tested of {table.family.planned}{' '}
            rows. Missing values are counted and take no part.
          </p>
          <MissingPatients lists={missingInRows(table)} />
        </>
      )}
    </Answered>
  )
}

type BaselineAnswer = BaselineQuery['baselineTable']

function testName({ row }: BaselineLine): string | undefined {
  if (row === null) return undefined
  const { test } = row
  if (test.__typename === 'NoAnswer') return test.reason
  const { method, variant } = test
  const permuted =
    variant.kind === 'permutation'
      ? `, ${formatCount(variant.permutations ?? 0)} random tables, seed ${variant.seed ?? 0}`
      : ''
  const corrected = variant.correction === 'continuity' ? ', continuity-corrected' : ''
  return method + corrected + permuted
}

function Lines({ table }: { table: BaselineAnswer }) {
  const columns = [
    {
      header: `All in groups (n\u00a0=\u00a0${formatCount(table.groups.reduce((sum, { n }) => sum + n, 0))})`,
    },
    ...table.groups.map(({ label, n }) => ({ header: `${label} (n\u00a0=\u00a0${formatCount(n)})` })),
  ]
  return (
    <Table
      caption={`Baseline by ${table.grouping.label}`}
      rows={baselineLines(table.rows)}
      rowKey={({ key }) => key}
      columns={[
        {
          key: 'variable',
          header: 'Variable',
          rowHeader: true,
          cell: ({ label, isLevel, shown }: BaselineLine) =>
            isLevel ? (
              <span className="baseline-level">{label}</span>
            ) : (
              <>
                {label} <span className="muted small">{shown}</span>
              </>
            ),
        },
        ...columns.map(({ header }, place) => ({
          key: `group-${place}`,
          header,
          wraps: true,
          cell: ({ cells }: BaselineLine) => cells[place] ?? '',
        })),
        {
          key: 'smd',
          header: 'SMD',
          align: 'end' as const,
          cell: ({ row }: BaselineLine) => (row === null ? '' : formatNumber(row.standardisedDifference, 2)),
        },
        {
          key: 'p',
          header: 'P',
          align: 'end' as const,
          cell: (line: BaselineLine) => {
            const test = line.row?.test
            if (test === undefined) return ''
            if (test.__typename === 'NoAnswer') return <span title={test.reason}>–</span>
            return <span title={testName(line)}>{formatP(test.pValue, test.logP, 3)}</span>
          },
        },
        {
          key: 'q',
          header: 'q',
          align: 'end' as const,
          cell: ({ row }: BaselineLine) =>
            row?.test.__typename === 'BaselineTest' ? formatP(row.test.qValue, null, 3) : '',
        },
        {
          key: 'test',
          header: 'Test',
          cell: (line: BaselineLine) => <span className="small">{testName(line) ?? ''}</span>,
        },
      ]}
    />
  )
}
