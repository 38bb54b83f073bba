import type { GroupResult, Result } from '../../science/radiogenomics/result.ts'
import type { StoredAnalysis } from './storedAnalysis.ts'
import type { CellAnswer, ComparisonAnswer } from './comparisonAnswer.ts'
import { familyInWords } from './tsv.ts'
import type { Table, TsvCell, TsvRow } from './tsv.ts'

function groupColumns(group: GroupResult): [string, TsvCell][] {
  const { summary } = group
  const of = (name: string): string => `${name}_${group.key}`
  return [
    [of('n'), group.n],
    [of('missing'), group.nMissing],
    [of('zero'), group.nZero],
    [of('mean'), summary.mean],
    [of('sd'), summary.sd],
    [of('min'), summary.min],
    [of('q1'), summary.q1],
    [of('median'), summary.median],
    [of('q3'), summary.q3],
    [of('max'), summary.max],
  ]
}

function testColumns(result: Result): [string, TsvCell][] {
  const tested = result.kind === 'notTestable' ? null : result
  const two = result.kind === 'twoGroups' ? result : null
  return [
    ['result', result.kind],
    ['reason', result.kind === 'notTestable' ? result.reason : null],
    ['test', tested?.method ?? null],
    ['variant', tested?.variant.kind ?? null],
    ['statistic', tested?.statistic.name ?? null],
    ['statistic_value', tested?.statistic.value ?? null],
    ['df', tested?.df.join(' ') ?? null],
    ['estimate', two?.estimate.name ?? null],
    ['estimate_value', two?.estimate.value ?? null],
    ['estimate_low', two?.estimate.low ?? null],
    ['estimate_high', two?.estimate.high ?? null],
    ['effect_size', tested?.effectSize.name ?? null],
    ['effect_size_value', tested?.effectSize.value ?? null],
    ['effect_size_low', tested?.effectSize.low ?? null],
    ['effect_size_high', tested?.effectSize.high ?? null],
    ['log_p', tested?.logP ?? null],
    ['p', tested?.pValue ?? null],
    ['q', tested?.qValue ?? null],
    ['smallest_reachable_p', tested?.smallestReachableP ?? null],
    ['minimum_detectable_effect', two?.minimumDetectableEffect.value ?? null],
    ['warnings', result.warnings.map((warning) => warning.message).join('; ')],
  ]
}

/** Groups and test of one result. */
export function resultColumns(result: Result): [string, TsvCell][] {
  return [...result.groups.flatMap(groupColumns), ...testColumns(result)]
}

/** Beside a filtered or weighted test, the one over everybody. */
function unselectedColumns(result: Result | null): [string, TsvCell][] {
  if (!result) return []
  return testColumns(result).map(([name, value]) => [`all_${name}`, value])
}

function rowOf({ variable, result, unselected }: CellAnswer): TsvRow {
  return [
    ['cell', variable.key],
    ['label', variable.label],
    ['unit', variable.unit],
    ...resultColumns(result),
    ...unselectedColumns(unselected),
  ]
}

/** Numbers of every cell, one row a cell. */
export function comparisonTable({ answer }: StoredAnalysis<ComparisonAnswer>): Table {
  const { family, grouping, method } = answer
  const cutoffs = grouping.cutoffs.map(({ value, rule, origin }) => `${value} (${rule}; ${origin})`)
  return {
    facts: [
      ['method', `${method.ref}, ${method.method}`],
      ['scale', answer.scaleWords],
      ['grouped by', grouping.label],
      ['groups', grouping.groups.map(({ key, label }) => `${key} = ${label}`).join('; ')],
      ['cutoffs', cutoffs.join('; ')],
      ['q family', familyInWords(family)],
      ['adjusted for', answer.covariates.map(({ ref, label }) => `${ref}, ${label}`).join('; ') || 'nothing'],
    ],
    rows: answer.cells.map(rowOf),
  }
}
