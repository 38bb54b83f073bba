import type { Signature } from '../../science/immune/signature.ts'
import type { Findings } from '../findings.ts'
import { report } from '../rules.ts'
import { readBroughtMatrix } from './broughtFile.ts'
import type { BroughtFile } from './broughtFile.ts'

/**
 * Genes × cells of a reference.
 * @param known how the files of a known reference are named, and what it is called then
 * @returns null when it cannot be read; that is a finding
 */
export async function readSignature(
  file: BroughtFile | undefined,
  findings: Findings,
  known?: RegExp,
  called = '',
): Promise<Signature | null> {
  const matrix = file && (await readBroughtMatrix(file, findings))
  if (!matrix) return null
  const twice = matrix.rowIds.find((gene, i) => matrix.rowIds.indexOf(gene) !== i)
  if (twice !== undefined)
    report(findings, 'gene-duplicate', {
      file: file.name,
      value: twice,
      message: 'The reference names this gene twice.',
    })
  const plainName = file.name.replace(/\.(gz|txt|tsv|csv)$/gi, '').replace(/\.(txt|tsv|csv)$/i, '')
  return {
    name: known?.test(plainName) === true ? called : plainName,
    genes: matrix.rowIds,
    cells: matrix.sampleIds,
    profiles: matrix.sampleIds.map((_, cell) => Float64Array.from(matrix.values, (row) => row[cell] ?? NaN)),
  }
}

/** The variability of EPIC's profiles, in their order of genes and cells. @returns null when it is of other ones: a finding */
export function variabilityOf(
  profiles: Signature,
  spread: Signature,
  findings: Findings,
): Float64Array[] | null {
  const places = new Map(spread.genes.map((gene, place) => [gene, place]))
  const columns = profiles.cells.map((cell) => spread.profiles[spread.cells.indexOf(cell)])
  if (columns.some((column) => !column) || profiles.genes.some((gene) => !places.has(gene))) {
    report(findings, 'reference-unsuited', {
      value: spread.name,
      message: 'The variability must have the genes and cells of the profiles.',
    })
    return null
  }
  return columns.map((column) =>
    Float64Array.from(profiles.genes, (gene) => column?.[places.get(gene) ?? -1] ?? NaN),
  )
}
