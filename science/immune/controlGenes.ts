/** Genes whose expression stands beside fractions: if a fraction rises and its marker does not, one of them is wrong. Facts with citations. */
export interface ControlGene {
  symbol: string
  ensembl: string
  /** key of the cell type that it marks */
  cell: string
  /** what it is, in a few words */
  marks: string
  citation: string
}

const martinez = 'Martinez & Gordon 2014, doi:10.12703/P6-13'
const bill = 'Bill et al. 2023, doi:10.1126/science.ade2292'
const plasma = 'Nutt et al. 2015, doi:10.1038/nri3795'

export const controlGenes: readonly ControlGene[] = [
  {
    symbol: 'MZB1',
    ensembl: 'ENSG00000170476',
    cell: 'plasma_cell',
    marks: 'antibody secretion',
    citation: plasma,
  },
  {
    symbol: 'JCHAIN',
    ensembl: 'ENSG00000132465',
    cell: 'plasma_cell',
    marks: 'joining chain of IgA and IgM',
    citation: plasma,
  },
  {
    symbol: 'IGHG1',
    ensembl: 'ENSG00000211896',
    cell: 'plasma_cell',
    marks: 'immunoglobulin heavy chain γ1',
    citation: plasma,
  },
  {
    symbol: 'IGKC',
    ensembl: 'ENSG00000211592',
    cell: 'plasma_cell',
    marks: 'immunoglobulin κ chain',
    citation: plasma,
  },
  {
    symbol: 'CXCL9',
    ensembl: 'ENSG00000138755',
    cell: 'macrophage_m1',
    marks: 'interferon-γ response of macrophages',
    citation: bill,
  },
  {
    symbol: 'SPP1',
    ensembl: 'ENSG00000118785',
    cell: 'macrophage_m2',
    marks: 'tumour-promoting macrophages; also liver tumour cells',
    citation: bill,
  },
  {
    symbol: 'CD163',
    ensembl: 'ENSG00000177575',
    cell: 'macrophage_m2',
    marks: 'scavenger receptor, alternative activation',
    citation: martinez,
  },
  {
    symbol: 'MRC1',
    ensembl: 'ENSG00000260314',
    cell: 'macrophage_m2',
    marks: 'mannose receptor, alternative activation; also liver sinusoids',
    citation: martinez,
  },
]
