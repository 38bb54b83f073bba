import type { ReactElement } from 'react'
import { Forest } from './Forest.tsx'
import { forestHeight } from './forestLayout.ts'
import type { ForestProps } from './forestLayout.ts'
import { CohortStrip, cohortStripHeight } from './CohortStrip.tsx'
import type { CohortStripProps } from './CohortStrip.tsx'
import { PlaceboHits, placeboHeight } from './PlaceboHits.tsx'
import type { PlaceboHitsProps } from './PlaceboHits.tsx'
import { layoutCurves } from './curveLayout.ts'
import type { CurveProps } from './curveLayout.ts'
import { SpecificationCurves } from './SpecificationCurves.tsx'
import { ThreeCells } from './ThreeCells.tsx'
import { layoutThreeCells } from './threeCellsLayout.ts'
import type { ThreeCellsProps } from './threeCellsLayout.ts'
import {
  awkwardPanels,
  claimPanels,
  curves,
  forestRows,
  fourGroups,
  hits,
  manyGroupsForest,
  pooledStrip,
  strip,
  withUnseen,
} from './galleryData.ts'
import { associationPictures } from './association/gallery.tsx'
import { cohortPictures } from './cohort/gallery.tsx'
import { genePictures } from './genes/gallery.tsx'
import { modelPictures } from './model/gallery.tsx'
import { madeUp } from './galleryPicture.tsx'
import type { GalleryPicture } from './galleryPicture.tsx'
import { outcomeGallery } from './outcomeGallery.tsx'
import { patientPictures } from './patientGallery.tsx'
import { AgreementGrid } from './immune/AgreementGrid.tsx'
import { layoutAgreement } from './immune/agreementLayout.ts'
import type { AgreementProps } from './immune/agreementLayout.ts'
import { Composition } from './immune/Composition.tsx'
import { layoutComposition } from './immune/compositionLayout.ts'
import type { CompositionProps } from './immune/compositionLayout.ts'
import { agreementCells, profile, sevenMethods } from './immune/galleryImmune.ts'
import { Heatmap } from './immune/Heatmap.tsx'
import { layoutHeatmap } from './immune/heatmapLayout.ts'
import type { HeatmapProps } from './immune/heatmapLayout.ts'
import { columnWidths, pointsPerMm, printStyle, screenStyle } from './style.ts'

const single = columnWidths.single * pointsPerMm
const double = columnWidths.double * pointsPerMm

function strips(name: string, props: ThreeCellsProps): ReactElement {
  return madeUp(name, { ...props, height: layoutThreeCells(props).height }, <ThreeCells {...props} />)
}

function forest(name: string, props: ForestProps): ReactElement {
  return madeUp(
    name,
    { ...props, height: forestHeight({ ...props, isSigned: props.sides !== null }) },
    <Forest {...props} />,
  )
}

function specifications(name: string, props: CurveProps): ReactElement {
  return madeUp(name, { ...props, height: layoutCurves(props).height }, <SpecificationCurves {...props} />)
}

function cohortStrip(name: string, props: CohortStripProps): ReactElement {
  return madeUp(name, { ...props, height: cohortStripHeight(props) }, <CohortStrip {...props} />)
}

function placebo(name: string, props: PlaceboHitsProps): ReactElement {
  return madeUp(name, { ...props, height: placeboHeight(props) }, <PlaceboHits {...props} />)
}

function composition(name: string, props: CompositionProps): ReactElement {
  return madeUp(name, { ...props, height: layoutComposition(props).height }, <Composition {...props} />)
}

function heatmap(name: string, props: HeatmapProps): ReactElement {
  return madeUp(name, { ...props, height: layoutHeatmap(props).height }, <Heatmap {...props} />)
}

function agreement(name: string, props: AgreementProps): ReactElement {
  return madeUp(name, { ...props, height: layoutAgreement(props).height }, <AgreementGrid {...props} />)
}

const inOrder = {
  patientOrder: [...profile.patientGroups.keys()],
  cellOrder: [...profile.cells.keys()],
}
const agreed = { cells: agreementCells, contrast: 'High risk − Low risk', hasCommon: true }

const unit = 'Fraction of leukocytes'
const twoSided = {
  effectName: 'Cliff’s δ (High risk − Low risk)',
  effectHead: 'δ (95 % CI)',
  sides: { left: 'Low risk', right: 'High risk' },
}
const print = { unit, style: printStyle }

const pictures: readonly (readonly [string, string, () => ReactElement])[] = [
  [
    'three-cells-double',
    'Two journal columns, 183 mm',
    () => strips('three-cells-double', { ...print, panels: claimPanels, width: double }),
  ],
  [
    'three-cells-single',
    'One journal column, 89 mm',
    () => strips('three-cells-single', { ...print, panels: claimPanels, width: single }),
  ],
  [
    'three-cells-screen',
    'On screen, theme colours',
    () =>
      strips('three-cells-screen', {
        unit,
        style: screenStyle,
        panels: claimPanels,
        width: 960,
      }),
  ],
  [
    'three-cells-phone',
    'On a phone: stacked',
    () => strips('three-cells-phone', { unit, style: screenStyle, panels: claimPanels, width: 320 }),
  ],
  [
    'unseen-cell',
    'A method that has no plasma cells',
    () => strips('unseen-cell', { ...print, panels: withUnseen, width: double }),
  ],
  [
    'unseen-phone',
    'The same on a phone',
    () => strips('unseen-phone', { unit, style: screenStyle, panels: withUnseen, width: 320 }),
  ],
  [
    'four-groups',
    'Four groups, the last with two patients',
    () => strips('four-groups', { ...print, panels: fourGroups, width: double }),
  ],
  [
    'four-groups-single',
    'Four groups in one column',
    () => strips('four-groups-single', { ...print, panels: fourGroups, width: single }),
  ],
  [
    'awkward',
    'All zero, one point, all missing, 400 points, huge and negative values',
    () => strips('awkward', { ...print, panels: awkwardPanels, width: double }),
  ],
  [
    'no-panels',
    'A method with none of the cells',
    () => strips('no-panels', { ...print, panels: [], width: single }),
  ],
  [
    'forest-double',
    'All cells, two journal columns',
    () => forest('forest-double', { ...twoSided, rows: forestRows, style: printStyle, width: double }),
  ],
  [
    'forest-single',
    'All cells, one journal column',
    () => forest('forest-single', { ...twoSided, rows: forestRows, style: printStyle, width: single }),
  ],
  [
    'forest-screen',
    'On screen, one row chosen',
    () =>
      forest('forest-screen', {
        ...twoSided,
        rows: forestRows,
        style: screenStyle,
        width: 960,
        selected: 'Monocytes',
      }),
  ],
  [
    'forest-phone',
    'On a phone',
    () => forest('forest-phone', { ...twoSided, rows: forestRows, style: screenStyle, width: 320 }),
  ],
  [
    'forest-many-groups',
    'Several groups: an effect without direction',
    () =>
      forest('forest-many-groups', {
        rows: manyGroupsForest,
        effectName: 'ε²',
        effectHead: 'ε² (95 % CI)',
        sides: null,
        style: printStyle,
        width: single,
      }),
  ],
  [
    'curves-double',
    'Specification curves, two journal columns',
    () => specifications('curves-double', { ...curves, style: printStyle, width: double }),
  ],
  [
    'curves-single',
    'In one column names stand above their strips, so that the figure is no higher than a page',
    () => specifications('curves-single', { ...curves, style: printStyle, width: single }),
  ],
  [
    'curves-phone',
    'Specification curves on a phone',
    () => specifications('curves-phone', { ...curves, style: screenStyle, width: 320 }),
  ],
  [
    'curves-none',
    'Nothing could be tested',
    () =>
      specifications('curves-none', {
        choices: curves.choices,
        panels: curves.panels.map((panel) => ({ ...panel, effects: [], band: { low: [], high: [] } })),
        style: printStyle,
        width: double,
      }),
  ],
  [
    'placebo-double',
    'Hits by chance',
    () => placebo('placebo-double', { series: hits, style: printStyle, width: double }),
  ],
  [
    'placebo-phone',
    'Hits by chance on a phone',
    () => placebo('placebo-phone', { series: hits, style: screenStyle, width: 320 }),
  ],
  ...modelPictures,
  [
    'cohort-strip-double',
    'A claim in three cohorts',
    () => cohortStrip('cohort-strip-double', { ...strip, style: printStyle, width: double }),
  ],
  [
    'cohort-strip-pooled',
    'A claim in two alike cohorts, pooled, in one column of a journal',
    () => cohortStrip('cohort-strip-pooled', { ...pooledStrip, style: printStyle, width: single }),
  ],
  [
    'cohort-strip-phone',
    'The same on a phone',
    () => cohortStrip('cohort-strip-phone', { ...strip, style: screenStyle, width: 320 }),
  ],
  [
    'composition-double',
    'Composition of groups and patients',
    () => composition('composition-double', { ...profile, style: printStyle, width: double }),
  ],
  [
    'composition-phone',
    'Composition on a phone: patients below',
    () => composition('composition-phone', { ...profile, style: screenStyle, width: 320 }),
  ],
  [
    'heatmap-double',
    'Cells × patients with annotations',
    () => heatmap('heatmap-double', { ...profile, ...inOrder, style: printStyle, width: double }),
  ],
  [
    'heatmap-phone',
    'Heatmap on a phone',
    () => heatmap('heatmap-phone', { ...profile, ...inOrder, style: screenStyle, width: 320 }),
  ],
  [
    'agreement-double',
    'Agreement of methods',
    () => agreement('agreement-double', { ...agreed, style: printStyle, width: double }),
  ],
  [
    'agreement-phone',
    'Agreement on a phone',
    () => agreement('agreement-phone', { ...agreed, style: screenStyle, width: 320 }),
  ],
  [
    'agreement-seven',
    'Agreement of seven methods in one column of a journal',
    () => agreement('agreement-seven', { ...agreed, cells: sevenMethods, style: printStyle, width: single }),
  ],
]

/** The list that is shown on the gallery page and compared, picture by picture, with the files in test/web/plots. */
export const gallery: readonly GalleryPicture[] = [
  ...pictures.map(([name, about, draw]) => ({ name, about, draw })),
  ...outcomeGallery,
  ...patientPictures,
  ...associationPictures,
  ...genePictures,
  ...cohortPictures,
]
