import { InvalidInput } from '../errors.ts'
import type { Random } from '../stats/random.ts'
import { correlationFilter } from './correlationFilter.ts'
import { crossValidatedNet } from './elasticNet.ts'
import { rankSumFilter, strongestFilter, tTestFilter } from './groupFilter.ts'
import type { DroppedFeature, SelectionRecord, SelectionStep, SelectionStepRecord } from './selectionTypes.ts'

interface Chosen {
  names: readonly string[]
  columns: readonly Float64Array[]
}

/**
 * Takes the declared steps one after the other over training rows only.
 * @param features names in order   @param columns complete training columns   @param outcome 0 or 1, both present
 * @param random decides the folds of penalised regressions
 * @returns what every step dropped and why, and what is left
 * @throws InvalidInput a step's setting is out of range
 */
export function selectFeatures(
  features: readonly string[],
  columns: readonly Float64Array[],
  outcome: Float64Array,
  steps: readonly SelectionStep[],
  random: Random,
): SelectionRecord {
  let chosen: Chosen = { names: features, columns }
  const records: SelectionStepRecord[] = []
  for (const step of steps) {
    const { dropped, notes } = takeStep(step, chosen, outcome, random)
    const gone = new Set(dropped.map(({ feature }) => feature))
    const { names, columns: before } = chosen
    chosen = {
      names: names.filter((name) => !gone.has(name)),
      columns: before.filter((_, i) => !gone.has(names[i] ?? '')),
    }
    records.push({ step, before: names.length, kept: chosen.names, dropped, notes })
  }
  return { steps: records, selected: chosen.names }
}

function takeStep(
  step: SelectionStep,
  { names, columns }: Chosen,
  outcome: Float64Array,
  random: Random,
): { dropped: DroppedFeature[]; notes: readonly string[] } {
  const plain = (dropped: DroppedFeature[]): { dropped: DroppedFeature[]; notes: readonly string[] } => ({
    dropped,
    notes: [],
  })
  if (names.length === 0) return plain([])
  switch (step.step) {
    case 'leaveOut':
      return leaveOut(step.features, step.reason, names)
    case 'correlation':
      within01('correlation cutoff', step.cutoff)
      return plain(correlationFilter(names, columns, step))
    case 'tTest':
      within01('t-test p', step.p)
      return plain(tTestFilter(names, columns, outcome, step.p))
    case 'rankSum':
      within01('rank-sum q', step.q)
      return plain(rankSumFilter(names, columns, outcome, step.q))
    case 'strongest':
      if (!Number.isInteger(step.count) || step.count < 1)
        throw new InvalidInput('strongest', step.count, 'a whole number from 1')
      return plain(strongestFilter(names, columns, outcome, step.count))
    case 'elasticNet':
      return netStep(step, { names, columns }, outcome, random)
  }
}

function within01(field: string, value: number): void {
  if (!(value > 0 && value <= 1)) throw new InvalidInput(field, value, 'above 0 and at most 1')
}

/** Names that the table does not have are said, not passed over. */
function leaveOut(
  features: readonly string[],
  reason: string,
  names: readonly string[],
): { dropped: DroppedFeature[]; notes: readonly string[] } {
  const out = new Set(features)
  const absent = features.filter((feature) => !names.includes(feature))
  return {
    dropped: names
      .filter((feature) => out.has(feature))
      .map((feature) => ({ feature, reason, value: null, because: null })),
    notes:
      absent.length === 0
        ? []
        : [`${absent.length} features to leave out are not there: ${absent.join(', ')}`],
  }
}

function netStep(
  step: Extract<SelectionStep, { step: 'elasticNet' }>,
  { names, columns }: Chosen,
  outcome: Float64Array,
  random: Random,
): { dropped: DroppedFeature[]; notes: readonly string[] } {
  const choice = crossValidatedNet(columns, outcome, { mix: step.mix, folds: step.folds, random })
  const fit = choice.path[step.rule === 'least' ? choice.least : choice.oneError]
  const lambda = fit?.lambda ?? NaN
  const what = step.mix === 1 ? 'LASSO' : `elastic net (mix ${step.mix})`
  return {
    dropped: names.flatMap((feature, j) =>
      fit?.coefficients[j] === 0
        ? [
            {
              feature,
              reason: `coefficient 0 in the ${what} at λ ${lambda.toPrecision(4)}`,
              value: 0,
              because: null,
            },
          ]
        : [],
    ),
    notes: [
      `λ ${lambda.toPrecision(6)} by ${choice.folds}-fold cross-validation (${step.rule === 'least' ? 'least deviance' : 'one-standard-error rule'})`,
    ],
  }
}
