import { InvalidInput } from '../errors.ts'
import { areaUnderRoc } from '../prediction/areaUnderRoc.ts'
import { columnsNamed, orderedTable, picked, type FeatureTable } from '../prediction/featureTable.ts'
import { possibleFolds } from '../prediction/folds.ts'
import { partSeed } from '../prediction/gridScores.ts'
import { fitPipeline } from '../prediction/pipeline.ts'
import type { LeftOut, PipelineFit } from '../prediction/pipelineTypes.ts'
import { within, type Report } from '../prediction/progress.ts'
import { compareAreas } from '../prediction/roc.ts'
import { moments } from '../stats/describe.ts'
import { isMissing } from '../stats/missing.ts'
import { areaOf, evaluationOf } from './evaluation.ts'
import { scoreOfParts, type FoldScore } from './foldScore.ts'
import type { HeterogeneitySource } from './heterogeneityTypes.ts'
import {
  nestedEvaluation,
  rivalProbabilities,
  type Nested,
  type Part,
  type TrainingTables,
} from './nestedEvaluation.ts'
import { trainRiskScore, type RiskScoreModel } from './riskScore.ts'
import type {
  Evaluation,
  FeatureAccount,
  GtrIthTraining,
  ModelKind,
  NamedComparison,
  RivalEvaluation,
  TrainedModel,
} from './trainedModel.ts'
import type { TrainingSpec } from './trainingSpec.ts'

export interface TrainingInput {
  /** features of the whole tumour, one row per patient; null where the specification has no such part */
  gtr: FeatureTable | null
  /** vector of heterogeneity, one row per patient (`heterogeneityVector`) */
  ith: FeatureTable | null
  /** how that vector was made, kept in the model so that it can be made of other regions */
  heterogeneity: HeterogeneitySource | null
  /** columns of the rival models: volume, clinical variables as numbers */
  rivals: FeatureTable | null
  /** 0, 1 or NaN per patient; patients that it does not know take no part */
  outcome: { patients: readonly string[]; values: ArrayLike<number> }
}

/**
 * Trains a GTR, ITH or GTR-ITH model and evaluates it twice: nested (honest) and as published (apparent), with rival models beside.
 * The same input in another order of patients or features gives the same model.
 * @param input tables whose patients may differ: who is where is sorted out here, everybody left out has a reason
 * @returns the model with its evaluations; not testable where too few patients have an outcome, no feature passed, or no score can be made
 * @throws InvalidInput a table or the specification is not what it should be   @throws Stopped the listener says stop
 * @source Jin et al. 2025 (Hepatology); nested evaluation: Varma & Simon 2006
 * @differs published training probabilities are in-sample; both are given, the nested first
 */
export function trainGtrIth(input: TrainingInput, spec: TrainingSpec, report?: Report): GtrIthTraining {
  checkSpec(spec, input)
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
  for (const part of ['gtr', 'ith'] as const)
    if (fits[part]?.pipeline.features.length === 0)
      return refusal(`no feature of the ${part.toUpperCase()} vector passed the selection`, y.length)
  const nested = nestedEvaluation(tables, outcome, rows, spec, within(report, 'nested evaluation'))
  const apparent = scoreOfParts({ gtr: fits.gtr?.inSample ?? null, ith: fits.ith?.inSample ?? null })
  const stored = storedScore(spec, fits, nested)
  if (stored.kind === 'notTestable') return stored
  const evaluations = [nestedView(nested, outcome), publishedView(fits, apparent, outcome, spec)] as const
  const rivals = rivalEvaluations(tables, outcome, rows, spec, nested)
  const scored = Int32Array.from(stored.scores.keys()).filter((row) => !isMissing(stored.scores[row] ?? NaN))
  const model: TrainedModel = {
    version: 1,
    kind: kindOf(spec),
    name: spec.name,
    outcome: spec.outcome,
    gtr: fits.gtr && partOf(fits.gtr),
    ith: fits.ith && partOf(fits.ith),
    heterogeneity: input.heterogeneity,
    score: stored.model,
    cutoff: stored.cutoff,
    cutoffRule: spec.scoreFrom === 'inSample' ? 'training median' : 'out-of-fold training median',
    patients: scored.length,
    events: picked(outcome, scored).reduce((sum, value) => sum + value, 0),
    spec,
  }
  return {
    kind: 'trained',
    model,
    patients,
    outcome,
    evaluations,
    rivals,
    comparisons: comparisonsOf(nested, rivals, spec, outcome),
    features: [
      ...accounts('gtr', tables, fits, nested, outcome),
      ...accounts('ith', tables, fits, nested, outcome),
    ],
    leftOut: leftOutOf(fits, patients, stored.scores),
    warnings: [
      ...(['gtr', 'ith'] as const).flatMap((part) =>
        (fits[part]?.warnings ?? []).map((warning) => `${part.toUpperCase()}: ${warning}`),
      ),
      ...nested.substitutes,
    ],
  }
}

type Fits = Record<Part, PipelineFit | null>

function refusal(reason: string, n: number): Extract<GtrIthTraining, { kind: 'notTestable' }> {
  return { kind: 'notTestable', reason, n }
}

function kindOf({ gtr, ith }: TrainingSpec): ModelKind {
  return gtr && ith ? 'gtr-ith' : gtr ? 'gtr' : 'ith'
}

function checkSpec(spec: TrainingSpec, input: TrainingInput): void {
  if (!spec.gtr && !spec.ith) throw new InvalidInput('spec', 'neither GTR nor ITH', 'at least one of them')
  for (const part of ['gtr', 'ith'] as const)
    if (spec[part] && !input[part])
      throw new InvalidInput(
        part,
        'no table',
        `a table of features, for the specification has a ${part.toUpperCase()} part`,
      )
  const { folds, repeats } = spec.nested
  if (!Number.isInteger(folds) || folds < 2)
    throw new InvalidInput('nested.folds', folds, 'a whole number from 2')
  if (!Number.isInteger(repeats) || repeats < 1)
    throw new InvalidInput('nested.repeats', repeats, 'a whole number from 1')
  for (const { name, features } of spec.rivals) {
    if (!input.rivals) throw new InvalidInput('rivals', 'no table', `a table with the features of ${name}`)
    if (features.length === 0) throw new InvalidInput(`rival ${name}`, 'no features', 'at least one')
    columnsNamed(input.rivals, features)
  }
}

/** All tables over the same patients in the order of their names; who a table lacks has gaps there. */
function alignedInput(input: TrainingInput): {
  patients: string[]
  tables: TrainingTables
  outcome: Float64Array
} {
  const outcomeOf = new Map(
    input.outcome.patients.map((patient, i) => [patient, input.outcome.values[i] ?? NaN]),
  )
  if (outcomeOf.size !== input.outcome.patients.length)
    throw new InvalidInput('outcome.patients', 'a patient twice', 'every patient once')
  const parts = [input.gtr, input.ith].flatMap((table) => (table ? [table] : []))
  const patients = [...new Set(parts.flatMap((table) => table.patients))].sort()
  const spreadOver = (table: FeatureTable | null): FeatureTable | null => {
    if (!table) return null
    const ordered = orderedTable(table)
    const at = new Map(ordered.patients.map((patient, row) => [patient, row]))
    const rows = patients.map((patient) => at.get(patient) ?? -1)
    return {
      patients,
      features: ordered.features,
      columns: ordered.columns.map((column) => picked(column, rows)),
    }
  }
  return {
    patients,
    tables: { gtr: spreadOver(input.gtr), ith: spreadOver(input.ith), rivals: spreadOver(input.rivals) },
    outcome: Float64Array.from(patients, (patient) => outcomeOf.get(patient) ?? NaN),
  }
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

type Stored = { kind: 'stored'; model: RiskScoreModel | null; cutoff: number; scores: Float64Array }

/** The component and cutoff that the model keeps; unlike in a fold of the evaluation there is no substitute for a component. */
function storedScore(
  spec: TrainingSpec,
  fits: Fits,
  nested: Nested,
): Stored | Extract<GtrIthTraining, { kind: 'notTestable' }> {
  const from = (part: Part): Float64Array | null =>
    spec.scoreFrom === 'inSample' ? (fits[part]?.inSample ?? null) : nested[part]
  const [gtr, ith] = [from('gtr'), from('ith')]
  if (!gtr || !ith) {
    const { cutoff, scores } = scoreOfParts({ gtr, ith })
    return { kind: 'stored', model: null, cutoff, scores }
  }
  const trained = trainRiskScore({ gtr, ith })
  if (trained.kind === 'notTestable') return trained
  const model = {
    ...trained.model,
    cutoffRule: spec.scoreFrom === 'inSample' ? 'training median' : 'out-of-fold training median',
  }
  return { kind: 'stored', model, cutoff: model.cutoff, scores: trained.scores }
}

function nestedView(nested: Nested, outcome: Float64Array): Evaluation {
  return evaluationOf({
    kind: 'nested',
    gtr: nested.gtr,
    ith: nested.ith,
    score: nested.score,
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
    margins: apparent.scores.map((score) => score - apparent.cutoff),
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

function rivalEvaluations(
  tables: TrainingTables,
  outcome: Float64Array,
  rows: Int32Array,
  spec: TrainingSpec,
  nested: Nested,
): RivalEvaluation[] {
  return spec.rivals.map(({ name, features }, k) => {
    const outOfFold = nested.rivals[k] ?? new Float64Array(outcome.length).fill(NaN)
    const apparent = new Float64Array(outcome.length).fill(NaN)
    const leftOut: LeftOut[] = []
    const table = tables.rivals
    if (table) {
      const own = rivalProbabilities(table, features, outcome, { inside: rows, outside: rows }, spec.seed)
      rows.forEach((row, i) => (apparent[row] = own[i] ?? NaN))
    }
    return {
      name,
      features,
      outOfFold,
      areas: { outOfFold: areaOf(outOfFold, outcome), apparent: areaOf(apparent, outcome) },
      leftOut,
    }
  })
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

/** Every feature that the finished model or a fold selected, with direction, stability and importance. */
function accounts(
  part: Part,
  tables: TrainingTables,
  fits: Fits,
  nested: Nested,
  outcome: Float64Array,
): FeatureAccount[] {
  const [table, fit] = [tables[part], fits[part]]
  if (!table || !fit) return []
  const own = nested.accounts.filter((account) => account.part === part)
  const selected = new Set(fit.pipeline.features)
  const names = [...new Set([...selected, ...own.flatMap((account) => account.selected)])].sort()
  return names.map((feature): FeatureAccount => {
    const losses = own.flatMap(({ importance }) => importance.get(feature) ?? [])
    return {
      part,
      feature,
      selected: selected.has(feature),
      stability: own.filter((account) => account.selected.includes(feature)).length / own.length,
      importance: losses.length === 0 ? null : losses.reduce((sum, loss) => sum + loss, 0) / losses.length,
      ...alone(columnsNamed(table, [feature])[0] ?? new Float64Array(), outcome),
    }
  })
}

/** A feature by itself: difference of means in standard deviations, and its area. */
function alone(column: Float64Array, outcome: Float64Array): Pick<FeatureAccount, 'direction' | 'area'> {
  const rows = Int32Array.from(outcome.keys()).filter(
    (row) => !isMissing(outcome[row] ?? NaN) && !isMissing(column[row] ?? NaN),
  )
  const y = picked(outcome, rows)
  const x = picked(column, rows)
  const groups = [x.filter((_, i) => y[i] === 1), x.filter((_, i) => y[i] === 0)] as const
  if (groups.some((group) => group.length === 0) || x.length < 2) return { direction: null, area: null }
  const { sd } = moments(x)
  return {
    direction: sd > 0 ? (moments(groups[0]).mean - moments(groups[1]).mean) / sd : null,
    area: areaUnderRoc(x, y),
  }
}

function leftOutOf(
  fits: Fits,
  patients: readonly string[],
  scores: Float64Array,
): (LeftOut & { part: 'gtr' | 'ith' | 'score' })[] {
  const parts = (['gtr', 'ith'] as const).flatMap((part) =>
    (fits[part]?.leftOut ?? []).map((left) => ({ ...left, part })),
  )
  const known = new Set(parts.map(({ patient }) => patient))
  const others = patients.flatMap((patient, row) =>
    isMissing(scores[row] ?? NaN) && !known.has(patient)
      ? [{ patient, part: 'score' as const, reason: 'a probability is missing' }]
      : [],
  )
  return [...parts, ...others]
}
