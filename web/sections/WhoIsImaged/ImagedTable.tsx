import { formatNumber, formatP } from '../../format.ts'
import type { WhoIsImagedQuery } from '../../gql/generated/graphql.ts'
import { baselineLines } from '../../pages/cohort/baselineLines.ts'
import type { BaselineLine } from '../../pages/cohort/baselineLines.ts'
import { Table } from '../../ui/Table.tsx'

type Imaged = WhoIsImagedQuery['imagedSubset']
type Row = Imaged['rows'][number]

function testName({ test }: Row): string {
  return test.__typename === 'NoAnswer' ? test.reason : test.method
}

/** The two groups variable by variable, as a baseline table. */
export function ImagedTable({ imaged }: { imaged: Imaged }) {
  const { groups, rows, family } = imaged
  return (
    <Table
      caption={`q: ${family.adjustment} over ${family.tested} tested of ${family.planned} rows`}
      rows={baselineLines(rows)}
      rowKey={({ key }) => key}
      columns={[
        {
          key: 'variable',
          header: 'Variable',
          rowHeader: true,
          cell: ({ label, isLevel, shown }: BaselineLine<Row>) =>
            isLevel ? (
              <span className="baseline-level">{label}</span>
            ) : (
              <>
                {label} <span className="muted small">{shown}</span>
              </>
            ),
        },
        ...groups.map(({ label, n }, place) => ({
          key: `group-${place}`,
          header: `${label} (n = ${n})`,
          // the first cell of a line is everybody
          cell: ({ cells }: BaselineLine<Row>) => cells[place + 1] ?? '',
        })),
        {
          key: 'smd',
          header: 'SMD',
          align: 'end' as const,
          cell: ({ row }: BaselineLine<Row>) =>
            row === null ? '' : formatNumber(row.standardisedDifference, 2),
        },
        {
          key: 'p',
          header: 'P',
          align: 'end' as const,
          cell: ({ row }: BaselineLine<Row>) =>
            row?.test.__typename === 'BaselineTest' ? formatP(row.test.pValue, row.test.logP, 3) : '',
        },
        {
          key: 'q',
          header: 'q',
          align: 'end' as const,
          cell: ({ row }: BaselineLine<Row>) =>
            row?.test.__typename === 'BaselineTest' ? formatP(row.test.qValue, null, 3) : '',
        },
        {
          key: 'test',
          header: 'Test',
          cell: ({ row }: BaselineLine<Row>) => (
            <span className="small">{row === null ? '' : testName(row)}</span>
          ),
        },
      ]}
    />
  )
}
