import { checkExpression, pickGenes, type Expression } from '../transcriptome/expression.ts'
import { quantileNormalise } from '../transcriptome/quantileNormalisation.ts'
import { toMillion } from '../transcriptome/units.ts'
import { constrainedLeastSquares } from './constrainedLeastSquares.ts'
import { cellsOf, refuse, remark, type Deconvolution, type Refusal, type Remark } from './deconvolution.ts'
import { judgeCoverage, matchGenes } from './geneCoverage.ts'
import { cellsAlike, checkSignature, type Signature } from './signature.ts'
import { judgeMatrix } from './suitability.ts'

/** TIL10 or another signature with what belongs to it; all from files of the user. */
export interface QuantiseqReference {
  signature: Signature
  /** mRNA content of each cell of the signature, by its name; null = not to be corrected for */
  mRnaScaling: ReadonlyMap<string, number> | null
  /** left out for RNA-seq */
  noisyGenes: readonly string[]
  /** left out when the samples are tumours: expressed by tumour cells */
  tumourGenes: readonly string[]
}

export interface QuantiseqSettings {
  /** microarray: quantile normalisation on, noisy genes kept */
  isMicroarray?: boolean
  isTumour?: boolean
  scalesByMrna?: boolean
}

/** below this share of regulatory T cells they are estimated again without the other CD4 T cells, which look alike */
const fewTregs = 0.02

/** a transcriptome has more; below it the sum of a sample is not that of its RNA */
const fewestGenes = 10_000

/**
 * quanTIseq: constrained least squares of each sample on a signature; amounts are ≥ 0 and sum to at most 1, corrected for the
 * mRNA of each cell type, and what is left is "other".
 * @param expression all genes, TPM (scaled to a million again); log2 below 50 is raised, as the original does
 * @returns shares of all cells, "Other" last, or why it is refused
 * @throws InvalidInput matrix or signature are not whole
 * @source Finotello et al. 2019 (quanTIseq, lsei mode)
 * @oracle shared deconv_ls.json (limSolve::lsei), quanTIseq-all-TCGA.csv by test/oracles/lihc, FACS of Racle et al. 2017
 * @differs the least squares are solved as a quadratic programme; gene names are not changed here: the gene table did that
 */
export function quantiseq(
  expression: Expression,
  reference: QuantiseqReference,
  settings: QuantiseqSettings = {},
): Deconvolution | Refusal {
  checkExpression(expression)
  checkSignature(reference.signature)
  const { isMicroarray = false, isTumour = false, scalesByMrna = true } = settings
  const signature = withoutGenes(reference.signature, [
    ...(isMicroarray ? [] : reference.noisyGenes),
    ...(isTumour ? reference.tumourGenes : []),
  ])
  const suit = judgeMatrix(expression, { engine: 'quanTIseq', scale: 'linear', logs: 'raise' })
  const match = matchGenes(signature.name, signature.genes, expression.genes)
  const judged = judgeCoverage(match.coverage)
  const fatal = [...suit.fatal, ...(judged.isFatal ? judged.remarks : [])]
  if (fatal.length > 0) return refuse(...fatal)
  if (match.inMatrix.length <= signature.cells.length)
    return refuse(
      remark(
        'few-genes',
        `${match.inMatrix.length} shared genes cannot tell ${signature.cells.length} cells apart.`,
      ),
    )
  const alike = cellsAlike(signature, match.inReference)
  if (alike.length > 0) return refuse(...alike)
  const raised = suit.isLog
    ? expression.columns.map((column) => column.map((value) => 2 ** value))
    : expression.columns
  const columns = toMillion(isMicroarray ? quantileNormalise(raised) : raised)
  const mixtures = pickGenes({ ...expression, columns }, match.inMatrix).columns
  const scaling = scalingOf(reference, signature.cells, scalesByMrna)
  const rows = mixtures.map((mixture) => sharesOf(mixture, signature, match.inReference, scaling.factors))
  const failed = expression.samples.filter((_, sample) => rows[sample]?.every(Number.isNaN) === true)
  return {
    kind: 'deconvolution',
    method: signature.name === 'TIL10' ? 'quantiseq' : `custom:${signature.name}`,
    unit: 'share of all cells',
    samples: expression.samples,
    cells: cellsOf('quantiseq', [...signature.cells, 'Other']),
    values: [...signature.cells, 'Other'].map((_, cell) =>
      Float64Array.from(rows, (row) => row[cell] ?? NaN),
    ),
    quality: [],
    coverage: [match.coverage],
    settings: {
      engine: 'quantiseq',
      signature: signature.name,
      isMicroarray,
      isTumour,
      scalesByMrna,
      genesRemoved: reference.signature.genes.length - signature.genes.length,
    },
    warnings: [
      ...suit.remarks,
      ...judged.remarks,
      ...scaling.remarks,
      ...(expression.genes.length < fewestGenes
        ? [
            remark(
              'few-genes',
              `The matrix has ${expression.genes.length} genes; quanTIseq takes their sum for the whole transcriptome, so all shares are too high and "other" too low.`,
              'Bring the matrix before genes were selected.',
            ),
          ]
        : []),
      ...(failed.length > 0
        ? [remark('no-weight', 'These samples have no signal in the genes of the signature.', '', failed)]
        : []),
    ],
  }
}

function withoutGenes(signature: Signature, removed: readonly string[]): Signature {
  const gone = new Set(removed)
  const kept = signature.genes.map((gene) => !gone.has(gene))
  return {
    ...signature,
    genes: signature.genes.filter((_, place) => kept[place]),
    profiles: signature.profiles.map((profile) => profile.filter((_, place) => kept[place])),
  }
}

function scalingOf(
  { mRnaScaling }: QuantiseqReference,
  cells: readonly string[],
  scales: boolean,
): { factors: Float64Array; remarks: Remark[] } {
  if (!scales || !mRnaScaling) return { factors: new Float64Array(cells.length).fill(1), remarks: [] }
  const missing = cells.filter((cell) => !((mRnaScaling.get(cell) ?? 0) > 0))
  const known = cells.flatMap((cell) => mRnaScaling.get(cell) ?? [])
  const middle = known.length > 0 ? known.reduce((sum, value) => sum + value, 0) / known.length : 1
  return {
    factors: Float64Array.from(cells, (cell) => {
      const factor = mRnaScaling.get(cell) ?? 0
      return factor > 0 ? factor : middle
    }),
    remarks:
      missing.length > 0
        ? [
            remark(
              'scaling-missing',
              `No mRNA content is given for ${missing.join(', ')}: the mean of the others is used.`,
            ),
          ]
        : [],
  }
}

/** Shares of one sample, "other" last; NaN where nothing could be fitted. */
function sharesOf(
  mixture: Float64Array,
  signature: Signature,
  places: Int32Array,
  factors: Float64Array,
): Float64Array {
  const all = signature.cells.map((_, cell) => cell)
  const cd4 = signature.cells.indexOf('T.cells.CD4')
  const treg = signature.cells.indexOf('Tregs')
  const shares = fitCells(mixture, signature, places, { factors, cells: all })
  if (cd4 >= 0 && treg >= 0 && (shares[treg] ?? NaN) < fewTregs) {
    const again = fitCells(mixture, signature, places, { factors, cells: all.filter((cell) => cell !== cd4) })
    // a sample of CD4 T cells alone: without them nothing is left to be Tregs
    const alone = again.every(Number.isNaN) ? 0 : (again[treg] ?? NaN)
    const mean = (alone + (shares[treg] ?? NaN)) / 2
    shares[treg] = mean
    // the original subtracts the mean of the second estimate and of the mean just made
    shares[cd4] = Math.max(0, (shares[cd4] ?? NaN) - (alone + mean) / 2)
  }
  const total = shares.reduce((sum, share) => sum + share, 0)
  return shares.map((share) => share / total)
}

/** One constrained fit over some cells; the others get 0. */
function fitCells(
  mixture: Float64Array,
  { profiles }: Signature,
  places: Int32Array,
  { factors, cells }: { factors: Float64Array; cells: readonly number[] },
): Float64Array {
  const a = new Float64Array(places.length * cells.length)
  places.forEach((place, row) => {
    cells.forEach((cell, j) => (a[row * cells.length + j] = profiles[cell]?.[place] ?? NaN))
  })
  const shares = new Float64Array(profiles.length + 1)
  const fit = constrainedLeastSquares(a, mixture, cells.length)
  const sum = fit?.amounts.reduce((total, amount) => total + amount, 0) ?? 0
  if (!fit || !(sum > 0)) return shares.fill(NaN)
  const perCell = fit.amounts.map((amount, j) => amount / (factors[cells[j] ?? 0] ?? NaN))
  const scaled = perCell.reduce((total, amount) => total + amount, 0)
  cells.forEach((cell, j) => (shares[cell] = ((perCell[j] ?? NaN) / scaled) * sum))
  shares[profiles.length] = Math.max(0, 1 - sum)
  return shares
}
