/** The four real cohorts, imported for real, with the figures that are known of them. */
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LayerContent, ReleaseContent } from '../../db/release/content.ts'
import { listCohortsForAdmin } from '../../db/release/cohorts.ts'
import { readContent } from '../../db/release/readContent.ts'
import type { ImportReport, Report } from '../../etl/job.ts'
import { exitCode } from '../../etl/job.ts'
import { runJob } from '../../etl/run.ts'
import { hasRealData, realData } from '../shared.ts'
import { realSlugs } from '../world/cohorts.ts'
import type { RealSlug } from '../world/cohorts.ts'
import { openWorld } from '../world/world.ts'
import type { OpenWorld } from '../world/world.ts'

type Slug = RealSlug

describe.skipIf(!hasRealData)('real cohorts', () => {
  let base: OpenWorld
  const contents = new Map<Slug, ReleaseContent>()

  beforeAll(async () => {
    base = await openWorld('real')
    for (const { slug, release } of await listCohortsForAdmin(base.db)) {
      const known = realSlugs.find((one) => one === slug)
      const content = known && (await readContent(base.db, release.releaseId))
      if (content) contents.set(known, content)
    }
  })

  afterAll(async () => {
    await base.drop()
  })

  const content = (slug: Slug) =>
    contents.get(slug) ?? fail(`${slug}: ${JSON.stringify(base.reports.get(slug)?.findings)}`)
  const report = (slug: Slug) => base.reports.get(slug) ?? fail(slug)

  it('TCGA-BRCA: 91 patients with features, CIBERSORT (89 × 01A, 2 × 01B) and a CDR row', () => {
    const brca = content('tcga-brca')
    expect(brca.patients).toHaveLength(91)
    expect(standing(layer(brca, 'imaging:mri-cad'))).toHaveLength(91)
    expect(layer(brca, 'imaging:mri-cad').variables).toHaveLength(36)
    expect(standing(layer(brca, 'clinical:cdr'))).toHaveLength(91)
    expect(chosenTypes(brca, 'immune:cibersort-lm22')).toEqual({ '01A': 89, '01B': 2 })
    const pfi = column(brca, 'outcome:cdr/pfi').slice(91)
    const os = column(brca, 'outcome:cdr/os').slice(91)
    expect([sum(os), sum(pfi)]).toEqual([1, 4])
    expect(report('tcga-brca').findingCounts.filter(({ severity }) => severity === 'warning')).toEqual([
      // of one of its endpoints nobody has the event
      { rule: 'event-constant', severity: 'warning', count: 1 },
      { rule: 'not-primary-tumour', severity: 'warning', count: 3 },
    ])
  })

  it('TCGA-BRCA: the median of E1 (K6) and of the volume are those of R', () => {
    const brca = content('tcga-brca')
    const median = (ref: string) => [...column(brca, ref)].sort((a, b) => a - b)[45]
    expect(labelOf(brca, 'imaging:mri-cad/E1_K6')).toBe('E1 (K6)')
    expect(median('imaging:mri-cad/E1_K6')).toBe(1.517968)
    expect(median('imaging:mri-cad/Size_Lesion_volume_S1')).toBe(2867.969)
  })

  it('TCGA-LIHC: 424 aliquots, 371 patients with a primary tumour', () => {
    const lihc = content('tcga-lihc')
    const immune = layer(lihc, 'immune:cibersort-lm22')
    const types = [...immune.rows].map((ordinal) => lihc.specimens[ordinal]?.sampleType ?? '')
    expect(counted(types)).toEqual({ '01A': 369, '01B': 2, '11A': 50, '02A': 2, '02B': 1 })
    expect(standing(immune)).toHaveLength(371)
    expect(chosenTypes(lihc, 'immune:cibersort-lm22')).toEqual({ '01A': 369, '01B': 2 })
    expect(lihc.specimens.filter(({ analyte }) => analyte === 'rna')).toHaveLength(424)
    // nobody is lost: every patient stands in the layer or in its ledger
    const left = lihc.exclusions.filter(
      ({ scope, code }) => scope === 'immune:cibersort-lm22' && code !== 'not-primary-tumour',
    )
    expect(left.map(({ patient }) => patient)).toHaveLength(377 - 371)
    expect(
      lihc.exclusions.filter(
        ({ scope, code }) => scope === 'immune:cibersort-lm22' && code === 'not-primary-tumour',
      ),
    ).toHaveLength(53)
  })

  it('TCGA-LIHC: 54 of 371 pass P ≤ .05, plasma is 0 in 96', () => {
    const lihc = content('tcga-lihc')
    const rows = standing(layer(lihc, 'immune:cibersort-lm22'))
    const at = (key: string) => rows.map((row) => column(lihc, `immune:cibersort-lm22/${key}`)[row] ?? NaN)
    expect(layer(lihc, 'immune:cibersort-lm22').quality).toMatchObject({
      variable: 'p_value',
      op: '<=',
      threshold: 0.05,
    })
    expect(at('p_value').filter((p) => p <= 0.05)).toHaveLength(54)
    expect(at('p_value').filter((p) => p < 0.05)).toHaveLength(49)
    expect(at('plasma_cell').filter((share) => share === 0)).toHaveLength(96)
  })

  it('TCGA-LIHC: 37 patients with CT, 36 of them with CIBERSORT (3 pass, plasma 0 in 12), 18 in the matrix', () => {
    const lihc = content('tcga-lihc')
    const withCt = [...new Set(lihc.ctSeries.map(({ patient }) => patient))]
    expect([lihc.ctSeries.length, withCt.length]).toEqual([89, 37])
    const immune = layer(lihc, 'immune:cibersort-lm22')
    const rows = withCt.map((patient) => immune.patientRows?.[patient] ?? -1).filter((row) => row >= 0)
    expect(rows).toHaveLength(36)
    expect(
      rows.filter((row) => (column(lihc, 'immune:cibersort-lm22/p_value')[row] ?? 1) <= 0.05),
    ).toHaveLength(3)
    expect(rows.filter((row) => column(lihc, 'immune:cibersort-lm22/plasma_cell')[row] === 0)).toHaveLength(
      12,
    )
    const expression = layer(lihc, 'expression:fpkm')
    expect(standing(expression)).toHaveLength(156)
    expect(withCt.filter((patient) => (expression.patientRows?.[patient] ?? -1) >= 0)).toHaveLength(18)
  })

  it('TCGA-LIHC: the matrix of 60,483 genes × 179 aliquots, 12 of which agree with their single files', () => {
    const lihc = content('tcga-lihc')
    const expression = layer(lihc, 'expression:fpkm')
    expect([expression.variables.length, expression.rows.length]).toEqual([60483, 179])
    const types = [...expression.rows].map((ordinal) => lihc.specimens[ordinal]?.sampleType.slice(0, 2) ?? '')
    expect(counted(types)).toEqual({ '01': 156, '02': 2, '11': 21 })
    expect(report('tcga-lihc').findings.filter(({ rule }) => rule === 'files-agree')).toMatchObject([
      { file: 'fpkm-files' },
    ])
    // first data line of the file: ENSG00000242268.2, TCGA-DD-A113-01A-11R-A131-07 is .26242
    const ordinal = lihc.specimens.findIndex(({ barcode }) => barcode === 'TCGA-DD-A113-01A-11R-A131-07')
    expect(column(lihc, 'expression:fpkm/ENSG00000242268')[expression.rows.indexOf(ordinal)]).toBe(
      Math.fround(0.26242),
    )
  })

  it('TCGA-LIHC: 377 clinical patients, 132 deaths, one status without a time, which is missing and not 0', () => {
    const lihc = content('tcga-lihc')
    expect(lihc.patients).toHaveLength(377)
    const vital = column(lihc, 'clinical:gdc/vital_status')
    expect(layer(lihc, 'clinical:gdc').rows).toHaveLength(377)
    expect(vital.filter((level) => level === 1)).toHaveLength(132)
    const os = column(lihc, 'outcome:cdr/os')
    const [time, event] = [os.slice(0, 377), os.slice(377)]
    expect([time.filter(Number.isNaN).length, sum(event)]).toEqual([1, 132])
    expect(time.filter((days) => days === 0)).toHaveLength(5)
    const missing = lihc.patients[time.findIndex(Number.isNaN)]?.id
    expect(lihc.exclusions.filter(({ scope }) => scope === 'outcome:cdr/os')).toMatchObject([
      { subject: missing, code: 'status-without-time' },
    ])
    expect(missing).toBe('TCGA-2V-A95S')
  })

  it('TCGA-LIHC: overall survival by merged stage has 346 patients and 116 deaths', () => {
    const lihc = content('tcga-lihc')
    const os = column(lihc, 'outcome:cdr/os')
    const stage = column(lihc, 'clinical:cdr/stage')
    const immune = layer(lihc, 'immune:cibersort-lm22').patientRows ?? new Int32Array(0)
    const usable = lihc.patients.flatMap((_, i) =>
      (immune[i] ?? -1) >= 0 && !Number.isNaN(os[i] ?? NaN) && !Number.isNaN(stage[i] ?? NaN) ? [i] : [],
    )
    expect([usable.length, sum(usable.map((i) => os[377 + i] ?? NaN))]).toEqual([346, 116])
  })

  it('HCC-TACE-Seg: 104 with features, 105 clinical, times in whole days, responses by reader', () => {
    const hcc = content('hcc-tace-seg')
    expect(hcc.patients).toHaveLength(105)
    const imaging = layer(hcc, 'imaging:gtr')
    expect([imaging.rows.length, imaging.variables.length]).toEqual([104, 107])
    expect(hcc.exclusions).toMatchObject([{ scope: 'imaging:gtr', subject: 'HCC_089', code: 'not-measured' }])
    const os = column(hcc, 'outcome:tace/os')
    expect(hcc.patients[0]?.id).toBe('HCC_001')
    // 350.2857143 weeks
    expect(os[0]).toBe(2452)
    expect(sum(os.slice(105))).toBe(93)
    expect(os.slice(0, 105).every(Number.isInteger)).toBe(true)
    const levels = (key: string) => {
      const values = [...column(hcc, `response:tace/${key}`)]
      return [0, 1, 2, 3].map((level) => values.filter((value) => value === level).length)
    }
    expect(levels('mrecist_reader1')).toEqual([21, 40, 29, 6])
    expect(levels('recist_reader1')).toEqual([0, 9, 77, 10])
    const withFeatures = standing(imaging).length
    const objective = [...column(hcc, 'response:tace/objective_response_mrecist_reader1')]
    const patientsWithFeatures = objective.filter((_, i) => (imaging.patientRows?.[i] ?? -1) >= 0)
    expect([
      withFeatures,
      patientsWithFeatures.filter((v) => v === 1).length,
      patientsWithFeatures.filter((v) => !Number.isNaN(v)).length,
    ]).toEqual([104, 61, 95])
    const bclc = [...column(hcc, 'clinical:tace/bclc')]
    expect([0, 1, 2, 3].map((level) => bclc.filter((value) => value === level).length)).toEqual([
      12, 24, 66, 3,
    ])
  })

  it('WAW-TACE: lesions in two phases, the largest stands for the patient, everybody else in the ledger', () => {
    const waw = content('waw-tace')
    const [first, second] = [layer(waw, 'imaging:gtr-phase1'), layer(waw, 'imaging:gtr-phase2')]
    expect([waw.patients.length, waw.entities.length]).toEqual([231, 376])
    expect([first.rows.length, second.rows.length]).toEqual([371, 372])
    expect(new Set(first.rows).intersection(new Set(second.rows)).size).toBe(367)
    expect([standing(first).length, standing(second).length]).toEqual([228, 229])
    const volume = column(waw, 'imaging:gtr-phase1/original_shape_MeshVolume')
    for (const row of standing(first)) {
      const patient = waw.entities[first.rows[row] ?? -1]?.patient
      const own = [...first.rows.keys()].filter((r) => waw.entities[first.rows[r] ?? -1]?.patient === patient)
      expect(volume[row]).toBe(Math.max(...own.map((r) => volume[r] ?? NaN)))
    }
    const left = waw.exclusions.map(({ scope, code }) => `${scope} ${code}`)
    expect(counted(left)).toEqual({
      'imaging:gtr-phase1 other-lesion': 371 - 228,
      'imaging:gtr-phase1 not-measured': 231 - 228,
      'imaging:gtr-phase2 other-lesion': 372 - 229,
      'imaging:gtr-phase2 not-measured': 231 - 229,
    })
    // two lesions of patient 63 share one mask
    expect(report('waw-tace').findings.map(({ rule, value }) => [rule, value])).toEqual([
      ['lesions-tied', '63/0'],
      ['lesions-tied', '63/0'],
    ])
  })

  it('reports what was done and how it went', () => {
    expect(realSlugs.map((slug) => [report(slug).outcome, exitCode(report(slug))])).toEqual([
      ['imported', 3],
      ['imported', 0],
      ['imported', 3],
      ['imported', 0],
    ])
    expect(report('tcga-lihc').sourceFiles).toHaveLength(11)
    expect(
      report('tcga-lihc').sourceFiles.every(({ sha256, rows }) => sha256.length === 64 && rows !== null),
    ).toBe(true)
  })

  it('imported twice changes nothing', async () => {
    const before = await listCohortsForAdmin(base.db)
    const manifestPath = join(import.meta.dirname, '../../etl/datasets/tcga-brca.json')
    const job = { command: 'import' as const, manifestPath, dataRoot: realData }
    const again = await runJob(base.db, job, () => undefined, new AbortController().signal)
    expect(asImport(again).outcome).toBe('already-imported')
    expect(await listCohortsForAdmin(base.db)).toEqual(before)
  })

  it('what is stored hashes to what was imported', async () => {
    const verified = await runJob(
      base.db,
      { command: 'verify' },
      () => undefined,
      new AbortController().signal,
    )
    expect(verified).toMatchObject({ cohorts: Array(6).fill({ good: true }) })
    expect(exitCode(verified)).toBe(0)
  })
})

function fail(what: string): never {
  throw new Error(what)
}

function asImport(report: Report): ImportReport {
  return report.command === 'import' ? report : fail(report.command)
}

function layer(content: ReleaseContent, ref: string): LayerContent {
  return content.layers.find(({ kind, key }) => `${kind}:${key}` === ref) ?? fail(`no layer ${ref}`)
}

function place(content: ReleaseContent, ref: string): { found: LayerContent; at: number } {
  const [name = '', key] = ref.split('/')
  const found = layer(content, name)
  return { found, at: found.variables.findIndex((variable) => variable.key === key) }
}

function column(content: ReleaseContent, ref: string): Float64Array | Float32Array {
  const { found, at } = place(content, ref)
  return found.columns[at] ?? fail(`no variable ${ref}`)
}

function labelOf(content: ReleaseContent, ref: string): string {
  const { found, at } = place(content, ref)
  return found.variables[at]?.label ?? fail(`no variable ${ref}`)
}

/** Rows that stand for a patient. */
function standing(found: LayerContent): number[] {
  return [...(found.patientRows ?? [])].filter((row) => row >= 0)
}

function chosenTypes(content: ReleaseContent, ref: string): Record<string, number> {
  const found = layer(content, ref)
  return counted(standing(found).map((row) => content.specimens[found.rows[row] ?? -1]?.sampleType ?? ''))
}

function counted(words: readonly string[]): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(words, (word) => word)].map(([word, all]) => [word, all.length]))
}

function sum(values: Iterable<number>): number {
  let total = 0
  for (const value of values) if (!Number.isNaN(value)) total += value
  return total
}
