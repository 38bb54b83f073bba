/** Scores that are means of marker genes: MCP-counter, ABRS and any list of the user's. */
import { isNotTestable } from '../stats/notTestable.ts'
import { checkExpression, withColumns, type Expression } from '../transcriptome/expression.ts'
import { varianceStabilise } from '../transcriptome/varianceStabilisation.ts'
import { cellsOf, refuse, remark, type Deconvolution, type Refusal } from './deconvolution.ts'
import type { GeneSet } from './signature.ts'
import { matchSets } from './ssgsea.ts'
import { judgeMatrix } from './suitability.ts'

/** Mean over the genes of each set, per sample; NaN for a set without a gene. */
export function markerMeans(expression: Expression, places: readonly Int32Array[]): Float64Array[] {
  return places.map((genes) =>
    Float64Array.from(expression.columns, (column) =>
      genes.length === 0 ? NaN : genes.reduce((sum, gene) => sum + (column[gene] ?? NaN), 0) / genes.length,
    ),
  )
}

/** log2(x + 1) of linear numbers; what is a logarithm already stays. */
function logged(expression: Expression, isLog: boolean): { expression: Expression; transform: string } {
  if (isLog || expression.unit === 'log2' || expression.unit === 'VST')
    return { expression, transform: 'as given' }
  const columns = expression.columns.map((column) => column.map((value) => Math.log2(value + 1)))
  return { expression: withColumns(expression, columns, 'log2'), transform: 'log2(x + 1)' }
}

/**
 * MCP-counter: mean log2 expression of the markers of each population.
 * @param expression all genes, log2 or linear (then log2(x + 1) is taken)   @param markers one set per population, the user's file
 * @returns scores that can be compared between samples, not between populations, or why it is refused
 * @throws InvalidInput the matrix is not whole
 * @source Becht et al. 2016   @oracle R, column means of the markers' rows (test/oracles/immuneScores)
 * @differs the R package takes the matrix as it comes; the paper's numbers are log2
 */
export function mcpCounter(expression: Expression, markers: readonly GeneSet[]): Deconvolution | Refusal {
  return scored(expression, markers, { method: 'mcp-counter', engine: 'MCP-counter' })
}

function scored(
  given: Expression,
  sets: readonly GeneSet[],
  { method, engine }: { method: string; engine: string },
): Deconvolution | Refusal {
  checkExpression(given)
  const suit = judgeMatrix(given, { engine, scale: 'log' })
  const { matches, remarks, fatal } = matchSets(sets, given.genes)
  if (suit.fatal.length + fatal.length > 0) return refuse(...suit.fatal, ...fatal)
  const { expression, transform } = logged(given, suit.isLog)
  return {
    kind: 'deconvolution',
    method,
    unit: 'arbitrary',
    samples: expression.samples,
    cells: cellsOf(
      method,
      sets.map(({ name }) => name),
    ),
    values: markerMeans(
      expression,
      matches.map(({ inMatrix }) => inMatrix),
    ),
    quality: [],
    coverage: matches.map(({ coverage }) => coverage),
    settings: { engine, transform, sets: sets.length },
    warnings: [...suit.remarks, ...remarks],
  }
}

/**
 * Genes of the atezolizumab–bevacizumab response signature in hepatocellular carcinoma.
 * @source Zhu et al. 2022, Nat Med, doi:10.1038/s41591-022-01868-2; the list as used by Jin et al. 2025
 */
export const abrsGenes = [
  'CXCR2P1',
  'ICOS',
  'TIMD4',
  'CTLA4',
  'PAX5',
  'KLRC3',
  'FCRL3',
  'AIM2',
  'GBP5',
  'CCL4',
] as const

/**
 * ABRS: mean of the variance-stabilised expression of ten genes.
 * @param expression all genes; counts are variance-stabilised first, VST is taken as it is, anything else as log2 (and that is said)
 * @returns one score per sample; how many of the ten there are stands in the coverage
 * @throws InvalidInput the matrix is not whole
 * @source Zhu et al. 2022   @oracle by hand in the tests
 */
export function abrs(given: Expression): Deconvolution | Refusal {
  const stabilised = given.unit === 'counts' ? varianceStabilise(given) : null
  if (stabilised && isNotTestable(stabilised))
    return refuse(
      remark(
        'unit-unsuited',
        `The counts cannot be variance-stabilised, which ABRS is defined on: ${stabilised.reason} (${stabilised.n} genes).`,
        'Bring counts of more genes and samples, or TPM, which are then taken as logarithms.',
      ),
    )
  const expression = stabilised?.expression ?? given
  const result = scored(expression, [{ name: 'ABRS', genes: abrsGenes }], { method: 'abrs', engine: 'ABRS' })
  if (result.kind === 'refused') return result
  const [coverage] = result.coverage
  const found = coverage?.found ?? 0
  return {
    ...result,
    warnings: [
      ...result.warnings,
      ...(expression.unit === 'VST'
        ? []
        : [
            remark(
              'unit-unsuited',
              `ABRS is defined on variance-stabilised counts; here it is a mean of ${expression.unit === 'log2' ? 'log2' : `log2(${expression.unit} + 1)`}.`,
            ),
          ]),
      ...(found < abrsGenes.length
        ? [
            remark(
              'genes-missing',
              `${found} of ${abrsGenes.length} genes of ABRS are there; missing: ${coverage?.missing.join(', ') ?? ''}.`,
            ),
          ]
        : []),
    ],
  }
}
