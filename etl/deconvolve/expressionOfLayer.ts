/** A stored expression layer as the matrix that engines take: symbols, one row a gene, TPM where it can be had. */
import type { LayerContent, ReleaseContent } from '../../db/release/content.ts'
import type { Json } from '../../science/canonical.ts'
import { joinDuplicates } from '../../science/transcriptome/duplicates.ts'
import type { Expression, ExpressionUnit } from '../../science/transcriptome/expression.ts'
import { expressionUnits } from '../../science/transcriptome/expression.ts'
import type { GeneTable } from '../../science/transcriptome/geneNames.ts'
import { underReferenceNames } from '../../science/transcriptome/geneNames.ts'
import type { SampleQuality } from '../../science/transcriptome/sampleQuality.ts'
import { layerRefOf } from '../derivedContent.ts'
import type { Findings } from '../findings.ts'
import { report } from '../rules.ts'
import { contradiction, parseDeclaredUnit, toTpm } from './declaredUnit.ts'
import type { DeclaredUnit } from './declaredUnit.ts'
import type { GeneLengths } from './geneLengths.ts'
import { tpmOfCounts } from './geneLengths.ts'
import { expressionQuality } from './expressionQuality.ts'
import { nameGenes } from './geneTable.ts'

export type DuplicateRule = 'sum' | 'highest-mean' | 'mean'

/** The layer asked for, or the one that suits best: counts where lengths are brought for them. @returns null when there is none; that is a finding */
export function chooseExpression(
  content: ReleaseContent,
  asked: string | undefined,
  findings: Findings,
  hasLengths = false,
): LayerContent | null {
  const layers = content.layers.filter(({ kind }) => kind === 'expression')
  const known = layers.map(layerRefOf)
  const found =
    asked === undefined
      ? [...layers].sort((a, b) => suitability(a, hasLengths) - suitability(b, hasLengths))[0]
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

function suitability({ unit }: LayerContent, hasLengths: boolean): number {
  if (hasLengths && unit.toLowerCase() === 'counts') return -1
  const place = preference.findIndex((name) => name.toLowerCase() === unit.toLowerCase())
  return place < 0 ? preference.length : place
}

/** @returns null when the layer states no unit that is known; that is a finding */
function unitOf({ unit, ...layer }: LayerContent, findings: Findings): DeclaredUnit | null {
  const found = parseDeclaredUnit(unit)
  if (found) return found
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
  /** over all genes of the layer, linear where they can be; null without a gene */
  quality: SampleQuality | null
  /** what was done, for the settings of the new layer */
  settings: Readonly<Record<string, Json>>
}

interface Wanted {
  content: ReleaseContent
  layer: LayerContent
  table: GeneTable | null
  /** the user's, to make TPM of counts */
  lengths: GeneLengths | null
  duplicates: DuplicateRule
  /** genes of the reference, so that older names can be found */
  reference: readonly string[]
}

/** Names, joins and converts; what has to be known about it is in the findings. @returns null when it is refused */
export function prepareExpression(wanted: Wanted, findings: Findings): Prepared | null {
  const { content, layer, table, lengths, duplicates, reference } = wanted
  const unit = unitOf(layer, findings)
  const named = nameGenes(layer.variables, table, findings)
  if (!unit || !named) return null
  const whole = wholeGenes(content, layer, unit)
  const doubt = contradiction(whole.expression)
  if (doubt !== null) {
    report(findings, 'expression-unit-contradicted', {
      value: layer.unit,
      message: doubt,
      hint: 'Declare the unit that the values have in the manifest (for example "log2(TPM + 1)", which is undone before deconvolution) and import again.',
    })
    return null
  }
  const linear = toTpm(whole.expression, unit)
  const ofPlaces = Array.from(whole.places, (gene) => layer.variables[gene] ?? { key: '', label: '' })
  const measured = lengths && tpmOfCounts(linear.expression, ofPlaces, { lengths, table }, findings)
  if (lengths && !measured) return null
  const matrix = measured ? { ...measured, conversion: byLengths(linear.conversion) } : linear
  const kept = measured ? Array.from(measured.places, (at) => whole.places[at] ?? -1) : [...whole.places]
  const symbols = kept.map((gene) => named.symbols[gene] ?? null)
  const rule = duplicateRule(duplicates, matrix.expression)
  const joined = joinDuplicates(matrix.expression, symbols, rule)
  const incomplete = layer.variables.length - whole.places.length
  if (joined.nUnnamed > 0 || incomplete > 0)
    report(findings, 'genes-left-out', {
      value: String(joined.nUnnamed + incomplete),
      message: `${joined.nUnnamed} genes have no symbol, ${incomplete} lack a value in some sample; they are not used.`,
    })
  const { genes } = joined.expression
  const found = table ? underReferenceNames(table, genes, reference) : { genes, renamed: [] }
  return {
    expression: { ...joined.expression, genes: found.genes },
    rows: Int32Array.from(layer.rows.keys()),
    quality: expressionQuality(linear.expression),
    settings: {
      expression: layerRefOf(layer),
      unit: layer.unit,
      conversion: matrix.conversion,
      geneNames: named.rule,
      genesRenamedToReference: found.renamed.length,
      duplicates: rule,
      genes: genes.length,
      genesJoined: joined.joined.reduce((sum, { rows }) => sum + rows - 1, 0),
      genesWithoutSymbol: joined.nUnnamed,
      genesIncomplete: incomplete,
      ...(measured?.settings ?? {}),
    },
  }
}

function byLengths(before: string): string {
  return `${before === 'none' ? 'counts' : before} → TPM by gene lengths`
}

/** Logarithms cannot be summed: where a sum is asked for, the row with the highest mean stands for the gene. */
function duplicateRule(asked: DuplicateRule, { unit }: Expression): DuplicateRule {
  return asked === 'sum' && (unit === 'log2' || unit === 'VST') ? 'highest-mean' : asked
}

/** The genes that have a value in every sample, a column per sample. */
function wholeGenes(
  content: ReleaseContent,
  layer: LayerContent,
  { unit }: DeclaredUnit,
): { expression: Expression; places: Int32Array } {
  const { columns, rows, variables } = layer
  const isWhole = columns.map((values) => {
    for (let row = 0; row < rows.length; row += 1) if (Number.isNaN(values[row] ?? NaN)) return false
    return true
  })
  const places = Int32Array.from(variables.keys()).filter((gene) => isWhole[gene] === true)
  const samples = Array.from(rows, () => new Float64Array(places.length))
  places.forEach((gene, at) => {
    const values = columns[gene]
    for (let row = 0; row < samples.length; row += 1) {
      const sample = samples[row]
      if (sample) sample[at] = values?.[row] ?? NaN
    }
  })
  return {
    expression: {
      genes: Array.from(places, (gene) => variables[gene]?.key ?? ''),
      samples: samplesOf(content, layer),
      unit,
      columns: samples,
    },
    places,
  }
}

function samplesOf(content: ReleaseContent, { entity, rows }: LayerContent): string[] {
  return Array.from(rows, (ordinal) => {
    if (entity === 'patient') return content.patients[ordinal]?.id ?? ''
    if (entity === 'specimen') return content.specimens[ordinal]?.barcode ?? ''
    return content.entities[ordinal]?.id ?? ''
  })
}
