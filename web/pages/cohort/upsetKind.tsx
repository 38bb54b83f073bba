import { figureKind } from '../../figure/figureKind.ts'
import { readingOrigin } from '../../figure/panelFigure.tsx'
import type { PanelFigure } from '../../figure/panelFigure.tsx'
import { AvailabilityDocument, AvailabilityTsvDocument } from '../../gql/generated/graphql.ts'
import type { AvailabilityQuery } from '../../gql/generated/graphql.ts'
import { Upset } from '../../plots/cohort/Upset.tsx'
import { layoutUpset } from '../../plots/cohort/upsetLayout.ts'

export type AvailableRelease = NonNullable<AvailabilityQuery['release']>

/** Who has what together. */
export function upsetFigure(release: AvailableRelease): PanelFigure {
  const { sets, combinations, reading } = release.availability
  return {
    panel: 'who-has-what',
    letter: 'a',
    title: 'Who has what',
    about: 'who-has-what',
    origin: readingOrigin(release, reading),
    draw: (width, style) => {
      const shape = { sets, combinations, width, style }
      return { height: layoutUpset(shape).height, drawing: <Upset {...shape} /> }
    },
  }
}

export const upsetKind = figureKind({
  key: 'who-has-what',
  document: AvailabilityDocument,
  figures: ({ release }) => (release === null ? [] : [upsetFigure(release)]),
  tsv: {
    document: AvailabilityTsvDocument,
    textOf: ({ release }) => release?.availability.reading.tsv ?? '',
  },
})
