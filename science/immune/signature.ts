import { InvalidInput } from '../errors.ts'

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
