/** Lengths of genes as a user brings them, and the counts of a layer made TPM by them. */
import type { LayerContent } from '../../db/release/content.ts'
import type { Json } from '../../science/canonical.ts'
import type { Expression } from '../../science/transcriptome/expression.ts'
import { pickGenes } from '../../science/transcriptome/expression.ts'
import type { GeneTable } from '../../science/transcriptome/geneNames.ts'
import { nameGene, parseGeneId } from '../../science/transcriptome/geneNames.ts'
import { countsToTpm } from '../../science/transcriptome/units.ts'
import type { Findings } from '../findings.ts'
import { parseNumber } from '../numbers.ts'
import { report } from '../rules.ts'
import type { TextRows } from './broughtFile.ts'

/** Bases by the name of the gene: Ensembl ids without version (Y copies apart), Entrez ids, symbols. */
export type GeneLengths = ReadonlyMap<string, number>

const geneColumn = /^(gene|gene[ _]?(id|name|symbol)?|symbol|hgnc_symbol|ensembl.*|entrez.*|id|name)$/i
const lengthColumn =
  /^((gene|exon(ic)?|transcript|effective|median|union)[ _.]?)*length([ _.]?\(?(bp|bases)\)?)?$/i
const missing: ReadonlySet<string> = new Set(['', 'NA', 'N/A', 'NaN', '.', '-'])

/** More genes, or a greater part of all counts, without a length than this is refused. */
export const mostWithoutLength = 0.1

/** genes named in the settings of the layer */
const namedGenes = 500

/** @returns null, with a finding, when columns are missing, a length is none, or a gene has two */
export function geneLengthsOf(
  file: string,
  { names, rows }: TextRows,
  findings: Findings,
): GeneLengths | null {
  const at = (pattern: RegExp) => names.findIndex((name) => pattern.test(name.trim()))
  const lengthAt = at(lengthColumn)
  // row names of R have no heading
  const geneAt = names[0]?.trim() === '' ? 0 : at(geneColumn)
  if (lengthAt < 0 || geneAt < 0) {
    report(findings, 'column-missing', {
      file,
      message:
        'A table of gene lengths needs a column of genes (gene_id, gene_name, symbol) and one named length.',
      hint: `Its columns are ${names.slice(0, 12).join(', ')}.`,
    })
    return null
  }
  const lengths = new Map<string, number>()
  const before = findings.count('error')
  for (const { line, cells } of rows) {
    const gene = cells[geneAt]?.trim() ?? ''
    const text = cells[lengthAt]?.trim() ?? ''
    if (gene === '' || missing.has(text)) continue
    const found = { file, line, column: names[lengthAt] ?? '', value: text }
    const length = parseNumber(text)
    if (length === null || !(length > 0)) {
      report(findings, 'gene-length-invalid', {
        ...found,
        message: `${gene}: a length is a number of bases, above 0.`,
      })
      continue
    }
    const id = ownName(gene)
    const known = lengths.get(id)
    if (known !== undefined && known !== length)
      report(findings, 'gene-length-invalid', {
        ...found,
        message: `${gene} has two lengths, ${known} and ${length}; one of them has to go.`,
      })
    lengths.set(id, length)
  }
  if (lengths.size === 0 && findings.count('error') === before)
    report(findings, 'gene-length-invalid', { file, message: 'No gene of the table has a length.' })
  return findings.count('error') > before ? null : lengths
}

function ownName(gene: string): string {
  const id = parseGeneId(gene)
  if (id.kind === 'symbol') return id.symbol
  return id.kind === 'ensembl' && id.isParY ? `${id.id}_PAR_Y` : id.id
}

/** A gene's own id first, then the id without Y copy or the number behind a symbol, then the official symbol where only one length leads there. */
function finder(lengths: GeneLengths, table: GeneTable | null): (names: readonly string[]) => number | null {
  const official = new Map<string, number | null>()
  for (const [name, length] of table ? lengths : []) {
    const symbol = symbolOf(table, name)
    const known = symbol === null ? undefined : official.get(symbol)
    if (symbol !== null) official.set(symbol, known === undefined || known === length ? length : null)
  }
  return (names) => {
    for (const name of names) {
      const id = parseGeneId(name)
      const other = id.kind === 'symbol' ? id.entrez : id.id
      const length = lengths.get(ownName(name)) ?? lengths.get(other ?? '')
      if (length !== undefined) return length
    }
    for (const name of names) {
      const length = official.get(symbolOf(table, name) ?? '')
      if (typeof length === 'number') return length
    }
    return null
  }
}

function symbolOf(table: GeneTable | null, name: string): string | null {
  const found = table && nameGene(table, name)
  return found?.kind === 'known' ? found.symbol : null
}

export interface Measured {
  /** TPM over the genes with a length */
  expression: Expression
  /** row of the given matrix that each gene is */
  places: Int32Array
  settings: Readonly<Record<string, Json>>
}

/**
 * Counts → TPM.
 * @param counts genes × samples   @param variables key and label of each gene
 * @returns null, with a finding, when they are no counts or too much of them has no length
 */
export function tpmOfCounts(
  counts: Expression,
  variables: readonly Pick<LayerContent['variables'][number], 'key' | 'label'>[],
  { lengths, table }: { lengths: GeneLengths; table: GeneTable | null },
  findings: Findings,
): Measured | null {
  if (counts.unit !== 'counts' || counts.columns.some((column) => column.some((value) => value < 0))) {
    report(findings, 'gene-lengths-unsuited', {
      value: counts.unit,
      message: `Gene lengths make TPM of counts; this layer is declared as ${counts.unit}${counts.unit === 'counts' ? ' and has values below 0' : ''}.`,
      hint: 'Leave --lengths out, or name the layer of counts with --expression.',
    })
    return null
  }
  const lengthOf = finder(lengths, table)
  const found = variables.map(({ key, label }) => lengthOf([key, label]))
  const without = variables.filter((_, gene) => found[gene] === null)
  const shares = { genes: without.length / found.length, counts: shareOf(counts, found) }
  const some = without.slice(0, 8).map(({ label }) => label)
  const said = `${without.length} of ${found.length} genes (${percent(shares.genes)} of the genes, ${percent(shares.counts)} of the counts) have no length`
  const named = without.length === 0 ? '' : `: ${some.join(', ')}${without.length > some.length ? ', …' : ''}`
  if (shares.genes > mostWithoutLength || shares.counts > mostWithoutLength) {
    report(findings, 'gene-lengths-unsuited', {
      value: String(without.length),
      message: `${said}${named}. More than ${percent(mostWithoutLength)} is too much: a TPM is a share of all that was expressed.`,
      hint: 'Bring the lengths of the annotation that the reads were counted with, and a gene table (--genes) if it names genes otherwise.',
    })
    return null
  }
  if (without.length > 0)
    report(findings, 'genes-left-out', {
      value: String(without.length),
      message: `${said}${named}; they are not used.`,
    })
  const places = Int32Array.from(found.keys()).filter((gene) => found[gene] !== null)
  return {
    expression: countsToTpm(
      pickGenes(counts, places),
      Float64Array.from(places, (gene) => found[gene] ?? NaN),
    ),
    places,
    settings: {
      genesWithLength: places.length,
      genesWithoutLength: without.length,
      genesWithoutLengthNamed: without.slice(0, namedGenes).map(({ label }) => label),
      countsWithoutLength: shares.counts,
    },
  }
}

/** Part of all counts of all samples that genes without a length have. */
function shareOf({ columns }: Expression, lengths: readonly (number | null)[]): number {
  let [all, without] = [0, 0]
  for (const column of columns)
    column.forEach((value, gene) => {
      all += value
      if (lengths[gene] === null) without += value
    })
  return all > 0 ? without / all : 0
}

function percent(share: number): string {
  return `${String(Number((100 * share).toPrecision(2)))} %`
}
