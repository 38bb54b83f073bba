/**
 * CIBERSORT in three steps, so that threads can share the middle one: `prepareCibersort` (once), `runCibersort` (any share of samples
 * and permutations), `joinCibersort`. `cibersort` does all three.
 */
import { InvalidInput } from '../errors.ts'
import { ascending, moments, quantile } from '../stats/describe.ts'
import { createRandom, type Random } from '../stats/random.ts'
import { checkExpression, type Expression } from '../transcriptome/expression.ts'
import { quantileNormalise } from '../transcriptome/quantileNormalisation.ts'
import { coreFit, type CoreFit } from './cibersortCore.ts'
import { cellsOf, refuse, remark, type Deconvolution, type Refusal, type Remark } from './deconvolution.ts'
import { judgeCoverage, matchGenes, type GeneMatch } from './geneCoverage.ts'
import { createNuSvrSolver, type NuSvrSolver } from './nuSvr.ts'
import { checkSignature, type Signature } from './signature.ts'
import { judgeMatrix } from './suitability.ts'

export interface CibersortSettings {
  /** off for RNA-seq, as its authors advise; on for microarrays and to repeat what was published */
  quantileNormalise?: boolean
  /** 'relative': shares that sum to 1; 'sig.score': shares × the sample's signature score; 'no.sumto1': weights as they are */
  mode?: 'relative' | 'sig.score' | 'no.sumto1'
  /** mixtures of randomly drawn values for the p; 0 = no p */
  permutations?: number
  seed?: number
  /** which of the two p stands in `p_value`; the other stands beside it */
  p?: 'honest' | 'original'
  /** 'optimum'; 'libsvm' stops where R's e1071 does by default, to repeat what R gave */
  solver?: 'optimum' | 'libsvm'
}

/** Makes a solver over the standardised signature. */
export type SolverOf = (x: Float64Array, columns: number) => NuSvrSolver

/** Draws k of n different places; for tests that repeat R's own draws. */
export type Draw = (n: number, k: number) => ArrayLike<number>

export interface CibersortTask {
  settings: Required<CibersortSettings>
  signatureName: string
  cells: readonly string[]
  samples: readonly string[]
  /** standardised signature, genes × cells, row by row */
  x: Float64Array
  genes: number
  /** one column per sample over the shared genes, not standardised */
  mixtures: readonly Float64Array[]
  /** one column per permutation */
  drawn: readonly Float64Array[]
  /** the same for all samples: max(1, median of all genes of all samples) */
  overallMedian: number
  coverage: GeneMatch['coverage']
  warnings: readonly Remark[]
}

export interface CibersortPart {
  /** of the samples asked for, in order */
  fits: readonly CoreFit[]
  /** correlation of each permutation asked for */
  nullCorrelations: Float64Array
}

/**
 * Checks matrix and signature, normalises, intersects, standardises, and draws the permutations.
 * @param expression all genes, linear (or log2 below 50, which is raised as the original does), samples ≥ 1
 * @param draw how permutations are drawn; from the seed when left out
 * @returns the task, all of it plain values and typed arrays that a thread can be given; or why the matrix is refused
 * @throws InvalidInput matrix or signature are not whole, or a setting is out of range
 */
export function prepareCibersort(
  expression: Expression,
  signature: Signature,
  settings: CibersortSettings = {},
  draw?: Draw,
): CibersortTask | Refusal {
  checkExpression(expression)
  checkSignature(signature)
  const full = fullSettings(settings)
  const suit = judgeMatrix(expression, { engine: 'CIBERSORT', scale: 'linear', logs: 'raise' })
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
  const flat = sameEverywhere(signature, match.inReference)
  if (flat) return refuse(flat)
  const raised = suit.isLog
    ? expression.columns.map((column) => column.map((value) => 2 ** value))
    : expression.columns
  const columns = full.quantileNormalise ? quantileNormalise(raised) : raised
  const mixtures = columns.map((column) => Float64Array.from(match.inMatrix, (place) => column[place] ?? NaN))
  const x = standardisedSignature(signature, match.inReference)
  return {
    settings: full,
    signatureName: signature.name,
    cells: signature.cells,
    samples: expression.samples,
    x,
    genes: match.inMatrix.length,
    mixtures,
    drawn: drawMixtures(mixtures, full.permutations, draw ?? drawBy(createRandom(full.seed))),
    overallMedian: full.mode === 'sig.score' ? Math.max(1, medianOfAll(columns)) : 1,
    coverage: match.coverage,
    warnings: [...suit.remarks, ...judged.remarks],
  }
}

/** A signature that has one number in all genes and cells, which nothing can be regressed on. */
function sameEverywhere({ name, cells, profiles }: Signature, places: Int32Array): Remark | null {
  const first = profiles[0]?.[places[0] ?? 0] ?? NaN
  if (!profiles.every((profile) => places.every((place) => profile[place] === first))) return null
  return remark(
    'cells-alike',
    `Every number of ${name} is ${first} (${places.length} genes that are in the matrix, ${cells.length} cells): it cannot tell any cell from another.`,
    'Bring the signature as it was published: amounts of each gene in each cell.',
  )
}

function fullSettings(settings: CibersortSettings): Required<CibersortSettings> {
  const full = {
    quantileNormalise: settings.quantileNormalise ?? false,
    mode: settings.mode ?? 'relative',
    permutations: settings.permutations ?? 100,
    seed: settings.seed ?? 1,
    p: settings.p ?? 'honest',
    solver: settings.solver ?? 'optimum',
  } as const
  if (!Number.isInteger(full.permutations) || full.permutations < 0 || full.permutations > 100_000)
    throw new InvalidInput('permutations', full.permutations, 'whole, 0 to 100,000')
  return full
}

/** One mean and one spread for the whole signature, so that differences between cells and genes stay. */
function standardisedSignature({ profiles }: Signature, places: Int32Array): Float64Array {
  const d = profiles.length
  const x = new Float64Array(places.length * d)
  places.forEach((place, row) => {
    profiles.forEach((profile, cell) => (x[row * d + cell] = profile[place] ?? NaN))
  })
  const { mean, sd } = moments(x)
  return x.map((value) => (value - mean) / sd)
}

function medianOfAll(columns: readonly Float64Array[]): number {
  const all = new Float64Array(columns.reduce((sum, column) => sum + column.length, 0))
  let at = 0
  for (const column of columns) {
    all.set(column, at)
    at += column.length
  }
  return quantile(ascending(all), 0.5)
}

/** Partial shuffle: k different places of n. */
function drawBy(random: Random): Draw {
  return (n, k) => {
    const moved = new Map<number, number>()
    return Int32Array.from({ length: k }, (_, i) => {
      const other = i + random.below(n - i)
      const here = moved.get(i) ?? i
      const taken = moved.get(other) ?? other
      moved.set(other, here)
      return taken
    })
  }
}

function drawMixtures(mixtures: readonly Float64Array[], permutations: number, draw: Draw): Float64Array[] {
  const genes = mixtures[0]?.length ?? 0
  return Array.from({ length: permutations }, () =>
    Float64Array.from(draw(genes * mixtures.length, genes), (place) => {
      const sample = Math.floor(place / genes)
      return mixtures[sample]?.[place - sample * genes] ?? NaN
    }),
  )
}

export interface CibersortShare {
  /** samples from … to − 1; all when left out */
  samples?: readonly [from: number, to: number]
  /** permutations from … to − 1; all when left out */
  permutations?: readonly [from: number, to: number]
}

/**
 * Fits a share of the samples and of the permutations. Shares do not depend on each other.
 * @param libsvm the solver that `solver: 'libsvm'` asks for; whoever has loaded the library brings it
 * @throws InvalidInput it is asked for and was not brought
 */
export function runCibersort(
  task: CibersortTask,
  share: CibersortShare = {},
  libsvm: SolverOf | null = null,
): CibersortPart {
  const isReplay = task.settings.solver === 'libsvm'
  if (isReplay && !libsvm) throw new InvalidInput('solver', 'libsvm', 'a program that has loaded libsvm')
  const solver = (isReplay && libsvm ? libsvm : createNuSvrSolver)(task.x, task.cells.length)
  const fit = (column: Float64Array): CoreFit => coreFit(solver, task.x, column, task.settings.mode)
  return {
    fits: task.mixtures.slice(...(share.samples ?? [])).map(fit),
    nullCorrelations: Float64Array.from(
      task.drawn.slice(...(share.permutations ?? [])).map(fit),
      ({ correlation }) => correlation,
    ),
  }
}

/** Puts shares together, in the order of samples and permutations, and adds p. */
export function joinCibersort(task: CibersortTask, parts: readonly CibersortPart[]): Deconvolution {
  const fits = parts.flatMap((part) => part.fits)
  if (fits.length !== task.samples.length)
    throw new InvalidInput('parts', `${fits.length} samples`, `${task.samples.length}`)
  // a permutation in which no cell gets a weight reaches no correlation
  const nulls = Float64Array.from(
    parts.flatMap((part) => Array.from(part.nullCorrelations)),
    (value) => (Number.isNaN(value) ? -1 : value),
  ).sort()
  if (nulls.length !== task.drawn.length)
    throw new InvalidInput('parts', `${nulls.length} permutations`, `${task.drawn.length}`)
  const { mode } = task.settings
  const factors = task.mixtures.map((column) =>
    mode === 'sig.score' ? quantile(ascending(column), 0.5) / task.overallMedian : 1,
  )
  const values = task.cells.map((_, cell) =>
    Float64Array.from(fits, (fit, sample) => (fit.weights[cell] ?? NaN) * (factors[sample] ?? NaN)),
  )
  const isAbsolute = mode !== 'relative'
  const totals = isAbsolute
    ? [
        Float64Array.from(fits, (_, sample) =>
          values.reduce((sum, column) => sum + (column[sample] ?? NaN), 0),
        ),
      ]
    : []
  const isLm22 = task.signatureName === 'LM22'
  const method = isLm22
    ? isAbsolute
      ? 'cibersort-lm22-absolute'
      : 'cibersort-lm22'
    : `custom:${task.signatureName}`
  return {
    kind: 'deconvolution',
    method,
    unit: isAbsolute ? 'arbitrary' : 'share of leukocytes',
    samples: task.samples,
    cells: [
      ...cellsOf(method, task.cells),
      ...(isAbsolute ? [{ name: 'Absolute score', key: 'absolute_score' }] : []),
    ],
    values: [...values, ...totals],
    quality: qualityOf(fits, nulls, task.settings.p),
    coverage: [task.coverage],
    settings: { engine: 'cibersort', signature: task.signatureName, ...task.settings },
    warnings: [...task.warnings, ...fitWarnings(task, fits)],
  }
}

function qualityOf(
  fits: readonly CoreFit[],
  nulls: Float64Array,
  kind: 'honest' | 'original',
): Deconvolution['quality'] {
  const column = (key: string, label: string, of: (fit: CoreFit) => number) => ({
    key,
    label,
    values: Float64Array.from(fits, of),
  })
  const honest = ({ correlation }: CoreFit): number => honestP(nulls, correlation)
  const original = ({ correlation }: CoreFit): number => originalP(nulls, correlation)
  const [used, other] = kind === 'honest' ? [honest, original] : [original, honest]
  return [
    column('p_value', 'P-value', used),
    column('correlation', 'Correlation', (fit) => fit.correlation),
    column('rmse', 'RMSE', (fit) => fit.rmse),
    column(kind === 'honest' ? 'p_value_original' : 'p_value_honest', otherLabel(kind), other),
    column('nu', 'ν of the best fit', (fit) => fit.nu),
  ]
}

function otherLabel(kind: 'honest' | 'original'): string {
  return kind === 'honest' ? 'P-value as CIBERSORT.R gives it' : 'P-value (1 + b)/(P + 1)'
}

/**
 * (1 + b)/(P + 1), b = how many permutations correlate at least as well; NaN without permutations or correlation.
 * @param nulls ascending
 * @source Phipson & Smyth 2010
 */
export function honestP(nulls: Float64Array, correlation: number): number {
  if (nulls.length === 0 || Number.isNaN(correlation)) return NaN
  const below = nulls.findIndex((value) => value >= correlation)
  return (1 + (below < 0 ? 0 : nulls.length - below)) / (nulls.length + 1)
}

/**
 * 1 − (place of the permutation nearest to the sample)/P, as CIBERSORT.R: it can be 0.
 * @param nulls ascending
 */
export function originalP(nulls: Float64Array, correlation: number): number {
  if (nulls.length === 0 || Number.isNaN(correlation)) return NaN
  let nearest = 0
  nulls.forEach((value, place) => {
    if (Math.abs(value - correlation) < Math.abs((nulls[nearest] ?? NaN) - correlation)) nearest = place
  })
  return 1 - (nearest + 1) / nulls.length
}

function fitWarnings(task: CibersortTask, fits: readonly CoreFit[]): Remark[] {
  const named = (state: CoreFit['state']): string[] =>
    task.samples.filter((_, index) => fits[index]?.state === state)
  const constant = named('constant')
  const empty = named('no weight')
  const stuck = named('not converged')
  return [
    ...(constant.length > 0
      ? [
          remark(
            'constant-sample',
            'All genes of the signature have the same value: no fractions.',
            '',
            constant,
          ),
        ]
      : []),
    ...(empty.length > 0
      ? [remark('no-weight', 'No cell of the signature has a positive weight: no fractions.', '', empty)]
      : []),
    ...(stuck.length > 0
      ? [remark('not-converged', 'The regression stopped before its optimum.', '', stuck)]
      : []),
  ]
}

/**
 * CIBERSORT: ν-support-vector regression of each sample on a signature, ν = .25, .5, .75, the one with the least error; negative
 * weights are 0, the rest sums to 1.
 * @param expression all genes × samples, linear (TPM)   @param signature genes × cells, linear
 * @returns shares of the signature's cells (or absolute scores), P-value, correlation and RMSE per sample, or why it is refused
 * @throws InvalidInput matrix or signature are not whole, or a setting is out of range
 * @source Newman et al. 2015; CIBERSORT.R 1.04   @oracle cibersort-r-fixtures (R e1071), libsvm at tolerance 1e-7, shared cibersort.json
 * @differs the regression is solved to its optimum (libsvm stops at 1e-3); p is (1 + b)/(P + 1), the original's is beside it;
 *   quantile normalisation is off unless asked for
 */
export function cibersort(
  expression: Expression,
  signature: Signature,
  settings: CibersortSettings = {},
  draw?: Draw,
): Deconvolution | Refusal {
  const task = prepareCibersort(expression, signature, settings, draw)
  return 'kind' in task ? task : joinCibersort(task, [runCibersort(task)])
}
