import type { GeneName, GeneRow, GeneTable } from '../../science/transcriptome/geneNames.ts'
import { geneTable, nameGene, parseGeneId } from '../../science/transcriptome/geneNames.ts'
import type { Findings } from '../findings.ts'
import { report } from '../rules.ts'
import type { TextRows } from './broughtFile.ts'

/** The table of gene names that a user keeps up to date (HGNC's complete set, a GENCODE export, …), read; what it means is science/transcriptome/geneNames. */

const columnNames = {
  symbol: /^(approved[ _]?symbol|symbol|hgnc_symbol|gene_?name|gene_?symbol)$/i,
  ensembl: /^(ensembl(_?gene)?(_?id)?|gene_?id|ensembl ?gene ?id.*)$/i,
  entrez: /^(entrez(_?gene)?(_?id)?|ncbi ?gene ?id.*)$/i,
  previous: /^(previous|prev)[ _]?(symbols?|names?)?$/i,
  aliases: /^(alias[ _]?(symbols?|names?)?|synonyms?|aliases)$/i,
}

/** @returns null when the table has no column of symbols; that is a finding */
export function geneTableOf(file: string, { names, rows }: TextRows, findings: Findings): GeneTable | null {
  const at = (pattern: RegExp) => names.flatMap((name, i) => (pattern.test(name.trim()) ? [i] : []))
  const [symbolAt] = at(columnNames.symbol)
  if (symbolAt === undefined) {
    report(findings, 'column-missing', {
      file,
      message: 'A gene table needs a column of symbols: symbol, gene_name, hgnc_symbol or "Approved symbol".',
      hint: `Its columns are ${names.slice(0, 12).join(', ')}.`,
    })
    return null
  }
  const [ensembl, entrez, previous, aliases] = [
    at(columnNames.ensembl),
    at(columnNames.entrez),
    at(columnNames.previous),
    at(columnNames.aliases),
  ]
  return geneTable(
    rows.flatMap(({ cells }): GeneRow[] => {
      const symbol = cells[symbolAt]?.trim() ?? ''
      if (symbol === '' || symbol === 'NA') return []
      const listed = (places: readonly number[]) => places.flatMap((i) => namesIn(cells[i]))
      return [
        {
          symbol,
          ensembl: listed(ensembl),
          entrez: listed(entrez),
          previous: listed(previous),
          aliases: listed(aliases),
        },
      ]
    }),
  )
}

function namesIn(cell: string | undefined): string[] {
  return (cell ?? '')
    .split(/[|,;]/)
    .map((name) => name.trim().replace(/^"|"$/g, ''))
    .filter((name) => name !== '' && name !== 'NA')
}

export interface NamedGenes {
  /** one per gene; null = has no symbol that could be found */
  symbols: (string | null)[]
  /** how they were found, for the settings of the layer */
  rule: string
}

/**
 * Symbols for the genes of a layer.
 * @param genes keys with the labels that came with the file   @param table the user's, or null
 * @returns null when only Ensembl or Entrez ids are there and no table; that is a finding
 */
export function nameGenes(
  genes: readonly { key: string; label: string }[],
  table: GeneTable | null,
  findings: Findings,
): NamedGenes | null {
  const own = genes.map(({ key, label }) => ownSymbol(label) ?? (label === key ? null : label))
  const unnamed = own.filter((symbol) => symbol === null).length
  if (!table && unnamed > genes.length / 2) {
    report(findings, 'genes-unnamed', {
      value: genes[0]?.key ?? '',
      message: `${unnamed} of ${genes.length} genes have an id and no symbol, and signatures name genes by symbols.`,
      hint: 'Bring a gene table with --genes: columns symbol and ensembl (or entrez), and previous or alias symbols if you have them.',
    })
    return null
  }
  if (!table) return { symbols: own, rule: 'the symbol that came with the file' }
  return {
    symbols: genes.map(({ key, label }, gene) => {
      const names = [nameGene(table, label), nameGene(table, key)]
      return names.find(isKnown)?.symbol ?? own[gene] ?? null
    }),
    rule: 'official symbols of the gene table, by id, symbol, previous symbol or alias',
  }
}

function isKnown(name: GeneName): name is GeneName & { kind: 'known' } {
  return name.kind === 'known'
}

/** The symbol of a name that brings one: `TP53` and `TP53|7157` do, Ensembl ids and numbers do not. */
function ownSymbol(name: string): string | null {
  const id = parseGeneId(name)
  return id.kind === 'symbol' ? id.symbol : null
}
