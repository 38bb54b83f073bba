import type { ReactElement } from 'react'
import { madeUp } from '../galleryPicture.tsx'
import type { GalleryPicture } from '../galleryPicture.tsx'
import { columnWidths, pointsPerMm, printStyle, screenStyle } from '../style.ts'
import { ShareBars, shareBarsHeight } from './ShareBars.tsx'
import type { ShareBarsProps } from './ShareBars.tsx'
import { Upset } from './Upset.tsx'
import { layoutUpset } from './upsetLayout.ts'
import type { UpsetProps } from './upsetLayout.ts'

/** Pictures of the cohort page; the data are made up. */

const single = columnWidths.single * pointsPerMm
const double = columnWidths.double * pointsPerMm

const overlaps: Omit<UpsetProps, 'width' | 'style'> = {
  sets: [
    { key: 'ct', label: 'CT or other series', n: 37 },
    { key: 'rna', label: 'RNA expression', n: 156 },
    { key: 'immune', label: 'Immune fractions', n: 371 },
    { key: 'outcome', label: 'Outcome', n: 376 },
    { key: 'clinical', label: 'Clinical data', n: 377 },
  ],
  combinations: [
    { sets: ['immune', 'outcome', 'clinical'], n: 193 },
    { sets: ['rna', 'immune', 'outcome', 'clinical'], n: 142 },
    { sets: ['ct', 'immune', 'outcome', 'clinical'], n: 22 },
    { sets: ['ct', 'rna', 'immune', 'outcome', 'clinical'], n: 14 },
    { sets: ['outcome', 'clinical'], n: 5 },
    { sets: [], n: 1 },
  ],
}

const stages: Omit<ShareBarsProps, 'width' | 'style'> = {
  levels: ['Stage I', 'Stage II', 'Stage III', 'Stage IV'],
  groups: [
    {
      label: 'High risk',
      n: 76,
      nMissing: 4,
      counts: [31, 17, 27, 1],
      shares: [31 / 76, 17 / 76, 27 / 76, 1 / 76],
    },
    { label: 'Low risk', n: 57, nMissing: 0, counts: [30, 18, 9, 0], shares: [30 / 57, 18 / 57, 9 / 57, 0] },
    { label: 'A group of nobody', n: 0, nMissing: 3, counts: [0, 0, 0, 0], shares: [null, null, null, null] },
  ],
}

function upset(name: string, props: UpsetProps): ReactElement {
  return madeUp(name, { ...props, height: layoutUpset(props).height }, <Upset {...props} />)
}

function shares(name: string, props: ShareBarsProps): ReactElement {
  return madeUp(name, { ...props, height: shareBarsHeight(props) }, <ShareBars {...props} />)
}

export const cohortPictures: readonly GalleryPicture[] = [
  {
    name: 'upset-double',
    about: 'Who has what: a column a combination, every patient in one.',
    draw: () => upset('upset-double', { ...overlaps, width: double, style: printStyle }),
  },
  {
    name: 'upset-phone',
    about: 'On a phone there is no room for the bars of the sets, and not for all combinations.',
    draw: () => upset('upset-phone', { ...overlaps, width: 260, style: screenStyle }),
  },
  {
    name: 'shares-single',
    about: 'A category by group; nobody is no bar.',
    draw: () => shares('shares-single', { ...stages, width: single, style: printStyle }),
  },
]
