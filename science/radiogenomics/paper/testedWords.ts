import type { Family, ManyGroupsResult, Result, TwoGroupsResult } from '../result.ts'
import { intervalWords, testsWords } from './paper.ts'

type Tested = TwoGroupsResult | ManyGroupsResult

/** The results that have a test. */
export function testedOf(results: readonly Result[]): Tested[] {
  return results.filter((result) => result.kind !== 'notTestable')
}

function sidesOf({ groups }: TwoGroupsResult): string {
  return groups.map(({ label }) => label).join(' − ')
}

/** For a methods section: what is estimated, and which group minus which. */
export function effectsWords(tested: Tested): string {
  const names = tested.kind === 'twoGroups' ? [tested.estimate, tested.effectSize] : [tested.effectSize]
  const sides = tested.kind === 'twoGroups' ? ` (${sidesOf(tested)})` : ''
  return `Effects${sides}: ${names.map(intervalWords).join('; ')}.`
}

/** For a legend: what stands above the points. */
export function shiftWords(tested: Tested): string {
  return tested.kind === 'twoGroups'
    ? `Δ: ${intervalWords(tested.estimate)}, ${sidesOf(tested)}.`
    : `Effect: ${intervalWords(tested.effectSize)}.`
}

/** For a legend: what a row of a forest is. */
export function effectSizeWords(tested: Tested): string {
  return `${intervalWords(tested.effectSize)}${tested.kind === 'twoGroups' ? `, ${sidesOf(tested)}` : ''}.`
}

/** For a legend: tests and family, or that nothing could be tested. */
export function statisticsWords(
  { results, family }: { results: readonly Result[]; family: Family },
  what: string,
): string {
  const tested = testedOf(results)
  const [first] = tested
  if (first === undefined) return `No ${what} could be tested.`
  const sided = first.kind === 'twoGroups' ? ', two-sided' : ''
  return `P: ${testsWords(tested)}${sided}; q: Benjamini–Hochberg over ${family.name} (${family.planned} planned, ${family.tested} tested).`
}
