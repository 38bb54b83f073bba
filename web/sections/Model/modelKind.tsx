import { figureKind } from '../../figure/figureKind.ts'
import type { PanelFigure } from '../../figure/panelFigure.tsx'
import { ModelValidationDocument, ModelValidationTsvDocument } from '../../gql/generated/graphql.ts'
import { anatomyDrawing, calibrationDrawing, decisionDrawing, rocDrawing } from './figures.tsx'
import type { Evaluation, Validation } from './model.ts'

const letters = 'abcdefghijklmnop'

interface EvaluationFigures {
  anatomy: PanelFigure
  roc: PanelFigure | null
  calibration: PanelFigure | null
  decision: PanelFigure | null
}

/** The four figures of one evaluation; null where it has not the numbers. @param at its place among the evaluations */
export function evaluationFigures(
  validation: Validation,
  evaluation: Evaluation,
  at: number,
): EvaluationFigures | null {
  const [score] = evaluation.scores
  if (!score) return null
  const figure = (place: number, name: string, title: string, draw: PanelFigure['draw']): PanelFigure => ({
    panel: `${evaluation.kind}-${name}`,
    letter: letters[at * 4 + place] ?? '',
    title,
    about: 'model',
    origin: validation,
    draw,
  })
  const hasRoc = evaluation.scores.some(({ roc }) => roc.length > 0)
  return {
    anatomy: figure(0, 'anatomy', 'Score anatomy', anatomyDrawing(validation, evaluation)),
    roc: hasRoc ? figure(1, 'roc', 'ROC curves', rocDrawing(evaluation)) : null,
    calibration:
      score.calibration === null ? null : figure(2, 'calibration', 'Calibration', calibrationDrawing(score)),
    decision:
      score.decisionCurve.length === 0
        ? null
        : figure(3, 'decision', 'Decision curve', decisionDrawing(evaluation)),
  }
}

export const modelKind = figureKind({
  key: 'model',
  document: ModelValidationDocument,
  figures: ({ modelValidation }) =>
    modelValidation.evaluations.flatMap((evaluation, at) => {
      const figures = evaluationFigures(modelValidation, evaluation, at)
      if (figures === null) return []
      return [figures.anatomy, figures.roc, figures.calibration, figures.decision].filter(
        (one) => one !== null,
      )
    }),
  tsv: { document: ModelValidationTsvDocument, textOf: ({ modelValidation }) => modelValidation.tsv },
})
