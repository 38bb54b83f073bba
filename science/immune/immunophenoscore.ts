import { moments } from '../stats/describe.ts'
import { checkExpression, type Expression } from '../transcriptome/expression.ts'
import { cellsOf, refuse, remark, type Deconvolution, type Refusal } from './deconvolution.ts'
import { judgeCoverage, matchGenes } from './geneCoverage.ts'
import { constantSamples } from './ssgsea.ts'
import { judgeMatrix } from './suitability.ts'

export type IpsClass = 'MHC' | 'CP' | 'EC' | 'SC'

/** One gene of the user's list of immunophenoscore genes. */
export interface IpsGene {
  gene: string
  /** checkpoint, MHC molecule or cell type that the gene stands for; genes of one name are averaged */
  name: string
  class: IpsClass
  /** +1 or −1 */
  weight: number
}

const classes: readonly { key: IpsClass; label: string }[] = [
  { key: 'MHC', label: 'Antigen processing' },
  { key: 'EC', label: 'Effector cells' },
  { key: 'SC', label: 'Suppressor cells' },
  { key: 'CP', label: 'Checkpoints and immunomodulators' },
]

/** 0…10: 0 for a sum of 0 or less, 10 for 3 or more, whole numbers between. */
export function ipsOf(sum: number): number {
  if (Number.isNaN(sum)) return NaN
  return sum <= 0 ? 0 : sum >= 3 ? 10 : Math.round((sum * 10) / 3)
}

/**
 * Immunophenoscore: z-scores within a sample over all its genes, averaged per name, weighted, averaged per class; the four classes summed and
 * mapped to 0…10.
 * @param expression all genes, log2(TPM + 1); linear numbers are logged first
 * @param genes the user's list with class and weight
 * @returns MHC, EC, SC, CP, their sum AZ, and IPS, or why it is refused
 * @throws InvalidInput the matrix is not whole
 * @source Charoentong et al. 2017   @oracle R by the same definitions (test/oracles/immuneScores)
 * @differs a gene that is missing is left out of its mean and named; the original's mean becomes NA
 */
export function immunophenoscore(expression: Expression, genes: readonly IpsGene[]): Deconvolution | Refusal {
  checkExpression(expression)
  const suit = judgeMatrix(expression, { engine: 'Immunophenoscore', scale: 'log' })
  const match = matchGenes('IPS genes', [...new Set(genes.map(({ gene }) => gene))], expression.genes)
  const judged = judgeCoverage(match.coverage)
  const fatal = [...suit.fatal, ...(judged.isFatal ? judged.remarks : [])]
  if (fatal.length > 0) return refuse(...fatal)
  const places = new Map(expression.genes.map((gene, place) => [gene, place]))
  const isLog = suit.isLog || expression.unit === 'log2' || expression.unit === 'VST'
  const rows = expression.columns.map((column) => scoresOf(column, places, genes, isLog))
  const names = [...classes.map(({ key }) => key), 'AZ', 'IPS']
  return {
    kind: 'deconvolution',
    method: 'ips',
    unit: 'enrichment score',
    samples: expression.samples,
    cells: cellsOf('ips', names),
    values: names.map((_, at) => Float64Array.from(rows, (row) => row[at] ?? NaN)),
    quality: [],
    coverage: [match.coverage],
    settings: {
      engine: 'immunophenoscore',
      transform: isLog ? 'as given' : 'log2(x + 1)',
      genes: genes.length,
    },
    warnings: [
      ...suit.remarks,
      ...judged.remarks,
      ...constantSamples(expression),
      ...(match.coverage.found < match.coverage.wanted && judged.remarks.length === 0
        ? [
            remark(
              'genes-missing',
              `Left out of their means, not in the matrix: ${match.coverage.missing.join(', ')}.`,
              'Bring a gene table with previous symbols and aliases.',
            ),
          ]
        : []),
    ],
  }
}

function scoresOf(
  column: Float64Array,
  places: ReadonlyMap<string, number>,
  genes: readonly IpsGene[],
  isLog: boolean,
): number[] {
  const values = isLog ? column : column.map((value) => Math.log2(value + 1))
  const { mean, sd } = moments(values)
  const byClass = classes.map(({ key }) => {
    const names = Map.groupBy(
      genes.filter((gene) => gene.class === key),
      ({ name }) => name,
    )
    const weighted = [...names.values()].flatMap((members) => {
      const z = members.flatMap(({ gene }) => {
        const place = places.get(gene)
        return place === undefined ? [] : [((values[place] ?? NaN) - mean) / sd]
      })
      const weight = average(members.map((member) => member.weight))
      return z.length > 0 ? [average(z) * weight] : []
    })
    return average(weighted)
  })
  const sum = byClass.reduce((total, value) => total + value, 0)
  return [...byClass, sum, ipsOf(sum)]
}

function average(values: readonly number[]): number {
  return values.length === 0 ? NaN : values.reduce((sum, value) => sum + value, 0) / values.length
}
