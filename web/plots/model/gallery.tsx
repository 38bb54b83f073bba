import type { ReactElement, ReactNode } from 'react'
import { Figure } from '../Figure.tsx'
import { columnWidths, pointsPerMm, printStyle, screenStyle } from '../style.ts'
import type { PlotStyle } from '../style.ts'
import { Calibration, calibrationLayout } from './Calibration.tsx'
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
import { Roc, rocLayout } from './Roc.tsx'
import { ScoreAnatomy, anatomyLayout } from './ScoreAnatomy.tsx'
import { ScoreStrip, scoreStripLayout } from './ScoreStrip.tsx'

type Picture = readonly [string, string, () => ReactElement]

function figure(name: string, style: PlotStyle, size: { width: number; height: number }, drawing: ReactNode) {
  return (
    <Figure
      id={name}
      title={name}
      summary="Made-up data"
      style={style}
      width={size.width}
      height={size.height}
    >
      {drawing}
    </Figure>
  )
}

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
    return figure(name, look.style, anatomyLayout(props), <ScoreAnatomy {...props} />)
  }),
  ...inBoth('score-strip', 'A model of one part', (name, look) => {
    const points = anatomyPoints.map(({ gtr, ...point }) => ({ ...point, score: gtr }))
    const props = { ...look, points, cutoff: 0.5 }
    return figure(name, look.style, scoreStripLayout(props), <ScoreStrip {...props} />)
  }),
  ...inBoth('roc', 'ROC curves with a band', (name, look) => {
    const props = { ...look, curves: rocCurves }
    return figure(name, look.style, rocLayout(props), <Roc {...props} />)
  }),
  ...inBoth('calibration', 'Predicted against observed', (name, look) => {
    const notes = ['slope .93 (.41 to 1.45)', 'intercept .02 (−.41 to .45)', 'Brier .207']
    const props = { ...look, groups: calibrationGroups, notes }
    return figure(name, look.style, calibrationLayout(props), <Calibration {...props} />)
  }),
  ...inBoth('decision-curve', 'Net benefit', (name, look) => {
    const props = { ...look, models: benefitCurves, all: benefitOfAll }
    return figure(name, look.style, decisionLayout(props), <DecisionCurve {...props} />)
  }),
]
