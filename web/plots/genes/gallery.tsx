import type { ReactElement } from 'react'
import { madeUp } from '../galleryPicture.tsx'
import type { GalleryPicture } from '../galleryPicture.tsx'
import { columnWidths, pointsPerMm, printStyle, screenStyle } from '../style.ts'
import { Volcano } from './Volcano.tsx'
import { wholeView } from './volcanoLayout.ts'
import type { Volcano as Genes, VolcanoProps } from './volcanoLayout.ts'

/** Pictures of the genes page; the data are made up by a formula. */

const double = columnWidths.double * pointsPerMm
const count = 300
const r = Array.from({ length: count }, (_, i) =>
  i === 7 ? null : 0.75 * Math.sin(i * 1.7) * (((i * 13) % 17) / 17),
)
const genes: Genes = {
  r,
  logQ: r.map((value, i) => (value === null ? null : -Math.max(0, 24 * value * value - ((i * 5) % 7) * 0.1))),
  labels: r.map((_, i) => `GENE${i}`),
}
const strongest = [...r.keys()].sort((a, b) => (genes.logQ[a] ?? 0) - (genes.logQ[b] ?? 0)).slice(0, 8)

function volcano(name: string, props: VolcanoProps): ReactElement {
  return madeUp(name, { ...props, height: props.height }, <Volcano {...props} />)
}

const xName = 'Spearman’s ρ with a score'

export const genePictures: readonly GalleryPicture[] = [
  {
    name: 'volcano-double',
    about: 'One number against all genes; the strongest are named where there is room.',
    draw: () =>
      volcano('volcano-double', {
        genes,
        view: wholeView(genes),
        xName,
        named: strongest,
        width: double,
        height: 300,
        style: printStyle,
      }),
  },
  {
    name: 'volcano-zoomed',
    about: 'A part of it on a phone.',
    draw: () =>
      volcano('volcano-zoomed', {
        genes,
        view: { x: [0.2, 0.8], y: [0, 4] },
        xName,
        named: strongest,
        width: 328,
        height: 320,
        style: screenStyle,
      }),
  },
]
