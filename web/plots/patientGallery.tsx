import type { ReactElement } from 'react'
import { claimPanels } from './galleryData.ts'
import { madeUp } from './galleryPicture.tsx'
import type { GalleryPicture } from './galleryPicture.tsx'
import { layoutInfluence } from './influenceLayout.ts'
import type { InfluencePanel, InfluencePlotProps } from './influenceLayout.ts'
import { InfluencePlot } from './InfluencePlot.tsx'
import { LovePlot, lovePlotHeight } from './LovePlot.tsx'
import type { LovePlotProps, LoveRow } from './LovePlot.tsx'
import { PatientMarks } from './PatientMarks.tsx'
import { PercentileStrip, percentileStripHeight } from './PercentileStrip.tsx'
import type { PercentileRow, PercentileStripProps } from './PercentileStrip.tsx'
import { columnWidths, pointsPerMm, printStyle, screenStyle } from './style.ts'
import { ThreeCells } from './ThreeCells.tsx'
import { layoutThreeCells, spots } from './threeCellsLayout.ts'

/** Pictures of patients: looked at and picked, percentiles, who is imaged, influence; the data are made up by a formula. */

const double = columnWidths.double * pointsPerMm

const cells: PercentileRow[] = [
  ['plasma_cell', 'Plasma cells', 0, '0', '#1b9e77'],
  ['macrophage_m1', 'M1 macrophages', 97.2, '0.164', '#d95f02'],
  ['macrophage_m2', 'M2 macrophages', 50, '0.241', '#7570b3'],
  ['t_cell_cd4', 'Resting memory CD4 T cells, a name that is far too long for a phone', 12.5, '0.0712', null],
].map(([key, label, percentile, value, colour], i) => ({
  key: String(key),
  label: String(label),
  percentile: Number(percentile),
  value: String(value),
  colour: typeof colour === 'string' ? colour : null,
  isClaim: i < 3,
}))
const percentiles: PercentileRow[] = [
  ...cells,
  { key: 'missing', label: 'Eosinophils', percentile: null, value: 'missing', colour: null, isClaim: false },
]

const love: LoveRow[] = [
  { key: 'site', label: 'Tissue source site', difference: 1.62, isDistance: true, reason: null },
  { key: 'year', label: 'Year of diagnosis', difference: -0.71, isDistance: false, reason: null },
  { key: 'age', label: 'Age at diagnosis', difference: 0.13, isDistance: false, reason: null },
  { key: 'sex', label: 'Sex', difference: 0.04, isDistance: true, reason: null },
  { key: 'm1', label: 'M1 macrophages', difference: -0.02, isDistance: false, reason: null },
  { key: 'race', label: 'Race', difference: null, isDistance: true, reason: 'a group is empty' },
]

function influencePanel(key: string, title: string, delta: number): InfluencePanel {
  const effect = (name: string, shift: number) => ({
    key: name,
    delta: delta + shift,
    low: delta + shift - 0.2,
    high: delta + shift + 0.18,
    note: 'n 17 / 16',
  })
  return {
    key,
    title,
    all: effect('', 0),
    patients: Array.from({ length: 36 }, (_, i) => ({
      patient: `P${i}`,
      group: i % 2,
      delta: delta + 0.03 * Math.sin(i * 2.3) + (i === 7 ? 0.09 : 0),
    })),
    sites: [
      effect('BC', 0.02),
      effect('DD', -0.11),
      effect('G3', 0.05),
      { key: 'ZZ', delta: null, low: null, high: null, note: 'groups of 1 and 9: two are needed in each' },
    ],
  }
}

const influence = {
  panels: [
    influencePanel('plasma_cell', 'Plasma cells', -0.42),
    influencePanel('macrophage_m1', 'M1 macrophages', 0.03),
    influencePanel('macrophage_m2', 'M2 macrophages', 0.31),
  ],
  groups: ['High risk', 'Low risk'],
}

const percentile = (name: string, props: PercentileStripProps) =>
  madeUp(name, { ...props, height: percentileStripHeight(props) }, <PercentileStrip {...props} />)
const lovely = (name: string, props: LovePlotProps) =>
  madeUp(name, { ...props, height: lovePlotHeight(props) }, <LovePlot {...props} />)
const influenced = (name: string, props: InfluencePlotProps) =>
  madeUp(name, { ...props, height: layoutInfluence(props).height }, <InfluencePlot {...props} />)

function marked(): ReactElement {
  const props = { unit: 'fraction of leukocytes', style: screenStyle, panels: claimPanels, width: 960 }
  const places = spots(props).map(({ point, group, x, y }) => ({ patient: point.patient, group, x, y }))
  const column = { patient: 'column', group: 0, x: 940, y: 200, column: { width: 12, height: 180 } }
  return madeUp(
    'patients-marked',
    { ...props, height: layoutThreeCells(props).height },
    <>
      <ThreeCells {...props} />
      <PatientMarks
        places={[...places, column]}
        focused="high-003"
        picked={new Set(['high-005', 'high-006', 'column'])}
        style={screenStyle}
      />
    </>,
  )
}

export const patientPictures: readonly GalleryPicture[] = [
  { name: 'patients-marked', about: 'One patient looked at, some picked', draw: marked },
  {
    name: 'percentiles-double',
    about: 'One patient among all',
    draw: () => percentile('percentiles-double', { rows: percentiles, style: printStyle, width: double }),
  },
  {
    name: 'percentiles-phone',
    about: 'The same on a phone',
    draw: () => percentile('percentiles-phone', { rows: percentiles, style: screenStyle, width: 320 }),
  },
  {
    name: 'love-double',
    about: 'Who is imaged',
    draw: () => lovely('love-double', { rows: love, threshold: 0.1, style: printStyle, width: double }),
  },
  {
    name: 'love-phone',
    about: 'Who is imaged, on a phone',
    draw: () => lovely('love-phone', { rows: love, threshold: 0.1, style: screenStyle, width: 320 }),
  },
  {
    name: 'influence-double',
    about: 'Without each patient and each site',
    draw: () => influenced('influence-double', { ...influence, style: printStyle, width: double }),
  },
  {
    name: 'influence-phone',
    about: 'The same on a phone',
    draw: () => influenced('influence-phone', { ...influence, style: screenStyle, width: 320 }),
  },
]
