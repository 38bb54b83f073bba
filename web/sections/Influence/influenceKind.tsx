import { figureKind } from '../../figure/figureKind.ts'
import type { PanelFigure } from '../../figure/panelFigure.tsx'
import { InfluenceOfDocument, InfluenceTsvDocument } from '../../gql/generated/graphql.ts'
import type { InfluenceOfQuery, WithoutPartsFragment } from '../../gql/generated/graphql.ts'
import { layoutInfluence } from '../../plots/influenceLayout.ts'
import type { InfluenceEffect, InfluencePlotProps } from '../../plots/influenceLayout.ts'
import { InfluencePlot } from '../../plots/InfluencePlot.tsx'

export type Influence = InfluenceOfQuery['influence']

function effectOf({ key, delta, low, high, reason, sizes }: WithoutPartsFragment): InfluenceEffect {
  return { key, delta, low, high, note: reason ?? `n ${sizes.join(' / ')}` }
}

/** What is drawn, for any width and style. */
export function influenceShape({ cells, groups }: Influence): Pick<InfluencePlotProps, 'panels' | 'groups'> {
  return {
    panels: cells.map(({ key, label, all, patients, sites }) => ({
      key,
      title: label,
      all: effectOf(all),
      sites: sites.map(effectOf),
      patients: patients.flatMap(({ key: patient, group, delta }) =>
        delta === null || group === null ? [] : [{ patient, group, delta }],
      ),
    })),
    groups: groups.map(({ label }) => label),
  }
}

/** The effect without each patient and each site. */
export function influenceFigure(influence: Influence): PanelFigure {
  const base = influenceShape(influence)
  return {
    panel: 'influence',
    letter: 'a',
    title: 'Influence of single patients and sites',
    about: 'influence',
    origin: influence,
    draw: (width, style) => {
      const shape = { ...base, width, style }
      return { height: layoutInfluence(shape).height, drawing: <InfluencePlot {...shape} /> }
    },
  }
}

export const influenceKind = figureKind({
  key: 'influence',
  document: InfluenceOfDocument,
  figures: ({ influence }) => [influenceFigure(influence)],
  tsv: { document: InfluenceTsvDocument, textOf: ({ influence }) => influence.tsv },
})
