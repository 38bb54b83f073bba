import { InvalidInput } from '../errors.ts'
import { remark, type Remark } from './deconvolution.ts'

/** Expression of each cell type in each gene, as a user brings it. References are never shipped with the software. */
export interface Signature {
  /** what to call it: "LM22", "TIL10", or the file's name */
  name: string
  genes: readonly string[]
  /** cells as the file names them */
  cells: readonly string[]
  /** one per cell, in the order of `genes`; finite */
  profiles: readonly Float64Array[]
}

/** A list of genes with a name: a line of a GMT file, the markers of a cell, a pathway. */
export interface GeneSet {
  name: string
  genes: readonly string[]
}

/** @throws InvalidInput a gene occurs twice, a profile is not full, or a value is not finite */
export function checkSignature({ name, genes, cells, profiles }: Signature): void {
  if (genes.length < 2 || cells.length < 2)
    throw new InvalidInput(name, `${genes.length} genes × ${cells.length} cells`, 'at least two of both')
  if (new Set(genes).size < genes.length)
    throw new InvalidInput(`${name}.genes`, 'a gene twice', 'each gene once')
  if (new Set(cells).size < cells.length)
    throw new InvalidInput(`${name}.cells`, 'a cell twice', 'each cell once')
  if (profiles.length !== cells.length)
    throw new InvalidInput(`${name}.profiles`, `${profiles.length} profiles`, `${cells.length}, one per cell`)
  profiles.forEach((profile, index) => {
    if (profile.length !== genes.length || !profile.every(Number.isFinite))
      throw new InvalidInput(
        `${name}, ${cells[index] ?? ''}`,
        'missing or infinite',
        `${genes.length} finite values`,
      )
  })
}

/**
 * What keeps least squares from telling cells apart over the genes that are left: a profile without any signal, or one that is a multiple of another's.
 * @param places genes of the signature that the matrix has
 */
export function cellsAlike({ name, cells, profiles }: Signature, places: Int32Array): Remark[] {
  const own = profiles.map((profile) => Float64Array.from(places, (place) => profile[place] ?? NaN))
  const lengths = own.map((profile) => Math.sqrt(profile.reduce((sum, value) => sum + value * value, 0)))
  const cosine = (a: number, b: number): number =>
    (own[a] ?? new Float64Array()).reduce((sum, value, i) => sum + value * (own[b]?.[i] ?? NaN), 0) /
    (lengths[a] ?? NaN) /
    (lengths[b] ?? NaN)
  const found = cells.flatMap((cell, a) => {
    if (lengths[a] === 0) return [`${cell} has no gene above 0`]
    const twin = cells.findIndex((_, b) => b < a && (lengths[b] ?? 0) > 0 && cosine(a, b) > 1 - 1e-12)
    return twin < 0 ? [] : [`${cells[twin] ?? ''} and ${cell} have the same profile`]
  })
  if (found.length === 0) return []
  const message = `The ${places.length} genes of ${name} that are in the matrix cannot tell its cells apart: ${found.join('; ')}.`
  return [
    remark(
      'cells-alike',
      message,
      'Leave one of such cells out of the reference, or bring more of its genes.',
    ),
  ]
}
