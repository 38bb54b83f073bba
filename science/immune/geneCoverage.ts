import { remark, type GeneCoverage, type Remark } from './deconvolution.ts'

export interface GeneMatch {
  coverage: GeneCoverage
  /** the genes that both have, as places in the reference and in the matrix, in the order of the reference */
  inReference: Int32Array
  inMatrix: Int32Array
}

/** Finds the genes of a reference in a matrix, by exact name: `nameByTable` has brought both to one spelling before. */
export function matchGenes(of: string, wanted: readonly string[], genes: readonly string[]): GeneMatch {
  const places = new Map(genes.map((gene, place) => [gene, place]))
  const inReference: number[] = []
  const inMatrix: number[] = []
  const missing: string[] = []
  wanted.forEach((gene, index) => {
    const place = places.get(gene)
    if (place === undefined) missing.push(gene)
    else {
      inReference.push(index)
      inMatrix.push(place)
    }
  })
  return {
    coverage: { of, wanted: wanted.length, found: inReference.length, missing: missing.sort() },
    inReference: Int32Array.from(inReference),
    inMatrix: Int32Array.from(inMatrix),
  }
}

/** Below this share of a reference an engine refuses; below the other it warns. */
export const leastShare = 0.5
export const goodShare = 0.8

/** What there is to say about missing genes; `isFatal` when too few are left to answer. */
export function judgeCoverage({ of, wanted, found, missing }: GeneCoverage): {
  remarks: Remark[]
  isFatal: boolean
} {
  if (found === 0)
    return {
      isFatal: true,
      remarks: [
        remark(
          'no-gene-found',
          `None of the ${wanted} genes of ${of} is in the matrix.`,
          'The rows must be human gene symbols: bring a gene table that names the ids of this matrix.',
        ),
      ],
    }
  const share = found / wanted
  if (share >= goodShare) return { isFatal: false, remarks: [] }
  const percent = Math.round(100 * (1 - share))
  const some = missing.slice(0, 8).join(', ') + (missing.length > 8 ? ', …' : '')
  const isFatal = share < leastShare
  return {
    isFatal,
    remarks: [
      remark(
        'genes-missing',
        `${wanted - found} of ${wanted} genes of ${of} (${percent} %) are not in the matrix: ${some}.` +
          (isFatal
            ? ' That is too many for an answer.'
            : ' Amounts of cells whose markers are gone are unsure.'),
        'Bring a gene table with previous symbols and aliases, or the matrix before genes were filtered.',
      ),
    ],
  }
}
