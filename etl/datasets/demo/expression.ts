import { createHash } from 'node:crypto'
import type { SimulatedGene } from './genes.ts'
import type { ImmuneProfile } from './immune.ts'
import type { RiskGroup } from './riskModel.ts'
import type { SimulatedAliquot } from './specimens.ts'
import { RandomStream } from './random.ts'

/**
 * Expected transcripts follow the composition: leukocyte fraction × share of each cell × its level, plus the rest of the
 * tissue. Counts are negative binomial; the annotation holds about 1,200 genes, a tenth of what a real library is spread
 * over, so the library of 30–60 million reads is scaled by the same tenth.
 */
function expectedLevels(
  genes: readonly SimulatedGene[],
  aliquot: SimulatedAliquot,
  profile: ImmuneProfile,
  group: RiskGroup,
  random: RandomStream,
): Float64Array {
  const leukocytes = profile.leukocyteFraction
  const half = group === 'HIGH' ? 0.5 : -0.5
  return Float64Array.from(genes, (gene) => {
    let immune = 0
    for (const [cell, level] of gene.cells) immune += level * (profile.shares.get(cell) ?? 0)
    const tissue = aliquot.tissue === 'normal' ? gene.normal : gene.tumour * 2 ** (half * gene.planted)
    return (leukocytes * immune + (1 - leukocytes) * tissue) * Math.exp(random.normal(0, 0.12))
  })
}

export function simulateCounts(
  seed: number,
  genes: readonly SimulatedGene[],
  aliquot: SimulatedAliquot,
  profile: ImmuneProfile,
  group: RiskGroup,
): { counts: Float64Array; library: number } {
  const random = new RandomStream(seed, `expression/${aliquot.barcode}`)
  const library = Math.round(random.between(30e6, 60e6) * 0.1)
  const levels = expectedLevels(genes, aliquot, profile, group, random)
  const weights = levels.map((level, g) => level * (genes[g]?.length ?? 0))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const counts = weights.map((weight, g) =>
    random.negativeBinomial((library * weight) / total, genes[g]?.dispersion ?? 0.1),
  )
  return { counts, library }
}

/** R-7 upper quartile of the protein-coding genes that have reads; the basis of FPKM-UQ. */
function upperQuartile(counts: readonly number[]): number {
  const present = counts.filter((count) => count > 0).sort((a, b) => a - b)
  const place = 0.75 * (present.length - 1)
  const low = present[Math.floor(place)] ?? 0
  const high = present[Math.ceil(place)] ?? 0
  return low + (high - low) * (place - Math.floor(place))
}

const header =
  '# gene-model: GENCODE v36\n' +
  'gene_id\tgene_name\tgene_type\tunstranded\tstranded_first\tstranded_second\ttpm_unstranded\tfpkm_unstranded\tfpkm_uq_unstranded\n'

function unmappedRows(random: RandomStream, library: number): string {
  const parts = [
    ['N_unmapped', 0.04],
    ['N_multimapping', 0.09],
    ['N_noFeature', 0.06],
    ['N_ambiguous', 0.03],
  ] as const
  return parts
    .map(([name, share]) => {
      const reads = Math.round(library * share * random.between(0.7, 1.3))
      const first = name === 'N_noFeature' ? Math.round(reads * 6.1) : reads
      return `${name}\t\t\t${reads}\t${first}\t${first}\t\t\t\n`
    })
    .join('')
}

/** One augmented STAR gene count file as the GDC writes it. */
export function starCountsFile(
  seed: number,
  genes: readonly SimulatedGene[],
  aliquot: SimulatedAliquot,
  simulated: { counts: Float64Array; library: number },
): string {
  const random = new RandomStream(seed, `strands/${aliquot.barcode}`)
  const { counts, library } = simulated
  const coding = genes.flatMap((gene, g) => (gene.type === 'protein_coding' ? [counts[g] ?? 0] : []))
  const codingReads = coding.reduce((sum, count) => sum + count, 0)
  const quartile = upperQuartile(coding) * coding.length
  const rates = counts.map((count, g) => count / (genes[g]?.length ?? 1))
  const rateSum = rates.reduce((sum, rate) => sum + rate, 0)
  let text = header + unmappedRows(random, library)
  genes.forEach((gene, g) => {
    const count = counts[g] ?? 0
    const rate = rates[g] ?? 0
    const first = Math.min(count, Math.max(0, Math.round(random.normal(count / 2, Math.sqrt(count) / 2))))
    const tpm = ((rate / rateSum) * 1e6).toFixed(4)
    const fpkm = ((rate * 1e9) / codingReads).toFixed(4)
    const fpkmUq = ((rate * 1e9) / quartile).toFixed(4)
    text += `${gene.id}\t${gene.symbol}\t${gene.type}\t${count}\t${first}\t${count - first}\t${tpm}\t${fpkm}\t${fpkmUq}\n`
  })
  return text
}

export interface WrittenRnaFile {
  aliquot: SimulatedAliquot
  bytes: number
  md5: string
}

export function md5(text: string): string {
  return createHash('md5').update(text).digest('hex')
}

const tissueWords = {
  primary: { sampleType: 'Primary Tumor', tissue: 'Tumor', descriptor: 'Primary' },
  recurrent: { sampleType: 'Recurrent Tumor', tissue: 'Tumor', descriptor: 'Recurrence' },
  normal: { sampleType: 'Solid Tissue Normal', tissue: 'Normal', descriptor: 'Not Applicable' },
} as const

/** The GDC's sample sheet in its layout since 2024. */
export function sampleSheet(files: readonly WrittenRnaFile[]): string[][] {
  return [
    [
      'File ID',
      'File Name',
      'Data Category',
      'Data Type',
      'Project ID',
      'Case ID',
      'Sample ID',
      'Tissue Type',
      'Tumor Descriptor',
      'Specimen Type',
      'Preservation Method',
    ],
    ...files.map(({ aliquot }) => [
      aliquot.fileId,
      aliquot.fileName,
      'Transcriptome Profiling',
      'Gene Expression Quantification',
      'SIM-LIHC',
      aliquot.patient.id,
      aliquot.barcode.split('-').slice(0, 4).join('-'),
      tissueWords[aliquot.tissue].tissue,
      tissueWords[aliquot.tissue].descriptor,
      'Solid Tissue',
      'OCT',
    ]),
  ]
}

/** The metadata "cart" that tells which aliquot each file was made from. */
export function metadataCart(seed: number, files: readonly WrittenRnaFile[]): string {
  const entries = files.map(({ aliquot, bytes, md5: md5sum }) => {
    const random = new RandomStream(seed, `metadata/${aliquot.barcode}`)
    return {
      data_format: 'TSV',
      access: 'open',
      associated_entities: [
        {
          entity_submitter_id: aliquot.barcode,
          entity_id: random.uuid(),
          case_id: new RandomStream(seed, `case/${aliquot.patient.id}`).uuid(),
          entity_type: 'aliquot',
        },
      ],
      file_name: aliquot.fileName,
      submitter_id: random.uuid(),
      data_category: 'Transcriptome Profiling',
      file_id: aliquot.fileId,
      data_type: 'Gene Expression Quantification',
      md5sum,
      file_size: bytes,
      state: 'released',
      experimental_strategy: 'RNA-Seq',
      analysis: {
        workflow_type: 'STAR - Counts',
        workflow_version: 'simulated',
        analysis_id: random.uuid(),
        state: 'released',
      },
    }
  })
  return JSON.stringify(entries, null, 1) + '\n'
}
