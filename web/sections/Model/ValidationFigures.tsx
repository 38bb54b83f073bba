import { FigurePanel } from '../../figure/FigurePanel.tsx'
import type { FigureVariables } from '../../figure/figureKind.ts'
import type { DownloadItem } from '../../ui/DownloadMenu.tsx'
import { evaluationFigures, modelKind } from './modelKind.tsx'
import type { Evaluation, Validation } from './model.ts'
import { boundsWords } from './words.ts'

interface Props {
  variables: FigureVariables
  validation: Validation
  more: readonly DownloadItem[]
}

/** For each evaluation, the honest one first: anatomy, ROC, calibration, decision curve. */
export function ValidationFigures({ validation, more, variables }: Props) {
  return (
    <>
      {validation.evaluations.map((evaluation, index) => (
        <section
          key={evaluation.kind}
          className="model-evaluation"
          aria-labelledby={`evaluation-${evaluation.kind}`}
        >
          <h2 id={`evaluation-${evaluation.kind}`}>{evaluation.label}</h2>
          <p className="muted">{evaluation.note}</p>
          <EvaluationFigures {...{ validation, more, variables, evaluation }} at={index} />
        </section>
      ))}
    </>
  )
}

function EvaluationFigures({
  validation,
  evaluation,
  more,
  variables,
  at,
}: Props & { evaluation: Evaluation; at: number }) {
  const [score] = evaluation.scores
  const figures = evaluationFigures(validation, evaluation, at)
  if (!score || figures === null) return null
  const method = { name: 'model-validation', about: 'validation of a score' }
  const base = { kind: modelKind, more, variables, method }
  const isSquare = evaluation.patients.some(({ gtr, ith }) => gtr !== null && ith !== null)
  const known = evaluation.scores.filter(({ roc }) => roc.length > 0)
  return (
    <div className="model-figures">
      <FigurePanel
        {...base}
        figure={figures.anatomy}
        summary={`${evaluation.patients.length} patients by ${isSquare ? 'their GTR and ITH probability, the axis of the score and its cutoff' : 'their score and outcome, and the cutoff'}.`}
        note={
          evaluation.kind === 'outOfFold'
            ? 'Circles: high risk, triangles: low risk, by the cutoff of each fold; filled: had the outcome.'
            : 'Circles: high risk, triangles: low risk; filled: had the outcome.'
        }
      />
      {figures.roc !== null && (
        <FigurePanel
          {...base}
          figure={figures.roc}
          summary={known.map(({ name, area }) => `${name}: area ${boundsWords(area)}`).join('; ')}
          note="Area with DeLong’s 95 % interval; band: pointwise interval of the sensitivity."
        />
      )}
      {score.calibration !== null && figures.calibration !== null && (
        <FigurePanel
          {...base}
          figure={figures.calibration}
          summary={`Slope ${boundsWords(score.calibration.slope)}, intercept ${boundsWords(score.calibration.intercept)}.`}
          note="The model as it was trained: nothing is refitted. Bars: 95 % intervals."
        />
      )}
      {figures.decision !== null && (
        <FigurePanel
          {...base}
          figure={figures.decision}
          summary="Net benefit of treating by each model over threshold probabilities, beside treating everybody and nobody."
          note="Worth using where it lies above everybody and nobody."
        />
      )}
    </div>
  )
}
