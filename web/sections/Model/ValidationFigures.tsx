import type { DownloadItem } from '../../ui/DownloadMenu.tsx'
import { FigurePanel } from './FigurePanel.tsx'
import { anatomyDrawing, calibrationDrawing, decisionDrawing, rocDrawing } from './figures.tsx'
import type { Evaluation, Model, Validation } from './model.ts'
import { boundsWords } from './words.ts'

interface Props {
  model: Model
  validation: Validation
  more: readonly DownloadItem[]
}

/** For each evaluation, the honest one first: anatomy, ROC, calibration, decision curve. */
export function ValidationFigures({ model, validation, more }: Props) {
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
          <EvaluationFigures {...{ model, validation, more, evaluation }} first={index * 4} />
        </section>
      ))}
    </>
  )
}

const letters = 'abcdefghijkl'

function EvaluationFigures({
  model,
  validation,
  evaluation,
  more,
  first,
}: Props & { evaluation: Evaluation; first: number }) {
  const [score] = evaluation.scores
  if (!score) return null
  const cohort = model.release.cohort.title
  const where = `${model.label}, ${evaluation.label.toLowerCase()}; outcome: ${validation.outcomeLabel} = ${validation.outcomeEvent.join(' or ')}; n = ${evaluation.n}, ${evaluation.events} with the outcome.`
  const origin = `Model of ${cohort}, release ${validation.release.id}, analysis ${validation.id}, code ${validation.provenance.codeVersion.slice(0, 12)}. ${location.href}`
  const base = {
    isSimulated: model.release.cohort.simulated,
    metadata: validation.spec,
    more,
  }
  const parts = (name: string) => [model.key, evaluation.kind, name, validation.release.id, validation.id]
  const isSquare = evaluation.patients.some(({ gtr, ith }) => gtr !== null && ith !== null)
  const known = evaluation.scores.filter(({ roc }) => roc.length > 0)
  return (
    <div className="model-figures">
      <FigurePanel
        {...base}
        letter={letters[first] ?? ''}
        title="Score anatomy"
        summary={`${evaluation.patients.length} patients by ${isSquare ? 'their GTR and ITH probability, the axis of the score and its cutoff' : 'their score and outcome, and the cutoff'}.`}
        caption={[
          where,
          isSquare
            ? 'Every point is a patient; PC1: axis along which the score grows; dashed: cutoff; circles: high risk, triangles: low risk; filled: had the outcome.'
            : 'Every point is a patient; dashed: cutoff; circles: high risk, triangles: low risk; filled: had the outcome.',
          origin,
        ]}
        draw={anatomyDrawing(validation, evaluation)}
        parts={parts('anatomy')}
        note={
          evaluation.kind === 'outOfFold'
            ? 'Circles: high risk, triangles: low risk, by the cutoff of each fold; filled: had the outcome.'
            : 'Circles: high risk, triangles: low risk; filled: had the outcome.'
        }
      />
      {known.length > 0 && (
        <FigurePanel
          {...base}
          letter={letters[first + 1] ?? ''}
          title="ROC curves"
          summary={known.map(({ name, area }) => `${name}: area ${boundsWords(area)}`).join('; ')}
          caption={[
            where,
            'Area with DeLong’s 95 % interval; band: pointwise 95 % interval of the sensitivity (Wilson).',
            origin,
          ]}
          draw={rocDrawing(evaluation)}
          parts={parts('roc')}
          note="Area with DeLong’s 95 % interval; band: pointwise interval of the sensitivity."
        />
      )}
      {score.calibration !== null && (
        <FigurePanel
          {...base}
          letter={letters[first + 2] ?? ''}
          title="Calibration"
          summary={`Slope ${boundsWords(score.calibration.slope)}, intercept ${boundsWords(score.calibration.intercept)}.`}
          caption={[
            where,
            'Groups of equal size by predicted probability; bars: Wilson’s 95 % intervals. The model as it was trained: nothing is refitted.',
            origin,
          ]}
          draw={calibrationDrawing(score)}
          parts={parts('calibration')}
          note="The model as it was trained: nothing is refitted. Bars: 95 % intervals."
        />
      )}
      {score.decisionCurve.length > 0 && (
        <FigurePanel
          {...base}
          letter={letters[first + 3] ?? ''}
          title="Decision curve"
          summary="Net benefit of treating by each model over threshold probabilities, beside treating everybody and nobody."
          caption={[where, 'Net benefit of treating whoever has at least the threshold probability.', origin]}
          draw={decisionDrawing(evaluation)}
          parts={parts('decision')}
          note="Worth using where it lies above everybody and nobody."
        />
      )}
    </div>
  )
}
