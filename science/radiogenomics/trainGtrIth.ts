import { picked } from '../prediction/featureTable.ts'
import { possibleFolds } from '../prediction/folds.ts'
import { partSeed } from '../prediction/gridScores.ts'
import { fitPipeline } from '../prediction/pipeline.ts'
import type { LeftOut, Pipeline, PipelineFit } from '../prediction/pipelineTypes.ts'
import { within, type Report } from '../prediction/progress.ts'
import { compareAreas } from '../prediction/roc.ts'
import { isMissing } from '../stats/missing.ts'
import { areaOf, evaluationOf } from './evaluation.ts'
import { featureAccounts } from './featureAccounts.ts'
import { probabilitiesBy, scoreOfParts, type FoldScore, type ScoreRule } from './foldScore.ts'
import { narrowedSource } from './heterogeneity.ts'
import { nestedEvaluation, type Nested } from './nestedEvaluation.ts'
import { trainRiskScore, type RiskScoreModel } from './riskScore.ts'
import { fitRival, rivalProbabilities } from './rivals.ts'
import type {
  Evaluation,
  GtrIthTraining,
  ModelKind,
  NamedComparison,
  RivalEvaluation,
  TrainedModel,
} from './trainedModel.ts'
import type { TrainingSpec } from './trainingSpec.ts'
import {
  alignedInput,
  checkSpec,
  partNames,
  type Part,
  type TrainingInput,
  type TrainingTables,
} from './trainingTables.ts'

/**
 * Trains a GTR, ITH or GTR-ITH model and evaluates it twice: nested (honest) and as published (apparent), with rival models beside.
 * The same input in another order of patients or features gives the same model.
 * @param given tables whose patients may differ: who is where is sorted out here, everybody left out has a reason
 * @returns the model with its evaluations; not testable where too few patients have an outcome, no feature passed, or no score can be made
 * @throws InvalidInput a table or the specification is not what it should be   @throws Stopped the listener says stop
 * @source Jin et al. 2025 (Hepatology); nested evaluation: Varma & Simon 2006
 * @differs published training probabilities are in-sample; both are given, the nested first
 */
export function trainGtrIth(given: TrainingInput, spec: TrainingSpec, report?: Report): GtrIthTraining {
  checkSpec(spec, given)
  // a table that the specification has no part for brings in neither patients nor gaps
  const input = { ...given, gtr: spec.gtr && given.gtr, ith: spec.ith && given.ith }
  const { patients, tables, outcome } = alignedInput(input)
  const rows = Int32Array.from(patients.keys()).filter((row) => !isMissing(outcome[row] ?? NaN))
  const y = picked(outcome, rows)
  if (possibleFolds(y, spec.nested.folds) < spec.nested.folds || possibleFolds(y, 4) < 4) {
    const events = y.reduce((sum, value) => sum + value, 0)
    return refusal(
      `${events} patients with the outcome and ${y.length - events} without: ${Math.max(4, spec.nested.folds)} of each are needed`,
      y.length,
    )
  }
  const fits = finishedFits(tables, outcome, spec, report)
  for (const part of partNames)
    if (fits[part]?.pipeline.features.length === 0)
      return refusal(`no feature of the ${part.toUpperCase()} vector passed the selection`, y.length)
  const nested = nestedEvaluation(tables, outcome, rows, spec, within(report, 'nested evaluation'))
  const apparent = scoreOfParts({ gtr: fits.gtr?.inSample ?? null, ith: fits.ith?.inSample ?? null }, outcome)
  const stored = storedScore(spec, fits, nested, outcome)
  if (stored.kind === 'notTestable') return stored
  const rivals = fittedRivals(tables, outcome, rows, spec)
  const rivalEvaluations = rivals.map((rival, k) =>
    rivalEvaluation(rival, nested.rivals[k], tables, outcome, rows),
  )
  return {
    kind: 'trained',
    model: modelOf(spec, input, fits, stored, outcome, fittedOnly(rivals)),
    patients,
    outcome,
    evaluations: [nestedView(nested, outcome), publishedView(fits, apparent, outcome, spec)],
    rivals: rivalEvaluations,
    comparisons: comparisonsOf(nested, rivalEvaluations, spec, outcome),
    features: partNames.flatMap((part) => {
      const [table, fit] = [tables[part], fits[part]]
      return table && fit ? featureAccounts(part, table, fit.pipeline.features, nested.accounts, outcome) : []
    }),
    leftOut: leftOutOf(fits, patients, stored.scores),
    warnings: [
      ...fitWarnings(fits),
      ...nested.substitutes,
      ...rivals.flatMap(({ name, pipeline }) =>
        pipeline ? [] : [`${name}: too few patients have its features; it does not stand beside the model`],
      ),
    ],
  }
}

function fitWarnings(fits: Fits): string[] {
  return partNames.flatMap((part) =>
    (fits[part]?.warnings ?? []).map((warning) => `${part.toUpperCase()}: ${warning}`),
  )
}

type Fits = Record<Part, PipelineFit | null>

function refusal(reason: string, n: number): Extract<GtrIthTraining, { kind: 'notTestable' }> {
  return { kind: 'notTestable', reason, n }
}

function kindOf({ gtr, ith }: TrainingSpec): ModelKind {
  return gtr && ith ? 'gtr-ith' : gtr ? 'gtr' : 'ith'
}

function finishedFits(
  tables: TrainingTables,
  outcome: Float64Array,
  spec: TrainingSpec,
  report: Report | undefined,
): Fits {
  const fit = (part: Part, place: number): PipelineFit | null => {
    const [plan, table] = [spec[part], tables[part]]
    if (!plan || !table) return null
    return fitPipeline(table, outcome, plan, partSeed(spec.seed, place), within(report, part.toUpperCase()))
  }
  return { gtr: fit('gtr', 0), ith: fit('ith', 1) }
}

const partOf = ({ pipeline, selection, tuned }: PipelineFit): NonNullable<TrainedModel['gtr']> => ({
  pipeline,
  selection,
  tuned,
})

type Stored = {
  kind: 'stored'
  score: RiskScoreModel | null
  rule: ScoreRule
  cutoffRule: string
  scores: Float64Array
}

/** The component and cutoff that the model keeps; unlike in a fold of the evaluation there is no substitute for a component. */
function storedScore(
  spec: TrainingSpec,
  fits: Fits,
  nested: Nested,
  outcome: Float64Array,
): Stored | Extract<GtrIthTraining, { kind: 'notTestable' }> {
  const from = (part: Part): Float64Array | null =>
    spec.scoreFrom === 'inSample' ? (fits[part]?.inSample ?? null) : nested[part]
  const [gtr, ith] = [from('gtr'), from('ith')]
  const cutoffRule = spec.scoreFrom === 'inSample' ? 'training median' : 'out-of-fold training median'
  const { rule, scores } = scoreOfParts({ gtr, ith }, outcome)
  if (!gtr || !ith) return { kind: 'stored', score: null, rule, cutoffRule, scores }
  const trained = trainRiskScore({ gtr, ith })
  if (trained.kind === 'notTestable') return trained
  return { kind: 'stored', score: { ...trained.model, cutoffRule }, rule, cutoffRule, scores }
}

function modelOf(
  spec: TrainingSpec,
  { heterogeneity }: TrainingInput,
  fits: Fits,
  { score, rule, cutoffRule, scores }: Stored,
  outcome: Float64Array,
  rivals: TrainedModel['rivals'],
): TrainedModel {
  const scored = Int32Array.from(scores.keys()).filter(
    (row) => !isMissing(scores[row] ?? NaN) && !isMissing(outcome[row] ?? NaN),
  )
  return {
    version: 1,
    kind: kindOf(spec),
    name: spec.name,
    outcome: spec.outcome,
    gtr: fits.gtr && partOf(fits.gtr),
    ith: fits.ith && partOf(fits.ith),
    heterogeneity: heterogeneity && fits.ith && narrowedSource(heterogeneity, fits.ith.pipeline.features),
    score,
    probability: rule.probability,
    cutoff: rule.cutoff,
    cutoffRule,
    patients: scored.length,
    events: picked(outcome, scored).reduce((sum, value) => sum + value, 0),
    rivals,
    spec,
  }
}

function nestedView(nested: Nested, outcome: Float64Array): Evaluation {
  return evaluationOf({
    kind: 'nested',
    gtr: nested.gtr,
    ith: nested.ith,
    score: nested.score,
    probability: nested.probability,
    margins: nested.margins,
    outcome,
    folds: nested.folds,
    disclosures: [
      'selection, settings, component and cutoff were made anew in every fold, without the patients that it scores',
      ...nested.substitutes,
    ],
  })
}

function publishedView(
  fits: Fits,
  apparent: FoldScore,
  outcome: Float64Array,
  spec: TrainingSpec,
): Evaluation {
  return evaluationOf({
    kind: 'published',
    gtr: fits.gtr?.inSample ?? null,
    ith: fits.ith?.inSample ?? null,
    score: apparent.scores,
    probability: probabilitiesBy(apparent.rule, apparent.scores),
    margins: apparent.scores.map((score) => score - apparent.rule.cutoff),
    outcome,
    folds: [],
    disclosures: [
      'apparent: selection saw all training patients, probabilities are in-sample, component and cutoff come from them; on pure noise this reports areas near .9',
      'one row per patient and the right column in every filter: the published code drops a neighbouring column of the ITH vector and repeats patients per region',
      'features stand in the order of their names, rows are dealt to folds by the seed',
      ...(spec.scoreFrom === 'outOfFold'
        ? ['the stored cutoff is not this one: it comes from out-of-fold scores']
        : []),
      ...(apparent.substitute ? [apparent.substitute] : []),
    ],
  })
}

function fittedRivals(
  tables: TrainingTables,
  outcome: Float64Array,
  rows: Int32Array,
  spec: TrainingSpec,
): FittedRival[] {
  const table = tables.rivals
  if (!table) return []
  return spec.rivals.map(({ name, features }) => ({
    name,
    features: [...features].sort(),
    pipeline: fitRival(table, { name, features }, outcome, rows, spec.seed),
  }))
}

interface FittedRival {
  name: string
  features: readonly string[]
  /** null where too few patients have its features */
  pipeline: Pipeline | null
}

function fittedOnly(rivals: readonly FittedRival[]): TrainedModel['rivals'] {
  return rivals.flatMap(({ name, pipeline }) => (pipeline ? [{ name, pipeline }] : []))
}

function rivalEvaluation(
  { name, features, pipeline }: FittedRival,
  held: Float64Array | undefined,
  { rivals }: TrainingTables,
  outcome: Float64Array,
  rows: Int32Array,
): RivalEvaluation {
  const outOfFold = held ?? new Float64Array(outcome.length).fill(NaN)
  const apparent = new Float64Array(outcome.length).fill(NaN)
  if (rivals) rivalProbabilities(pipeline, rivals, rows).forEach((p, i) => (apparent[rows[i] ?? 0] = p))
  return {
    name,
    features: pipeline?.features ?? features,
    outOfFold,
    areas: { outOfFold: areaOf(outOfFold, outcome), apparent: areaOf(apparent, outcome) },
  }
}

function comparisonsOf(
  nested: Nested,
  rivals: readonly RivalEvaluation[],
  spec: TrainingSpec,
  outcome: Float64Array,
): NamedComparison[] {
  const both = kindOf(spec) === 'gtr-ith'
  const models: [string, Float64Array | null][] = [
    [both ? 'GTR-ITH' : kindOf(spec).toUpperCase(), nested.score],
    ...(both
      ? [
          ['GTR', nested.gtr] satisfies [string, Float64Array | null],
          ['ITH', nested.ith] satisfies [string, Float64Array | null],
        ]
      : []),
    ...rivals.map(({ name, outOfFold }): [string, Float64Array] => [name, outOfFold]),
  ]
  return models.flatMap(([first, x], i) =>
    models.slice(i + 1).flatMap(([second, z]) => {
      if (!x || !z) return []
      const rows = Int32Array.from(outcome.keys()).filter(
        (row) => ![x[row], z[row], outcome[row]].some((value) => isMissing(value ?? NaN)),
      )
      const result = compareAreas(picked(x, rows), picked(z, rows), picked(outcome, rows))
      return [{ first, second, n: rows.length, result }]
    }),
  )
}

function leftOutOf(
  fits: Fits,
  patients: readonly string[],
  scores: Float64Array,
): (LeftOut & { part: 'gtr' | 'ith' | 'score' })[] {
  const parts = partNames.flatMap((part) => (fits[part]?.leftOut ?? []).map((left) => ({ ...left, part })))
  const known = new Set(parts.map(({ patient }) => patient))
  const others = patients.flatMap((patient, row) =>
    isMissing(scores[row] ?? NaN) && !known.has(patient)
      ? [{ patient, part: 'score' as const, reason: 'a probability is missing' }]
      : [],
  )
  return [...parts, ...others]
}
