import { unitDoubts } from './expressionUnit.ts'
import type { Block, BlockColumn, Context, Row } from './harmoniseBlock.ts'
import type { LayerPart } from './harmonisedLayer.ts'
import { columnAt, entityRow, layerRef, numberVariable } from './harmonisedLayer.ts'
import { uniqueRows } from './harmoniseRows.ts'
import { variableKey } from '../science/variableRef.ts'
import type { Findings } from './findings.ts'
import type { ExpressionSpec } from './manifest.ts'
import { originOf } from './origin.ts'
import { report } from './rules.ts'

type NumberColumn = Extract<BlockColumn, { kind: 'number' }>
interface Gene {
  key: string
  label: string
  rows: readonly { column: NumberColumn; position: number }[]
}

/** Genes of one file. Ensembl ids lose their version and keep `_PAR_Y`; what stays double is joined by the declared rule. */
export function harmoniseExpression(block: Block, spec: ExpressionSpec, context: Context): LayerPart {
  const rows = uniqueRows(block, layerRef(spec), context)
  const genes = genesOf(block, spec, context)
  // what several layers are made of belongs to none of them
  const own = context.manifest.layers.filter(({ from }) => from.includes(block.file.id)).length === 1
  const columns = genes.map((gene) => joinGene(gene, spec).map((values) => valuesOf(values, rows, own)))
  const values = columns.map(([column]) => column ?? new Float64Array(rows.length).fill(NaN))
  checkUnit(values, rows.length, block, spec, context)
  return {
    file: block.file.id,
    entity: block.entity,
    rows: rows.map(entityRow),
    variables: genes.map(({ key, label }) => numberVariable({ key, label, unit: spec.unit })),
    columns: values,
    origin: originOf(
      block,
      rows.map((row) => [row]),
      genes.map((gene) => gene.rows.map(({ position }) => position)),
      [`genes by ${spec.identifiers}`, `several rows of one gene: ${spec.duplicates}`],
    ),
  }
}

/** GENCODE up to v24 wrote the Y copy of a pseudoautosomal gene as ENSGR…, later versions as ENSG…_PAR_Y */
const ensembl = /^(ENS[A-Z]*G(?:\d{11}|R\d{10}))(?:\.\d+)?(_PAR_Y)?$/
function genesOf(block: Block, spec: ExpressionSpec, context: Context): Gene[] {
  const byKey = new Map<string, { column: NumberColumn; position: number }[]>()
  let stripped = 0
  block.columns.forEach((column, position) => {
    if (column.kind !== 'number') {
      report(context.findings, 'column-type', {
        file: block.file.id,
        column: column.name,
        message: 'This column holds text, expression values are numbers.',
      })
      return
    }
    const key = geneKey(column.name, spec, block, position, context)
    if (key === null) return
    if (key !== column.name) stripped += 1
    const there = byKey.get(key)
    if (there) there.push({ column, position })
    else byKey.set(key, [{ column, position }])
  })
  if (stripped > 0 && spec.identifiers === 'ensembl')
    report(context.findings, 'gene-version-stripped', {
      file: block.file.id,
      message: `${stripped} Ensembl ids lost their version, e.g. ${block.columns[0]?.name ?? ''}.`,
    })
  if (spec.identifiers === 'ensembl') checkSpecies([...byKey.keys()], block, context)
  else checkCase([...byKey.keys()], block, context)
  return [...byKey].map(([key, found]) => {
    // by name, so that the order of rows in the file does not matter to a sum
    const rows = found.sort((a, b) => (a.column.name < b.column.name ? -1 : 1))
    if (rows.length > 1) reportDuplicates(key, rows, block, spec, context)
    return {
      key,
      label: rows[0]?.column.label ?? (spec.identifiers === 'symbol' ? (rows[0]?.column.name ?? key) : key),
      rows,
    }
  })
}

/** ENSG of man, ENSMUSG of the mouse: in one matrix they are two genomes, as of a xenograft, or a mistake. */
function checkSpecies(keys: readonly string[], block: Block, { findings }: Context): void {
  const genomes = Map.groupBy(keys, (key) => key.replace(/G[R\d].*$/, 'G'))
  if (genomes.size > 1)
    report(findings, 'gene-species-mixed', {
      file: block.file.id,
      value: [...genomes.keys()].join(', '),
      message: `The genes are of several species: ${[...genomes].map(([prefix, genes]) => `${genes.length} ${prefix}`).join(', ')}.`,
    })
}

/** C1orf112 and C1ORF112 are one gene to everybody but a computer; none of them is taken for the other. */
function checkCase(keys: readonly string[], block: Block, { findings }: Context): void {
  const alike = [...Map.groupBy(keys, (key) => key.toUpperCase()).values()].filter((own) => own.length > 1)
  if (alike.length > 0)
    report(findings, 'genes-alike', {
      file: block.file.id,
      value: (alike[0] ?? []).join(', '),
      message: `${alike.length} genes are there in several spellings that differ only in case, e.g. ${alike
        .slice(0, 3)
        .map((own) => own.join(' and '))
        .join('; ')}. Each is kept as a gene of its own.`,
      hint: 'If they are one gene, spell them alike, and declare what becomes of several rows.',
    })
}

function geneKey(
  name: string,
  spec: ExpressionSpec,
  block: Block,
  position: number,
  { findings }: Context,
): string | null {
  if (spec.identifiers === 'symbol') return variableKey(name)
  if (spec.identifiers === 'symbol-entrez') return symbolEntrezKey(name, block, position, findings)
  const match = ensembl.exec(name)
  if (match?.[1]) return match[1] + (match[2] ?? '')
  report(findings, 'gene-invalid', {
    file: block.file.id,
    line: block.rows[0] && block.lineOf(block.rows[0], position),
    value: name,
    message: 'This is no Ensembl gene id.',
    hint: 'Declare "identifiers": "symbol" when the rows are gene symbols.',
  })
  return null
}

/** `A1BG|1` is A1BG; `?|100130426` has no symbol and is named after its Entrez id. */
function symbolEntrezKey(name: string, block: Block, position: number, findings: Findings): string | null {
  const [, symbol, entrez] = /^([^|]+)\|(\d+)$/.exec(name) ?? []
  if (symbol !== undefined && entrez !== undefined)
    return symbol === '?' ? `entrez_${entrez}` : variableKey(symbol)
  report(findings, 'gene-invalid', {
    file: block.file.id,
    line: block.rows[0] && block.lineOf(block.rows[0], position),
    value: name,
    message: 'This is no gene as RSEM of the legacy archive names it (A1BG|1).',
  })
  return null
}

function reportDuplicates(
  key: string,
  rows: Gene['rows'],
  block: Block,
  spec: ExpressionSpec,
  { findings }: Context,
): void {
  const [first] = block.rows
  report(findings, spec.duplicates === 'error' ? 'gene-duplicate' : 'gene-duplicate-joined', {
    file: block.file.id,
    line: first && rows[1] ? block.lineOf(first, rows[1].position) : undefined,
    value: key,
    message:
      spec.duplicates === 'error'
        ? `${rows.length} rows are ${key}.`
        : `${rows.length} rows are ${key}; rule: ${spec.duplicates}.`,
    ...(spec.duplicates === 'error'
      ? { hint: 'Declare "duplicates": "sum", "mean" or "highest-mean".' }
      : {}),
  })
}

/** The values of the rows in the precision that they were read with; `own`: no copy where all rows stay as they are. */
function valuesOf(
  values: Float64Array | Float32Array,
  rows: readonly Row[],
  own: boolean,
): Float64Array | Float32Array {
  if (own && values.length === rows.length && rows.every(({ index }, i) => index === i)) return values
  return values instanceof Float32Array ? Float32Array.from(columnAt(values, rows)) : columnAt(values, rows)
}

/** One column for a gene; empty when there is none. */
function joinGene({ rows }: Gene, { duplicates }: ExpressionSpec): (Float64Array | Float32Array)[] {
  const columns = rows.map(({ column }) => column.values)
  const [first] = columns
  if (!first || columns.length === 1 || duplicates === 'error') return first ? [first] : []
  if (duplicates === 'highest-mean') {
    const means = columns.map(mean)
    return [columns[means.indexOf(Math.max(...means))] ?? first]
  }
  const divisor = duplicates === 'mean' ? columns.length : 1
  const joined = new Float64Array(first.length)
  for (const values of columns) values.forEach((value, i) => (joined[i] = (joined[i] ?? 0) + value / divisor))
  return [joined]
}

/** Of the values that are known; a gene without any has the lowest. */
function mean(values: Float64Array | Float32Array): number {
  let total = 0
  let known = 0
  for (const value of values) {
    if (Number.isNaN(value)) continue
    total += value
    known += 1
  }
  return known === 0 ? -Infinity : total / known
}

/** Whether the numbers look like the declared unit; only doubt, except that counts, FPKM and TPM are never negative. */
function checkUnit(
  columns: readonly (Float64Array | Float32Array)[],
  samples: number,
  block: Block,
  spec: ExpressionSpec,
  { findings }: Context,
): void {
  const linear = /^(fpkm|fpkm-uq|tpm|counts|cpm)$/i.test(spec.unit)
  if ((!linear && !/^log/i.test(spec.unit)) || samples === 0) return
  const sums = new Float64Array(samples)
  let [negative, highest, whole] = [0, 0, true]
  for (const column of columns)
    for (let i = 0; i < samples; i += 1) {
      const value = column[i] ?? NaN
      if (value < 0) negative += 1
      if (value > highest) highest = value
      if (whole && value % 1 !== 0 && !Number.isNaN(value)) whole = false
      sums[i] = (sums[i] ?? 0) + (Number.isNaN(value) ? 0 : value)
    }
  if (negative > 0 && linear)
    report(findings, 'expression-negative', {
      file: block.file.id,
      message: `${negative} values are below 0 in ${spec.unit}.`,
    })
  for (const message of unitDoubts(spec.unit, { highest, negative, whole, sums, genes: columns.length }))
    report(findings, 'expression-unit-doubtful', {
      file: block.file.id,
      message,
      hint: 'Check the declared unit.',
    })
}
