import { oneWayAnova } from '../../../science/stats/anova.ts'
import { chiSquaredTest } from '../../../science/stats/contingency.ts'
import { ascending } from '../../../science/stats/describe.ts'
import { kendall } from '../../../science/stats/kendall.ts'
import { kolmogorovSmirnov } from '../../../science/stats/kolmogorovSmirnov.ts'
import { logisticRegression } from '../../../science/stats/logistic.ts'
import { kruskalWallis, welchAnova } from '../../../science/stats/manyGroups.ts'
import { pearson } from '../../../science/stats/pearson.ts'
import { orderOf } from '../../../science/stats/rank.ts'
import { wilcoxonSignedRank } from '../../../science/stats/signedRank.ts'
import { spearman } from '../../../science/stats/spearman.ts'
import { pairedT, studentT } from '../../../science/stats/studentT.ts'
import { welchT } from '../../../science/stats/welch.ts'
import { wilcoxonRankSum } from '../../../science/stats/wilcoxon.ts'
import { cox } from '../../../science/survival/cox.ts'
import { logRank } from '../../../science/survival/logRank.ts'
import { normals, sparse, tied, uniforms } from './nullData.ts'

/** One asymptotic test on one family of null sets; the names are those of R's decisions. */
export interface Asymptotic {
  name: string
  /** where the test's size is .05 exactly, so that the binomial interval applies to it */
  isExact: boolean
  /** log p of a set; 0 where it cannot be tested, as R's script has it */
  logP: (set: number) => number
}

const logOf = (result: object | null): number => (result && 'logP' in result ? Number(result.logP) : 0)
const halves = (x: Float64Array, at: number): [Float64Array, Float64Array] => [x.slice(0, at), x.slice(at)]

function twoGroups(
  name: string,
  columns: (set: number) => Float64Array,
  tests: readonly (readonly [string, (x: Float64Array, y: Float64Array) => object | null])[],
  exact: readonly string[] = [],
): Asymptotic[] {
  return tests.map(([test, run]) => ({
    name: `${test} ${name}`,
    isExact: exact.includes(test),
    logP: (set) => logOf(run(...halves(columns(set), columns(set).length === 210 ? 110 : 60))),
  }))
}

const rankSum = (x: Float64Array, y: Float64Array): object => wilcoxonRankSum(ascending(x), ascending(y))
const fiveLevels = (x: Float64Array): number[] =>
  [0, 1, 2, 3, 4].map((level) => x.filter((value) => value === level).length)
const threeGroups = (x: Float64Array): Float64Array[] => [x.slice(0, 20), x.slice(20, 45), x.slice(45)]

function ofThreeGroups(): Asymptotic[] {
  const groups = (set: number): Float64Array[] => threeGroups(normals(uniforms(4, set, 150)))
  return [
    { name: 'anova normal', isExact: true, logP: (set) => logOf(oneWayAnova(groups(set))) },
    { name: 'welch anova normal', isExact: false, logP: (set) => logOf(welchAnova(groups(set))) },
    {
      name: 'kruskal normal',
      isExact: false,
      logP: (set) => logOf(kruskalWallis(orderOf(groups(set).map(ascending)))),
    },
  ]
}

function survivalSet(set: number) {
  const u = uniforms(7, set, 320)
  return {
    time: u.slice(0, 80).map((value) => Math.ceil(-10 * Math.log(value))),
    event: u.slice(80, 160).map((value) => (value < 0.7 ? 1 : 0)),
    group: Uint8Array.from({ length: 80 }, (_, i) => (i < 40 ? 0 : 1)),
    covariates: [{ name: 'z', values: normals(u.slice(160)) }],
  }
}

function ofSurvival(): Asymptotic[] {
  const fit = (set: number, of: 'wald' | 'likelihoodRatio'): number => {
    const model = cox(survivalSet(set))
    return model.kind === 'cox' ? model[of].logP : 0
  }
  return [
    { name: 'log-rank tied', isExact: false, logP: (set) => logOf(logRank(survivalSet(set))) },
    { name: 'cox wald tied', isExact: false, logP: (set) => fit(set, 'wald') },
    { name: 'cox likelihood ratio tied', isExact: false, logP: (set) => fit(set, 'likelihoodRatio') },
  ]
}

function ofCategories(): Asymptotic[] {
  const twoByTwo = (set: number): number[][] =>
    halves(uniforms(8, set, 80), 40).map((u) => {
      const k = u.filter((value) => value < 0.3).length
      return [40 - k, k]
    })
  const logistic = (set: number): number => {
    const u = uniforms(9, set, 240)
    const outcome = u.slice(0, 80).map((value) => (value < 0.4 ? 1 : 0))
    const model = logisticRegression(outcome, [{ name: 'z', values: normals(u.slice(80)) }], {
      firth: 'never',
    })
    return 'kind' in model ? 0 : (model.coefficients[1]?.logP ?? 0)
  }
  return [
    { name: 'chi-squared 2 x 2', isExact: false, logP: (set) => logOf(chiSquaredTest(twoByTwo(set))) },
    { name: 'logistic wald', isExact: false, logP: logistic },
  ]
}

/** Every asymptotic test on every shape that R was asked about. */
export function asymptoticTests(): Asymptotic[] {
  const normal = (set: number): Float64Array => normals(uniforms(1, set, 230))
  const levels = (set: number): Float64Array => tied(uniforms(2, set, 115))
  const zeros = (set: number): Float64Array => sparse(uniforms(3, set, 230))
  const pairs = (set: number): Float64Array => normals(uniforms(5, set, 240))
  const tiedPairs = (set: number): Float64Array => tied(uniforms(6, set, 120))
  const shapes = (set: number): Float64Array => normals(uniforms(10, set, 420))
  const student = ['student', studentT] as const
  const correlations = [
    ['pearson', pearson],
    ['spearman', spearman],
    ['kendall', kendall],
  ] as const
  return [
    ...twoGroups('normal', normal, [student, ['welch', welchT], ['rank sum', rankSum]], ['student']),
    ...twoGroups('tied', levels, [
      student,
      ['rank sum', rankSum],
      ['chi-squared', (x, y) => chiSquaredTest([fiveLevels(x), fiveLevels(y)])],
    ]),
    ...twoGroups('sparse', zeros, [
      ['welch', welchT],
      ['rank sum', rankSum],
    ]),
    ...ofThreeGroups(),
    ...twoGroups(
      'normal',
      pairs,
      [['paired t', pairedT], ['signed rank', wilcoxonSignedRank], ...correlations],
      ['paired t', 'pearson'],
    ),
    ...twoGroups('tied', tiedPairs, correlations),
    ...ofSurvival(),
    ...ofCategories(),
    ...twoGroups('normal', shapes, [
      ['kolmogorov-smirnov', (x, y) => kolmogorovSmirnov(orderOf([ascending(x), ascending(y)]))],
    ]),
  ]
}
