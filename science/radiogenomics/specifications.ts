import { InvalidInput } from '../errors.ts'
import type { Term } from '../stats/leastSquares.ts'
import type { RankSumRule } from '../stats/rankSumTable.ts'

/** The choices that an analyst could have made otherwise, and every combination of them that makes sense. */

/** One way to cut the score. */
export interface CutChoice {
  key: string
  label: string
  /** one per patient: 1 first group, 0 second, −1 in neither */
  isFirst: Int8Array
}

/** One deconvolution method on one scale. */
export interface LayerChoice {
  method: string
  methodLabel: string
  scale: string
  scaleLabel: string
  /** one value per patient, NaN = missing */
  cells: readonly { key: string; values: Float64Array }[]
  /** the method's own check, one per patient; null where the method has none */
  passes: readonly (boolean | null)[] | null
  /** what each sample is to count, ≥ 0, NaN = none; null where the method has nothing to weight by */
  weights: Float64Array | null
}

/** Covariates of a linear model; none for the raw comparison. Values one per patient, NaN = missing. */
export interface AdjustmentChoice {
  key: string
  label: string
  terms: readonly Term[]
}

export type SpecificationTest = 'rank' | 'mean'
export type SpecificationQuality = 'mark' | 'weight' | 'filter'

export const choiceNames = ['cut', 'method', 'scale', 'quality', 'test', 'adjustment'] as const
export type ChoiceName = (typeof choiceNames)[number]

/** One combination: a key for each choice. */
export type Specification = Readonly<Record<ChoiceName, string>>

export interface Choices {
  cuts: readonly CutChoice[]
  layers: readonly LayerChoice[]
  qualities: readonly SpecificationQuality[]
  tests: readonly SpecificationTest[]
  adjustments: readonly AdjustmentChoice[]
}

/** All that share their patients, values and covariates; only the cut differs. */
export interface Block {
  layer: LayerChoice
  quality: SpecificationQuality
  test: SpecificationTest
  adjustment: AdjustmentChoice
  cuts: readonly CutChoice[]
  /** when p of the raw rank test is exact */
  rule: RankSumRule
}

/**
 * Every combination, in blocks of one cut after the other. Filtering exists only where the method has a check of its own, weighting
 * only where that check is a number to weight by, and without covariates.
 * @throws InvalidInput a choice has no alternative, a key stands twice, or lengths differ
 */
export function blocksOf(choices: Choices): Block[] {
  checkChoices(choices)
  const { cuts, layers, qualities, tests, adjustments } = choices
  return layers.flatMap((layer) =>
    qualities
      .filter((quality) => isOffered(quality, layer))
      .flatMap((quality) =>
        adjustments
          .filter(({ terms }) => quality !== 'weight' || terms.length === 0)
          .flatMap((adjustment) =>
            tests.map((test) => ({ layer, quality, test, adjustment, cuts, rule: 'ours' as const })),
          ),
      ),
  )
}

function isOffered(quality: SpecificationQuality, { passes, weights }: LayerChoice): boolean {
  if (quality === 'mark') return true
  return quality === 'filter' ? passes !== null : weights !== null
}

export function specificationOf(block: Block, cut: CutChoice): Specification {
  return {
    cut: cut.key,
    method: block.layer.method,
    scale: block.layer.scale,
    quality: block.quality,
    test: block.test,
    adjustment: block.adjustment.key,
  }
}

function checkChoices({ cuts, layers, qualities, tests, adjustments }: Choices): void {
  const n = cuts[0]?.isFirst.length ?? 0
  const lists: Readonly<Record<string, readonly string[]>> = {
    cuts: cuts.map(({ key }) => key),
    layers: layers.map(({ method, scale }) => `${method} ${scale}`),
    qualities,
    tests,
    adjustments: adjustments.map(({ key }) => key),
  }
  for (const [field, keys] of Object.entries(lists)) {
    if (keys.length === 0) throw new InvalidInput(field, 'none', 'at least one')
    const twice = keys.find((key, i) => keys.indexOf(key) !== i)
    if (twice !== undefined) throw new InvalidInput(field, twice, 'each once')
  }
  const lengths = [
    ...cuts.map(({ isFirst }) => isFirst.length),
    ...layers.flatMap(({ cells, passes, weights }) => [
      ...cells.map(({ values }) => values.length),
      ...(passes ? [passes.length] : []),
      ...(weights ? [weights.length] : []),
    ]),
    ...adjustments.flatMap(({ terms }) => terms.map(({ values }) => values.length)),
  ]
  const other = lengths.find((length) => length !== n)
  if (other !== undefined) throw new InvalidInput('choices', `${other} entries`, `${n}, one per patient`)
}
