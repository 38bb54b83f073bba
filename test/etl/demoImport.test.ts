import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listCohortsForAdmin } from '../../db/release/cohorts.ts'
import type { LayerContent, ReleaseContent } from '../../db/release/content.ts'
import { readContent } from '../../db/release/readContent.ts'
import { runJob } from '../../etl/run.ts'
import { compareGroups } from '../../science/radiogenomics/compareGroups.ts'
import { openWorld } from '../world/world.ts'
import type { OpenWorld } from '../world/world.ts'

interface Truth {
  riskModel: { cutoff: number; patients: number; centre: { gtr: number; ith: number }; loading: number }
  scores: Record<string, number>
  training: { counts: Record<string, number>; groups: Record<'HIGH' | 'LOW', string[]> }
  demo: { counts: Record<string, number>; groups: Record<'HIGH' | 'LOW', string[]> }
  expectedLedger: Record<string, Record<string, number>>
  effects: {
    nullCell: string
    cells: { cell: string; realised: { meanHigh: number; meanLow: number; nHigh: number; nLow: number } }[]
  }
}

let world: OpenWorld
let truth: Truth
const contents = new Map<string, ReleaseContent>()

/** What a first start leaves behind: files generated, both imported through the one real path. */
beforeAll(async () => {
  world = await openWorld('demo')
  truth = JSON.parse(await readFile(join(world.data, 'demo/truth.json'), 'utf8')) as Truth
  for (const { slug, release } of await listCohortsForAdmin(world.db)) {
    const content = await readContent(world.db, release.releaseId)
    if (content) contents.set(slug, content)
  }
})

afterAll(() => world.drop())

function contentOf(slug: string): ReleaseContent {
  const content = contents.get(slug)
  if (!content) throw new Error(`${slug} was not imported`)
  return content
}

/** Values of a variable by patient id; patients whom no row stands for are left out. */
function byPatient(content: ReleaseContent, layer: string, key: string): Map<string, number> {
  const found = content.layers.find((one: LayerContent) => `${one.kind}:${one.key}` === layer)
  const column = found?.columns[found.variables.findIndex((variable) => variable.key === key)]
  const values = new Map<string, number>()
  content.patients.forEach(({ id }, patient) => {
    const row = found?.patientRows?.[patient] ?? -1
    if (column && row >= 0) values.set(id, column[row] ?? NaN)
  })
  return values
}

function riskGroups(slug: string): Record<'HIGH' | 'LOW', string[]> {
  const content = contentOf(slug)
  const cutoff = content.riskModels[0]?.cutoff ?? NaN
  const groups = { HIGH: [] as string[], LOW: [] as string[] }
  for (const [id, score] of byPatient(content, 'score:gtr-ith', 'score'))
    groups[score <= cutoff ? 'HIGH' : 'LOW'].push(id)
  return groups
}

describe('the simulated cohorts, imported like any other', () => {
  it.each(['demo-training', 'demo'])('%s: no errors, labelled simulated', async (slug) => {
    const errors = await world.db.query(
      `select rule from finding f join release r on r.id = f.release_id join cohort c on c.id = r.cohort_id
       where c.slug = $1 and severity = 'error'`,
      [slug],
    )
    expect(errors).toEqual([])
    expect(contentOf(slug).cohort.simulated).toBe(true)
  })

  it('trains the planted risk model', () => {
    const [model] = contentOf('demo-training').riskModels
    expect(model?.centre[0]).toBeCloseTo(truth.riskModel.centre.gtr, 12)
    expect(model?.centre[1]).toBeCloseTo(truth.riskModel.centre.ith, 12)
    expect(model?.loadings[0]).toBeCloseTo(truth.riskModel.loading, 12)
    expect(model?.loadings[1]).toBeCloseTo(truth.riskModel.loading, 12)
    expect(model?.cutoff).toBeCloseTo(truth.riskModel.cutoff, 12)
    expect(model?.trainedOn.patients).toBe(truth.riskModel.patients)
  })

  it('applies it, with its cutoff, to the demonstration cohort', () => {
    const { trainedOn, cutoff } = contentOf('demo').riskModels[0] ?? {}
    expect(trainedOn?.cohort).toBe('demo-training')
    expect(cutoff).toBe(contentOf('demo-training').riskModels[0]?.cutoff)
    for (const slug of ['demo-training', 'demo'])
      for (const [id, score] of byPatient(contentOf(slug), 'score:gtr-ith', 'score'))
        expect(score, id).toBeCloseTo(truth.scores[id] ?? NaN, 9)
  })

  it('puts every patient into the planted risk group', () => {
    expect(riskGroups('demo-training')).toEqual(truth.training.groups)
    expect(riskGroups('demo')).toEqual(truth.demo.groups)
  })

  it.each(['demo-training', 'demo'])('%s: the ledger is the planted one, line for line', (slug) => {
    const lines: Record<string, number> = {}
    for (const { scope, code } of contentOf(slug).exclusions) {
      const name = `${scope} ${code}`
      lines[name] = (lines[name] ?? 0) + 1
    }
    expect(lines).toEqual(truth.expectedLedger[slug])
  })

  it('holds the planted counts', () => {
    const { counts } = truth.demo
    const content = contentOf('demo')
    expect(content.patients).toHaveLength(counts['patients'] ?? NaN)
    expect(new Set(content.ctSeries.map(({ patient }) => patient)).size).toBe(counts['withCt'])
    const rna = content.specimens.filter(({ analyte }) => analyte === 'rna')
    expect(rna).toHaveLength(counts['rnaAliquots'] ?? NaN)
    expect(rna.filter(({ chosen }) => chosen)).toHaveLength(counts['patientsWithPrimaryRna'] ?? NaN)
    const gtr = byPatient(content, 'imaging:gtr', 'original_shape_MeshVolume')
    expect(gtr.size).toBe(counts['withCt'])
    expect(content.entities.every(({ kind }) => kind === 'region')).toBe(true)
    expect(content.entities.length).toBeGreaterThan(4000)
  })

  it('compares the planted patients and finds the planted means in every cell', () => {
    const content = contentOf('demo')
    const groups = riskGroups('demo')
    for (const { cell, realised } of truth.effects.cells) {
      const values = byPatient(content, 'immune:cibersort-lm22', cell)
      const of = (group: 'HIGH' | 'LOW'): number[] =>
        groups[group].flatMap((id) => (values.has(id) ? [values.get(id) ?? NaN] : []))
      const mean = (list: number[]): number => list.reduce((sum, value) => sum + value, 0) / list.length
      expect(of('HIGH'), cell).toHaveLength(realised.nHigh)
      expect(of('LOW'), cell).toHaveLength(realised.nLow)
      expect(mean(of('HIGH')), cell).toBeCloseTo(realised.meanHigh, 9)
      expect(mean(of('LOW')), cell).toBeCloseTo(realised.meanLow, 9)
    }
  })

  it('finds the three planted cells at q below .01 and nothing in the null cell', () => {
    const content = contentOf('demo')
    const groups = riskGroups('demo')
    const layer = content.layers.find(({ kind, key }) => kind === 'immune' && key === 'cibersort-lm22')
    const cells = layer?.variables.flatMap(({ key, role }) => (role === 'measure' ? [key] : [])) ?? []
    const { results } = compareGroups({
      groups: [
        { key: 'HIGH', label: 'HIGH risk' },
        { key: 'LOW', label: 'LOW risk' },
      ],
      assignment: Int32Array.from(content.patients, ({ id }) =>
        groups.HIGH.includes(id) ? 0 : groups.LOW.includes(id) ? 1 : -1,
      ),
      variables: cells.map((key) => {
        const values = byPatient(content, 'immune:cibersort-lm22', key)
        return {
          key,
          unit: '',
          values: Float64Array.from(content.patients, ({ id }) => values.get(id) ?? NaN),
        }
      }),
      test: 'wilcoxon',
      permutations: 1000,
      seed: 1,
      family: { name: 'all cells', members: 'all' },
    })
    const found = new Map(results.map((result, i) => [cells[i] ?? '', result]))
    expect(found.size).toBe(22)
    const effect = (cell: string): { q: number; delta: number } => {
      const result = found.get(cell)
      if (result?.kind !== 'twoGroups') throw new Error(`${cell}: ${result?.kind ?? 'absent'}`)
      return { q: result.qValue ?? NaN, delta: result.effectSize.value ?? NaN }
    }
    for (const [cell, sign] of [
      ['plasma_cell', -1],
      ['macrophage_m1', -1],
      ['macrophage_m2', 1],
    ] as const) {
      expect(effect(cell).q, cell).toBeLessThan(0.01)
      expect(Math.sign(effect(cell).delta), cell).toBe(sign)
    }
    expect(effect(truth.effects.nullCell).q).toBeGreaterThan(0.5)
    const discoveries = cells.filter((cell) => effect(cell).q < 0.05)
    expect(discoveries.toSorted()).toEqual(['macrophage_m1', 'macrophage_m2', 'plasma_cell'])
  })

  it('is there already when it is imported once more', async () => {
    const filesFolder = join(world.data, 'demo')
    const job = {
      command: 'import' as const,
      manifestPath: join(filesFolder, 'demo.json'),
      dataRoot: filesFolder,
    }
    const report = await runJob(world.db, job, () => undefined, new AbortController().signal)
    expect(report.command === 'import' && report.outcome).toBe('already-imported')
  })
})
