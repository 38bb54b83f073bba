/**
 * What genes are called. A table of the user's (HGNC's complete set, a GENCODE export) leads from any id or name to one official symbol;
 * what leads to two genes leads to none.
 */

export type GeneId =
  /** `version` and the Y copy of a pseudoautosomal gene stand apart: ENSG00000002586.20_PAR_Y */
  | { kind: 'ensembl'; id: string; version: number | null; isParY: boolean }
  | { kind: 'entrez'; id: string }
  /** `SYMBOL|ENTREZ` of Firehose and UCSC brings both; `?|ENTREZ` brings the number only */
  | { kind: 'symbol'; symbol: string; entrez: string | null }

/** GENCODE up to v24 wrote the Y copy as ENSGR…, with R for the first 0. */
const ensembl = /^(ENS[A-Z]*G)(\d{11}|R\d{10})(?:\.(\d+))?(_PAR_Y)?$/

/** Takes an id apart; anything that is no Ensembl or Entrez id is a symbol. */
export function parseGeneId(text: string): GeneId {
  const trimmed = text.trim()
  const match = ensembl.exec(trimmed)
  if (match) {
    const [, prefix = '', digits = '', version, parY] = match
    return {
      kind: 'ensembl',
      id: prefix + digits.replace('R', '0'),
      version: version === undefined ? null : Number.parseInt(version, 10),
      isParY: parY !== undefined || digits.startsWith('R'),
    }
  }
  if (/^\d+$/.test(trimmed)) return { kind: 'entrez', id: trimmed }
  const [symbol = '', entrez] = trimmed.split('|')
  if (entrez === undefined || !/^\d+$/.test(entrez)) return { kind: 'symbol', symbol: trimmed, entrez: null }
  return symbol === '?' || symbol === '' ? { kind: 'entrez', id: entrez } : { kind: 'symbol', symbol, entrez }
}

/** One gene of the user's table. */
export interface GeneRow {
  symbol: string
  ensembl: readonly string[]
  entrez: readonly string[]
  previous: readonly string[]
  aliases: readonly string[]
}

export interface GeneTable {
  /** symbols, ids without version, previous names, aliases → official symbol; null = ambiguous */
  official: ReadonlyMap<string, string | null>
}

/** An official symbol is itself, before an id, before a previous symbol, before an alias, of whatever gene. */
export function geneTable(rows: readonly GeneRow[]): GeneTable {
  const official = new Map<string, string | null>()
  const add = (list: (row: GeneRow) => readonly string[]): void => {
    const level = new Map<string, string | null>()
    for (const row of rows)
      for (const name of list(row)) {
        const known = level.get(name)
        level.set(name, known === undefined || known === row.symbol ? row.symbol : null)
      }
    for (const [name, symbol] of level) if (name !== '' && !official.has(name)) official.set(name, symbol)
  }
  add(({ symbol }) => [symbol])
  add((row) => row.ensembl.map((id) => plain(parseGeneId(id))))
  add(({ entrez }) => entrez)
  add(({ previous }) => previous)
  add(({ aliases }) => aliases)
  return { official }
}

function plain(id: GeneId): string {
  return id.kind === 'symbol' ? id.symbol : id.id
}

export type GeneName =
  | { kind: 'known'; symbol: string }
  /** several genes are or were called so */
  | { kind: 'ambiguous'; name: string }
  | { kind: 'unknown'; name: string }

/** The official symbol of an id or name. */
export function nameGene(table: GeneTable, text: string): GeneName {
  const id = parseGeneId(text)
  const names = id.kind === 'symbol' ? [id.symbol, id.entrez ?? ''] : [id.id]
  for (const name of names) {
    const symbol = table.official.get(name)
    if (typeof symbol === 'string') return { kind: 'known', symbol }
    if (symbol === null) return { kind: 'ambiguous', name }
  }
  return { kind: 'unknown', name: text }
}

/**
 * The genes of a matrix under the names that a reference uses: where the reference has an older or other name of a gene, the matrix takes it
 * over, so that the reference stays as it was brought.
 * @param genes official symbols of the matrix
 */
export function underReferenceNames(
  table: GeneTable,
  genes: readonly string[],
  reference: readonly string[],
): { genes: string[]; renamed: { from: string; to: string }[] } {
  const present = new Set(genes)
  const wanted = new Set(reference)
  const names = new Map<string, string>()
  for (const name of reference) {
    const official = table.official.get(name)
    if (
      official &&
      !present.has(name) &&
      present.has(official) &&
      !wanted.has(official) &&
      !names.has(official)
    )
      names.set(official, name)
  }
  return {
    genes: genes.map((gene) => names.get(gene) ?? gene),
    renamed: Array.from(names, ([from, to]) => ({ from, to })),
  }
}
