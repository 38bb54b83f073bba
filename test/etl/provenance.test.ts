/** Every stored value leads back to a cell of a file: the file's hash, the line, the column, and there stands the value. */
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readContent } from '../../db/release/readContent.ts'
import { readOrigin } from '../../db/release/readOrigin.ts'
import type { ReleaseContent } from '../../db/release/content.ts'
import { listCohortsForAdmin } from '../../db/release/cohorts.ts'
import { createApi } from '../../api/yoga.ts'
import { codeVersion } from '../../etl/codeVersion.ts'
import type { ProvenanceReport } from '../../etl/job.ts'
import { exitCode } from '../../etl/job.ts'
import { provenanceText } from '../../etl/provenance.ts'
import { runJob } from '../../etl/run.ts'
import { postGraphql } from '../api/harness.ts'
import type { TestDatabase } from '../db/databases.ts'
import { openTestDatabase } from '../db/databases.ts'
import { aliquot, miniCohort, patients, writeMini } from './miniCohort.ts'

let base: TestDatabase
let folder = ''
let releaseId = 0
let content: ReleaseContent

const run = (job: Parameters<typeof runJob>[1]) =>
  runJob(base.db, job, () => undefined, new AbortController().signal)

beforeAll(async () => {
  base = await openTestDatabase('pglite')
  folder = await mkdtemp(join(tmpdir(), 'radimmune-provenance-'))
  const mini = miniCohort()
  const rows = mini.files['clinical.csv'] ?? []
  // a second row of the first patient, so that a block of lines is one
  rows.splice(3, 0, [...(rows[1] ?? [])])
  const manifestPath = await writeMini(mini, folder)
  await run({ command: 'import', manifestPath, dataRoot: folder })
  const [cohort] = await listCohortsForAdmin(base.db)
  releaseId = cohort?.release.releaseId ?? 0
  const read = await readContent(base.db, releaseId)
  if (!read) throw new Error('not imported')
  content = read
}, 300_000)
afterAll(async () => {
  await base.drop()
  await rm(folder, { recursive: true, force: true })
})

/** Cells of a file: line (1-based) and column name. */
function cellsOf(path: string): (line: number, column: string) => string {
  const separator = path.endsWith('.tsv') ? '\t' : ','
  const lines = readFileSync(join(folder, path), 'utf8')
    .split('\n')
    .map((line) => line.split(separator))
  return (line, column) => lines[line - 1]?.[lines[0]?.indexOf(column) ?? -1] ?? 'no such cell'
}

describe('every imported value', () => {
  it('stands in the file, line and column that its provenance names', async () => {
    let checked = 0
    for (const layer of content.layers)
      for (const [v, variable] of layer.variables.entries()) {
        const origin = await readOrigin(
          base.db,
          releaseId,
          { kind: layer.kind, layer: layer.key, key: variable.key },
          null,
        )
        if (!origin) throw new Error(`no provenance of ${layer.kind}:${layer.key}`)
        expect(origin.importerVersion).toBe(codeVersion())
        expect(origin.rows).toHaveLength(layer.rows.length)
        const [source] = origin.sources
        if (!source || variable.type !== 'number') continue
        for (const { row, file, fromLine, writtenId } of origin.rows) {
          const bytes = readFileSync(join(folder, file.path))
          expect(file.sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
          const cell = cellsOf(file.path)
          // genes stand in rows: the sample is the column
          const text = source[1] === null ? cell(fromLine, source[0]) : cell(source[1], writtenId)
          expect(layer.columns[v]?.[row]).toBeCloseTo(Number(text), 5)
          checked += 1
        }
      }
    // 2 features, 25 of CIBERSORT, 4 genes, 2 probabilities, of 12 patients
    expect(checked).toBe(33 * 12)
  })

  it('names the block of lines where several rows became one, and what was done', async () => {
    const origin = await readOrigin(base.db, releaseId, { kind: 'outcome', layer: 'mini', key: 'os' }, 0)
    expect(origin?.rows).toMatchObject([
      { fromLine: 2, toLine: 4, writtenId: patients[0], file: { id: 'clinical' } },
    ])
    expect(origin?.sources).toEqual([
      ['OS.time', null],
      ['OS', null],
    ])
    expect(origin?.rules).toContain('os: days times 1 are days')
  })

  it('of a computed one: no column, and that it was computed', async () => {
    const scores = content.layers.find(({ kind }) => kind === 'score')
    const computed = scores?.variables.filter(({ key }) => !/gtr|ith/.test(key)).map(({ key }) => key) ?? []
    expect(computed.length).toBeGreaterThan(0)
    for (const key of computed) {
      const origin = await readOrigin(base.db, releaseId, { kind: 'score', layer: 'gtr-ith', key }, 0)
      expect([key, origin?.sources]).toEqual([key, []])
    }
  })
})

describe('show --provenance', () => {
  const show = async (reference: string, patient: string | null) => {
    const report = await run({ command: 'provenance', cohort: 'mini', reference, patient })
    return report as ProvenanceReport
  }

  it('says the value, the file, the line and the rules', async () => {
    const report = await show('immune:cibersort-lm22/macrophage_m1', patients[3] ?? '')
    expect(exitCode(report)).toBe(0)
    const text = provenanceText(report)
    expect(text).toContain('Made of column "Macrophages M1"')
    expect(text).toMatch(
      /TCGA-XX-A013-01A-11R-A100-07: immune\.tsv, line 5 \(cibersort-r; sha256 [0-9a-f]{64}\)/,
    )
    expect(text).toContain(`= ${report.value ?? ''}`)
    expect(provenanceText(await show('expression:tpm/ENSG00000153563', patients[0] ?? ''))).toContain(
      '"ENSG00000153563.4" (line 4)',
    )
  })

  it('says what was corrected, of that value only', async () => {
    const mini = miniCohort()
    mini.manifest.cohort.slug = 'mended'
    const [p0 = '', p1 = ''] = patients
    const row = mini.files['expression.tsv']?.[3] ?? []
    const [gene = ''] = row
    row[1] = '#REF!'
    const reason = 'seen in the original'
    mini.manifest.corrections = [
      { file: 'features', row: p1, column: 'volume', from: '1037', to: '1038', reason },
      { file: 'expression', row: gene, column: aliquot(p0), from: '#REF!', to: '30', reason },
    ]
    const own = join(folder, 'mended')
    await run({ command: 'import', manifestPath: await writeMini(mini, own), dataRoot: own })
    const texts = async (reference: string, patient: string) =>
      provenanceText(
        (await run({ command: 'provenance', cohort: 'mended', reference, patient })) as ProvenanceReport,
      )
    expect(await texts('imaging:gtr/volume', p1)).toMatch(
      /= 1038\n[^]*corrected as declared, row "TCGA-XX-A011", volume: 1037 → 1038 \(seen in the original\)/,
    )
    expect(await texts(`expression:tpm/${gene.split('.')[0] ?? ''}`, p0)).toMatch(/= 30\n[^]*: #REF! → 30/)
    expect(await texts('imaging:gtr/volume', p0)).not.toContain('corrected')
    expect(await texts('imaging:gtr/entropy', p1)).not.toContain('corrected')
  })

  it.each([
    ['immune:cibersort-lm22/unicorn', null, 'No such variable'],
    ['immune:cibersort-lm22/macrophage_m1', 'TCGA-ZZ-0000', 'No such patient'],
  ])('%s of %s: %s', async (reference, patient, words) => {
    const report = await show(reference, patient)
    expect([exitCode(report), report.missing]).toMatchObject([1, expect.stringContaining(words)])
  })
})

describe('the API', () => {
  const ask = async (patient: string) => {
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
    const api = createApi({ db: base.db, codeVersion: 'test', log })
    const query = `query ($patient: ID!) { cohort(slug: "mini") { release {
      variable(ref: "imaging:gtr/volume") { provenance(patient: $patient) {
        sources { name line } values { path fromLine toLine writtenId sha256 } importerVersion release } } } } }`
    const response = await api.fetch(postGraphql({ query, variables: { patient } }))
    return (await response.json()) as { data: unknown; errors?: { extensions: { code: string } }[] }
  }

  it('gives the same as the shell', async () => {
    const shell = await readOrigin(base.db, releaseId, { kind: 'imaging', layer: 'gtr', key: 'volume' }, 5)
    const { data, errors } = await ask(patients[5] ?? '')
    expect(errors).toBeUndefined()
    expect(data).toMatchObject({
      cohort: {
        release: {
          variable: {
            provenance: {
              sources: [{ name: 'volume', line: null }],
              values: [
                {
                  path: 'features.csv',
                  fromLine: 7,
                  toLine: 7,
                  writtenId: patients[5],
                  sha256: shell?.rows[0]?.file.sha256,
                },
              ],
              importerVersion: codeVersion(),
            },
          },
        },
      },
    })
  })

  it('refuses a patient who is not in the release', async () => {
    expect((await ask('TCGA-ZZ-0000')).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
  })
})

it('the table of provenance refuses to be changed', async () => {
  await expect(base.db.query(`update provenance set layer = 'x'`)).rejects.toThrow(/never changes/)
})
