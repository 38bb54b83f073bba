import { readFile } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cellModels } from '../../etl/datasets/demo/immune.ts'
import { radiomicsNames } from '../../etl/datasets/demo/radiomicsNames.ts'
import { defaultSeed, generatorVersion } from '../../etl/datasets/demo/generate.ts'
import { simulateWorld } from '../../etl/datasets/demo/world.ts'
import { parseManifest } from '../../etl/manifest.ts'
import { hasRealData, realData } from '../shared.ts'
import { demoFolder, digestOf, dropFolder, filesBelow, table, type Table } from './demoFiles.ts'

interface Effect {
  cell: string
  label: string
  planted: string
  plantedCohenD: number
  isNull: boolean
  realised: { nHigh: number; nLow: number; cliffsDelta: number; cohenD: number }
}

interface Truth {
  simulated: boolean
  riskModel: { cutoff: number }
  scores: Record<string, number>
  training: { counts: Record<string, number>; groups: { HIGH: string[]; LOW: string[] } }
  demo: {
    counts: Record<string, number>
    groups: { HIGH: string[]; LOW: string[] }
    missing: Record<string, string[]>
  }
  effects: { nullCell: string; cells: Effect[]; genes: { id: string; log2FoldChangeHighVersusLow: number }[] }
}

let folder = ''
let truth: Truth
let cibersort: Table
let star: Map<string, Table>

beforeAll(async () => {
  folder = await demoFolder()
  truth = JSON.parse(await readFile(join(folder, 'truth.json'), 'utf8')) as Truth
  cibersort = await table(folder, 'cohort/CIBERSORT-Results.txt')
  const cart = JSON.parse(await readFile(join(folder, 'cohort/gdc-metadata.json'), 'utf8')) as {
    file_id: string
    file_name: string
    associated_entities: { entity_submitter_id: string }[]
  }[]
  star = new Map()
  for (const { file_id, file_name, associated_entities } of cart)
    star.set(
      associated_entities[0]?.entity_submitter_id ?? '',
      await table(folder, `cohort/star-counts/${file_id}/${file_name}`),
    )
})
afterAll(() => dropFolder(folder))

const numbers = ({ rows }: Table, column: string): number[] => rows.map((row) => Number(row[column]))
const patientOf = (barcode: string): string => barcode.split('-').slice(0, 3).join('-')

function groupOf(patient: string): 'HIGH' | 'LOW' | null {
  if (truth.demo.groups.HIGH.includes(patient)) return 'HIGH'
  return truth.demo.groups.LOW.includes(patient) ? 'LOW' : null
}

/** primary tumours that the truth does not name as the losing aliquot */
function chosen(barcode: string): boolean {
  return /-01[AB]-/.test(barcode) && !truth.demo.missing['primaryAliquotsNotChosen']?.includes(barcode)
}

describe('the generator', () => {
  it('writes the same bytes for the same seed, and others for another', async () => {
    const again = await demoFolder(defaultSeed)
    try {
      expect(await digestOf(again)).toBe(await digestOf(folder))
    } finally {
      await dropFolder(again)
    }
    expect(simulateWorld(7).model).not.toEqual(simulateWorld(defaultSeed).model)
  })

  it('has a new version when its bytes change, so that installed copies are made anew', async () => {
    const known = {
      version: '4',
      digest: '3c585c783a150ab6ce7941aa8276e4a5cd1414b0608e75f3d19154c3919993b5',
    }
    expect({ version: generatorVersion, digest: await digestOf(folder) }).toEqual(known)
  })

  it('stays small and says everywhere that it is simulated', async () => {
    let bytes = 0
    for (const path of await filesBelow(folder)) bytes += (await readFile(join(folder, path))).length
    expect(bytes).toBeLessThan(60e6)
    expect(truth.simulated).toBe(true)
    for (const name of ['demo-training.json', 'demo.json']) {
      const parsed = parseManifest(await readFile(join(folder, name), 'utf8'))
      if (!parsed.ok) expect.fail(JSON.stringify(parsed.problems))
      expect(parsed.manifest.cohort.simulated).toBe(true)
      expect(parsed.manifest.cohort.title).toMatch(/^Simulated /)
      for (const layer of parsed.manifest.layers)
        expect(`${layer.label} ${layer.method}`).toMatch(/simulated/i)
    }
    const ids = (await table(folder, 'cohort/follow-up.csv')).rows.map((row) => row['Patient'])
    expect(ids.every((id) => /^SIM-[A-E][1-5]-\d{4}$/.test(id ?? ''))).toBe(true)
  })

  it('vouches for its files in the manifests', async () => {
    const parsed = parseManifest(await readFile(join(folder, 'demo.json'), 'utf8'))
    if (!parsed.ok) expect.fail(JSON.stringify(parsed.problems))
    for (const file of parsed.manifest.files.filter(({ role }) => role !== 'expression')) {
      const bytes = await readFile(join(folder, file.path))
      expect(createHash('sha256').update(bytes).digest('hex'), file.id).toBe(file.sha256)
      expect(bytes.length).toBe(file.bytes)
    }
  })
})

describe('the radiomics tables', () => {
  it.each(['training', 'cohort'])('%s: 107 finite features that agree with each other', async (part) => {
    const gtr = await table(folder, `${part}/gtr-pyradiomics.csv`)
    expect(gtr.header.filter((name) => name.startsWith('original_'))).toEqual(radiomicsNames)
    expect(radiomicsNames).toHaveLength(107)
    for (const row of gtr.rows) {
      const value = (name: string): number => Number(row[`original_${name}`])
      for (const name of radiomicsNames) expect(Number.isFinite(Number(row[name])), name).toBe(true)
      expect(value('firstorder_Range')).toBe(value('firstorder_Maximum') - value('firstorder_Minimum'))
      expect(value('glcm_SumAverage')).toBeCloseTo(2 * value('glcm_JointAverage'), 6)
      expect(4 * value('glcm_SumSquares')).toBeCloseTo(
        value('glcm_Contrast') + value('glcm_ClusterTendency'),
        6,
      )
      expect(value('firstorder_RootMeanSquared')).toBeGreaterThan(Math.abs(value('firstorder_Mean')))
      expect(value('shape_MeshVolume')).toBeLessThan(value('shape_VoxelVolume'))
      expect(value('shape_Sphericity')).toBeLessThan(1)
      const [x = 0, y = 0, z = 0] =
        (row['diagnostics_Mask-original_Spacing'] ?? '').match(/[\d.]+/g)?.map(Number) ?? []
      const voxels = Number(row['diagnostics_Mask-original_VoxelNum'])
      expect(value('shape_VoxelVolume') / (x * y * z * voxels)).toBeCloseTo(1, 6)
      const sphere = (Math.PI / 6) * value('shape_Maximum3DDiameter') ** 3
      expect(value('shape_VoxelVolume')).toBeLessThan(sphere)
    }
  })

  it.skipIf(!hasRealData)('has the feature names of a real table', async () => {
    const real = (await readFile(join(realData, 'hcc-tace-seg/radiomics.csv'), 'utf8')).split('\n')[0] ?? ''
    expect(real.trim().split(',').slice(1).toSorted()).toEqual(radiomicsNames.toSorted())
  })

  it('lists every supervoxel of every patient with a CT', async () => {
    for (const part of ['training', 'cohort']) {
      const { rows } = await table(folder, `${part}/supervoxels.csv`)
      const perPatient = Map.groupBy(rows, (row) => row['ID'] ?? '')
      const gtr = await table(folder, `${part}/gtr-pyradiomics.csv`)
      expect([...perPatient.keys()]).toEqual(gtr.rows.map((row) => row['ID']))
      const few = truth.demo.missing['ctButTooFewSupervoxelsForAScore'] ?? []
      for (const [patient, regions] of perPatient) {
        expect(regions.map((row) => Number(row['Supervoxel']))).toEqual(regions.map((_, i) => i + 1))
        if (few.includes(patient)) expect(regions).toHaveLength(3)
        else expect(regions.length).toBeGreaterThanOrEqual(20)
      }
    }
  })
})

describe('risk groups', () => {
  it('follow from the score tables by the published rule', async () => {
    const training = await table(folder, 'training/scores.csv')
    const columns = ['GTR_proba', 'ITH_proba'].map((column) => {
      const values = numbers(training, column)
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length
      const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1))
      return { column, mean, sd }
    })
    const score = (row: Record<string, string>): number =>
      columns.reduce((sum, { column, mean, sd }) => sum + (Number(row[column]) - mean) / sd, 0) * Math.SQRT1_2
    const sorted = training.rows.map(score).toSorted((a, b) => a - b)
    const cutoff = ((sorted[117] ?? NaN) + (sorted[118] ?? NaN)) / 2
    expect(sorted).toHaveLength(236)
    expect(cutoff).toBeCloseTo(truth.riskModel.cutoff, 12)
    expect(truth.training.groups.HIGH).toHaveLength(118)
    const cohort = await table(folder, 'cohort/scores.csv')
    for (const row of cohort.rows) {
      const id = row['case_submitter_id'] ?? ''
      expect(score(row)).toBeCloseTo(truth.scores[id] ?? NaN, 10)
      expect(groupOf(id)).toBe(score(row) <= cutoff ? 'HIGH' : 'LOW')
      expect(row['Inte_label']).toBe(score(row) <= cutoff ? '0' : '1')
    }
  })
})

describe('the immune tables', () => {
  it('CIBERSORT has 22 cells per aliquot that sum to 1, and its quality columns', () => {
    expect(cibersort.header).toHaveLength(26)
    expect(cibersort.rows.map((row) => row['Mixture'])).toEqual([...star.keys()])
    for (const row of cibersort.rows) {
      const sum = cellModels.reduce((total, { label }) => total + Number(row[label]), 0)
      expect(sum).toBeCloseTo(1, 9)
      expect(Number(row['P-value'])).toBeGreaterThanOrEqual(0)
      expect(Number(row['P-value'])).toBeLessThanOrEqual(1)
    }
  })

  it('shows the planted differences in the shipped seed and none in the null cell', () => {
    for (const effect of truth.effects.cells) {
      const values = { HIGH: [] as number[], LOW: [] as number[] }
      for (const row of cibersort.rows) {
        const barcode = row['Mixture'] ?? ''
        const group = groupOf(patientOf(barcode))
        if (group && chosen(barcode)) values[group].push(Number(row[effect.label]))
      }
      let dominance = 0
      for (const x of values.HIGH) for (const y of values.LOW) dominance += Math.sign(x - y)
      const delta = dominance / (values.HIGH.length * values.LOW.length)
      expect(values.HIGH).toHaveLength(truth.demo.counts['comparedHigh'] ?? NaN)
      expect(values.LOW).toHaveLength(truth.demo.counts['comparedLow'] ?? NaN)
      expect(delta).toBeCloseTo(effect.realised.cliffsDelta, 9)
      if (effect.isNull) expect(Math.abs(delta)).toBeLessThan(0.12)
      if (Math.abs(effect.plantedCohenD) > 0.5) {
        expect(Math.sign(delta), effect.cell).toBe(Math.sign(effect.plantedCohenD))
        expect(Math.abs(delta), effect.cell).toBeGreaterThan(0.25)
      }
    }
  })

  it('quanTIseq states shares of all cells, one column per sample, and agrees in direction on macrophages', async () => {
    const quantiseq = await table(folder, 'cohort/quantiseq.csv')
    const samples = quantiseq.header.slice(2)
    expect(samples.every((sample) => /^SIM\.[A-E]\d\.\d{4}\.\d\d$/.test(sample))).toBe(true)
    for (const sample of samples)
      expect(numbers(quantiseq, sample).reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 9)
    const m1 = quantiseq.rows.find((row) => row['cell_type'] === 'Macrophage M1')
    const mean = (group: string): number => {
      const mine = samples.filter(
        (sample) => sample.endsWith('.01') && groupOf(patientOf(sample.replaceAll('.', '-'))) === group,
      )
      return mine.reduce((sum, sample) => sum + Number(m1?.[sample]), 0) / mine.length
    }
    expect(mean('LOW')).toBeGreaterThan(1.2 * mean('HIGH'))
  })
})

describe('the STAR count files', () => {
  it('are as the GDC writes them: one comment, four N_ rows, TPM that sum to a million, FPKM in proportion', () => {
    for (const [barcode, { header, rows }] of star) {
      expect(header).toEqual(
        'gene_id gene_name gene_type unstranded stranded_first stranded_second tpm_unstranded fpkm_unstranded fpkm_uq_unstranded'.split(
          ' ',
        ),
      )
      expect(rows.slice(0, 4).map((row) => row['gene_id'])).toEqual([
        'N_unmapped',
        'N_multimapping',
        'N_noFeature',
        'N_ambiguous',
      ])
      const genes = rows.slice(4)
      const sum = (column: string): number => genes.reduce((total, row) => total + Number(row[column]), 0)
      expect(Math.abs(sum('tpm_unstranded') - 1e6), barcode).toBeLessThan(0.2)
      const ratio = sum('fpkm_unstranded') / 1e6
      let odd = 0
      expect(sum('unstranded')).toBeGreaterThan(2.4e6)
      expect(sum('unstranded')).toBeLessThan(7.5e6)
      for (const row of genes) {
        if (Number(row['stranded_first']) + Number(row['stranded_second']) !== Number(row['unstranded']))
          odd += 1
        const tpm = Number(row['tpm_unstranded'])
        if (tpm > 100 && Math.abs(Number(row['fpkm_unstranded']) / tpm / ratio - 1) > 1e-4) odd += 1
      }
      expect(odd, barcode).toBe(0)
    }
  })

  it('carry plasma cells, CXCL9 with M1 and CD163 with M2', () => {
    const level = (genes: Table, symbol: string): number =>
      Number(genes.rows.find((row) => row['gene_name'] === symbol)?.['tpm_unstranded'])
    const rank = (values: readonly number[]): number[] =>
      values.map(
        (value) =>
          values.filter((other) => other < value).length +
          values.filter((other) => other === value).length / 2,
      )
    const spearman = (symbol: string, label: string): number => {
      const tumours = cibersort.rows.filter((row) => chosen(row['Mixture'] ?? ''))
      const x = rank(
        tumours.map((row) => level(star.get(row['Mixture'] ?? '') ?? { header: [], rows: [] }, symbol)),
      )
      const y = rank(tumours.map((row) => Number(row[label])))
      const centre = (x.length - 0) / 2
      const product = (a: number[], b: number[]): number =>
        a.reduce((sum, value, i) => sum + (value - centre) * ((b[i] ?? 0) - centre), 0)
      return product(x, y) / Math.sqrt(product(x, x) * product(y, y))
    }
    expect(spearman('IGHG1', 'Plasma cells')).toBeGreaterThan(0.6)
    expect(spearman('CXCL9', 'Macrophages M1')).toBeGreaterThan(0.35)
    expect(spearman('CD163', 'Macrophages M2')).toBeGreaterThan(0.2)
  })

  it('carry the planted fold changes', () => {
    const [first] = star.values()
    const place = new Map(first?.rows.map((row, index) => [row['gene_id'] ?? '', index]))
    const tumours = Map.groupBy(
      [...star].filter(([barcode]) => chosen(barcode)),
      ([barcode]) => groupOf(patientOf(barcode)),
    )
    const mean = (id: string, group: 'HIGH' | 'LOW'): number => {
      const values = (tumours.get(group) ?? []).map(([, { rows }]) =>
        Number(rows[place.get(id) ?? -1]?.['tpm_unstranded']),
      )
      return values.reduce((sum, value) => sum + value, 0) / values.length
    }
    expect(truth.effects.genes.length).toBeGreaterThan(40)
    for (const { id, log2FoldChangeHighVersusLow } of truth.effects.genes)
      expect(
        Math.abs(Math.log2(mean(id, 'HIGH') / mean(id, 'LOW')) - log2FoldChangeHighVersusLow),
        id,
      ).toBeLessThan(0.5)
  })

  it('list the Y twin of a pseudoautosomal gene and no gene twice', () => {
    const [genes] = star.values()
    const ids = genes?.rows.map((row) => row['gene_id'] ?? '') ?? []
    expect(ids.filter((id) => id.endsWith('_PAR_Y'))).toHaveLength(1)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.length).toBeGreaterThan(1150)
  })
})

describe('truth.json counts what is in the files', () => {
  it('patients, CT, scores and RNA', async () => {
    const { counts, missing } = truth.demo
    const clinical = await table(folder, 'cohort/gdc-clinical.tsv')
    const patients = new Set(clinical.rows.map((row) => row['cases.submitter_id'] ?? ''))
    expect(patients.size).toBe(counts['patients'])
    expect(clinical.rows.length).toBeGreaterThan(patients.size)
    const ct = new Set(
      (await table(folder, 'cohort/ct-series.csv')).rows.map((row) => row['PatientID'] ?? ''),
    )
    expect(ct.size).toBe(counts['withCt'])
    expect([...patients.difference(ct)].sort()).toEqual(missing['noCt'])
    const scored = (await table(folder, 'cohort/scores.csv')).rows
    expect(scored.length).toBe(counts['withScore'])
    const barcodes = [...star.keys()]
    expect(barcodes.length).toBe(counts['rnaAliquots'])
    const types = Map.groupBy(barcodes, (barcode) => barcode.slice(12, 14))
    expect(types.get('01')?.length).toBe(counts['primaryAliquots'])
    expect(types.get('02')?.length).toBe(counts['recurrentAliquots'])
    expect(types.get('11')?.length).toBe(counts['normalAliquots'])
    expect(barcodes.filter(chosen).length).toBe(counts['patientsWithPrimaryRna'])
    const withRna = new Set(barcodes.map(patientOf))
    expect([...patients.difference(withRna)].sort()).toEqual(missing['noRna'])
    expect(missing['rnaButNoPrimaryTumour']).toHaveLength(4)
  })

  it('deaths, times and responses', async () => {
    const { counts, missing } = truth.demo
    const byPatient = Map.groupBy(
      (await table(folder, 'cohort/gdc-clinical.tsv')).rows,
      (row) => row['cases.submitter_id'] ?? '',
    )
    const first = [...byPatient].map(([patient, [row]]) => ({ patient, row: row ?? {} }))
    expect(first.filter(({ row }) => row['demographic.vital_status'] === 'Dead')).toHaveLength(
      counts['deaths'] ?? NaN,
    )
    const timeless = first.filter(
      ({ row }) =>
        row['demographic.days_to_death'] === "'--" && row['diagnoses.days_to_last_follow_up'] === "'--",
    )
    expect(timeless.map(({ patient }) => patient).sort()).toEqual(missing['statusWithoutTime'])
    const followUp = (await table(folder, 'cohort/follow-up.csv')).rows
    const unassessed = followUp.filter((row) => row['ORR_RECIST1.1'] === 'NA').map((row) => row['Patient'])
    expect(unassessed.sort()).toEqual(missing['responseNotAssessed'])
    expect(followUp.length - unassessed.length).toBe(counts['withResponse'])
  })
})
