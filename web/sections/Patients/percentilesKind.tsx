import { figureKind } from '../../figure/figureKind.ts'
import { readingOrigin } from '../../figure/panelFigure.tsx'
import type { FigureOrigin, PanelFigure } from '../../figure/panelFigure.tsx'
import { PatientPercentilesDocument, PatientPercentilesTsvDocument } from '../../gql/generated/graphql.ts'
import { PercentileStrip, percentileStripHeight } from '../../plots/PercentileStrip.tsx'
import { percentileRows } from './record.ts'
import type { RecordLayer } from './record.ts'

/** One layer of one patient: where each number stands among all patients of the release. */
export function percentilesFigure(
  release: FigureOrigin['release'],
  patient: string,
  layer: RecordLayer,
): PanelFigure {
  const rows = percentileRows(layer.values)
  return {
    panel: 'percentiles',
    letter: 'a',
    title: `${patient}: ${layer.layer.label}`,
    about: `${patient}_${layer.layer.ref}`,
    origin: readingOrigin(release, layer.reading),
    draw: (width, style) => {
      const shape = { rows, width, style }
      return { height: percentileStripHeight(shape), drawing: <PercentileStrip {...shape} /> }
    },
  }
}

export const percentilesKind = figureKind({
  key: 'percentiles',
  document: PatientPercentilesDocument,
  figures: ({ release }) => {
    const patient = release?.patient ?? null
    if (release === null || patient === null) return []
    return patient.record.map((layer) => percentilesFigure(release, patient.id, layer))
  },
  tsv: {
    document: PatientPercentilesTsvDocument,
    textOf: ({ release }) => release?.patient?.record.map(({ reading }) => reading.tsv).join('\n') ?? '',
  },
})
