/** How a probability is trained, as a training file may state it: steps of selection, grids of learners, tuning. */
import { z } from 'zod'

const share = z.number().gt(0).max(1)

const step = z.discriminatedUnion('step', [
  z
    .strictObject({
      step: z.literal('leaveOut'),
      features: z.array(z.string()).min(1),
      reason: z.string().min(1),
    })
    .describe('features left out by name'),
  z
    .strictObject({
      step: z.literal('correlation'),
      cutoff: share,
      sign: z.enum(['oneSided', 'absolute']).describe('"oneSided": r, as published; "absolute": |r|'),
      method: z.enum(['pearson', 'spearman']).default('pearson'),
    })
    .describe('the second of any two features that correlate above the cutoff is dropped'),
  z
    .strictObject({ step: z.literal('tTest'), p: share })
    .describe('Student t between the outcomes, unadjusted'),
  z.strictObject({ step: z.literal('rankSum'), q: share }).describe('Wilcoxon rank-sum, Benjamini–Hochberg'),
  z
    .strictObject({
      step: z.literal('elasticNet'),
      mix: z.number().gt(0).max(1).describe('1 = LASSO'),
      folds: z.int().min(2).default(10),
      rule: z.enum(['least', 'oneError']).default('least'),
    })
    .describe('features with a coefficient at the cross-validated λ'),
  z.strictObject({ step: z.literal('strongest'), count: z.int().min(1) }).describe('the smallest p of t'),
])

const someOf = <T extends z.ZodType>(one: T) => z.array(one).min(1)
const depth = z.int().min(1).nullable().describe('null = no limit')
const size = z.int().min(1)

const learner = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('decisionTree'),
    criterion: someOf(z.enum(['gini', 'entropy'])),
    depth: someOf(depth),
    minSplit: someOf(z.int().min(2)),
    minLeaf: someOf(size),
  }),
  z.strictObject({
    kind: z.literal('randomForest'),
    trees: someOf(size),
    depth: someOf(depth),
    minSplit: someOf(z.int().min(2)),
    minLeaf: someOf(size),
  }),
  z.strictObject({
    kind: z.literal('boosting'),
    trees: someOf(size),
    depth: someOf(size),
    rate: someOf(share),
    subsample: someOf(share),
    minChildWeight: someOf(z.number().min(0)),
  }),
  z.strictObject({
    kind: z.literal('supportVector'),
    kernel: someOf(z.enum(['linear', 'rbf'])),
    cost: someOf(z.number().gt(0)),
    gamma: someOf(z.union([z.number().gt(0), z.enum(['scale', 'auto'])])),
  }),
  z.strictObject({ kind: z.literal('logistic'), cost: someOf(z.number().gt(0)) }),
])

const by = z.enum(['accuracy', 'auc', 'logLoss'])
const folds = z.int().min(2).max(50)

export const tuningSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('grid'), folds, by }).describe('every point of the grid'),
  z.strictObject({ kind: z.literal('random'), draws: z.int().min(1), folds, by }).describe('so many points'),
])

/** `published` and `modest` are plans of science/radiogenomics/trainingSpec.ts. */
export const planSchema = z.union([
  z.enum(['published', 'modest']),
  z.strictObject({
    selection: z.array(step),
    learners: someOf(learner),
    tuning: tuningSchema,
    stackingFolds: folds.default(5),
    classWeight: z.enum(['none', 'balanced']).default('none'),
    calibration: z.enum(['none', 'platt', 'isotonic']).default('none'),
    missing: z.enum(['leaveOutFeature', 'trainingMedian']).default('leaveOutFeature'),
  }),
])
