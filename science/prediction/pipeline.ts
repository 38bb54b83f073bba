import { InvalidInput } from '../errors.ts'
import { ascending, moments, quantile } from '../stats/describe.ts'
import { isMissing } from '../stats/missing.ts'
import { createRandom } from '../stats/random.ts'
import { calibrated, fitCalibrator } from './calibrator.ts'
import { columnsNamed, picked, type FeatureTable } from './featureTable.ts'
import { tuneLearner } from './gridSearch.ts'
import { partSeed } from './gridScores.ts'
import type { LeftOut, Pipeline, PipelineFit, PipelinePlan } from './pipelineTypes.ts'
import { type Report } from './progress.ts'
import { classWeights, sampleOf } from './sample.ts'
import { selectFeatures } from './selection.ts'
import type { DroppedFeature, SelectionRecord } from './selectionTypes.ts'
import { fitStack, stackProbabilities } from './stacking.ts'

/**
 * Fits a plan: gaps, z-score, selection, tuning, stacking, calibration, all on these patients only.
 * @param table ordered (`orderedTable`)   @param outcome 0, 1 or NaN (unknown: the patient takes no part)
 * @param seed decides everything that is drawn
 * @throws InvalidInput fewer than two patients with either outcome, no learner, a setting out of range   @throws Stopped the listener says stop
 */
export function fitPipeline(
  table: FeatureTable,
  outcome: Float64Array,
  plan: PipelinePlan,
  seed: number,
  report?: Report,
): PipelineFit {
  if (plan.learners.length === 0) throw new InvalidInput('learners', 0, 'at least one learner')
  const { rows, leftOut } = completeRows(table, outcome)
  const y = picked(outcome, rows)
  const events = y.reduce((sum, value) => sum + value, 0)
  if (events < 2 || y.length - events < 2)
    throw new InvalidInput(
      'outcome',
      `${events} and ${y.length - events} patients`,
      'two with either outcome',
    )
  const filled = usableColumns(table, rows, plan.missing)
  const scaled = filled.columns.map(zScored)
  const values = scaled.map((column) => column.values)
  const selection = selectFeatures(
    filled.features,
    values,
    y,
    plan.selection,
    createRandom(partSeed(seed, 0)),
  )
  const places = selection.selected.map((feature) => filled.features.indexOf(feature))
  const columns = places.map((place) => values[place] ?? new Float64Array())
  const sample = sampleOf(columns, y, classWeights(y, plan.classWeight))
  const tuned = plan.learners.map((grid, k) =>
    tuneLearner(grid, sample, plan.tuning, partSeed(seed, 1 + k), report),
  )
  const specs = tuned.map(({ spec }) => spec)
  const { stack, outOfFold } = fitStack(specs, sample, plan.stackingFolds, partSeed(seed, 100), report)
  const calibrator =
    plan.calibration === 'none' || outOfFold.some(isMissing)
      ? null
      : fitCalibrator(plan.calibration, outOfFold, y)
  const spread = (raw: Float64Array): Float64Array => {
    const out = new Float64Array(table.patients.length).fill(NaN)
    const p = calibrator ? calibrated(calibrator, raw) : raw
    rows.forEach((row, i) => (out[row] = p[i] ?? NaN))
    return out
  }
  return {
    pipeline: { ...constantsOf(selection.selected, places, filled, scaled, plan), stack, calibrator },
    selection: withGaps(selection, filled.dropped),
    tuned,
    leftOut,
    inSample: spread(stackProbabilities(stack, columns, y.length)),
    outOfFold: spread(outOfFold),
    warnings: warningsOf(selection.selected, events, y.length),
  }
}

/** What a pipeline has to know of its training columns. */
function constantsOf(
  features: readonly string[],
  places: readonly number[],
  filled: Usable,
  scaled: readonly { mean: number; sd: number }[],
  { missing }: PipelinePlan,
): Omit<Pipeline, 'stack' | 'calibrator'> {
  const at = (values: readonly number[]): number[] => places.map((place) => values[place] ?? NaN)
  return {
    features,
    centre: at(scaled.map(({ mean }) => mean)),
    scale: at(scaled.map(({ sd }) => sd)),
    fill: missing === 'trainingMedian' ? at(filled.medians) : null,
    least: at(filled.columns.map((column) => column.reduce((a, b) => Math.min(a, b), Infinity))),
    largest: at(filled.columns.map((column) => column.reduce((a, b) => Math.max(a, b), -Infinity))),
  }
}

/** Patients that can train: with an outcome and at least half of the features. */
function completeRows(
  { patients, columns }: FeatureTable,
  outcome: Float64Array,
): { rows: Int32Array; leftOut: LeftOut[] } {
  const leftOut: LeftOut[] = []
  const rows = Int32Array.from(patients.keys()).filter((row) => {
    const patient = patients[row] ?? ''
    const y = outcome[row] ?? NaN
    if (isMissing(y)) {
      leftOut.push({ patient, reason: 'the outcome is unknown' })
      return false
    }
    if (y !== 0 && y !== 1) throw new InvalidInput('outcome', y, '0, 1 or NaN for unknown')
    const gaps = columns.reduce((sum, column) => sum + (isMissing(column[row] ?? NaN) ? 1 : 0), 0)
    if (2 * gaps <= columns.length) return true
    leftOut.push({ patient, reason: `${gaps} of ${columns.length} features are missing` })
    return false
  })
  return { rows, leftOut }
}

interface Usable {
  features: readonly string[]
  columns: readonly Float64Array[]
  medians: readonly number[]
  dropped: DroppedFeature[]
}

/** Columns without gaps and with some spread. */
function usableColumns(table: FeatureTable, rows: Int32Array, missing: PipelinePlan['missing']): Usable {
  const usable: { features: string[]; columns: Float64Array[]; medians: number[] } = {
    features: [],
    columns: [],
    medians: [],
  }
  const dropped: DroppedFeature[] = []
  table.features.forEach((feature, f) => {
    const column = picked(table.columns[f] ?? new Float64Array(), rows)
    const there = column.filter((value) => !isMissing(value))
    const gaps = column.length - there.length
    const drop = (reason: string): number => dropped.push({ feature, reason, value: gaps, because: null })
    if (gaps > 0 && (missing === 'leaveOutFeature' || 2 * gaps > column.length))
      return drop(`missing in ${gaps} of ${column.length} patients`)
    const median = quantile(ascending(there), 0.5)
    const filled = column.map((value) => (isMissing(value) ? median : value))
    if (!(zScored(filled).sd > 0)) return drop('the same in all patients')
    usable.features.push(feature)
    usable.columns.push(filled)
    usable.medians.push(median)
    return 0
  })
  return { ...usable, dropped }
}

/** Standardised as scikit-learn does: mean 0, standard deviation 1 with n, safe for 1e±300. A spread of rounding errors is none. */
function zScored(column: Float64Array): { values: Float64Array; mean: number; sd: number } {
  const n = column.length
  const { mean, sd: sample } = moments(column)
  const root = sample * Math.sqrt((n - 1) / n)
  const sd = root > 1e-12 * Math.abs(mean) ? root : 0
  return { values: column.map((x) => (x - mean) / sd), mean, sd }
}

function withGaps(selection: SelectionRecord, dropped: DroppedFeature[]): SelectionRecord {
  if (dropped.length === 0) return selection
  const first = selection.steps[0]
  const kept = first
    ? [...first.kept, ...first.dropped.map(({ feature }) => feature)].sort()
    : selection.selected
  const step = {
    step: 'leaveOut',
    features: dropped.map(({ feature }) => feature),
    reason: 'gaps, or no spread',
  } as const
  return {
    ...selection,
    steps: [{ step, before: kept.length + dropped.length, kept, dropped, notes: [] }, ...selection.steps],
  }
}

function warningsOf(selected: readonly string[], events: number, n: number): string[] {
  const rarer = Math.min(events, n - events)
  return [
    ...(selected.length === 0 ? ['no feature passed the selection: everybody has the same probability'] : []),
    ...(selected.length > 0 && rarer / selected.length < 5
      ? [`${rarer} patients with the rarer outcome for ${selected.length} features: expect overfitting`]
      : []),
  ]
}

export interface PipelineAnswer {
  /** per patient of the table, NaN where there is none */
  probabilities: Float64Array
  /** who has no probability, and which feature is missing */
  leftOut: readonly LeftOut[]
  /** standardised columns the probabilities were made from */
  columns: readonly Float64Array[]
}

/**
 * P(1) of each patient of a table by a fitted pipeline: its features, centre, scale and learners, none fitted anew.
 * @throws InvalidInput the table lacks features, each named
 */
export function applyPipeline(pipeline: Pipeline, table: FeatureTable): PipelineAnswer {
  const { features, centre, scale, fill, stack, calibrator } = pipeline
  const found = columnsNamed(table, features)
  const n = table.patients.length
  const columns = found.map((column, f) =>
    column.map((value) => {
      const here = isMissing(value) && fill ? (fill[f] ?? NaN) : value
      return (here - (centre[f] ?? NaN)) / (scale[f] ?? NaN)
    }),
  )
  const raw = stackProbabilities(stack, columns, n)
  const finished = calibrator ? calibrated(calibrator, raw) : raw
  const reasons = Array.from(finished, (p, row) => {
    const missing = features.filter((_, f) => isMissing(found[f]?.[row] ?? NaN))
    return whyNone(missing, features.length, fill !== null, p)
  })
  return {
    probabilities: finished.map((p, row) => (reasons[row] === null ? p : NaN)),
    leftOut: reasons.flatMap((reason, row) =>
      reason === null ? [] : [{ patient: table.patients[row] ?? '', reason }],
    ),
    columns,
  }
}

/** Why a patient has no probability, or null: medians stand in for no more than half of the features, as in training. */
function whyNone(missing: readonly string[], of: number, isFilled: boolean, p: number): string | null {
  if (isFilled && 2 * missing.length > of) return `${missing.length} of ${of} features are missing`
  if (!isFilled && missing.length > 0) return `${missing[0] ?? ''} is missing`
  return Number.isFinite(p) ? null : 'its values are too large to compute with: other units than in training?'
}

/** Is a cohort inside the training space: share of its values beyond the training range, per feature, and per patient the count. */
export function outsideTraining(
  { features, least, largest }: Pipeline,
  table: FeatureTable,
): { features: { feature: string; outside: number; present: number }[]; perPatient: Int32Array } {
  const perPatient = new Int32Array(table.patients.length)
  const counts = columnsNamed(table, features).map((column, f) => {
    let outside = 0
    let present = 0
    column.forEach((value, row) => {
      if (isMissing(value)) return
      present += 1
      if (value >= (least[f] ?? NaN) && value <= (largest[f] ?? NaN)) return
      outside += 1
      perPatient[row] = (perPatient[row] ?? 0) + 1
    })
    return { feature: features[f] ?? '', outside, present }
  })
  return { features: counts, perPatient }
}
