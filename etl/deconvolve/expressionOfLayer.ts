/** A stored expression layer as the matrix that engines take: symbols, one row a gene, TPM where it can be had. */
import type { LayerContent, ReleaseContent } from '../../db/release/content.ts'
import type { Json } from '../../science/canonical.ts'
import type { Expression, ExpressionUnit } from '../../science/transcriptome/expression.ts'
import { expressionUnits } from '../../science/transcriptome/expression.ts'
import { layerRefOf } from '../derivedContent.ts'
import type { Findings } from '../findings.ts'
import { report } from '../rules.ts'
import type { GeneTable } from './geneTable.ts'
import { nameGenes, underNamesOf } from './geneTable.ts'

export type DuplicateRule = 'sum' | 'highest-mean' | 'mean'

/** The layer asked for, or the one that suits best. @returns null when there is none; that is a finding */
export function chooseExpression(
  content: ReleaseContent,
  asked: string | undefined,
  findings: Findings,
): LayerContent | null {
  const layers = content.layers.filter(({ kind }) => kind === 'expression')
  const known = layers.map(layerRefOf)
  const found =
    asked === undefined
      ? [...layers].sort((a, b) => suitability(a) - suitability(b))[0]
      : layers.find((layer) => layerRefOf(layer) === asked)
  if (found) return found
  report(findings, 'expression-missing', {
    value: asked ?? content.cohort.slug,
    message:
      known.length === 0
        ? 'The release has no expression layer.'
        : `The release has no such layer; it has ${known.join(', ')}.`,
  })
  return null
}

const preference: readonly ExpressionUnit[] = ['TPM', 'FPKM', 'FPKM-UQ', 'CPM', 'counts']

function suitability({ unit }: LayerContent): number {
  const place = preference.findIndex((name) => name.toLowerCase() === unit.toLowerCase())
  return place < 0 ? preference.length : place
}

/** @returns null when the layer states no unit that is known; that is a finding */
function unitOf({ unit, ...layer }: LayerContent, findings: Findings): ExpressionUnit | null {
  const written = unit.toLowerCase()
  const found = expressionUnits.find((name) => name.toLowerCase() === written)
  if (found) return found
  if (written.startsWith('log2')) return 'log2'
  report(findings, 'expression-unit-unknown', {
    value: unit,
    message: `${layerRefOf(layer)} declares no unit of expression.`,
    hint: `Declare one of ${expressionUnits.join(', ')} in the manifest and import again.`,
  })
  return null
}

export interface Prepared {
  expression: Expression
  /** row of the layer that each sample is */
  rows: Int32Array
  /** what was done, for the settings of the new layer */
  settings: Readonly<Record<string, Json>>
}

interface Wanted {
  content: ReleaseContent
  layer: LayerContent
  table: GeneTable | null
  duplicates: DuplicateRule
  /** genes of the reference, so that older names can be found */
  reference: readonly string[]
}

/** Names, joins and converts; what has to be known about it is in the findings. */
export function prepareExpression(wanted: Wanted, findings: Findings): Prepared | null {
  const { content, layer, table, duplicates, reference } = wanted
  const unit = unitOf(layer, findings)
  const named = nameGenes(layer.variables, table, findings)
  if (!unit || !named) return null
  const matrix = toTpm(columnsByRow(layer), unit)
  const joined = joinByName(matrix.columns, named.symbols, duplicates)
  if (joined.unnamed > 0 || joined.incomplete > 0)
    report(findings, 'genes-left-out', {
      value: String(joined.unnamed + joined.incomplete),
      message: `${joined.unnamed} genes have no symbol, ${joined.incomplete} lack a value in some sample; they are not used.`,
    })
  const found = underNamesOf(reference, joined.symbols, table)
  return {
    expression: {
      genes: found.symbols,
      samples: samplesOf(content, layer),
      unit: matrix.unit,
      columns: joined.columns,
    },
    rows: Int32Array.from(layer.rows.keys()),
    settings: {
      expression: layerRefOf(layer),
      unit: layer.unit,
      conversion: matrix.conversion,
      geneNames: named.rule,
      genesRenamedToReference: found.renamed,
      duplicates,
      genes: joined.symbols.length,
      genesJoined: joined.joined,
      genesWithoutSymbol: joined.unnamed,
      genesIncomplete: joined.incomplete,
    },
  }
}

function samplesOf(content: ReleaseContent, { entity, rows }: LayerContent): string[] {
  return Array.from(rows, (ordinal) => {
    if (entity === 'patient') return content.patients[ordinal]?.id ?? ''
    if (entity === 'specimen') return content.specimens[ordinal]?.barcode ?? ''
    return content.entities[ordinal]?.id ?? ''
  })
}

/** Genes × samples as stored → one column a sample. */
function columnsByRow({ rows, columns }: LayerContent): Float64Array[] {
  const samples = Array.from(rows, () => new Float64Array(columns.length))
  columns.forEach((values, gene) => {
    for (let row = 0; row < samples.length; row += 1) {
      const sample = samples[row]
      if (sample) sample[gene] = values[row] ?? NaN
    }
  })
  return samples
}

/** FPKM of a sample, divided by their sum, are TPM; the sum goes over all genes of the layer, named or not. */
function toTpm(
  columns: Float64Array[],
  unit: ExpressionUnit,
): { columns: Float64Array[]; unit: ExpressionUnit; conversion: string } {
  if (unit !== 'FPKM' && unit !== 'FPKM-UQ') return { columns, unit, conversion: 'none' }
  const scaled = columns.map((column) => {
    let total = 0
    for (const value of column) if (!Number.isNaN(value)) total += value
    return total > 0 ? column.map((value) => (1e6 * value) / total) : column
  })
  return { columns: scaled, unit: 'TPM', conversion: `${unit} → TPM` }
}

interface Joined {
  symbols: string[]
  columns: Float64Array[]
  joined: number
  unnamed: number
  incomplete: number
}

/** One row a symbol; genes without a symbol or with a hole are left out and counted. */
function joinByName(
  columns: readonly Float64Array[],
  symbols: readonly (string | null)[],
  rule: DuplicateRule,
): Joined {
  const places = new Map<string, number[]>()
  let [unnamed, incomplete] = [0, 0]
  symbols.forEach((symbol, gene) => {
    if (symbol === null) unnamed += 1
    else if (columns.some((column) => Number.isNaN(column[gene]))) incomplete += 1
    else {
      const there = places.get(symbol)
      if (there) there.push(gene)
      else places.set(symbol, [gene])
    }
  })
  const chosen = [...places.values()].map((genes) =>
    rule === 'highest-mean' && genes.length > 1 ? [highestMean(columns, genes)] : genes,
  )
  return {
    symbols: [...places.keys()],
    columns: columns.map((column) =>
      Float64Array.from(chosen, (genes) => {
        const total = genes.reduce((sum, gene) => sum + (column[gene] ?? NaN), 0)
        return rule === 'mean' ? total / genes.length : total
      }),
    ),
    joined: [...places.values()].reduce((sum, genes) => sum + genes.length - 1, 0),
    unnamed,
    incomplete,
  }
}

function highestMean(columns: readonly Float64Array[], genes: readonly number[]): number {
  const sums = genes.map((gene) => columns.reduce((sum, column) => sum + (column[gene] ?? NaN), 0))
  return genes[sums.indexOf(Math.max(...sums))] ?? -1
}
