import type { ReactNode } from 'react'
import { formatCount, formatNumber, formatP } from '../../format.ts'
import type { AssociationFactsFragment, CorrelationPartsFragment } from '../../gql/generated/graphql.ts'
import { Table, type Column } from '../../ui/Table.tsx'
import { takenOut } from './caption.ts'

export interface NamedPair {
  x?: { ref: string; label: string }
  y: { ref: string; label: string }
  raw: CorrelationPartsFragment
  adjusted: CorrelationPartsFragment | null
  rivalWithY?: CorrelationPartsFragment | null
  withoutRival: CorrelationPartsFragment | null
}

export function correlationText(found: CorrelationPartsFragment | null): string {
  if (found === null) return '–'
  if (found.reason !== null) return found.reason
  const { value, low, high } = found.correlation
  // no-break spaces: an interval is not read across lines
  return `${formatNumber(value, 2)} (${formatNumber(low, 2)} to ${formatNumber(high, 2)})`.replaceAll(
    ' ',
    '\u00a0',
  )
}

interface Found<Row> {
  pairs: { nodes: readonly Row[]; totalCount: number }
  adjustment: AssociationFactsFragment['adjustment']
  rival: { label: string } | null
}

interface Props<Row> {
  of: Found<Row>
  what: 'pairs' | 'genes'
  /** what is drawn now is what the rows are ordered and tested by */
  isAdjusted: boolean
  action: (pair: Row) => ReactNode
}

/** What was taken out stands above the table, for its names are long. */
function captionOf({ of, what, isAdjusted }: Omit<Props<unknown>, 'action'>): string {
  const { nodes, totalCount } = of.pairs
  return [
    `The ${nodes.length} smallest ${isAdjusted ? 'adjusted' : 'raw'} P of ${formatCount(totalCount)} ${what}`,
    ...(of.adjustment === null ? [] : [`adjusted for ${takenOut(of)}`]),
    ...(of.rival === null ? [] : [`volume: ${of.rival.label}`]),
  ].join('; ')
}

/** The strongest pairs by name: what the picture shows, for those who read numbers or cannot see it. */
export function StrongestPairs<Row extends NamedPair>(props: Props<Row>) {
  const { of, isAdjusted } = props
  const first = (pair: Row): CorrelationPartsFragment => (isAdjusted ? (pair.adjusted ?? pair.raw) : pair.raw)
  const rawColumn: Column<Row> = {
    key: 'raw',
    header: 'As measured (95 % CI)',
    cell: ({ raw }) => correlationText(raw),
  }
  const adjustedColumn: Column<Row> = {
    key: 'adjusted',
    header: 'Adjusted (95 % CI)',
    cell: ({ adjusted }) => correlationText(adjusted),
  }
  const columns: Column<Row>[] = [
    {
      key: 'pair',
      header: props.what === 'pairs' ? 'Pair' : 'Gene',
      rowHeader: true,
      cell: (pair) => props.action(pair),
    },
    isAdjusted ? adjustedColumn : rawColumn,
    { key: 'p', header: 'P', align: 'end', cell: (pair) => formatP(first(pair).pValue, first(pair).logP, 3) },
    { key: 'q', header: 'q', align: 'end', cell: (pair) => formatP(first(pair).qValue, null, 3) },
    { key: 'n', header: 'n', align: 'end', cell: (pair) => first(pair).n },
    ...(isAdjusted ? [rawColumn] : of.adjustment === null ? [] : [adjustedColumn]),
    ...(of.rival === null
      ? []
      : [
          {
            key: 'without',
            header: 'Adjusted for volume (95 % CI)',
            cell: ({ withoutRival }: Row) => correlationText(withoutRival),
          },
        ]),
  ]
  return (
    <div className="pairs-table">
      <Table
        caption={captionOf(props)}
        columns={columns}
        rows={of.pairs.nodes}
        rowKey={({ x, y }) => `${x?.ref ?? ''}|${y.ref}`}
      />
    </div>
  )
}
