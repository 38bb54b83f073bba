import {
  drawWithinGroups,
  type Draw,
  epsilonSquaredInterval,
  etaSquaredInterval,
  type Percentiles,
} from '../stats/bootstrap.ts'
import { kruskalWallis, varianceShares, welchAnova } from '../stats/manyGroups.ts'
import { createRandom } from '../stats/random.ts'
import { orderOf } from '../stats/rank.ts'
import type { Interval, ManyGroupsResult } from './result.ts'
import type { Refusal, Split } from './splitVariable.ts'
import { sharedPermutations, type Permuted, type TestSettings } from './testTwoGroups.ts'

/** A many-group result before the family is known. */
export type Many = Omit<ManyGroupsResult, 'family' | 'qValue' | 'pValue' | 'groups'>

const level = 0.95
const bootstrapReplicates = 1000

/** Tests variables of three or more groups. @param splits two or more values in each group, not all equal */
export function testManyGroups(splits: readonly Split[], settings: TestSettings): (Many | Refusal)[] {
  const draws = sharedDraws(settings.seed)
  if (settings.test === 'wilcoxon') return splits.map((split) => kruskalResult(split, draws))
  if (settings.test === 'welch') return splits.map((split) => anovaResult(split, draws))
  const permuted = sharedPermutations(splits, settings)
  return splits.flatMap((split) => {
    const own = permuted.get(split)
    return own ? [permutationResult(split, own, draws)] : []
  })
}

type Draws = (split: Split) => readonly Draw[]

function sharedDraws(seed: number): Draws {
  const known = new Map<string, Draw[]>()
  return ({ values }) => {
    const sizes = values.map((group) => group.length)
    const key = sizes.join('/')
    const draws = known.get(key) ?? drawWithinGroups(sizes, bootstrapReplicates, createRandom(seed))
    known.set(key, draws)
    return draws
  }
}

function effect(name: string, value: number, { low, high }: Percentiles): Interval {
  return {
    name,
    value,
    low: Number.isNaN(low) ? null : low,
    high: Number.isNaN(high) ? null : high,
    level,
    unit: '',
    intervalMethod: `bootstrap within groups, percentiles of ${bootstrapReplicates}`,
  }
}

function kruskalResult(split: Split, draws: Draws): Many {
  const order = orderOf(split.values)
  const test = kruskalWallis(order)
  return {
    kind: 'manyGroups',
    method: 'Kruskal–Wallis rank-sum test',
    variant: { kind: 'asymptotic', correction: 'none' },
    statistic: { name: 'H', value: test.h },
    df: [test.df],
    logP: Math.min(0, test.logP),
    effectSize: effect(
      'epsilon squared',
      test.epsilonSquared,
      epsilonSquaredInterval(order, draws(split), level),
    ),
    smallestReachableP: null,
    warnings: [],
  }
}

function etaEffect(split: Split, draws: Draws): Interval {
  const { etaSquared } = varianceShares(split.values)
  return effect('eta squared', etaSquared, etaSquaredInterval(split.values, draws(split), level))
}

function anovaResult(split: Split, draws: Draws): Many | Refusal {
  const test = welchAnova(split.values)
  if (!test)
    return {
      code: 'all-equal',
      reason: 'all values are equal within a group, so it has no variance to be weighted by',
    }
  return {
    kind: 'manyGroups',
    method: "Welch's one-way analysis of means",
    variant: { kind: 'asymptotic', correction: 'none' },
    statistic: { name: 'F', value: test.f },
    df: [test.df1, test.df2],
    logP: Math.min(0, test.logP),
    effectSize: etaEffect(split, draws),
    smallestReachableP: null,
    warnings: [],
  }
}

function permutationResult(split: Split, permuted: Permuted, draws: Draws): Many {
  const { f } = varianceShares(split.values)
  return {
    kind: 'manyGroups',
    method: 'Permutation test of the differences between means',
    variant: permuted.variant,
    statistic: Number.isFinite(f)
      ? { name: 'F', value: f }
      : { name: 'F', value: null, reason: 'all values are equal within each group, so F is infinite' },
    df: [],
    logP: Math.log(permuted.p),
    effectSize: etaEffect(split, draws),
    smallestReachableP: permuted.smallest,
    warnings: [],
  }
}
