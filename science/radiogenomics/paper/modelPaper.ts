import { cohortWords, originWords, paragraph, softwareWords } from './paper.ts'
import type { Paper, PaperOrigin } from './paper.ts'

export interface ModelPaperInput {
  origin: PaperOrigin
  model: string
  outcome: { label: string; event: readonly string[] }
  cutoff: { value: number; rule: string }
  evaluations: readonly {
    kind: string
    label: string
    note: string
    n: number
    events: number
    isSquare: boolean
  }[]
}

/** A model judged: four figures for each evaluation, named "<evaluation>-roc" and so on. */
export function modelPaper({ origin, model, outcome, cutoff, evaluations }: ModelPaperInput): Paper {
  const event = `${outcome.label} = ${outcome.event.join(' or ')}`
  const where = evaluations.map(({ label, n, events }) => `${label} (n = ${n}, ${events} with the outcome)`)
  return {
    methods: paragraph([
      `${cohortWords(origin)}: ${model} was judged against ${event}: ${where.join('; ')}.`,
      ...evaluations.map(({ note }) => note),
      `Areas under the ROC curve are given with DeLong’s 95 % confidence interval and compared by DeLong’s test; calibration by slope, intercept and groups of equal size with Wilson’s intervals; net benefit over threshold probabilities. Cutoff ${cutoff.value} (${cutoff.rule}).`,
      softwareWords(origin),
    ]),
    legends: evaluations.flatMap(({ kind, label, n, events, isSquare }) => {
      const legend = (panel: string, text: string) => ({
        panel: `${kind}-${panel}`,
        text: paragraph([
          `${cohortWords(origin)}: ${model}, ${label.toLowerCase()}; outcome: ${event}; n = ${n}, ${events} with the outcome.`,
          text,
          originWords(origin),
        ]),
      })
      const marks = 'dashed: cutoff; circles: high risk, triangles: low risk; filled: had the outcome.'
      return [
        legend(
          'anatomy',
          isSquare
            ? `Every point is a patient; PC1: axis along which the score grows; ${marks}`
            : `Every point is a patient; ${marks}`,
        ),
        legend(
          'roc',
          'Area with DeLong’s 95 % interval; band: pointwise 95 % interval of the sensitivity (Wilson).',
        ),
        legend(
          'calibration',
          'Groups of equal size by predicted probability; bars: Wilson’s 95 % intervals. The model as it was trained: nothing is refitted.',
        ),
        legend('decision', 'Net benefit of treating whoever has at least the threshold probability.'),
      ]
    }),
  }
}

export interface ShiftPaperInput {
  origin: PaperOrigin
  model: string
  features: number
  patients: number
  inside: number
}

/** Is a cohort inside the space that a model was trained in. */
export function shiftPaper({ origin, model, features, patients, inside }: ShiftPaperInput): Paper {
  const said = `${cohortWords(origin)}: the ${features} features of ${model} in ${patients} patients beside its training set; ${inside} patients lie inside the training range of every feature.`
  return {
    methods: paragraph([said, softwareWords(origin)]),
    legends: [{ panel: 'shift', text: paragraph([said, originWords(origin)]) }],
  }
}
