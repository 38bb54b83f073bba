import { createRandom } from '../stats/random.ts'
import { expit } from '../stats/logisticLikelihood.ts'
import type { BoostingSpec, DecisionTreeSpec, RandomForestSpec } from './learnerTypes.ts'
import type { Sample } from './sample.ts'
import { treeDepth, treeGrower, treeValues, type Tree } from './tree.ts'

function weighted({ outcome, weights }: Sample): Float64Array {
  return outcome.map((y, i) => y * (weights[i] ?? 0))
}

/**
 * One classification tree over all features.
 * @source Breiman et al. 1984   @oracle test/oracles/learners (cross-validated AUC beside scikit-learn DecisionTreeClassifier)
 * @differs of equally good splits scikit-learn takes one at random, we the first in the order of names
 */
export function fitDecisionTree(sample: Sample, spec: Omit<DecisionTreeSpec, 'kind'>): Tree {
  return treeGrower(sample.presorted())(
    { first: weighted(sample), second: sample.weights, included: null },
    { ...spec, minWeight: 0, lambda: 0, tried: null, seed: 0 },
  )
}

/**
 * Random forest: trees on bootstrap samples, √p features that differ looked at in each node, leaf shares averaged. Tree k depends on the
 * seed and k alone, so a smaller forest is the beginning of a larger one.
 * @source Breiman 2001   @oracle test/oracles/learners (cross-validated AUC beside scikit-learn RandomForestClassifier)
 */
export function fitForest(
  sample: Sample,
  { trees, depth, minSplit, minLeaf }: Omit<RandomForestSpec, 'kind'>,
  seed: number,
): Tree[] {
  const grow = treeGrower(sample.presorted())
  const n = sample.outcome.length
  const random = createRandom(seed)
  const tried = Math.max(1, Math.floor(Math.sqrt(sample.columns.length)))
  const included = new Uint8Array(n)
  const second = new Float64Array(n)
  const first = new Float64Array(n)
  return Array.from({ length: trees }, () => {
    const drawn = createRandom(random.uint32())
    included.fill(0)
    second.fill(0)
    for (let i = 0; i < n; i += 1) {
      const row = drawn.below(n)
      included[row] = 1
      second[row] = (second[row] ?? 0) + (sample.weights[row] ?? 0)
    }
    for (let i = 0; i < n; i += 1) first[i] = (second[i] ?? 0) * (sample.outcome[i] ?? 0)
    const growth = { criterion: 'gini', depth, minSplit, minLeaf, minWeight: 0, lambda: 0, tried } as const
    return grow({ first, second, included }, { ...growth, seed: drawn.uint32() })
  })
}

/** Mean of the trees' values. */
export function forestValues(
  trees: readonly Tree[],
  columns: readonly Float64Array[],
  n: number,
): Float64Array {
  const sum = new Float64Array(n)
  for (const tree of trees) {
    const values = treeValues(tree, columns, n)
    for (let i = 0; i < n; i += 1) sum[i] = (sum[i] ?? 0) + (values[i] ?? NaN)
  }
  return sum.map((value) => value / trees.length)
}

/**
 * Second-order gradient boosting of the logistic loss: each tree is grown on gradient and curvature, its leaves are Newton steps held back
 * by λ = 1 and the rate. Starts from P = ½, as XGBoost before 2.0. Tree k depends on seed and the trees before it, so fewer trees are a
 * beginning of more.
 * @source Friedman 2001; Chen & Guestrin 2016   @oracle test/oracles/learners (xgboost 1.7's answers, cross-validated AUC)
 */
export function fitBoosting(
  sample: Sample,
  { trees, depth, ...spec }: Omit<BoostingSpec, 'kind'>,
  seed: number,
): Tree[] {
  const grown: Tree[] = []
  const nobody = { columns: sample.columns, n: 0 }
  boostDepths({ training: sample, held: nobody }, spec, [{ depth, trees }], seed, ({ tree }) =>
    grown.push(tree),
  )
  return grown
}

/** How deep and how long: what points of a boosting grid that share the rest differ in. */
export interface BoostedLength {
  depth: number
  trees: number
}

/** Lengths whose trees were the same so far, and the linear predictor of the rows. */
interface Course<Length extends BoostedLength> {
  lengths: readonly Length[]
  training: Float64Array
  held: Float64Array
}

/** One more tree of lengths that are still the same; each reads it as deep as it may. */
export interface Boosted<Length extends BoostedLength> {
  lengths: readonly Length[]
  /** steps held back by the rate */
  tree: Tree
  /** how many trees there are now */
  count: number
  /** linear predictor of the held rows so far */
  linear: Float64Array
}

/**
 * Boosting to several depths at once, equal to each alone: all see the same subsample in turn k, and their trees are the same until one of
 * them would have gone deeper than another may, which with large least weights is late or never.
 * @param told called for every tree of every course, courses in the order in which they part
 */
export function boostDepths<Length extends BoostedLength>(
  { training, held }: { training: Sample; held: { columns: readonly Float64Array[]; n: number } },
  { rate, subsample, minChildWeight }: Omit<BoostingSpec, 'kind' | 'depth' | 'trees'>,
  lengths: readonly Length[],
  seed: number,
  told: (boosted: Boosted<Length>) => void,
): void {
  const { outcome, columns } = training
  const grow = treeGrower(training.presorted())
  const n = outcome.length
  const random = createRandom(seed)
  const sums = { first: new Float64Array(n), second: new Float64Array(n) }
  const included = subsample < 1 ? new Uint8Array(n) : null
  const growth = { criterion: 'newton', minSplit: 2, minLeaf: 1, minWeight: minChildWeight } as const
  let courses: Course<Length>[] = [{ lengths, training: new Float64Array(n), held: new Float64Array(held.n) }]
  for (let k = 0; courses.length > 0; k += 1) {
    if (included) for (let i = 0; i < n; i += 1) included[i] = random.uniform() < subsample ? 1 : 0
    courses = courses.flatMap((course) => {
      const going = course.lengths.filter(({ trees }) => trees > k)
      if (going.length === 0) return []
      slopes(training, course.training, sums)
      const depth = Math.max(...going.map((length) => length.depth))
      const tree = slowed(
        grow({ ...sums, included }, { ...growth, depth, lambda: 1, tried: null, seed: 0 }),
        rate,
      )
      const reached = treeDepth(tree)
      const parts = Map.groupBy(going, (length) => Math.min(length.depth, reached))
      return Array.from(parts, ([readTo, own]): Course<Length> => {
        const next = {
          lengths: own,
          training: plus(course.training, treeValues(tree, columns, n, { depth: readTo })),
          held: plus(course.held, treeValues(tree, held.columns, held.n, { depth: readTo })),
        }
        told({ lengths: own, tree, count: k + 1, linear: next.held })
        return next
      })
    })
  }
}

/** Gradient and curvature of the logistic loss at a linear predictor. */
function slopes(
  { outcome, weights }: Sample,
  linear: Float64Array,
  { first, second }: { first: Float64Array; second: Float64Array },
): void {
  for (let i = 0; i < linear.length; i += 1) {
    const p = expit(linear[i] ?? 0)
    const weight = weights[i] ?? 0
    first[i] = weight * ((outcome[i] ?? 0) - p)
    second[i] = weight * Math.max(p * (1 - p), 1e-16)
  }
}

function plus(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => value + (b[i] ?? NaN))
}

function slowed(tree: Tree, rate: number): Tree {
  return { ...tree, value: tree.value.map((value) => value * rate) }
}

/** Linear predictor of the first trees: a running sum. */
export function boostedValues(
  trees: readonly Tree[],
  columns: readonly Float64Array[],
  n: number,
  start = 0,
): Float64Array {
  const sum = new Float64Array(n).fill(start)
  for (const tree of trees) {
    const values = treeValues(tree, columns, n)
    for (let i = 0; i < n; i += 1) sum[i] = (sum[i] ?? 0) + (values[i] ?? NaN)
  }
  return sum
}
