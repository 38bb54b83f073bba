import { InvalidInput } from '../errors.ts'
import { ascending, quantile } from '../stats/describe.ts'
import { isNotTestable } from '../stats/notTestable.ts'
import { pearson } from '../stats/pearson.ts'
import { spearman } from '../stats/spearman.ts'
import { checkExpression, type Expression } from '../transcriptome/expression.ts'
import { constrainedLeastSquares, fitted } from './constrainedLeastSquares.ts'
import { cellsOf, refuse, remark, type Deconvolution, type Refusal, type Remark } from './deconvolution.ts'
import { judgeCoverage, matchGenes } from './geneCoverage.ts'
import { cellsAlike, checkSignature, type Signature } from './signature.ts'
import { judgeMatrix } from './suitability.ts'

/** TRef, BRef or another reference with what belongs to it; all from files of the user. */
export interface EpicReference {
  /** profiles over all genes, not only the signature's: samples are scaled on what both have */
  profiles: Signature
  /** variability of each gene in each cell, as the profiles; null = the same for all */
  variability: readonly Float64Array[] | null
  signatureGenes: readonly string[]
  /** mRNA per cell by the names of the profiles, with `otherCells` and `default` */
  mRnaPerCell: ReadonlyMap<string, number>
}

interface Scaled {
  genes: readonly string[]
  /** genes × cells row by row */
  a: Float64Array
  weights: Float64Array
  /** of each gene in the reference cell that has most of it: more cannot be made of shares that sum to 1 */
  ceilings: Float64Array
  mixtures: Float64Array[]
}

/**
 * EPIC: weighted constrained least squares of each sample on reference profiles; mRNA shares ≥ 0 that sum to at most 1, the rest is "other
 * cells"; divided by the mRNA of a cell, they are shares of cells.
 * @param expression all genes, linear; TPM with a TPM reference
 * @returns shares of all cells, otherCells last; how each sample was fitted; or why it is refused
 * @throws InvalidInput matrix or reference are not whole
 * @source Racle et al. 2017   @oracle EPIC 1.1.7 on its melanoma data (shared epic.json, deconvolution/racle)
 * @differs EPIC minimises by Nelder–Mead; the quadratic programme reaches a lower objective (fractions differ by up to 2e-3)
 */
export function epic(expression: Expression, reference: EpicReference): Deconvolution | Refusal {
  checkExpression(expression)
  checkSignature(reference.profiles)
  const { cells, name } = reference.profiles
  const suit = judgeMatrix(expression, { engine: 'EPIC', scale: 'linear' })
  const common = matchGenes(name, reference.profiles.genes, expression.genes)
  const coverage = matchGenes(`${name}, signature genes`, reference.signatureGenes, expression.genes).coverage
  const judged = judgeCoverage(coverage)
  const fatal = [...suit.fatal, ...(judged.isFatal ? judged.remarks : [])]
  if (fatal.length > 0) return refuse(...fatal)
  const scaled = scaleTogether(expression, reference, common.inReference, common.inMatrix)
  if (scaled.genes.length < cells.length)
    return refuse(
      remark('few-genes', `${scaled.genes.length} signature genes cannot tell ${cells.length} cells apart.`),
    )
  const profileRows = new Map(reference.profiles.genes.map((gene, place) => [gene, place]))
  const alike = cellsAlike(
    reference.profiles,
    Int32Array.from(scaled.genes, (gene) => profileRows.get(gene) ?? -1),
  )
  if (alike.length > 0) return refuse(...alike)
  const factors = mRnaOf(reference.mRnaPerCell, cells)
  const fits = scaled.mixtures.map((mixture) => fitSample(mixture, scaled, factors.perCell))
  const failed = expression.samples.filter((_, sample) => fits[sample]?.isFitted === false)
  const names = [...cells, 'otherCells']
  const quality = (key: string, label: string, of: (fit: EpicFit) => number) => ({
    key,
    label,
    values: Float64Array.from(fits, of),
  })
  return {
    kind: 'deconvolution',
    method: /^TRef/i.test(name) ? 'epic' : `custom:${name}`,
    unit: 'share of all cells',
    samples: expression.samples,
    cells: cellsOf('epic', names),
    values: names.map((_, cell) => Float64Array.from(fits, ({ shares }) => shares[cell] ?? NaN)),
    quality: [
      quality('converged', 'Optimum reached (1 = yes)', ({ isFitted }) => (isFitted ? 1 : 0)),
      quality('rmse_weighted', 'Weighted RMSE', ({ rmse }) => rmse),
      quality('spearman', 'Spearman, measured against fitted', (fit) => fit.spearman),
      quality('correlation', 'Pearson, measured against fitted', (fit) => fit.pearson),
      quality('mrna_sum', 'Share of mRNA that the reference explains', (fit) => fit.sum),
      quality(
        'beyond_reference',
        'Share of the weighted signal in genes that are higher than in any reference cell',
        (fit) => fit.beyond,
      ),
    ],
    coverage: [coverage],
    settings: { engine: 'epic', signature: name, commonGenes: common.inMatrix.length },
    warnings: [
      ...suit.remarks,
      ...judged.remarks,
      ...factors.remarks,
      ...expressedElsewhere(expression.samples, scaled, fits, name),
      ...(common.inMatrix.length < 2000
        ? [
            remark(
              'few-genes',
              `Only ${common.inMatrix.length} genes are shared with the reference: samples and reference are scaled on them, which needs thousands.`,
              'Bring the matrix before genes were filtered.',
            ),
          ]
        : []),
      ...(failed.length > 0
        ? [remark('no-weight', 'These samples have no signal in the signature genes.', '', failed)]
        : []),
    ],
  }
}

/** Samples and profiles to a million over the genes that both have; then the signature genes and their weights. */
function scaleTogether(
  expression: Expression,
  { profiles, variability, signatureGenes }: EpicReference,
  inReference: Int32Array,
  inMatrix: Int32Array,
): Scaled {
  const places = new Map(Array.from(inReference, (place, at) => [profiles.genes[place] ?? '', at]))
  const chosen = signatureGenes.flatMap((gene) => places.get(gene) ?? [])
  const sumOver = (column: Float64Array, list: Int32Array): number =>
    list.reduce((sum, place) => sum + (column[place] ?? NaN), 0)
  const d = profiles.cells.length
  const a = new Float64Array(chosen.length * d)
  const weights = new Float64Array(chosen.length)
  profiles.profiles.forEach((profile, cell) => {
    const factor = 1e6 / sumOver(profile, inReference)
    const spread = variability?.[cell]
    if (variability && spread?.length !== profile.length)
      throw new InvalidInput(
        'variability',
        `${spread?.length ?? 0} values`,
        `${profile.length}, as the profiles`,
      )
    chosen.forEach((at, row) => {
      const place = inReference[at] ?? 0
      const value = (profile[place] ?? NaN) * factor
      a[row * d + cell] = value
      // where both are 0 the weight is 0
      weights[row] = (weights[row] ?? 0) + value / ((spread ? (spread[place] ?? NaN) : 1) * factor + 1e-12)
    })
  })
  const positive = weights.filter((weight) => weight > 0)
  const limit = positive.length > 0 ? 100 * quantile(ascending(positive), 0.5) : Infinity
  return {
    genes: chosen.map((at) => profiles.genes[inReference[at] ?? 0] ?? ''),
    a,
    ceilings: Float64Array.from(chosen, (_, row) => Math.max(...a.subarray(row * d, (row + 1) * d))),
    weights: weights.map((weight) => Math.min(weight, limit)),
    mixtures: expression.columns.map((column) => {
      const factor = 1e6 / sumOver(column, inMatrix)
      return Float64Array.from(chosen, (at) => (column[inMatrix[at] ?? 0] ?? NaN) * factor)
    }),
  }
}

/** EPIC assumes that no other cell makes the signature's genes. Where they are higher than any reference cell has them, others do. */
function expressedElsewhere(
  samples: readonly string[],
  { genes, ceilings, mixtures, weights }: Scaled,
  fits: readonly EpicFit[],
  name: string,
): Remark[] {
  const led = samples.filter((_, sample) => (fits[sample]?.beyond ?? 0) > 0.5)
  if (led.length === 0) return []
  const found = genes
    .map((gene, row) => {
      const high = mixtures.filter((mixture) => (mixture[row] ?? 0) > (ceilings[row] ?? 0))
      const signal = high.reduce((sum, mixture) => sum + (weights[row] ?? 0) * (mixture[row] ?? 0) ** 2, 0)
      return { gene, count: high.length, signal }
    })
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.signal - a.signal || (a.gene < b.gene ? -1 : 1))
  const shown = found.slice(0, 3).map(({ gene, count }) => `${gene} (${count} of ${samples.length} samples)`)
  return [
    remark(
      'other-cells-express',
      `Genes that are higher than in any cell of ${name} make up more than half of the weighted signal of ${led.length} of ${samples.length} samples: other cells express them, and all amounts follow them. First of all ${shown.join(', ')}.`,
      'Leave such genes out of the signature genes, and compare; docs/methods/epic.md shows what that does in liver.',
      led,
    ),
  ]
}

function mRnaOf(
  perCell: ReadonlyMap<string, number>,
  cells: readonly string[],
): { perCell: Float64Array; remarks: Remark[] } {
  const standard = perCell.get('default')
  const missing = [...cells, 'otherCells'].filter((cell) => !perCell.has(cell))
  if (missing.length > 0 && standard === undefined)
    throw new InvalidInput(
      'mRnaPerCell',
      `nothing for ${missing.join(', ')}`,
      'a value for each, or a default',
    )
  const bad = Array.from(perCell).find(([, value]) => !(value > 0))
  if (bad) throw new InvalidInput(`mRnaPerCell of ${bad[0]}`, bad[1], 'a number above 0')
  return {
    perCell: Float64Array.from([...cells, 'otherCells'], (cell) => perCell.get(cell) ?? standard ?? NaN),
    remarks:
      missing.length > 0
        ? [
            remark(
              'scaling-missing',
              `The mRNA per cell of ${missing.join(', ')} is not known: ${standard ?? ''} is used.`,
            ),
          ]
        : [],
  }
}

interface EpicFit {
  shares: Float64Array
  isFitted: boolean
  rmse: number
  spearman: number
  pearson: number
  sum: number
  /** of Σ w b², what genes beyond their ceiling have */
  beyond: number
}

function fitSample(mixture: Float64Array, { a, weights, ceilings }: Scaled, perCell: Float64Array): EpicFit {
  const d = perCell.length - 1
  const fit = mixture.every(Number.isFinite) ? constrainedLeastSquares(a, mixture, d, weights) : null
  if (!fit || !mixture.some((value) => value > 0)) {
    return {
      shares: new Float64Array(d + 1).fill(NaN),
      isFitted: false,
      rmse: NaN,
      spearman: NaN,
      pearson: NaN,
      sum: NaN,
      beyond: NaN,
    }
  }
  const sum = fit.amounts.reduce((total, amount) => total + amount, 0)
  const amounts = Float64Array.from(
    [...fit.amounts, Math.max(0, 1 - sum)],
    (amount, cell) => amount / (perCell[cell] ?? NaN),
  )
  const total = amounts.reduce((all, amount) => all + amount, 0)
  const predicted = fitted(a, fit.amounts, mixture.length)
  const ranks = spearman(mixture, predicted)
  const moments = pearson(mixture, predicted)
  return {
    shares: amounts.map((amount) => amount / total),
    isFitted: true,
    rmse: Math.sqrt(fit.objective / mixture.length),
    spearman: isNotTestable(ranks) ? NaN : ranks.rho,
    pearson: isNotTestable(moments) ? NaN : moments.r,
    sum,
    beyond: beyondCeiling(mixture, weights, ceilings),
  }
}

function beyondCeiling(mixture: Float64Array, weights: Float64Array, ceilings: Float64Array): number {
  let [all, beyond] = [0, 0]
  mixture.forEach((value, row) => {
    const signal = (weights[row] ?? 0) * value * value
    all += signal
    if (value > (ceilings[row] ?? 0)) beyond += signal
  })
  return all > 0 ? beyond / all : NaN
}
