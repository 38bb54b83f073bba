/** A small file of each format, written from what its tool is known to write: how it is recognised, and one value of it. */
export interface Sample {
  name: string
  content: string | Readonly<Record<string, string>>
  format: string
  certainty: 'sure' | 'plain'
  parts: readonly Readonly<Record<string, unknown>>[]
  /** of the first part: ids, and one value by row and column (or row and sample) */
  ids: readonly string[]
  value: readonly [row: string, column: string, value: number | string | null]
  companions?: Readonly<Record<string, string>>
}

export const tsv = (...rows: readonly (readonly (string | number)[])[]) =>
  rows.map((row) => `${row.join('\t')}\n`).join('')
export const csv = (...rows: readonly (readonly (string | number)[])[]) =>
  rows.map((row) => `${row.join(',')}\n`).join('')

export const lm22 =
  'B cells naive,B cells memory,Plasma cells,T cells CD8,T cells CD4 naive,T cells CD4 memory resting,T cells CD4 memory activated,T cells follicular helper,T cells regulatory (Tregs),T cells gamma delta,NK cells resting,NK cells activated,Monocytes,Macrophages M0,Macrophages M1,Macrophages M2,Dendritic cells resting,Dendritic cells activated,Mast cells resting,Mast cells activated,Eosinophils,Neutrophils'.split(
    ',',
  )
export const share = (n: number, of = 22) => Array.from({ length: of }, (_, i) => (i === n ? '0.79' : '0.01'))
export const mangled = (names: readonly string[]) => names.map((name) => name.replace(/[^A-Za-z0-9]/g, '.'))
export const genes = ['TP53', 'CD8A', 'CD19', 'CD68', 'ALB', 'AFP']
export const ensembl = genes.map((_, i) => `ENSG0000000000${i + 3}.${i + 1}`)
