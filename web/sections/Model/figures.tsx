import type { ReactNode } from 'react'
import { Calibration } from '../../plots/model/Calibration.tsx'
import type { CalibrationProps } from '../../plots/model/Calibration.tsx'
import { DecisionCurve, decisionLayout } from '../../plots/model/DecisionCurve.tsx'
import type { DecisionCurveProps } from '../../plots/model/DecisionCurve.tsx'
import { Roc } from '../../plots/model/Roc.tsx'
import type { RocProps } from '../../plots/model/Roc.tsx'
import { ScoreAnatomy } from '../../plots/model/ScoreAnatomy.tsx'
import { layoutShares } from '../../plots/model/xyLayout.ts'
import type { AnatomyPoint, ScoreAnatomyProps } from '../../plots/model/ScoreAnatomy.tsx'
import { ScoreStrip, scoreStripLayout } from '../../plots/model/ScoreStrip.tsx'
import type { ScoreStripProps } from '../../plots/model/ScoreStrip.tsx'
import type { PlotStyle } from '../../plots/style.ts'
import type { Evaluation, Score, Validation } from './model.ts'
import { calibrationNotes, curveLabel } from './words.ts'
import { scoreName } from './model.ts'

/** A drawing for a width and a style, for screen and file alike. */
export type Drawing = (
  width: number,
  style: PlotStyle,
) => { width: number; height: number; drawing: ReactNode }

export function rocDrawing(evaluation: Evaluation): Drawing {
  return (width, style) => {
    const props: RocProps = {
      curves: evaluation.scores
        .filter(({ roc }) => roc.length > 0)
        .map((score, i) => ({
          label: curveLabel(score),
          points: score.roc,
          band: i === 0 ? score.roc : null,
        })),
      width,
      style,
    }
    return { ...layoutShares(props), drawing: <Roc {...props} /> }
  }
}

export function calibrationDrawing(score: Score): Drawing {
  return (width, style) => {
    const props: CalibrationProps = {
      groups: (score.calibration?.groups ?? []).map(({ n, predicted, observed }) => ({
        n,
        predicted,
        observed: observed.value ?? 0,
        low: observed.low ?? 0,
        high: observed.high ?? 1,
      })),
      notes: calibrationNotes(score),
      width,
      style,
    }
    return { ...layoutShares(props), drawing: <Calibration {...props} /> }
  }
}

export function decisionDrawing(evaluation: Evaluation): Drawing {
  return (width, style) => {
    const withCurves = evaluation.scores.filter(({ decisionCurve }) => decisionCurve.length > 0)
    const props: DecisionCurveProps = {
      models: withCurves.map(({ name, decisionCurve }) => ({
        label: scoreName(name),
        points: decisionCurve,
      })),
      all: {
        label: 'Everybody',
        points: (withCurves[0]?.decisionCurve ?? []).map(({ threshold, all }) => ({
          threshold,
          netBenefit: all,
        })),
      },
      width,
      style,
    }
    return { ...decisionLayout(props), drawing: <DecisionCurve {...props} /> }
  }
}

/** Of a model of two parts the square of its probabilities, of one part the strip of its score. */
export function anatomyDrawing(validation: Validation, evaluation: Evaluation): Drawing {
  const isSquare = evaluation.patients.some(({ gtr, ith }) => gtr !== null && ith !== null)
  return (width, style) => {
    if (!isSquare) {
      const props: ScoreStripProps = {
        points: evaluation.patients.flatMap(({ patient, score, group, event }) =>
          score === null ? [] : [{ patient, score, group: groupOf(group), event }],
        ),
        cutoff: validation.cutoff,
        width,
        style,
      }
      return { ...scoreStripLayout(props), drawing: <ScoreStrip {...props} /> }
    }
    const props: ScoreAnatomyProps = {
      points: evaluation.patients.flatMap(({ patient, gtr, ith, group, event }): AnatomyPoint[] =>
        gtr === null || ith === null ? [] : [{ patient, gtr, ith, group: groupOf(group), event }],
      ),
      axis: validation.axis,
      cutoff: evaluation.kind === 'outOfFold' ? null : validation.cutoffLine,
      width,
      style,
    }
    return { ...layoutShares(props), drawing: <ScoreAnatomy {...props} /> }
  }
}

function groupOf(group: string | null): 'HIGH' | 'LOW' {
  return group === 'HIGH' ? 'HIGH' : 'LOW'
}
