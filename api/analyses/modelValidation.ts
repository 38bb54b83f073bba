import type { LayerColumns } from '../../db/read/layers.ts'
import { readLayerColumns } from '../../db/read/layers.ts'
import type { ReleaseRow } from '../../db/read/releases.ts'
import type { RiskModelRow } from '../../db/read/riskModels.ts'
import { InvalidInput } from '../../science/errors.ts'
import type { ModelCard } from '../../science/radiogenomics/modelCard.ts'
import type { Warning } from '../../science/radiogenomics/result.ts'
import { scoreLines } from '../../science/radiogenomics/scoreAnatomy.ts'
import type { RiskGroup } from '../../science/radiogenomics/trainedModel.ts'
import type { NamedScore, ScoredPatients } from '../../science/radiogenomics/validateStoredScores.ts'
import { riskGroupOf } from '../../science/radiogenomics/riskScore.ts'
import { isMissing } from '../../science/stats/missing.ts'
import type { Context } from '../context.ts'
import type { AnalysisKind } from './analysis.ts'
import { cardOf, requiredModel, scoreLayerOf } from './modelCardOf.ts'
import type {
  AnatomyAnswer,
  EvaluationAnswer,
  EvaluationKind,
  ModelValidationAnswer,
} from './modelValidationAnswer.ts'
import { parseModelValidationAnswer, pointAnswer, scoreAnswer } from './modelValidationAnswer.ts'
import type { ModelValidationInputShape, ModelValidationSpec } from './modelValidationSpec.ts'
import { parseModelValidation } from './modelValidationSpec.ts'
import { modelValidationTable } from './modelValidationTsv.ts'
import { validationWords } from './modelValidationWords.ts'

/** A stored model judged on the patients of a release whose outcome is known. */
export const modelValidation: AnalysisKind<
  ModelValidationInputShape,
  ModelValidationSpec,
  ModelValidationAnswer
> = {
  kind: 'modelValidation',
  parseSpec: parseModelValidation,
  compute,
  parseAnswer: parseModelValidationAnswer,
  table: modelValidationTable,
}

async function compute(
  context: Context,
  release: ReleaseRow,
  spec: ModelValidationSpec,
  unwanted: AbortSignal,
): Promise<ModelValidationAnswer> {
  const model = await requiredModel(context, spec.model)
  const card = await cardOf(context, model)
  const outcome = await loadOutcome(context, release, spec, card)
  const sets = await loadSets(context, release, model, card)
  const evaluations: EvaluationAnswer[] = []
  for (const set of sets) {
    const scored: ScoredPatients = {
      scores: set.scores,
      groups: set.groups,
      outcome: outcome.values,
      onOwnPatients: set.kind === 'inSample',
    }
    const result = await context.workers.run('validateStoredScores', scored, { unwanted })
    const [first] = result.scores
    evaluations.push({
      ...{ kind: set.kind, label: evaluationLabels[set.kind], note: evaluationNotes[set.kind] },
      ...{ n: first?.n ?? 0, events: first?.events ?? 0 },
      ...{ withoutOutcome: result.withoutOutcome, withoutScore: result.withoutScore },
      groupsVariable: set.groupsVariable,
      scores: result.scores.map(scoreAnswer),
      groups: result.groups && pointAnswer(result.groups),
      comparisons: result.comparisons,
      anatomy: anatomyOf(set, outcome),
    })
  }
  const { variable, event, label } = outcome
  return {
    model: spec.model,
    outcome: { variable, label, event },
    evaluations,
    lines: model.inputs.length === 2 ? scoreLines(model, model.cutoff) : null,
    cutoff: { value: model.cutoff, rule: model.cutoffRule },
    answer: validationWords(evaluations, card),
    warnings: warningsOf(model, card, release),
    seed: card?.model.spec.seed ?? null,
    files: await context.facts.files(release.id),
  }
}

const evaluationLabels: Record<EvaluationKind, string> = {
  outOfFold: 'Out of fold (honest)',
  inSample: 'In-sample (apparent)',
  applied: 'Applied to other patients',
  stored: 'As brought along',
}

const evaluationNotes: Record<EvaluationKind, string> = {
  outOfFold:
    'Every patient was scored by models that never saw them; selection, tuning and cutoff inside the folds.',
  inSample: 'The finished model on the patients it was trained on: looks better than it is.',
  applied: 'The finished model on patients it never saw; nothing was fitted to them.',
  stored: 'Probabilities came with the data; whether their patients were trained on is not recorded.',
}

interface Outcome {
  variable: string
  label: string
  event: readonly string[]
  patients: readonly string[]
  /** one per patient of the release */
  values: Float64Array
}

async function loadOutcome(
  context: Context,
  release: ReleaseRow,
  spec: ModelValidationSpec,
  card: ModelCard | null,
): Promise<Outcome> {
  const asked = spec.outcome ?? card?.provenance.outcome
  if (!asked)
    throw new InvalidInput(
      'outcome',
      'none',
      'a category and its levels: the model does not say what it predicts',
    )
  const column = await context.facts.column(release.id, asked.variable)
  const { levels } = column?.variable ?? {}
  if (!column?.patientValues || !levels)
    throw new InvalidInput(
      'outcome.variable',
      asked.variable,
      `a category of release ${release.shortId} with a value for each patient`,
    )
  const unknown = asked.event.find((level) => !levels.includes(level))
  if (unknown !== undefined) throw new InvalidInput('outcome.event', unknown, levels.join(', '))
  const events = new Set(asked.event.map((level) => levels.indexOf(level)))
  return {
    variable: asked.variable,
    label: column.variable.label,
    event: asked.event,
    patients: await context.facts.patientIds(release.id),
    values: column.patientValues.map((value) => (isMissing(value) ? NaN : Number(events.has(value)))),
  }
}

interface ScoredSet {
  kind: EvaluationKind
  scores: NamedScore[]
  groups: RiskGroup[]
  groupsVariable: string | null
  gtr: Float64Array | null
  ith: Float64Array | null
}

async function loadSets(
  context: Context,
  release: ReleaseRow,
  model: RiskModelRow,
  card: ModelCard | null,
): Promise<ScoredSet[]> {
  const key = scoreLayerOf(model)
  const read = (layer: string): Promise<LayerColumns | null> =>
    readLayerColumns(context.db, release.id, { kind: 'score', key: layer })
  const [own, outOfFold] = await Promise.all([read(key), read(`${key}-out-of-fold`)])
  if (!own)
    throw new InvalidInput(
      'release',
      release.shortId,
      `a release with scores by the model: run "etl score ${release.cohort.slug} --model ${model.trainedOn.cohort}/${model.key}"`,
    )
  const isHome = outOfFold !== null && card !== null
  const kind = isHome ? 'inSample' : card ? 'applied' : 'stored'
  return [
    ...(isHome ? [scoredSet('outOfFold', `${key}-out-of-fold`, outOfFold, model)] : []),
    scoredSet(kind, key, own, model),
  ]
}

function scoredSet(kind: EvaluationKind, key: string, layer: LayerColumns, model: RiskModelRow): ScoredSet {
  const column = (name: string): Float64Array | null => {
    const values = layer.columns[layer.variables.findIndex((variable) => variable.key === name)]
    const { patientRows } = layer
    return values && patientRows ? Float64Array.from(patientRows, (row) => values[row] ?? NaN) : null
  }
  const [gtr, ith, probability, stated] = ['gtr_proba', 'ith_proba', 'probability', 'risk_group'].map(column)
  const score =
    (kind === 'inSample' ? column('score_as_published') : null) ?? column('score') ?? new Float64Array()
  const own = column('score') ?? new Float64Array()
  const parts: NamedScore[] = gtr && ith ? [named('GTR', gtr), named('ITH', ith)] : []
  const rivals = layer.variables.flatMap(({ key: name }) => {
    const values = name.startsWith('rival_') ? column(name) : null
    return values ? [named(name.slice('rival_'.length), values)] : []
  })
  return {
    kind,
    gtr: gtr ?? null,
    ith: ith ?? null,
    scores: [
      {
        name: gtr && ith ? 'GTR-ITH' : gtr ? 'GTR' : 'ITH',
        values: score,
        probabilities: probability ?? null,
      },
      ...parts,
      ...rivals,
    ],
    groupsVariable: stated ? `score:${key}/risk_group` : null,
    groups: Array.from(own, (value, i): RiskGroup => {
      const level = stated?.[i]
      if (level !== undefined) return level === 0 ? 'high' : level === 1 ? 'low' : null
      return riskGroupOf(value, model.cutoff)
    }),
  }
}

function named(name: string, values: Float64Array): NamedScore {
  return { name, values, probabilities: values }
}

function anatomyOf({ gtr, ith, scores, groups }: ScoredSet, { patients, values }: Outcome): AnatomyAnswer {
  const score = scores[0]?.values ?? new Float64Array()
  const rows = [...patients.keys()].filter((row) => !isMissing(score[row] ?? NaN))
  const at = (column: Float64Array): (number | null)[] =>
    rows.map((row) => (isMissing(column[row] ?? NaN) ? null : (column[row] ?? null)))
  return {
    patients: rows.map((row) => patients[row] ?? ''),
    gtr: gtr && at(gtr),
    ith: ith && at(ith),
    score: at(score),
    groups: rows.map((row) => {
      const group = groups[row] ?? null
      return group === null ? null : group === 'high' ? 'HIGH' : 'LOW'
    }),
    events: rows.map((row) => (isMissing(values[row] ?? NaN) ? null : values[row] === 1)),
  }
}

function warningsOf(model: RiskModelRow, card: ModelCard | null, release: ReleaseRow): Warning[] {
  const isElsewhere = model.trainedOn.cohort !== release.cohort.slug
  return [
    ...(isElsewhere
      ? [
          {
            code: 'cutoff-from-elsewhere',
            message: `The cutoff is the ${model.cutoffRule} of ${model.trainedOn.patients} patients of ${model.trainedOn.cohort}.`,
          },
        ]
      : []),
    ...(card?.warnings ?? []).map((message) => ({ code: 'training-warning', message })),
  ]
}
