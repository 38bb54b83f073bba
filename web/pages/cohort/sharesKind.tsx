import { figureKind } from '../../figure/figureKind.ts'
import type { PanelFigure } from '../../figure/panelFigure.tsx'
import { BaselineDocument, BaselineTsvDocument } from '../../gql/generated/graphql.ts'
import type { BaselineQuery } from '../../gql/generated/graphql.ts'
import { ShareBars, shareBarsHeight } from '../../plots/cohort/ShareBars.tsx'
import type { ShareBarsProps } from '../../plots/cohort/ShareBars.tsx'

export type SharesTable = BaselineQuery['baselineTable']
export type SharesRow = SharesTable['rows'][number]

/** Counts and shares of each level in each group. */
export function sharesShape(
  { groups }: SharesTable,
  row: SharesRow,
): Omit<ShareBarsProps, 'width' | 'style'> {
  return {
    levels: row.variable.levels ?? [],
    groups: row.groups.map(({ n, nMissing, counts, shares }, g) => ({
      label: groups[g]?.label ?? '',
      n,
      nMissing,
      counts: counts ?? [],
      shares: shares ?? [],
    })),
  }
}

/** One category by group. */
export function sharesFigure(table: SharesTable, row: SharesRow, letter: string): PanelFigure {
  const shape = sharesShape(table, row)
  return {
    panel: 'shares',
    letter,
    title: `${row.variable.label} by ${table.grouping.label}`,
    about: row.variable.label,
    origin: table,
    draw: (width, style) => {
      const own = { ...shape, width, style }
      return { height: shareBarsHeight(own), drawing: <ShareBars {...own} /> }
    },
  }
}

export const sharesKind = figureKind({
  key: 'shares',
  document: BaselineDocument,
  figures: ({ baselineTable }) =>
    baselineTable.rows
      .filter(({ variable }) => variable.levels !== null)
      .map((row) => sharesFigure(baselineTable, row, 'a')),
  tsv: { document: BaselineTsvDocument, textOf: ({ baselineTable }) => baselineTable.tsv },
})
