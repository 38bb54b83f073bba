import { InvalidInput } from '../errors.ts'

export const expressionUnits = [
  'counts',
  'CPM',
  'FPKM',
  'FPKM-UQ',
  'TPM',
  'log2',
  'intensity',
  'VST',
] as const
/** `log2` is a logarithm of any of the others; `intensity` is a microarray's linear scale */
export type ExpressionUnit = (typeof expressionUnits)[number]

/** Genes × samples, a column per sample: what every engine and normalisation takes. */
export interface Expression {
  genes: readonly string[]
  samples: readonly string[]
  unit: ExpressionUnit
  /** one per sample, in the order of `genes`; finite */
  columns: readonly Float64Array[]
}

/**
 * Throws unless the matrix is whole: unique names, full columns, finite values.
 * @throws InvalidInput a name occurs twice, a column has another length, or a value is NaN or infinite
 */
export function checkExpression({ genes, samples, columns }: Expression): void {
  if (genes.length === 0 || samples.length === 0)
    throw new InvalidInput(
      'expression',
      `${genes.length} genes × ${samples.length} samples`,
      'at least one of both',
    )
  if (columns.length !== samples.length)
    throw new InvalidInput('columns', `${columns.length} columns`, `${samples.length}, one per sample`)
  const twice = firstRepeated(genes)
  if (twice !== null)
    throw new InvalidInput('genes', twice, 'each gene once: declare how duplicates are joined')
  const again = firstRepeated(samples)
  if (again !== null) throw new InvalidInput('samples', again, 'each sample once')
  columns.forEach((column, index) => {
    const sample = samples[index] ?? ''
    if (column.length !== genes.length)
      throw new InvalidInput(sample, `${column.length} values`, `${genes.length}, one per gene`)
    const place = column.findIndex((value) => !Number.isFinite(value))
    if (place >= 0)
      throw new InvalidInput(`${sample}, ${genes[place] ?? ''}`, column[place], 'finite numbers')
  })
}

function firstRepeated(names: readonly string[]): string | null {
  const seen = new Set<string>()
  for (const name of names) {
    if (seen.has(name)) return name
    seen.add(name)
  }
  return null
}

/** The same matrix with other columns, e.g. in another unit. */
export function withColumns(
  expression: Expression,
  columns: readonly Float64Array[],
  unit: ExpressionUnit = expression.unit,
): Expression {
  return { ...expression, columns, unit }
}

/** Some genes of a matrix, in the order asked for. @param places row numbers */
export function pickGenes(expression: Expression, places: ArrayLike<number>): Expression {
  const { genes, columns } = expression
  const list = Int32Array.from(places)
  return {
    ...expression,
    genes: Array.from(list, (place) => genes[place] ?? ''),
    columns: columns.map((column) => Float64Array.from(list, (place) => column[place] ?? NaN)),
  }
}
