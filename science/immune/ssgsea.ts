import { InvalidInput } from '../errors.ts'
import { createColumnSorter } from '../stats/columnRanks.ts'
import { checkExpression, type Expression } from '../transcriptome/expression.ts'
import { cellsOf, refuse, remark, type Deconvolution, type Refusal, type Remark } from './deconvolution.ts'
import { matchGenes, type GeneMatch } from './geneCoverage.ts'
import type { GeneSet } from './signature.ts'
import { judgeMatrix } from './suitability.ts'

export interface SsgseaSettings {
  /** weight of a rank, τ in Barbie et al.; .25 there */
  exponent?: number
  /** divide all scores by their range over the whole cohort: then a score depends on who else is in it */
  normalise?: boolean
}

/**
 * Sum over the list of (share of the set's weight so far − share of the others so far), genes from high to low, weight = rank^τ. By place in
 * the list: Σ_set w(N − place + 1)/Σw − Σ_others(N − place + 1)/(N − size).
 * @param places rows of the set's genes   @param doubled doubled mid-ranks of all genes, 2 … 2N
 * @returns NaN when the set is empty or has all genes
 */
export function enrichment(places: Int32Array, doubled: ArrayLike<number>, exponent: number): number {
  const n = doubled.length
  const size = places.length
  if (size === 0 || size === n) return NaN
  let [weights, weighted, below] = [0, 0, 0]
  for (const place of places) {
    // N − place + 1 is the rank from below; ties share their mean place
    const rank = (doubled[place] ?? NaN) / 2
    const weight = rank ** exponent
    weights += weight
    weighted += weight * rank
    below += rank
  }
  return weighted / weights - ((n * (n + 1)) / 2 - below) / (n - size)
}

/**
 * Scores of gene sets per sample. @param expression finite
 * @returns one column per set, over samples; NaN where no gene is found, or all genes of a sample have the same value
 */
export function enrichmentScores(
  expression: Expression,
  matches: readonly GeneMatch[],
  exponent: number,
): Float64Array[] {
  const sorter = createColumnSorter(expression.genes.length)
  const scores = matches.map(() => new Float64Array(expression.samples.length))
  expression.columns.forEach((column, sample) => {
    const { doubled } = sorter.rank(column)
    const orders = !isConstant(column)
    matches.forEach(({ inMatrix }, set) => {
      const column = scores[set]
      if (column) column[sample] = orders ? enrichment(inMatrix, doubled, exponent) : NaN
    })
  })
  return scores
}

function isConstant(column: Float64Array): boolean {
  return column.every((value) => value === column[0])
}

/** A sample without any order has no enrichment; its mid-ranks would make it look like an average one. */
export function constantSamples({ samples, columns }: Expression): Remark[] {
  const constant = samples.filter((_, sample) => isConstant(columns[sample] ?? new Float64Array(0)))
  return constant.length === 0
    ? []
    : [remark('constant-sample', 'All genes of these samples have the same value: no scores.', '', constant)]
}

/**
 * Single-sample gene set enrichment.
 * @param expression all genes; only ranks within a sample count, so any unit that does not mix samples
 * @returns one score per set and sample
 * @throws InvalidInput the matrix is not whole, or the exponent is no number ≥ 0
 * @source Barbie et al. 2009; Hänzelmann, Castelo & Guinney 2013 (GSVA)   @oracle GSVA 1.46.0 (shared ssgsea.json)
 * @differs genes with equal values share their mean place, so that the order of rows cannot matter; GSVA takes them in row order
 */
export function ssgsea(
  expression: Expression,
  sets: readonly GeneSet[],
  { exponent = 0.25, normalise = false }: SsgseaSettings = {},
): Deconvolution | Refusal {
  checkExpression(expression)
  if (!(exponent >= 0 && Number.isFinite(exponent))) throw new InvalidInput('exponent', exponent, '0 or more')
  const suit = judgeMatrix(expression, { engine: 'ssGSEA', scale: 'any' })
  const { matches, remarks, fatal } = matchSets(sets, expression.genes)
  if (suit.fatal.length + fatal.length > 0) return refuse(...suit.fatal, ...fatal)
  const raw = enrichmentScores(expression, matches, exponent)
  const range = normalise ? rangeOf(raw) : 1
  return {
    kind: 'deconvolution',
    method: 'custom:ssgsea',
    unit: 'enrichment score',
    samples: expression.samples,
    cells: cellsOf(
      'custom:ssgsea',
      sets.map(({ name }) => name),
    ),
    // one score, or all alike: they have no range to be divided by
    values: raw.map((column) => column.map((value) => (range > 0 ? value / range : NaN))),
    quality: [],
    coverage: matches.map(({ coverage }) => coverage),
    settings: { engine: 'ssgsea', exponent, normalise, sets: sets.length },
    warnings: [
      ...suit.remarks,
      ...remarks,
      ...constantSamples(expression),
      ...(normalise
        ? [
            remark(
              'cohort-dependent',
              'Normalised scores are divided by the range over this cohort: they change when samples are added, and cannot be compared between cohorts.',
            ),
          ]
        : []),
    ],
  }
}

/** Largest less smallest of all scores; −Infinity where there is none. */
function rangeOf(columns: readonly Float64Array[]): number {
  let [least, largest] = [Infinity, -Infinity]
  for (const column of columns)
    for (const value of column) {
      if (value < least) least = value
      if (value > largest) largest = value
    }
  return largest - least
}

/** Finds each set; says which are thin, and refuses when none has a gene. */
export function matchSets(
  sets: readonly GeneSet[],
  genes: readonly string[],
): { matches: GeneMatch[]; remarks: Remark[]; fatal: Remark[] } {
  const matches = sets.map((set) => matchGenes(set.name, [...new Set(set.genes)], genes))
  const empty = matches.filter(({ coverage }) => coverage.found === 0)
  const thin = matches.filter(({ coverage: { found, wanted } }) => found > 0 && found < 0.6 * wanted)
  const list = (some: readonly GeneMatch[]): string =>
    some
      .slice(0, 6)
      .map(({ coverage: { of, found, wanted } }) => `${of} ${found} of ${wanted}`)
      .join(', ') + (some.length > 6 ? ', …' : '')
  const hint = 'Bring a gene table with previous symbols and aliases.'
  if (empty.length === sets.length)
    return {
      matches,
      remarks: [],
      fatal: [remark('no-gene-found', `No gene of any of the ${sets.length} sets is in the matrix.`, hint)],
    }
  return {
    matches,
    fatal: [],
    remarks: [
      ...(empty.length > 0
        ? [remark('genes-missing', `Sets without any gene in the matrix: ${list(empty)}.`, hint)]
        : []),
      ...(thin.length > 0
        ? [remark('genes-missing', `Sets with less than 60 % of their genes: ${list(thin)}.`, hint)]
        : []),
    ],
  }
}
