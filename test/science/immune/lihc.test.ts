import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cibersort } from '../../../science/immune/cibersort.ts'
import { crosswalk } from '../../../science/immune/crosswalk.ts'
import type { Deconvolution, Refusal } from '../../../science/immune/deconvolution.ts'
import { epic } from '../../../science/immune/epic.ts'
import { quantiseq } from '../../../science/immune/quantiseq.ts'
import { productMoment } from '../../../science/stats/pearson.ts'
import { joinDuplicates } from '../../../science/transcriptome/duplicates.ts'
import type { Expression } from '../../../science/transcriptome/expression.ts'
import { geneTable, nameGene, underReferenceNames } from '../../../science/transcriptome/geneNames.ts'
import { fpkmToTpm } from '../../../science/transcriptome/units.ts'
import { hasRealData, realData } from '../../shared.ts'
import { readOracle } from '../../oracles/read.ts'
import { asSignature, farthest, readEpicReference, readMatrix, readTable } from './tables.ts'

/** Four liver samples as GDC gives them; all 179 are `node test/bench/lihc.ts`, its results in docs/benchmarks.md. */
const files = [
  '01a3c0d9-5ac6-4387-b47a-59945dacbd16',
  '053b19f9-3943-44e6-ba3a-0307723716f2',
  '054392f8-77a7-4484-83c7-d4e1ad2c01bc',
  '054ee4ee-c382-409d-819c-f4c99d2b52ff',
]

function answered(result: Deconvolution | Refusal): Deconvolution {
  if (result.kind === 'refused') throw new Error(result.reasons.map(({ message }) => message).join(' '))
  return result
}

const folder = 'tcga-lihc/gdc-htseq-fpkm'

function fpkm(): Expression {
  const metadata = JSON.parse(
    readFileSync(resolve(realData, 'tcga-lihc/gdc-metadata.cart.json'), 'utf8'),
  ) as {
    file_id: string
    associated_entities: { entity_submitter_id: string }[]
  }[]
  const tables = files.map((id) => {
    const name = readdirSync(resolve(realData, folder, id)).find((file) => file.endsWith('.gz')) ?? ''
    return new Map(readTable(`${folder}/${id}/${name}`).map(([gene = '', value]) => [gene, Number(value)]))
  })
  const genes = [...(tables[0]?.keys() ?? [])]
  return {
    genes,
    samples: files.map(
      (id) =>
        metadata.find((entry) => entry.file_id === id)?.associated_entities[0]?.entity_submitter_id ?? id,
    ),
    unit: 'FPKM',
    columns: tables.map((table) => Float64Array.from(genes, (gene) => table.get(gene) ?? NaN)),
  }
}

interface EpicByR {
  constrOptim: number[]
  programme: number[]
}

describe.runIf(hasRealData)('four TCGA-LIHC samples', () => {
  const table = geneTable(
    readFileSync(resolve(import.meta.dirname, '../../oracles/geneIds/genes.tsv'), 'utf8')
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => line.split('\t'))
      .map(([ensembl = '', symbol = '', entrez = '', aliases = '']) => ({
        symbol,
        ensembl: [ensembl],
        entrez: [entrez],
        previous: [],
        aliases: aliases.split('|'),
      })),
  )
  const named = () => {
    const tpm = fpkmToTpm(fpkm())
    const names = tpm.genes.map((gene) => {
      const name = nameGene(table, gene)
      // the small table does not name all genes, but all belong to the sum of a sample
      return name.kind === 'known' ? name.symbol : gene
    })
    return joinDuplicates(tpm, names, 'sum').expression
  }
  const matrix = hasRealData ? named() : null
  const under = (genes: readonly string[]): Expression => {
    if (!matrix) throw new Error('no data')
    return { ...matrix, genes: underReferenceNames(table, matrix.genes, genes).genes }
  }

  it('FPKM → TPM → CIBERSORT with LM22 agrees with R’s pipeline sample by sample', () => {
    const lm22 = asSignature('LM22', readMatrix('signatures/LM22.txt'))
    const result = answered(cibersort(under(lm22.genes), lm22, { permutations: 0 }))
    expect(result.method).toBe('cibersort-lm22')
    expect(result.coverage[0]?.found).toBeGreaterThan(525)
    expect(result.warnings).toEqual([])
    const [head = [], ...rows] = readTable('tcga-lihc/CIBERSORT-Results.txt')
    const r = result.samples.map((sample, at) => {
      const row = rows.find(([id]) => id === sample) ?? []
      const wanted = result.cells.map(({ key }) =>
        Number(
          row[
            head.findIndex((name) => {
              const cell = crosswalk('cibersort-lm22', name)
              return cell.kind === 'cell' && cell.key === key
            })
          ],
        ),
      )
      return productMoment(
        result.values.map((column) => column[at] ?? NaN),
        wanted,
      )
    })
    // measured .89 to .98: other gene annotation and normalisation; over 179 samples see docs/benchmarks.md
    expect(Math.min(...r)).toBeGreaterThan(0.89)
  })

  it('EPIC with TRef is what R makes of its published description: CD8 T cells 0, macrophages all, because hepatocytes make APOC1', () => {
    const { cases } = readOracle('epic/answers.json') as {
      cases: {
        cells: string[]
        common: number
        without: string[]
        whole: EpicByR[]
        less: EpicByR[]
      }
    }
    const reference = readEpicReference()
    const run = (without: readonly string[]) =>
      answered(
        epic(under(reference.profiles.genes), {
          ...reference,
          signatureGenes: reference.signatureGenes.filter((gene) => !without.includes(gene)),
        }),
      )
    const [whole, less] = [run([]), run(cases.without)]
    expect(whole.settings).toMatchObject({ commonGenes: cases.common })
    for (const [ours, theirs] of [
      [whole, cases.whole],
      [less, cases.less],
    ] as const)
      theirs.forEach(({ programme, constrOptim }, sample) => {
        const own = ours.values.map((column) => column[sample] ?? NaN)
        expect(farthest(own, programme)).toBeLessThan(1e-9)
        // EPIC's own optimiser stops early
        expect(farthest(own, constrOptim)).toBeLessThan(8e-3)
      })
    const of = (result: Deconvolution, key: string) =>
      Array.from(result.values[result.cells.findIndex((cell) => cell.key === key)] ?? [])
    expect(Math.max(...of(whole, 't_cell_cd8'))).toBeLessThan(1e-9)
    expect(Math.min(...of(whole, 'macrophage'))).toBeGreaterThan(0.6)
    expect(Math.max(...of(less, 'macrophage'))).toBeLessThan(0.03)
    // what it says of itself
    const beyond = (result: Deconvolution) =>
      Array.from(result.quality.find(({ key }) => key === 'beyond_reference')?.values ?? [])
    expect(Math.min(...beyond(whole))).toBeGreaterThan(0.98)
    const said = whole.warnings.find(({ rule }) => rule === 'other-cells-express')
    expect(said?.message).toContain('APOC1 (4 of 4 samples)')
    expect(said?.samples).toHaveLength(4)
  })

  it('quanTIseq with TIL10 and the tumour switch agrees with the published table', () => {
    const lines = (name: string) => readTable(`signatures/${name}`).map(([gene = '']) => gene)
    const til10 = asSignature('TIL10', readMatrix('signatures/TIL10_signature.txt'))
    const result = answered(
      quantiseq(
        under(til10.genes),
        {
          signature: til10,
          mRnaScaling: new Map(
            readTable('signatures/TIL10_mRNA_scaling.txt').map(([cell = '', value]) => [cell, Number(value)]),
          ),
          noisyGenes: lines('TIL10_rmgenes.txt'),
          tumourGenes: lines('TIL10_TCGA_aberrant_immune_genes.txt'),
        },
        { isTumour: true },
      ),
    )
    const [head = [], ...rows] = readTable('tcga-lihc/quanTIseq-all-TCGA.csv', ',')
    const r = result.samples.map((sample, at) => {
      const column = head.findIndex((id) => id.replaceAll('.', '-') === sample.slice(0, 15))
      const wanted = result.cells.map(({ key }) =>
        Number(
          rows.find((row) => {
            const cell = crosswalk('quantiseq', row[1] ?? '')
            return cell.kind === 'cell' && cell.key === key
          })?.[column],
        ),
      )
      const own = result.values.map((values) => values[at] ?? NaN)
      expect(farthest(own, wanted)).toBeLessThan(0.025)
      return productMoment(own, wanted)
    })
    expect(Math.min(...r)).toBeGreaterThan(0.999)
    expect(result.warnings).toEqual([])
  })
})
