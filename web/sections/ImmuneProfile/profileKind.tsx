import { figureKind } from '../../figure/figureKind.ts'
import type { PanelFigure } from '../../figure/panelFigure.tsx'
import { ImmuneProfileOfDocument, ImmuneProfileTsvDocument } from '../../gql/generated/graphql.ts'
import { Composition } from '../../plots/immune/Composition.tsx'
import { layoutComposition } from '../../plots/immune/compositionLayout.ts'
import { Heatmap } from '../../plots/immune/Heatmap.tsx'
import { layoutHeatmap } from '../../plots/immune/heatmapLayout.ts'
import { profileShape } from './profileShape.ts'
import type { ProfileAnswer, ProfileMethod } from './profileShape.ts'

/** Order of patients and cells in the heatmap. */
export function heatmapOrder(method: ProfileMethod, isClustered: boolean) {
  return {
    patientOrder: isClustered ? method.clusteredPatients : [...method.patients.keys()],
    cellOrder: isClustered ? method.clusteredCells : [...method.cells.keys()],
  }
}

function heatmap(answer: ProfileAnswer, method: ProfileMethod, isClustered: boolean): PanelFigure {
  return {
    panel: isClustered ? 'heatmap-clustered' : 'heatmap',
    letter: 'd',
    title: 'All cells in every patient',
    about: method.ref.replace('immune:', ''),
    origin: answer,
    draw: (width, style) => {
      const shape = { ...profileShape(answer, method), ...heatmapOrder(method, isClustered), width, style }
      return { height: layoutHeatmap(shape).height, drawing: <Heatmap {...shape} /> }
    },
  }
}

function composition(answer: ProfileAnswer, method: ProfileMethod): PanelFigure {
  return {
    panel: 'composition',
    letter: 'c',
    title: 'Composition',
    about: method.ref.replace('immune:', ''),
    origin: answer,
    draw: (width, style) => {
      const shape = { ...profileShape(answer, method), width, style }
      return { height: layoutComposition(shape).height, drawing: <Composition {...shape} /> }
    },
  }
}

/** Panels c and d; what is no composition has no c. */
export function profileFigures(answer: ProfileAnswer): PanelFigure[] {
  const [method] = answer.methods
  if (method === undefined) return []
  return [
    ...(method.isComposition ? [composition(answer, method)] : []),
    heatmap(answer, method, false),
    heatmap(answer, method, true),
  ]
}

export const profileKind = figureKind({
  key: 'profile',
  document: ImmuneProfileOfDocument,
  figures: ({ immuneProfile }) => profileFigures(immuneProfile),
  tsv: { document: ImmuneProfileTsvDocument, textOf: ({ immuneProfile }) => immuneProfile.tsv },
})
