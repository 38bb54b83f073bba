import { oneWayAnova } from '../stats/anova.ts'
import { chiSquaredTest, marginsOf, type Table } from '../stats/contingency.ts'
import type { Ascending } from '../stats/describe.ts'
import { fisherTwoByTwo } from '../stats/fisher.ts'
import { fisherTable } from '../stats/fisherTable.ts'
import { kruskalWallis, welchAnova } from '../stats/manyGroups.ts'
import { isNotTestable } from '../stats/notTestable.ts'
import { createRandom } from '../stats/random.ts'
import { orderOf } from '../stats/rank.ts'
import { studentT } from '../stats/studentT.ts'
import { welchT } from '../stats/welch.ts'
import { wilcoxonRankSum } from '../stats/wilcoxon.ts'
import type { NamedValue, Variant } from './result.ts'

/** The test of one row of a baseline table. */
export type BaselineTest =
  | {
      kind: 'tested'
      method: string
      variant: Variant
      statistic: NamedValue | null
      df: readonly number[]
      /** natural logarithm of the two-sided p */
      logP: number
      /** null where it underflows */
      pValue: number | null
      qValue: number | null
    }
  | { kind: 'notTestable'; reason: string; n: number }

type Tested = Extract<BaselineTest, { kind: 'tested' }>

const asymptotic: Variant = { kind: 'asymptotic', correction: 'none' }

function tested(part: Pick<Tested, 'method' | 'variant' | 'statistic' | 'df' | 'logP'>): BaselineTest {
  const logP = Math.min(0, part.logP)
  const p = Math.exp(logP)
  return { kind: 'tested', ...part, logP, pValue: p > 0 ? p : null, qValue: null }
}

function refused(reason: string, n: number): BaselineTest {
  return { kind: 'notTestable', reason, n }
}

/** Tests a number between groups, by its means or by its ranks. @param groups ascending, in order */
export function testNumber(
  groups: readonly Ascending[],
  { shown, variances }: { shown: 'mean' | 'median'; variances: 'unequal' | 'equal' },
): BaselineTest {
  const n = groups.reduce((sum, group) => sum + group.length, 0)
  if (groups.length < 2) return refused('there is one group', n)
  if (groups.some((group) => group.length === 0)) return refused('a group has no value', n)
  const first = groups.find((group) => group.length > 0)?.[0]
  if (groups.every((group) => group[0] === first && group.at(-1) === first))
    return refused('all values are equal', n)
  if (shown === 'median') return byRanks(groups)
  if (groups.some((group) => group.length < 2)) return refused('a group has one value', n)
  return variances === 'equal' ? byPooledMeans(groups) : byMeans(groups)
}

function byRanks(groups: readonly Ascending[]): BaselineTest {
  const [x, y] = groups
  if (x && y && groups.length === 2) {
    const { w, variant, logP } = wilcoxonRankSum(x, y)
    return tested({
      method: 'Wilcoxon rank-sum test',
      variant: variant === 'asymptotic' ? { kind: variant, correction: 'continuity' } : { kind: variant },
      statistic: { name: 'W', value: w },
      df: [],
      logP,
    })
  }
  const { h, df, logP } = kruskalWallis(orderOf(groups))
  const statistic = { name: 'H', value: h }
  return tested({ method: 'Kruskal–Wallis rank-sum test', variant: asymptotic, statistic, df: [df], logP })
}

const constant = 'all values are equal within a group, so there is no variance to test by'

function byMeans(groups: readonly Ascending[]): BaselineTest {
  const n = groups.reduce((sum, group) => sum + group.length, 0)
  const [x, y] = groups
  if (x && y && groups.length === 2) {
    const test = welchT(x, y)
    if (!test) return refused(constant, n)
    return tested({
      method: 'Welch two-sample t-test',
      variant: asymptotic,
      statistic: { name: 't', value: test.t },
      df: [test.df],
      logP: test.logP,
    })
  }
  const test = welchAnova(groups)
  if (!test) return refused(constant, n)
  return tested({
    method: "Welch's one-way analysis of means",
    variant: asymptotic,
    statistic: { name: 'F', value: test.f },
    df: [test.df1, test.df2],
    logP: test.logP,
  })
}

function byPooledMeans(groups: readonly Ascending[]): BaselineTest {
  const [x, y] = groups
  if (x && y && groups.length === 2) {
    const test = studentT(x, y)
    if (isNotTestable(test)) return refused(constant, test.n)
    const statistic = { name: 't', value: test.t }
    return tested({
      method: 'Student two-sample t-test',
      variant: asymptotic,
      statistic,
      df: [test.df],
      logP: test.logP,
    })
  }
  const test = oneWayAnova(groups)
  if (isNotTestable(test)) return refused(constant, test.n)
  return tested({
    method: 'one-way analysis of variance',
    variant: asymptotic,
    statistic: { name: 'F', value: test.f },
    df: [test.df1, test.df2],
    logP: test.logP,
  })
}

/** Tests whether the shares of levels differ. @param counts `counts[group][level]`; levels that nobody has are left out */
export function testCategory(
  counts: readonly (readonly number[])[],
  { permutations, work, seed }: { permutations: number; work: number; seed: number },
): BaselineTest {
  const n = counts.flat().reduce((sum, count) => sum + count, 0)
  if (counts.length < 2) return refused('there is one group', n)
  if (counts.some((own) => own.every((count) => count === 0))) return refused('a group has no value', n)
  const used = (counts[0] ?? []).flatMap((_, level) =>
    counts.some((own) => (own[level] ?? 0) > 0) ? [level] : [],
  )
  if (used.length < 2) return refused('everybody has the same level', n)
  const table = counts.map((own) => used.map((level) => own[level] ?? 0))
  const test = chiSquaredTest(table)
  if (isNotTestable(test)) return refused(test.reason, n)
  if (isSparse(test.expected)) return byFisher(table, { permutations, work, seed })
  return tested({
    method: "Pearson's χ² test",
    variant: { kind: 'asymptotic', correction: test.correction === 'yates' ? 'continuity' : 'none' },
    statistic: { name: 'χ²', value: test.chiSquared },
    df: [test.df],
    logP: test.logP,
  })
}

/** Cochran's rule: an expected count below 1, or more than a fifth of them below 5. */
function isSparse(expected: readonly (readonly number[])[]): boolean {
  const all = expected.flat()
  return all.some((e) => e < 1) || all.filter((e) => e < 5).length > all.length / 5
}

function byFisher(
  table: Table,
  { permutations, work, seed }: { permutations: number; work: number; seed: number },
): BaselineTest {
  const { rows, columns } = marginsOf(table)
  const method = "Fisher's exact test"
  if (rows.length === 2 && columns.length === 2) {
    const test = fisherTwoByTwo(table)
    if (isNotTestable(test)) return refused(test.reason, test.n)
    const statistic: NamedValue =
      test.oddsRatio === null
        ? { name: 'odds ratio', value: null, reason: 'infinite: a cell is as small as it can be' }
        : { name: 'odds ratio', value: test.oddsRatio }
    return tested({ method, variant: { kind: 'exact' }, statistic, df: [], logP: test.logP })
  }
  const test = fisherTable(table, { random: createRandom(seed), permutations, work })
  if (isNotTestable(test)) return refused(test.reason, test.n)
  const variant: Variant =
    test.variant.kind === 'exact' ? { kind: 'exact' } : { kind: 'permutation', permutations, seed }
  return tested({ method, variant, statistic: null, df: [], logP: test.logP })
}
