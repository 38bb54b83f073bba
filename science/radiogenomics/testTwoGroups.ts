import { cliffDelta } from '../stats/cliffDelta.ts'
import { ascending, moments } from '../stats/describe.ts'
import { permuteMeans } from '../stats/permutedMeans.ts'
import { minimumDetectableD } from '../stats/power.ts'
import { createRandom } from '../stats/random.ts'
import { orderOf } from '../stats/rank.ts'
import { hedgesG, welchT } from '../stats/welch.ts'
import { wilcoxonRankSum, type RankSumTest } from '../stats/wilcoxon.ts'
import type { Interval, NamedValue, TestKind, TwoGroupsResult, Variant, Warning } from './result.ts'
import type { Refusal, Split } from './splitVariable.ts'

export interface TestSettings {
  test: TestKind
  permutations: number
  seed: number
}

/** A two-group result before the family is known. */
export type Two = Omit<TwoGroupsResult, 'family' | 'qValue' | 'pValue' | 'groups'>

const level = 0.95
const none = ascending([])

/** Tests variables of two groups. @param splits two groups each, two or more values in both, not all equal */
export function testTwoGroups(splits: readonly Split[], settings: TestSettings): (Two | Refusal)[] {
  const detectable = detectableBySize()
  if (settings.test === 'wilcoxon') return splits.map((split) => wilcoxonResult(split, detectable))
  if (settings.test === 'welch') return splits.map((split) => welchResult(split, detectable))
  const permuted = sharedPermutations(splits, settings)
  return splits.flatMap((split) => {
    const own = permuted.get(split)
    return own ? [permutationResult(split, own, detectable)] : []
  })
}

type Detectable = (m: number, n: number) => NamedValue

/** Most variables have the same sizes, and the solve is the same for all of them. */
function detectableBySize(): Detectable {
  const known = new Map<string, number>()
  return (m, n) => {
    const key = `${Math.min(m, n)}/${Math.max(m, n)}`
    const value = known.get(key) ?? minimumDetectableD(m, n)
    known.set(key, value)
    return { name: 'Cohen d found with 80 % power at two-sided .05 by a t-test', value }
  }
}

function pair(split: Split) {
  const [x = none, y = none] = split.values
  return { x, y }
}

function wilcoxonResult(split: Split, detectable: Detectable): Two {
  const { x, y } = pair(split)
  const order = orderOf([x, y])
  const test = wilcoxonRankSum(x, y, level, order)
  const delta = cliffDelta(order, level)
  return {
    kind: 'twoGroups',
    method: 'Wilcoxon rank-sum test',
    variant: wilcoxonVariant(test),
    statistic: { name: 'W', value: test.w },
    df: [],
    logP: test.logP,
    estimate: shiftEstimate(test, split.unit),
    effectSize: {
      name: "Cliff's delta",
      value: delta.value,
      low: delta.low,
      high: delta.high,
      level,
      unit: '',
      intervalMethod:
        delta.how === 'complete-separation'
          ? 'complete separation: (n − z²)/(n + z²) with the smaller n (Cliff 1996)'
          : 'asymmetric, consistent variance (Cliff 1993), Student quantile',
    },
    smallestReachableP: reachable(test.smallestLogP),
    minimumDetectableEffect: detectable(x.length, y.length),
    warnings: wilcoxonWarnings(test),
  }
}

function wilcoxonVariant({ variant }: RankSumTest): Variant {
  return variant === 'asymptotic' ? { kind: variant, correction: 'continuity' } : { kind: variant }
}

function wilcoxonWarnings({ variant, ties }: RankSumTest): Warning[] {
  if (variant !== 'asymptotic' || !ties) return []
  return [
    { code: 'ties-approximated', message: 'ties: p is from the normal approximation, corrected for them' },
  ]
}

function shiftEstimate({ shift }: RankSumTest, unit: string): Interval {
  const bounded = shift.low !== null && shift.high !== null
  return {
    name: 'Hodges–Lehmann shift',
    value: finite(shift.value),
    low: bounded ? finite(shift.low) : null,
    high: bounded ? finite(shift.high) : null,
    level,
    unit,
    intervalMethod:
      shift.how === 'order-statistics'
        ? 'order statistics of the differences, exact distribution of W'
        : 'differences at which the corrected normal test turns',
    ...(bounded ? {} : { reason: 'with so few values no bounded 95 % interval exists' }),
  }
}

function welchResult(split: Split, detectable: Detectable): Two | Refusal {
  const { x, y } = pair(split)
  const test = welchT(x, y, level)
  if (!test)
    return {
      code: 'all-equal',
      reason: 'all values are equal within each group, so there is no variance to test by',
    }
  return {
    kind: 'twoGroups',
    method: 'Welch two-sample t-test',
    variant: { kind: 'asymptotic', correction: 'none' },
    statistic: { name: 't', value: test.t },
    df: [test.df],
    logP: test.logP,
    estimate: meanEstimate(split),
    effectSize: hedgesEffect(split),
    smallestReachableP: null,
    minimumDetectableEffect: detectable(x.length, y.length),
    warnings: [],
  }
}

/** The interval of the mean difference is Welch's, whatever the test is. */
function meanEstimate(split: Split): Interval {
  const { x, y } = pair(split)
  const difference = welchT(x, y, level)?.difference
  const value = finite(moments(x).mean - moments(y).mean)
  return {
    name: 'difference in means',
    value,
    low: difference ? finite(difference.low) : null,
    high: difference ? finite(difference.high) : null,
    level,
    unit: split.unit,
    intervalMethod: "Welch's t",
    ...(difference ? {} : { reason: 'all values are equal within each group' }),
  }
}

function hedgesEffect(split: Split): Interval {
  const { x, y } = pair(split)
  const g = hedgesG(x, y, level)
  return {
    name: "Hedges' g",
    value: g?.value ?? null,
    low: g?.low ?? null,
    high: g?.high ?? null,
    level,
    unit: '',
    intervalMethod: 'large-sample standard error, Student quantile (Hedges & Olkin 1985)',
    ...(g ? {} : { reason: 'all values are equal within each group' }),
  }
}

function permutationResult(split: Split, permuted: Permuted, detectable: Detectable): Two {
  const { x, y } = pair(split)
  return {
    kind: 'twoGroups',
    method: 'Permutation test of the difference in means',
    variant: permuted.variant,
    statistic: { name: 'difference in means', value: finite(moments(x).mean - moments(y).mean) },
    df: [],
    logP: Math.log(permuted.p),
    estimate: meanEstimate(split),
    effectSize: hedgesEffect(split),
    smallestReachableP: permuted.smallest,
    minimumDetectableEffect: detectable(x.length, y.length),
    warnings: [],
  }
}

export interface Permuted {
  p: number
  smallest: number
  variant: Variant
}

/** Variables of the same group sizes share their relabellings; every size starts from the same seed, so none hangs on another. */
export function sharedPermutations(
  splits: readonly Split[],
  { permutations, seed }: Pick<TestSettings, 'permutations' | 'seed'>,
): Map<Split, Permuted> {
  const found = new Map<Split, Permuted>()
  const bySize = Map.groupBy(splits, ({ values }) => values.map((group) => group.length).join('/'))
  for (const members of bySize.values()) {
    const { p, complete, smallest } = permuteMeans(
      members.map(({ values }) => values),
      permutations,
      createRandom(seed),
    )
    const variant: Variant = complete
      ? { kind: 'conditional-exact' }
      : { kind: 'permutation', permutations, seed }
    members.forEach((split, i) => {
      found.set(split, { p: p[i] ?? NaN, smallest, variant })
    })
  }
  return found
}

function reachable(log: number): number | null {
  const p = Math.exp(log)
  return p > 0 ? p : null
}

function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null
}
