import { genesBehindDate, isDateSerial } from '../../science/transcriptome/spreadsheetDates.ts'
import type { Findings } from '../findings.ts'
import { report } from '../rules.ts'
import type { TextRows } from './broughtFile.ts'

/**
 * What genes are called, from a table that the user keeps up to date (HGNC's complete set, a GENCODE export, …): one official
 * symbol a gene, and every other name that leads to it. A name that leads to two genes leads to none.
 */
export interface GeneTable {
  /** any name, without the version of Ensembl ids → official symbol; null where it is ambiguous */
  official: ReadonlyMap<string, string | null>
}

const columnNames = {
  symbol: /^(approved[ _]?symbol|symbol|hgnc_symbol|gene_?name|gene_?symbol)$/i,
  ensembl: /^(ensembl(_?gene)?(_?id)?|gene_?id|ensembl ?gene ?id.*)$/i,
  entrez: /^(entrez(_?gene)?(_?id)?|ncbi ?gene ?id.*)$/i,
  others: /^((previous|prev|alias)[ _]?(symbols?|names?)?|synonyms?|alias(es)?)$/i,
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
  const ids = [...at(columnNames.ensembl), ...at(columnNames.entrez)]
  const others = at(columnNames.others)
  const first = new Map<string, string | null>()
  const second = new Map<string, string | null>()
  const symbols = new Set<string>()
  for (const { cells } of rows) {
    const symbol = cells[symbolAt]?.trim() ?? ''
    if (symbol === '' || symbol === 'NA') continue
    symbols.add(symbol)
    for (const i of ids) for (const id of listed(cells[i])) lead(first, plainId(id), symbol)
    for (const i of others) for (const name of listed(cells[i])) lead(second, name, symbol)
  }
  // an official symbol is itself, also where another gene was once called so
  const official = new Map([...second, ...first])
  for (const symbol of symbols) official.set(symbol, symbol)
  return { official }
}

function lead(names: Map<string, string | null>, name: string, symbol: string): void {
  if (name === '' || name === 'NA') return
  const known = names.get(name)
  names.set(name, known === undefined || known === symbol ? symbol : null)
}

function listed(cell: string | undefined): string[] {
  return (cell ?? '').split(/[|,;]/).map((name) => name.trim().replace(/^"|"$/g, ''))
}

/** Ensembl ids without their version; `SYMBOL|ENTREZ` is the symbol, `?|ENTREZ` the number. */
export function plainId(name: string): string {
  const [symbol = name, entrez] = name.split('|')
  if (entrez !== undefined) return symbol === '?' || symbol === '' ? entrez : symbol
  return name.replace(/^(ENS[A-Z]*G\d{11})\.\d+/, '$1')
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
  const unnamed = genes.filter(({ key, label }) => label === key && isBareId(key)).length
  if (!table && unnamed > genes.length / 2) {
    report(findings, 'genes-unnamed', {
      value: genes[0]?.key ?? '',
      message: `${unnamed} of ${genes.length} genes have an id and no symbol, and signatures name genes by symbols.`,
      hint: 'Bring a gene table with --genes: columns symbol and ensembl (or entrez), and previous or alias symbols if you have them.',
    })
    return null
  }
  if (!table) {
    return {
      symbols: genes.map(({ key, label }) => (isBareId(key) && label === key ? null : plainId(label))),
      rule: 'the symbol that came with the file',
    }
  }
  const symbols = genes.map(({ key, label }) => {
    for (const name of [plainId(label), plainId(key)]) {
      const found = table.official.get(name)
      if (found) return found
    }
    return isBareId(key) && label === key ? null : plainId(label)
  })
  return { symbols, rule: 'official symbols of the gene table, by id, symbol, previous symbol or alias' }
}

/** An id that is no name: signatures have none such. Dates that a spreadsheet made are names, and are found out later. */
function isBareId(name: string): boolean {
  if (genesBehindDate(name) !== null && !isDateSerial(name)) return false
  return /^ENS[A-Z]*G/.test(name) || /^\d+$/.test(name)
}

/**
 * The same genes under the names that a reference uses: where the reference has an older or other name of a gene of the matrix, the
 * matrix takes it over, so that the reference stays as it was brought.
 */
export function underNamesOf(
  reference: readonly string[],
  symbols: readonly string[],
  table: GeneTable | null,
): { symbols: string[]; renamed: number } {
  if (!table) return { symbols: [...symbols], renamed: 0 }
  const present = new Set(symbols)
  const wanted = new Set(reference)
  const byOfficial = new Map<string, string>()
  for (const name of reference) {
    const official = table.official.get(name)
    if (!present.has(name) && official && present.has(official) && !wanted.has(official))
      byOfficial.set(official, name)
  }
  let renamed = 0
  const names = symbols.map((symbol) => {
    const other = byOfficial.get(symbol)
    if (other === undefined) return symbol
    renamed += 1
    return other
  })
  return { symbols: names, renamed }
}
