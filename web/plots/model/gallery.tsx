import type { ReactElement } from 'react'
import { columnWidths, pointsPerMm, printStyle, screenStyle } from '../style.ts'
import { Calibration } from './Calibration.tsx'
import { DecisionCurve, decisionLayout } from './DecisionCurve.tsx'
import {
  anatomyAxis,
  anatomyCutoff,
  anatomyPoints,
  benefitCurves,
  benefitOfAll,
  calibrationGroups,
  rocCurves,
} from './galleryData.ts'
import { madeUp } from '../galleryPicture.tsx'
import { Roc } from './Roc.tsx'
import { ScoreAnatomy } from './ScoreAnatomy.tsx'
import { layoutShares } from './xyLayout.ts'
import { ScoreStrip, scoreStripLayout } from './ScoreStrip.tsx'

type Picture = readonly [string, string, () => ReactElement]

const single = columnWidths.single * pointsPerMm
const looks = [
  ['print', { style: printStyle, width: single }],
  ['phone', { style: screenStyle, width: 320 }],
] as const

function inBoth(
  name: string,
  about: string,
  draw: (name: string, look: (typeof looks)[number][1]) => ReactElement,
): Picture[] {
  return looks.map(([where, look]) => [
    `${name}-${where}`,
    `${about}, ${where}`,
    () => draw(`${name}-${where}`, look),
  ])
}

/** Figures of the model page. */
export const modelPictures: readonly Picture[] = [
  ...inBoth('score-anatomy', 'The two probabilities, component and cutoff', (name, look) => {
    const props = { ...look, points: anatomyPoints, axis: anatomyAxis, cutoff: anatomyCutoff }
    return madeUp(name, { ...layoutShares(props), style: look.style }, <ScoreAnatomy {...props} />)
  }),
  ...inBoth('score-strip', 'A model of one part', (name, look) => {
    const points = anatomyPoints.map(({ gtr, ...point }) => ({ ...point, score: gtr }))
    const props = { ...look, points, cutoff: 0.5 }
    return madeUp(name, { ...scoreStripLayout(props), style: look.style }, <ScoreStrip {...props} />)
  }),
  ...inBoth('roc', 'ROC curves with a band', (name, look) => {
    const props = { ...look, curves: rocCurves }
    return madeUp(name, { ...layoutShares(props), style: look.style }, <Roc {...props} />)
  }),
  ...inBoth('calibration', 'Predicted against observed', (name, look) => {
    const notes = ['slope .93 (.41 to 1.45)', 'intercept .02 (−.41 to .45)', 'Brier .207']
    const props = { ...look, groups: calibrationGroups, notes }
    return madeUp(name, { ...layoutShares(props), style: look.style }, <Calibration {...props} />)
  }),
  ...inBoth('decision-curve', 'Net benefit', (name, look) => {
    const props = { ...look, models: benefitCurves, all: benefitOfAll }
    return madeUp(name, { ...decisionLayout(props), style: look.style }, <DecisionCurve {...props} />)
  }),
]
