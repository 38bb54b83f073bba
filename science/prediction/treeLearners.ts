import { createRandom } from '../stats/random.ts'
import { expit } from '../stats/logisticLikelihood.ts'
import type { BoostingSpec, DecisionTreeSpec, RandomForestSpec } from './learnerTypes.ts'
import type { Sample } from './sample.ts'
import { treeGrower, treeValues, type Tree } from './tree.ts'

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
  { trees, depth, rate, subsample, minChildWeight }: Omit<BoostingSpec, 'kind'>,
  seed: number,
): Tree[] {
  const { outcome, weights, columns } = sample
  const grow = treeGrower(sample.presorted())
  const n = outcome.length
  const random = createRandom(seed)
  const linear = new Float64Array(n)
  const first = new Float64Array(n)
  const second = new Float64Array(n)
  const included = subsample < 1 ? new Uint8Array(n) : null
  const growth = { criterion: 'newton', depth, minSplit: 2, minLeaf: 1, minWeight: minChildWeight } as const
  const grown: Tree[] = []
  for (let k = 0; k < trees; k += 1) {
    for (let i = 0; i < n; i += 1) {
      const p = expit(linear[i] ?? 0)
      const weight = weights[i] ?? 0
      first[i] = weight * ((outcome[i] ?? 0) - p)
      second[i] = weight * Math.max(p * (1 - p), 1e-16)
    }
    if (included) for (let i = 0; i < n; i += 1) included[i] = random.uniform() < subsample ? 1 : 0
    const tree = slowed(
      grow({ first, second, included }, { ...growth, lambda: 1, tried: null, seed: 0 }),
      rate,
    )
    grown.push(tree)
    const step = treeValues(tree, columns, n)
    for (let i = 0; i < n; i += 1) linear[i] = (linear[i] ?? 0) + (step[i] ?? 0)
  }
  return grown
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
