import { InvalidInput } from '../errors.ts'
import { ascending, quantile } from '../stats/describe.ts'
import type { Expression } from './expression.ts'

/** How several rows of one gene become one; declared, never guessed. `sum` is right for amounts, not for logarithms. */
export type DuplicateRule = 'sum' | 'mean' | 'median' | 'highest-mean' | 'error'

export interface JoinedGenes {
  expression: Expression
  /** genes that had several rows, with how many */
  joined: { gene: string; rows: number }[]
  /** rows without a name, left out */
  nUnnamed: number
}

/**
 * One row per gene.
 * @param names of the rows, null = has none and is left out
 * @throws InvalidInput lengths differ; a gene has several rows and the rule is 'error'; logarithms are to be summed
 */
export function joinDuplicates(
  expression: Expression,
  names: readonly (string | null)[],
  rule: DuplicateRule,
): JoinedGenes {
  if (names.length !== expression.genes.length)
    throw new InvalidInput('names', `${names.length} names`, `${expression.genes.length}, one per row`)
  if (rule === 'sum' && (expression.unit === 'log2' || expression.unit === 'VST'))
    throw new InvalidInput('duplicates', 'sum', `mean, median, highest-mean or error for ${expression.unit}`)
  const places = new Map<string, number[]>()
  names.forEach((name, place) => {
    if (name === null) return
    const there = places.get(name)
    if (there) there.push(place)
    else places.set(name, [place])
  })
  const joined = Array.from(places, ([gene, rows]) => ({ gene, rows: rows.length })).filter(
    ({ rows }) => rows > 1,
  )
  const [first] = joined
  if (first && rule === 'error')
    throw new InvalidInput('genes', first.gene, 'each gene once, or another rule for duplicates')
  const rows = Array.from(places.values(), (list) =>
    rule === 'highest-mean' && list.length > 1 ? [highestMean(expression.columns, list)] : list,
  )
  return {
    expression: {
      ...expression,
      genes: [...places.keys()],
      columns: expression.columns.map((column) =>
        Float64Array.from(rows, (list) =>
          joinValues(
            list.map((place) => column[place] ?? NaN),
            rule,
          ),
        ),
      ),
    },
    joined,
    nUnnamed: names.filter((name) => name === null).length,
  }
}

function joinValues(values: readonly number[], rule: DuplicateRule): number {
  if (values.length === 1) return values[0] ?? NaN
  if (rule === 'median') return quantile(ascending(values), 0.5)
  const sum = values.reduce((total, value) => total + value, 0)
  return rule === 'mean' ? sum / values.length : sum
}

function highestMean(columns: readonly Float64Array[], rows: readonly number[]): number {
  const sums = rows.map((row) => columns.reduce((sum, column) => sum + (column[row] ?? NaN), 0))
  return rows[sums.indexOf(Math.max(...sums))] ?? 0
}
