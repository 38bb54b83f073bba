/** A model as a file: one JSON object with exact doubles. What comes from elsewhere is checked before it is applied. */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { canonicalJson } from '../../science/canonical.ts'
import type { ModelCard } from '../../science/radiogenomics/modelCard.ts'
import { heterogeneityMeasures } from '../../science/radiogenomics/heterogeneityTypes.ts'
import { cardFormat, cardVersion } from '../../science/radiogenomics/modelCard.ts'

const numbers = z.array(z.number())
const names = z.array(z.string())
const whole = z.array(z.int())
/** standard deviations that are divided by */
const spreads = z.array(z.number().positive())
const probability = z.number().min(0).max(1)

const tree = z
  .looseObject({ feature: whole, threshold: numbers, left: whole, right: whole, value: numbers, size: whole })
  .refine(({ feature, threshold, left, right, value, size }) => {
    const n = feature.length
    const inside = (next: number, i: number): boolean => (feature[i] ?? -1) < 0 || (next > i && next < n)
    return (
      n > 0 &&
      [threshold, left, right, value, size].every((list) => list.length === n) &&
      left.every(inside) &&
      right.every(inside)
    )
  }, 'a tree whose lists fit each other')

/** a tree whose leaves are shares, to rounding; those of boosting are steps */
const classTree = tree.refine(
  ({ value }) => value.every((share) => share >= -1e-9 && share <= 1 + 1e-9),
  'shares of 0 to 1',
)

const logistic = z.looseObject({ kind: z.literal('logistic'), intercept: z.number(), coefficients: numbers })

const learner = z.discriminatedUnion('kind', [
  z.looseObject({ kind: z.literal('constant'), probability }),
  z.looseObject({ kind: z.literal('decisionTree'), tree: classTree }),
  z.looseObject({ kind: z.literal('randomForest'), trees: z.array(classTree).min(1) }),
  z.looseObject({ kind: z.literal('boosting'), start: z.number(), trees: z.array(tree) }),
  z.looseObject({
    kind: z.literal('supportVector'),
    kernel: z.enum(['linear', 'rbf']),
    gamma: z.number(),
    vectors: z.array(numbers),
    weights: numbers,
    intercept: z.number(),
    sigmoid: z.looseObject({ slope: z.number(), offset: z.number() }),
  }),
  logistic,
])

const pipeline = z
  .looseObject({
    features: names.min(1),
    centre: numbers,
    scale: spreads,
    fill: numbers.nullable(),
    least: numbers,
    largest: numbers,
    stack: z.looseObject({ base: z.array(learner).min(1), final: logistic.nullable() }),
    calibrator: z
      .discriminatedUnion('kind', [
        z.looseObject({ kind: z.literal('platt'), slope: z.number(), offset: z.number() }),
        z
          .looseObject({ kind: z.literal('isotonic'), from: numbers.min(1), to: z.array(probability) })
          .refine(
            ({ from, to }) => from.length === to.length && isRising(from) && isRising(to),
            'as many values as knots, both rising',
          ),
      ])
      .nullable(),
  })
  .refine(
    ({ features, centre, scale, fill, least, largest }) =>
      [centre, scale, least, largest, ...(fill ? [fill] : [])].every(
        (list) => list.length === features.length,
      ),
    'a centre, scale and range for each feature',
  )
  .refine(
    ({ features, stack }) => stack.base.every((one) => fits(one, features.length)),
    'learners of these features',
  )
  .refine(
    ({ stack }) => stack.final === null || stack.final.coefficients.length === stack.base.length,
    'a coefficient for each learner',
  )

function isRising(values: readonly number[]): boolean {
  return values.every((value, i) => i === 0 || value >= (values[i - 1] ?? NaN))
}

function fits(one: z.output<typeof learner>, features: number): boolean {
  const asks = ({ feature }: { feature: readonly number[] }) => feature.every((place) => place < features)
  switch (one.kind) {
    case 'constant':
      return true
    case 'decisionTree':
      return asks(one.tree)
    case 'randomForest':
    case 'boosting':
      return one.trees.every(asks)
    case 'supportVector':
      return (
        one.vectors.length === one.weights.length && one.vectors.every(({ length }) => length === features)
      )
    case 'logistic':
      return one.coefficients.length === features
  }
}

const part = z
  .looseObject({ pipeline, selection: z.looseObject({}), tuned: z.array(z.looseObject({})) })
  .nullable()

const modelSchema = z
  .looseObject({
    version: z.literal(1),
    kind: z.enum(['gtr', 'ith', 'gtr-ith']),
    name: z.string(),
    outcome: z.string(),
    gtr: part,
    ith: part,
    heterogeneity: z
      .looseObject({
        measures: z.array(z.enum(heterogeneityMeasures)).min(1),
        features: names,
        centre: numbers,
        scale: spreads,
        mostComponents: z.int().min(2).max(20),
        leastRegions: z.int(),
      })
      .refine(
        ({ features, centre, scale }) => [centre, scale].every((list) => list.length === features.length),
        'a centre and scale for each feature',
      )
      .refine(
        ({ mostComponents, leastRegions }) => leastRegions >= mostComponents,
        'regions for all components',
      )
      .nullable(),
    score: z
      .looseObject({
        centre: numbers.length(2),
        scale: spreads.length(2),
        loadings: spreads.length(2),
        cutoff: z.number(),
      })
      .nullable(),
    probability: logistic.nullable(),
    rivals: z.array(z.looseObject({ name: z.string(), pipeline })),
    cutoff: z.number(),
    cutoffRule: z.string(),
    patients: z.int(),
    events: z.int(),
    spec: z.looseObject({}),
  })
  .refine(
    ({ kind, gtr, ith, score }) =>
      (gtr !== null) === (kind !== 'ith') &&
      (ith !== null) === (kind !== 'gtr') &&
      (score !== null) === (kind === 'gtr-ith'),
    'the parts that its kind names',
  )
  .refine(({ score, cutoff }) => score === null || score.cutoff === cutoff, 'one cutoff')

const cardSchema = z.looseObject({
  format: z.literal(cardFormat),
  version: z.literal(cardVersion),
  key: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  label: z.string().min(1),
  intendedUse: z.string().nullable(),
  provenance: z.looseObject({
    cohort: z.string(),
    releaseHash: z.string(),
    codeVersion: z.string(),
    description: z.string(),
    layers: z.strictObject({ gtr: z.string().nullable(), ith: z.string().nullable() }),
    volume: z.string(),
  }),
  model: modelSchema,
  evaluations: z.array(z.looseObject({})).length(2),
  rivals: z.array(z.looseObject({})),
  comparisons: z.array(z.looseObject({})),
  features: z.array(z.looseObject({})),
  robustness: z.array(z.looseObject({})),
  leftOut: z.array(z.looseObject({})),
  warnings: z.array(z.string()),
})

export type ModelFileResult = { ok: true; card: ModelCard } | { ok: false; problems: readonly string[] }

/** Reads a model file; what cannot be applied safely is refused, with what is wrong. */
export function parseModelFile(source: string): ModelFileResult {
  let value: unknown
  try {
    value = JSON.parse(source)
  } catch (error) {
    return { ok: false, problems: [`not JSON: ${String(error)}`] }
  }
  return parseModelCard(value)
}

/** The same for a card that was read from the database. */
export function parseModelCard(value: unknown): ModelFileResult {
  const result = cardSchema.safeParse(value)
  if (!result.success)
    return {
      ok: false,
      problems: result.error.issues
        .slice(0, 20)
        .map(({ path, message }) => `${path.map(String).join('.') || 'file'}: ${message}`),
    }
  return { ok: true, card: value as ModelCard }
}

/** The bytes of an exported file: the same model gives the same file. */
export function modelFileText(card: Readonly<Record<string, unknown>>): string {
  return `${canonicalJson(card)}\n`
}

export function modelFileHash(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
