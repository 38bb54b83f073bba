/** Tables of other tools and of several readers as layers: MIRP's names led to IBSI codes, a row a reading, immunophenoscores as a method. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { draftFolder } from '../../etl/init/init.ts'
import { miniCohort, patients, prepareMini } from './miniCohort.ts'

const folder = mkdtempSync(join(tmpdir(), 'radimmune-readings-'))
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

describe('features', () => {
  it('of MIRP are led to codes of the IBSI, and those without one are named', async () => {
    const mini = miniCohort()
    mini.files['features.csv'] = [
      [
        'sample_name',
        'morph_volume',
        'stat_mean',
        'cm_joint_max_d1_2d_avg_fbn_n32',
        'stat_nonsense',
        'loc_x',
      ],
      ...patients.map((id, i) => [
        id,
        String(1000 + 37 * i),
        String(3 + i / 10),
        String(i / 20),
        String(i + 1),
        String(i * i),
      ]),
    ]
    const [file] = mini.manifest.files
    if (file) Object.assign(file, { format: 'mirp' })
    const { findings, content } = await prepareMini(mini)
    expect(findings.find(({ rule }) => rule === 'feature-codes')).toMatchObject({
      severity: 'note',
      message: '3 of 5 features have a code of the IBSI.',
      value: 'stat_nonsense, loc_x',
    })
    expect(content?.layers.find(({ kind }) => kind === 'imaging')?.variables).toHaveLength(5)
  })

  it('of two readers are one layer, a row a reading, and nobody is left out of it', async () => {
    const mini = miniCohort()
    mini.files['features.csv'] = [
      ['ID', 'reader', 'volume', 'entropy'],
      ...['R1', 'R2'].flatMap((reader, r) =>
        patients.map((id, i) => [id, reader, String(1000 + 37 * i + r), String(3 + (i % 5) / 10 + r / 100)]),
      ),
    ]
    const [file] = mini.manifest.files
    if (file) file.settings = { text: ['reader'] }
    const [layer] = mini.manifest.layers
    if (layer) Object.assign(layer, { rows: { entity: 'reading', idColumn: 'reader' } })
    const { content, findings } = await prepareMini(mini)
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([])
    const readings = content?.layers.find(({ kind }) => kind === 'imaging')
    expect([readings?.entity, readings?.rows.length, readings?.patientRows]).toEqual(['reading', 24, null])
    expect(content?.entities.slice(0, 2)).toMatchObject([
      { kind: 'reading', id: `${patients[0] ?? ''}/R1`, patient: 0 },
      { kind: 'reading', id: `${patients[0] ?? ''}/R2`, patient: 0 },
    ])
  })
})

it('immunophenoscores by class become the method of that name, not clinical columns', async () => {
  const rows = patients.map((id, i) =>
    [`${id}-01A`, 1 + i / 10, 2 - i / 20, -1, -0.5 + i / 30, 1.5, 6].join('\t'),
  )
  writeFileSync(join(folder, 'ips.tsv'), ['ID\tMHC\tEC\tSC\tCP\tAZ\tIPS', ...rows, ''].join('\n'))
  const { draft } = await draftFolder(folder)
  expect(draft.layers.map(({ spec }) => [spec['kind'], spec['methodKey']])).toEqual([['immune', 'ips']])
})
