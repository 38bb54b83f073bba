import type { ReactElement } from 'react'
import { madeUp } from '../galleryPicture.tsx'
import type { GalleryPicture } from '../galleryPicture.tsx'
import { Scatter } from '../Scatter.tsx'
import { layoutScatter } from '../scatterLayout.ts'
import type { ScatterProps } from '../scatterLayout.ts'
import { columnWidths, pointsPerMm, printStyle, screenStyle } from '../style.ts'
import { AssociationHeatmap } from './AssociationHeatmap.tsx'
import { layoutHeat } from './heatLayout.ts'
import type { HeatProps, Matrix, Tree } from './heatLayout.ts'

/** Pictures of the associations page; the data are made up by a formula. */

const single = columnWidths.single * pointsPerMm
const double = columnWidths.double * pointsPerMm

function names(count: number, what: string): string[] {
  return Array.from({ length: count }, (_, i) => `${what} ${i + 1}`)
}

/** A comb: each variable joins all before it. */
function comb(count: number): Tree {
  const steps = Array.from({ length: count - 1 }, (_, i) => i)
  const middle = (i: number): number => (i < 0 ? 0 : (middle(i - 1) + i + 1) / 2)
  return {
    left: steps.map((i) => middle(i - 1)),
    right: steps.map((i) => i + 1),
    leftHeight: steps.map((i) => i / count),
    rightHeight: steps.map(() => 0),
    height: steps.map((i) => (i + 1) / count),
  }
}

function waves(rows: number, columns: number): Matrix {
  return {
    r: Array.from({ length: rows * columns }, (_, at) => {
      const [i, j] = [Math.floor(at / columns), at % columns]
      return (i * 7 + j * 3) % 41 === 0 ? null : 0.6 * Math.sin(i / 3) * Math.cos(j / 2)
    }),
    rows: {
      labels: names(rows, 'Feature'),
      order: names(rows, '').map((_, i) => rows - 1 - i),
      tree: comb(rows),
    },
    columns: {
      labels: names(columns, 'Cell type'),
      order: names(columns, '').map((_, i) => i),
      tree: comb(columns),
    },
  }
}

const small = waves(14, 9)
const large = waves(120, 22)
const base = { coefficient: 'ρ', mostHeight: 420 }

function heat(name: string, props: HeatProps): ReactElement {
  return madeUp(name, { ...props, height: layoutHeat(props).height }, <AssociationHeatmap {...props} />)
}

const places = Array.from({ length: 21 }, (_, i) => i / 2)
const fitted: Omit<ScatterProps, 'width' | 'style'> = {
  xName: '',
  yName: '',
  fromZero: false,
  panels: [
    {
      key: 'raw',
      title: 'As measured',
      notTestable: null,
      phrases: [[{ runs: [{ text: 'ρ +0.41 ' }] }, { runs: [{ text: '(0.09 to 0.66)' }], close: true }]],
      points: Array.from({ length: 30 }, (_, i) => ({
        patient: `P${i}`,
        group: -1,
        x: (i * 7) % 11,
        y: 2 + ((i * 7) % 11) * 0.4 + Math.sin(i * 5) * 2,
      })),
      fit: {
        x: places,
        y: places.map((x) => 2 + x * 0.4),
        low: places.map((x) => 2 + x * 0.4 - 0.6 - 0.04 * (x - 5) ** 2),
        high: places.map((x) => 2 + x * 0.4 + 0.6 + 0.04 * (x - 5) ** 2),
      },
      xName: 'Feature',
      yName: 'Share of leukocytes',
    },
    {
      key: 'none',
      title: 'Adjusted for stage',
      notTestable: 'all values equal',
      phrases: [[{ runs: [{ text: 'Not tested: all values equal' }] }]],
      points: Array.from({ length: 12 }, (_, i) => ({ patient: `P${i}`, group: -1, x: 1, y: i - 6 })),
      fit: null,
      xName: 'Feature, rank, residual',
      yName: 'Share, rank, residual',
    },
  ],
}

function scatter(name: string, props: ScatterProps): ReactElement {
  return madeUp(name, { ...props, height: layoutScatter(props).height }, <Scatter {...props} />)
}

export const associationPictures: readonly GalleryPicture[] = [
  {
    name: 'associations-double',
    about: 'Features by cells in clustered order, with trees; grey: not tested.',
    draw: () =>
      heat('associations-double', {
        ...base,
        matrix: small,
        rowSpan: [0, 14],
        columnSpan: [0, 9],
        width: double,
        style: printStyle,
      }),
  },
  {
    name: 'associations-large',
    about: 'More rows than can be named.',
    draw: () =>
      heat('associations-large', {
        ...base,
        matrix: large,
        rowSpan: [0, 120],
        columnSpan: [0, 22],
        width: single,
        style: printStyle,
      }),
  },
  {
    name: 'associations-zoomed',
    about: 'A part of the matrix on screen: the trees are cut off where they leave it.',
    draw: () =>
      heat('associations-zoomed', {
        ...base,
        matrix: large,
        rowSpan: [30, 48],
        columnSpan: [4, 14],
        width: 640,
        style: screenStyle,
      }),
  },
  {
    name: 'fit-double',
    about: 'A pair with its line and band; where there is no line the points stand alone.',
    draw: () => scatter('fit-double', { ...fitted, width: double, style: printStyle }),
  },
  {
    name: 'fit-phone',
    about: 'The same on a phone.',
    draw: () => scatter('fit-phone', { ...fitted, width: 328, style: screenStyle }),
  },
]
