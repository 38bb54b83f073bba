import { InvalidInput } from '../errors.ts'
import type {
  BoostingSpec,
  DecisionTreeSpec,
  LearnerSpec,
  LogisticSpec,
  RandomForestSpec,
  SupportVectorSpec,
} from './learnerTypes.ts'

/** Every setting of a learner with the values that are tried; a list of one value is a fixed setting. */
export type LearnerGrid =
  | GridOf<DecisionTreeSpec>
  | GridOf<RandomForestSpec>
  | GridOf<BoostingSpec>
  | GridOf<SupportVectorSpec>
  | GridOf<LogisticSpec>

type GridOf<Spec extends { kind: string }> = { kind: Spec['kind'] } & {
  [Setting in Exclude<keyof Spec, 'kind'>]: readonly Spec[Setting][]
}

const wholes = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i)

/**
 * The grids of the published analysis: 2,880 forests, 14,440 trees, 70 support vector machines, one logistic regression (scikit-learn's default
 * cost) and 9,600 boosted models.
 * @source Jin et al. 2025, authors' code (steps 4 and 5)
 */
export function publishedGrids(): LearnerGrid[] {
  return [
    {
      kind: 'randomForest',
      trees: [50, 100, 200, 300],
      depth: [10, 50, 100, 150, 200, 300, 500, null],
      minSplit: wholes(2, 10),
      minLeaf: wholes(1, 10),
    },
    {
      kind: 'supportVector',
      kernel: ['linear', 'rbf'],
      cost: [0.1, 1, 2, 3, 10],
      gamma: ['scale', 'auto', 0.001, 0.01, 0.1, 0.2, 1],
    },
    { kind: 'logistic', cost: [1] },
    {
      kind: 'decisionTree',
      criterion: ['gini', 'entropy'],
      depth: wholes(1, 20),
      minSplit: wholes(2, 20),
      minLeaf: wholes(2, 20),
    },
    {
      kind: 'boosting',
      trees: [50, 100, 150, 200, 300, 500],
      depth: wholes(3, 10),
      rate: [0.01, 0.02, 0.1, 0.15, 0.2],
      subsample: [0.5, 0.7, 0.9, 1],
      minChildWeight: wholes(1, 10),
    },
  ]
}

/** Smaller grids of simpler learners, for cohorts of some hundred patients: what the honest evaluation searches by default. */
export function modestGrids(): LearnerGrid[] {
  return [
    { kind: 'randomForest', trees: [100], depth: [3, 6, null], minSplit: [2], minLeaf: [1, 3, 5, 10] },
    {
      kind: 'supportVector',
      kernel: ['linear', 'rbf'],
      cost: [0.01, 0.1, 1, 10],
      gamma: ['scale', 0.001, 0.01, 0.1],
    },
    { kind: 'logistic', cost: [0.001, 0.01, 0.1, 1, 10] },
    { kind: 'decisionTree', criterion: ['gini'], depth: [2, 3, 4], minSplit: [2], minLeaf: [5, 10, 20] },
    {
      kind: 'boosting',
      trees: [50, 100, 200],
      depth: [2, 3],
      rate: [0.02, 0.05, 0.1],
      subsample: [0.7, 1],
      minChildWeight: [1, 3, 5],
    },
  ]
}

/** How many points a grid has. */
export function gridSize(grid: LearnerGrid): number {
  return listsOf(grid).reduce((size, [, values]) => size * values.length, 1)
}

function listsOf(grid: LearnerGrid): [string, readonly unknown[]][] {
  return Object.entries(grid).flatMap(([name, values]): [string, readonly unknown[]][] =>
    Array.isArray(values) ? [[name, values]] : [],
  )
}

/**
 * The point at a place of the grid, settings varying from the last to the first.
 * @throws InvalidInput a list is empty
 */
export function gridPoint(grid: LearnerGrid, place: number): LearnerSpec {
  let rest = place
  const take = <Value>(values: readonly Value[]): Value => {
    const value = values[rest % values.length]
    rest = Math.floor(rest / values.length)
    if (value === undefined)
      throw new InvalidInput(grid.kind, 'an empty list of values', 'at least one value')
    return value
  }
  switch (grid.kind) {
    case 'decisionTree':
      return {
        kind: grid.kind,
        criterion: take(grid.criterion),
        depth: take(grid.depth),
        minSplit: take(grid.minSplit),
        minLeaf: take(grid.minLeaf),
      }
    case 'randomForest':
      return {
        kind: grid.kind,
        trees: take(grid.trees),
        depth: take(grid.depth),
        minSplit: take(grid.minSplit),
        minLeaf: take(grid.minLeaf),
      }
    case 'boosting':
      return {
        kind: grid.kind,
        trees: take(grid.trees),
        depth: take(grid.depth),
        rate: take(grid.rate),
        subsample: take(grid.subsample),
        minChildWeight: take(grid.minChildWeight),
      }
    case 'supportVector':
      return { kind: grid.kind, kernel: take(grid.kernel), cost: take(grid.cost), gamma: take(grid.gamma) }
    case 'logistic':
      return { kind: grid.kind, cost: take(grid.cost) }
  }
}
