import { InvalidInput } from '../errors.ts'
import { fisherTwoByTwo } from '../stats/fisher.ts'
import { fisherTable } from '../stats/fisherTable.ts'
import { isMissing } from '../stats/missing.ts'
import { isNotTestable } from '../stats/notTestable.ts'
import { exactProportion } from '../stats/proportion.ts'
import { createRandom } from '../stats/random.ts'
import { finiteOrNull, probability } from './probability.ts'
import type { Interval, Variant } from './result.ts'

export interface ResponseInput {
  /** ordered; the odds ratio is that of the first against the second */
  groups: readonly { key: string; label: string }[]
  /** one per patient: index into `groups`, or −1 */
  assignment: Int32Array
  levels: readonly string[]
  /** one per patient: place in `levels`, NaN = missing */
  values: Float64Array
  /** places of the levels that count as a response */
  responders: readonly number[]
  seed: number
}

export interface ResponseOfGroup {
  key: string
  label: string
  /** patients with a known response */
  n: number
  nMissing: number
  /** in the order of the levels */
  counts: number[]
  responders: number
  /** share of responders with its exact interval */
  share: Interval
}

export interface ResponseTest {
  kind: 'response'
  method: string
  variant: Variant
  /** of two groups; else it has no value */
  oddsRatio: Interval
  logP: number
  pValue: number | null
}

export interface ResponseByGroup {
  groups: ResponseOfGroup[]
  test: ResponseTest | { kind: 'notTestable'; code: string; reason: string; n: number }
}

/**
 * Response by group: counts of every level, share of responders with exact intervals, Fisher's exact test of responders
 * against the others, with the odds ratio of two groups.
 * @returns not testable where a group is empty, or all or none responded
 * @throws InvalidInput lengths differ, a value that is no level, or no or all levels count as a response
 * @source as `fisherTwoByTwo`, `fisherTable`, `exactProportion`   @oracle HCC-TACE-Seg in the tests (R fisher.test)
 */
export function responseByGroup(input: ResponseInput): ResponseByGroup {
  const { groups, assignment, values, levels, responders, seed } = input
  if (values.length !== assignment.length)
    throw new InvalidInput('values', `${values.length} values`, `${assignment.length}, one per patient`)
  const isResponse = new Set(responders)
  if (isResponse.size === 0 || isResponse.size >= levels.length)
    throw new InvalidInput(
      'responders',
      `${isResponse.size} levels`,
      `some but not all of ${levels.join(', ')}`,
    )
  const found = groups.map((group, g) => ofGroup(group, g, input))
  const table = found.map((own) => [own.responders, own.n - own.responders])
  const n = found.reduce((sum, own) => sum + own.n, 0)
  if (groups.length < 2)
    return {
      groups: found,
      test: { kind: 'notTestable', code: 'one-group', reason: 'there is one group', n },
    }
  const test = groups.length === 2 ? twoGroups(table) : manyGroups(table, seed)
  const reason = 'a group has nobody with a known response, or all or none responded'
  return { groups: found, test: test ?? { kind: 'notTestable', code: 'empty-margin', reason, n } }
}

function ofGroup(
  { key, label }: { key: string; label: string },
  g: number,
  { assignment, values, levels, responders }: ResponseInput,
): ResponseOfGroup {
  const counts = levels.map(() => 0)
  let nMissing = 0
  assignment.forEach((own, i) => {
    if (own !== g) return
    const value = values[i] ?? NaN
    if (isMissing(value)) {
      nMissing += 1
      return
    }
    const before = counts[value]
    if (before === undefined)
      throw new InvalidInput('values', value, `a level number, 0 to ${levels.length - 1}`)
    counts[value] = before + 1
  })
  const n = counts.reduce((sum, count) => sum + count, 0)
  const k = [...new Set(responders)].reduce((sum, level) => sum + (counts[level] ?? 0), 0)
  const { share, low, high } = exactProportion(k, n)
  const interval = { value: share, low, high, level: 0.95, unit: '', intervalMethod: 'Clopper–Pearson' }
  return {
    key,
    label,
    n,
    nMissing,
    counts,
    responders: k,
    share: { name: 'share of responders', ...interval },
  }
}

function twoGroups(table: number[][]): ResponseTest | null {
  const found = fisherTwoByTwo(table)
  if (isNotTestable(found)) return null
  return {
    kind: 'response',
    method: 'Fisher’s exact test',
    variant: { kind: 'exact' },
    oddsRatio: {
      name: 'odds ratio of response',
      value: finiteOrNull(found.oddsRatio),
      low: finiteOrNull(found.low),
      high: finiteOrNull(found.high),
      level: 0.95,
      unit: '',
      intervalMethod: 'conditional, exact',
      ...(found.oddsRatio === null
        ? { reason: 'infinite: all of the first responded, or none of the second' }
        : {}),
    },
    logP: found.logP,
    pValue: probability(found.logP),
  }
}

function manyGroups(table: number[][], seed: number): ResponseTest | null {
  const found = fisherTable(table, { random: createRandom(seed) })
  if (isNotTestable(found)) return null
  const { logP, variant } = found
  return {
    kind: 'response',
    method: 'Fisher’s exact test (Freeman–Halton)',
    variant: variant.kind === 'exact' ? variant : { ...variant, seed },
    oddsRatio: {
      name: 'odds ratio of response',
      value: null,
      low: null,
      high: null,
      level: 0.95,
      unit: '',
      intervalMethod: 'conditional, exact',
      reason: 'more than two groups have no single odds ratio',
    },
    logP,
    pValue: probability(logP),
  }
}

const meansResponse =
  /^(cr|pr|complete (response|remission)|partial (response|remission)|response|responder|objective response|yes)$/i

/** Levels that say by their name that the tumour responded: CR, PR, response, yes … */
export function respondingLevels(levels: readonly string[]): number[] {
  return levels.flatMap((level, place) => (meansResponse.test(level.trim()) ? [place] : []))
}
