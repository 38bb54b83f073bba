import { picked, rowsOf, type FeatureTable } from '../prediction/featureTable.ts'
import { foldRows, stratifiedFolds } from '../prediction/folds.ts'
import { partSeed } from '../prediction/gridScores.ts'
import { permutationImportance } from '../prediction/importance.ts'
import { applyPipeline, fitPipeline } from '../prediction/pipeline.ts'
import type { PipelineFit } from '../prediction/pipelineTypes.ts'
import { within, type Report } from '../prediction/progress.ts'
import { isMissing } from '../stats/missing.ts'
import { createRandom } from '../stats/random.ts'
import { probabilitiesBy, scoreOfParts, scoresBy } from './foldScore.ts'
import { fitRival, rivalProbabilities } from './rivals.ts'
import type { TrainingSpec } from './trainingSpec.ts'
import type { Part, TrainingTables } from './trainingTables.ts'

/** What a fold's model selected and what its held-out area would lose. */
export interface FoldAccount {
  part: Part
  selected: readonly string[]
  importance: ReadonlyMap<string, number>
}

export interface Nested {
  gtr: Float64Array | null
  ith: Float64Array | null
  score: Float64Array
  /** P(outcome) from the score, by a curve of the fold's own training patients */
  probability: Float64Array
  /** score minus the cutoff of the fold's own training patients */
  margins: Float64Array
  /** rows of each outer fold of the first repeat */
  folds: readonly Int32Array[]
  rivals: readonly Float64Array[]
  accounts: readonly FoldAccount[]
  /** folds whose component could not be trained, and why */
  substitutes: readonly string[]
}

/**
 * Everything inside the folds: each outer fold's patients are scored by a model whose selection, settings, component and cutoff never saw them.
 * Repeats deal the folds anew; a patient's figures are their means.
 * @param rows patients with an outcome   @param outcome per patient of the tables
 * @throws Stopped the listener says stop
 * @source Varma & Simon 2006; Ambroise & McLachlan 2002
 */
export function nestedEvaluation(
  tables: TrainingTables,
  outcome: Float64Array,
  rows: Int32Array,
  spec: TrainingSpec,
  report?: Report,
): Nested {
  const sum = sumsOver(outcome.length, spec.rivals.length)
  const accounts: FoldAccount[] = []
  const substitutes: string[] = []
  const firstFolds: Int32Array[] = []
  const y = picked(outcome, rows)
  const total = spec.nested.folds * spec.nested.repeats
  for (let round = 0; round < total; round += 1) {
    const repeat = Math.floor(round / spec.nested.folds)
    const which = round % spec.nested.folds
    const seed = partSeed(spec.seed, 1000 + repeat)
    const parts = foldRows(stratifiedFolds(y, spec.nested.folds, createRandom(seed)), which)
    const inside = parts.inside.map((place) => rows[place] ?? 0)
    const outside = parts.outside.map((place) => rows[place] ?? 0)
    if (repeat === 0) firstFolds.push(inside)
    const stage = `fold ${round + 1} of ${total}`
    const held = oneFold(
      tables,
      outcome,
      { inside, outside },
      spec,
      partSeed(seed, which),
      within(report, stage),
    )
    if (held.substitute) substitutes.push(`${stage}: ${held.substitute}`)
    accounts.push(...held.accounts)
    sum.add(inside, held)
  }
  return {
    gtr: tables.gtr && sum.mean('gtr'),
    ith: tables.ith && sum.mean('ith'),
    score: sum.mean('score'),
    probability: sum.mean('probability'),
    margins: sum.mean('margins'),
    folds: firstFolds,
    rivals: spec.rivals.map((_, k) => sum.mean(`rival ${k}`)),
    accounts,
    substitutes,
  }
}

/** Sums of what the folds say of each patient, and their means over the repeats. */
function sumsOver(
  n: number,
  rivals: number,
): { add: (inside: Int32Array, held: Held) => void; mean: (name: string) => Float64Array } {
  const names = [
    'gtr',
    'ith',
    'score',
    'probability',
    'margins',
    ...Array.from({ length: rivals }, (_, k) => `rival ${k}`),
  ]
  const sums = new Map(
    names.map((name) => [name, { total: new Float64Array(n), times: new Float64Array(n) }]),
  )
  const put = (name: string, inside: Int32Array, values: Float64Array | null | undefined): void => {
    const sum = sums.get(name)
    if (!sum || !values) return
    values.forEach((value, i) => {
      if (isMissing(value)) return
      const row = inside[i] ?? 0
      sum.total[row] = (sum.total[row] ?? 0) + value
      sum.times[row] = (sum.times[row] ?? 0) + 1
    })
  }
  return {
    add: (inside, held) => {
      put('gtr', inside, held.gtr)
      put('ith', inside, held.ith)
      put('score', inside, held.score)
      put('probability', inside, held.probability)
      put(
        'margins',
        inside,
        held.score.map((score) => score - held.cutoff),
      )
      held.rivals.forEach((values, k) => {
        put(`rival ${k}`, inside, values)
      })
    },
    mean: (name) => {
      const { total, times } = sums.get(name) ?? { total: new Float64Array(n), times: new Float64Array(n) }
      return total.map((value, row) => (times[row] === 0 ? NaN : value / (times[row] ?? NaN)))
    },
  }
}

interface Held {
  gtr: Float64Array | null
  ith: Float64Array | null
  score: Float64Array
  probability: Float64Array
  cutoff: number
  rivals: Float64Array[]
  accounts: FoldAccount[]
  substitute: string | null
}

function oneFold(
  tables: TrainingTables,
  outcome: Float64Array,
  { inside, outside }: { inside: Int32Array; outside: Int32Array },
  spec: TrainingSpec,
  seed: number,
  report: Report | undefined,
): Held {
  const trainingOutcome = picked(outcome, outside)
  const accounts: FoldAccount[] = []
  const learn = (part: Part, place: number): { training: Float64Array; held: Float64Array } | null => {
    const plan = spec[part]
    const table = tables[part]
    if (!plan || !table) return null
    const fit = fitPipeline(
      rowsOf(table, outside),
      trainingOutcome,
      { ...plan, tuning: spec.nested.tuning },
      partSeed(seed, place),
      within(report, part.toUpperCase()),
    )
    const fresh = rowsOf(table, inside)
    accounts.push(accountOf(part, fit, fresh, picked(outcome, inside), partSeed(seed, 10 + place)))
    return { training: fit.outOfFold, held: applyPipeline(fit.pipeline, fresh).probabilities }
  }
  const gtr = learn('gtr', 0)
  const ith = learn('ith', 1)
  const { rule, substitute } = scoreOfParts(
    { gtr: gtr?.training ?? null, ith: ith?.training ?? null },
    trainingOutcome,
  )
  const score = scoresBy(rule, { gtr: gtr?.held ?? null, ith: ith?.held ?? null })
  const rivals = spec.rivals.map((rival) => {
    if (!tables.rivals) return new Float64Array(inside.length).fill(NaN)
    return rivalProbabilities(fitRival(tables.rivals, rival, outcome, outside, seed), tables.rivals, inside)
  })
  return {
    gtr: gtr?.held ?? null,
    ith: ith?.held ?? null,
    score,
    probability: probabilitiesBy(rule, score),
    cutoff: rule.cutoff,
    rivals,
    accounts,
    substitute,
  }
}

function accountOf(
  part: Part,
  fit: PipelineFit,
  held: FeatureTable,
  outcome: Float64Array,
  seed: number,
): FoldAccount {
  const { features } = fit.pipeline
  const loss = permutationImportance(fit.pipeline, held, outcome, { repeats: 5, random: createRandom(seed) })
  return {
    part,
    selected: features,
    importance: new Map(features.flatMap((feature, f) => (loss ? [[feature, loss[f] ?? NaN] as const] : []))),
  }
}
