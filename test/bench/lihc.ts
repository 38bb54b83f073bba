/**
 * `node test/bench/lihc.ts <gene table.tsv> [primary]`: 179 TCGA-LIHC samples, FPKM → TPM → every engine, against the published pipelines. The
 * table has columns ENSEMBL, SYMBOL, ENTREZID, ALIASES (names separated by |); results stand in docs/benchmarks.md.
 */
import { readFileSync } from 'node:fs'
import { cibersort } from '../../science/immune/cibersort.ts'
import { sharesOfAllCells } from '../../science/immune/denominators.ts'
import type { Deconvolution, Refusal } from '../../science/immune/deconvolution.ts'
import { estimate } from '../../science/immune/estimate.ts'
import { quantiseq } from '../../science/immune/quantiseq.ts'
import { crosswalk } from '../../science/immune/crosswalk.ts'
import { isNotTestable } from '../../science/stats/notTestable.ts'
import { pearson } from '../../science/stats/pearson.ts'
import { spearman } from '../../science/stats/spearman.ts'
import { joinDuplicates } from '../../science/transcriptome/duplicates.ts'
import type { Expression } from '../../science/transcriptome/expression.ts'
import { geneTable, nameGene, underReferenceNames } from '../../science/transcriptome/geneNames.ts'
import { fpkmToTpm } from '../../science/transcriptome/units.ts'
import { asExpression, asSignature, readMatrix, readTable } from '../science/immune/tables.ts'

const [tablePath, which = 'all'] = process.argv.slice(2)
if (tablePath === undefined) {
  console.log('not run: needs a gene table, node test/bench/lihc.ts <table.tsv>')
  process.exit(0)
}
const rows = readFileSync(tablePath, 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((line) => line.split('\t'))
const table = geneTable(
  rows.map(([ensembl = '', symbol = '', entrez = '', aliases = '']) => ({
    symbol,
    ensembl: [ensembl],
    entrez: [entrez],
    previous: [],
    aliases: aliases.split('|'),
  })),
)

const all = asExpression(readMatrix('tcga-lihc/htseq-fpkm-matrix-179.tsv.gz'), 'FPKM')
const wanted = all.samples.map((sample) => which === 'all' || /-01[A-Z]-/.test(sample))
const fpkm: Expression = {
  ...all,
  samples: all.samples.filter((_, at) => wanted[at]),
  columns: all.columns.filter((_, at) => wanted[at]),
}
const tpm = fpkmToTpm(fpkm)
const names = tpm.genes.map((gene) => {
  const name = nameGene(table, gene)
  return name.kind === 'known' ? name.symbol : null
})
const named = joinDuplicates(tpm, names, 'sum').expression
console.log(`${tpm.samples.length} samples, ${tpm.genes.length} rows, ${named.genes.length} symbols`)

function under(reference: readonly string[]): Expression {
  return { ...named, genes: underReferenceNames(table, named.genes, reference).genes }
}

function answered(result: Deconvolution | Refusal): Deconvolution {
  if (result.kind === 'refused') throw new Error(result.reasons.map(({ message }) => message).join(' '))
  for (const { of, wanted, found, missing } of result.coverage)
    console.log(
      `${of}: ${found} of ${wanted} genes${missing.length > 0 ? `, missing ${missing.join(' ')}` : ''}`,
    )
  for (const { message, samples } of result.warnings) console.log(`! ${message} ${samples.length} samples`)
  return result
}

/** Values of a published table by cell key and full or short barcode. */
interface Published {
  values: (cell: string, sample: string) => number
}

function compare(
  title: string,
  result: Deconvolution,
  ...others: { name: string; table: Published }[]
): void {
  console.log(`\n${title}`)
  result.cells.forEach(({ key, name }, cell) => {
    if (key === null) return
    const own = result.values[cell] ?? new Float64Array(0)
    const columns = [
      { name: 'ours', values: own },
      ...others.map(({ name: other, table: published }) => ({
        name: other,
        values: Float64Array.from(result.samples, (sample) => published.values(key, sample)),
      })),
    ]
    const words = columns.flatMap((a, i) =>
      columns.slice(i + 1).map((b) => `${a.name}–${b.name} ${both(a.values, b.values)}`),
    )
    console.log(`${name} | ${words.join(' | ')}`)
  })
}

function both(a: Float64Array, b: Float64Array): string {
  const kept = Array.from(a.keys()).filter((i) => !Number.isNaN((a[i] ?? NaN) + (b[i] ?? NaN)))
  const pick = (values: Float64Array): number[] => kept.map((i) => values[i] ?? NaN)
  const ranks = spearman(pick(a), pick(b))
  const moments = pearson(pick(a), pick(b))
  const show = (value: number): string => value.toFixed(3)
  return isNotTestable(ranks) || isNotTestable(moments)
    ? 'not testable'
    : `ρ ${show(ranks.rho)} r ${show(moments.r)} n ${kept.length}`
}

function byBarcode(
  path: string,
  method: string,
  { separator = '\t', idOf = (id: string) => id }: { separator?: string; idOf?: (id: string) => string } = {},
): Published {
  const [head = [], ...body] = readTable(path, separator)
  const places = new Map<string, number>()
  head.forEach((name, place) => {
    const found = crosswalk(method, name)
    if (found.kind === 'cell' || found.kind === 'total') places.set(found.key, place)
  })
  const byId = new Map(body.map((row) => [idOf(row[0] ?? ''), row]))
  return {
    values: (cell, sample) => {
      const text = byId.get(idOf(sample))?.[places.get(cell) ?? -1]
      return text === undefined ? NaN : Number(text)
    },
  }
}

const dashed = (id: string): string => id.replaceAll('.', '-')
const lm22 = asSignature('LM22', readMatrix('signatures/LM22.txt'))
const start = performance.now()
const shares = answered(cibersort(under(lm22.genes), lm22, { permutations: 100 }))
console.log(`CIBERSORT ${Math.round(performance.now() - start)} ms`)
const p = shares.quality[0]?.values ?? new Float64Array(0)
console.log(`P ≤ .05: ${p.filter((value) => value <= 0.05).length} of ${p.length}`)
compare(
  'CIBERSORT, LM22',
  shares,
  { name: 'R', table: byBarcode('tcga-lihc/CIBERSORT-Results.txt', 'cibersort-lm22') },
  {
    name: 'PanImmune',
    table: byBarcode('tcga-lihc/TCGA.Kallisto.fullIDs.cibersort.relative.tsv', 'cibersort-lm22', {
      idOf: dashed,
    }),
  },
)

const lines = (name: string): string[] => readTable(`signatures/${name}`).map(([gene = '']) => gene)
const til10 = asSignature('TIL10', readMatrix('signatures/TIL10_signature.txt'))
const reference = {
  signature: til10,
  mRnaScaling: new Map(
    readTable('signatures/TIL10_mRNA_scaling.txt').map(([cell = '', value]) => [cell, Number(value)]),
  ),
  noisyGenes: lines('TIL10_rmgenes.txt'),
  tumourGenes: lines('TIL10_TCGA_aberrant_immune_genes.txt'),
}
const short = (id: string): string => dashed(id).slice(0, 15)
const [head = [], ...cells] = readTable('tcga-lihc/quanTIseq-all-TCGA.csv', ',')
const columnOf = new Map(head.map((id, place) => [short(id), place]))
const rowOf = new Map(
  cells.map((row) => {
    const found = crosswalk('quantiseq', row[1] ?? '')
    return [found.kind === 'cell' ? found.key : '', row] as const
  }),
)
const published: Published = {
  values: (cell, sample) => Number(rowOf.get(cell)?.[columnOf.get(short(sample)) ?? -1] ?? NaN),
}
for (const isTumour of [false, true])
  compare(
    `quanTIseq, TIL10, tumour switch ${isTumour ? 'on' : 'off'}`,
    answered(quantiseq(under(til10.genes), reference, { isTumour })),
    {
      name: 'published',
      table: published,
    },
  )

const sets = readTable('signatures/ESTIMATE-gene-sets.tsv')
  .slice(1)
  .map(([name = '', , ...genes]) => ({ name, genes: genes.filter((gene) => gene !== '' && gene !== 'NA') }))
const commonGenes = readTable('signatures/ESTIMATE-common-genes.tsv')
  .slice(1)
  .map((row) => row[1] ?? '')
const [stromal, immune] = sets
if (stromal && immune)
  compare(
    'ESTIMATE',
    answered(
      estimate(under([...commonGenes, ...stromal.genes, ...immune.genes]), { stromal, immune, commonGenes }),
    ),
    { name: 'published', table: byBarcode('tcga-lihc/ESTIMATE-scores.txt', 'estimate') },
  )

const leukocytes = new Map(
  readTable('tcga-lihc/TCGA_all_leuk_estimate.masked.20170107.tsv').map(([, id = '', value]) => [
    short(id),
    Number(value),
  ]),
)
const fraction = Float64Array.from(shares.samples, (sample) => leukocytes.get(short(sample)) ?? NaN)
const mixed = answered(quantiseq(under(til10.genes), reference, { isTumour: true }))
console.log('\nOur CIBERSORT against our quanTIseq, as given and × leukocyte fraction')
for (const key of [
  'macrophage_m1',
  'macrophage_m2',
  'neutrophil',
  't_cell_cd8',
  't_cell_regulatory',
  'monocyte',
]) {
  const at = (result: Deconvolution): Float64Array =>
    result.values[result.cells.findIndex((cell) => cell.key === key)] ?? new Float64Array(0)
  console.log(
    `${key} | ${both(at(shares), at(mixed))} | ${both(sharesOfAllCells(at(shares), fraction), at(mixed))}`,
  )
}
