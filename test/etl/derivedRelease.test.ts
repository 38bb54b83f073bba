import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { readBaseRelease } from '../../db/release/base.ts'
import type { LayerContent, ReleaseContent } from '../../db/release/content.ts'
import type { Derivation } from '../../etl/derivedRelease.ts'
import { deriveRelease } from '../../etl/derivedRelease.ts'
import { Findings } from '../../etl/findings.ts'
import type { ImportReport, JobEvent } from '../../etl/job.ts'
import { report } from '../../etl/rules.ts'
import { runJob } from '../../etl/run.ts'
import type { TestDatabase } from '../db/databases.ts'
import { openTestDatabase } from '../db/databases.ts'
import type { MiniCohort } from './miniCohort.ts'
import { miniCohort, writeMini } from './miniCohort.ts'

const never = new AbortController().signal
const quiet = (): void => undefined

/** One patient-level layer whose values are `factor` times the first column of the layer it reads. */
function timesLayer(base: ReleaseContent, from: string, key: string, factor: number): LayerContent {
  const source = base.layers.find((layer) => `${layer.kind}:${layer.key}` === from)
  if (!source) throw new Error(from)
  const [column = new Float64Array()] = source.columns
  return {
    ...source,
    kind: 'score',
    key,
    label: key,
    encoding: 'f8',
    quality: null,
    settings: { factor },
    sourceFiles: ['factor-file'],
    variables: ['b', 'a'].map((name) => ({
      ...{ key: name, label: name, unit: '', levels: null },
      type: 'number' as const,
      role: 'measure' as const,
    })),
    columns: [Float64Array.from(column, (v) => v * factor), Float64Array.from(column)],
  }
}

interface Times {
  from?: string
  key?: string
  factor?: number
  cohort?: string
}

function times({ from = 'imaging:gtr', key = 'times', factor = 2, cohort = 'mini' }: Times = {}): Derivation {
  return {
    command: 'score',
    cohort,
    settings: { from, key, factor },
    sourceFiles: [
      {
        ...{
          id: 'factor-file',
          path: 'factor.txt',
          role: 'signature',
          format: 'text',
          bytes: 1,
          settings: {},
        },
        sha256: String(factor).padStart(64, '0'),
        ...{ encoding: null, delimiter: null, rows: 1, columns: 1, tool: null, version: null, licence: null },
      },
    ],
    inputs: () => [from],
    compute: (base, findings) => {
      report(findings, 'feature-constant', { message: `times ${factor}` })
      const exclusions = [
        { scope: `score:${key}`, subject: 'TCGA-XX-A010', patient: 0, code: 'test', reason: 'for the test' },
      ]
      return Promise.resolve({
        layers: [timesLayer(base, from, key, factor)],
        riskModels: [],
        exclusions,
      })
    },
  }
}

describe.each(['pglite', 'postgres'] as const)('derived releases on %s', (kind) => {
  describe.skipIf(kind === 'postgres' && !inject('postgres'))('deriveRelease', () => {
    let base: TestDatabase
    let folder = ''
    let written = 0

    beforeAll(async () => {
      base = await openTestDatabase(kind)
      folder = await mkdtemp(join(tmpdir(), 'radimmune-derive-'))
    })
    afterAll(async () => {
      await base.drop()
      await rm(folder, { recursive: true, force: true })
    })
    afterEach(() => runJob(base.db, { command: 'remove', cohort: 'mini' }, quiet, never))

    const derive = (derivation: Derivation, onEvent: (event: JobEvent) => void = quiet, signal = never) =>
      deriveRelease(base.db, derivation, new Findings(), onEvent, signal)
    const current = async () => {
      const found = await readBaseRelease(base.db, 'mini')
      if (!found) throw new Error('no release')
      return found
    }
    async function importMini(mini: MiniCohort = miniCohort()): Promise<ImportReport> {
      written += 1
      const dataRoot = join(folder, String(written))
      const job = { command: 'import' as const, manifestPath: await writeMini(mini, dataRoot), dataRoot }
      const done = await runJob(base.db, job, quiet, never)
      if (done.command !== 'import') throw new Error(done.command)
      return done
    }
    const verified = () => runJob(base.db, { command: 'verify' }, quiet, never)

    it('adds a layer in a new release that says what it was made from; the same again does nothing', async () => {
      const imported = await importMini()
      const done = await derive(times())
      expect(done).toMatchObject({
        outcome: 'derived',
        release: { number: 2 },
        base: { number: 1, contentHash: imported.contentHash },
        outputs: ['score:times'],
        counts: { layers: [{ ref: 'score:times', variables: 2, rows: 12 }] },
        ledger: [{ subject: 'TCGA-XX-A010', patient: 'TCGA-XX-A010', code: 'test' }],
      })
      expect(await derive(times())).toMatchObject({ outcome: 'already-derived', release: { number: 2 } })
      expect(await verified()).toMatchObject({ cohorts: [{ good: true }] })
      const { content, derivations, imported: root } = await current()
      const layer = content.layers.find(({ key }) => key === 'times')
      expect(layer?.variables.map(({ key }) => key)).toEqual(['a', 'b'])
      expect(layer?.columns[1]?.[3]).toBe(2 * (layer?.columns[0]?.[3] ?? NaN))
      expect(content.exclusions.some(({ scope }) => scope === 'score:times')).toBe(true)
      expect(derivations).toMatchObject([
        {
          command: 'score',
          settings: { factor: 2 },
          inputs: ['imaging:gtr'],
          outputs: ['score:times'],
          base: { shortId: imported.release?.shortId },
          sourceFiles: [{ id: 'factor-file', sha256: '2'.padStart(64, '0') }],
        },
      ])
      expect(root.importKey).not.toBe('')
      const rows = await base.db.query<{ file_id: string }>(
        `select file_id from source_file join release on release.id = release_id where number = 2 order by 1`,
      )
      expect(rows.map(({ file_id: id }) => id)).toContain('factor-file')
      const notes = await base.db.query<{ n: number }>(
        `select count(*)::int as n from finding join release on release.id = release_id
         where number = 2 and message = 'times 2'`,
      )
      expect(notes).toEqual([{ n: 1 }])
    })

    // what does not hang on the database is shown on one of them
    const once = (name: string, body: () => Promise<void>) => {
      if (kind === 'pglite') it(name, body)
    }

    once(
      'other settings replace the layer; what it replaced leaves no finding, file or ledger line behind',
      async () => {
        await importMini()
        await derive(times())
        expect(await derive(times({ factor: 3 }))).toMatchObject({
          outcome: 'derived',
          release: { number: 3 },
        })
        const { content, derivations } = await current()
        expect(derivations.map(({ settings }) => settings['factor'])).toEqual([3])
        expect(content.layers.filter(({ key }) => key === 'times')).toHaveLength(1)
        expect(content.exclusions.filter(({ scope }) => scope === 'score:times')).toHaveLength(1)
        const found = await base.db.query<{ message: string }>(
          `select message from finding join release on release.id = release_id where number = 3 and message like 'times%'`,
        )
        expect(found).toEqual([{ message: 'times 3' }])
        expect(await derive(times())).toMatchObject({ outcome: 'derived', release: { number: 4 } })
      },
    )

    once('what rests on something replaced is taken out, with a warning', async () => {
      await importMini()
      await derive(times())
      await derive(times({ from: 'score:times', key: 'twice' }))
      await derive(times({ from: 'score:twice', key: 'thrice' }))
      await derive(times({ key: 'apart' }))
      const done = await derive(times({ factor: 5 }))
      expect(done.findings.filter(({ rule }) => rule === 'derived-stale').map(({ value }) => value)).toEqual([
        'score:twice',
        'score:thrice',
      ])
      const { content, derivations } = await current()
      expect(content.layers.filter(({ kind: k }) => k === 'score').map(({ key }) => key)).toEqual([
        'apart',
        'gtr-ith',
        'times',
      ])
      expect(content.exclusions.map(({ scope }) => scope)).not.toContain('score:twice')
      expect(derivations.flatMap(({ outputs }) => outputs)).toEqual(['score:apart', 'score:times'])
    })

    once(
      'an imported layer is not replaced, a cohort that is not there is named, an error stops',
      async () => {
        await importMini()
        expect(await derive(times({ key: 'gtr-ith' }))).toMatchObject({
          outcome: 'refused',
          findings: [{ rule: 'feature-constant' }, { rule: 'layer-imported', value: 'score:gtr-ith' }],
        })
        expect(await derive(times({ cohort: 'nobody' }))).toMatchObject({
          outcome: 'refused',
          base: null,
          findings: [{ rule: 'cohort-unknown', value: 'nobody' }],
        })
        const brought = new Findings()
        report(brought, 'no-rows', { message: 'empty' })
        const stopped = await deriveRelease(base.db, times(), brought, quiet, never)
        expect(stopped).toMatchObject({ outcome: 'refused', findings: [{ rule: 'no-rows' }] })
        expect((await current()).number).toBe(1)
      },
    )

    once(
      'the same import again leaves the computed layers; other content begins anew and says so',
      async () => {
        const first = await importMini()
        await derive(times())
        const { contentHash } = await current()
        expect(await importMini()).toMatchObject({
          outcome: 'already-imported',
          release: { number: 2, contentHash },
        })
        const turned = miniCohort()
        const [header = [], ...rows] = turned.files['features.csv'] ?? []
        turned.files['features.csv'] = [header, ...rows.reverse()]
        expect(await importMini(turned)).toMatchObject({
          outcome: 'unchanged',
          release: { number: 2, contentHash },
          contentHash: first.contentHash,
        })
        const row = turned.files['features.csv'][1]
        if (row) row[1] = '1'
        const other = await importMini(turned)
        expect(other).toMatchObject({ outcome: 'imported', release: { number: 3 } })
        expect(other.findings.filter(({ rule }) => rule === 'derived-gone')).toMatchObject([
          { value: 'score:times', hint: 'Run "etl score" again.' },
        ])
        expect((await current()).derivations).toEqual([])
      },
    )

    it('several at once make one release; two different ones make two, and nothing is lost', async () => {
      await importMini()
      const same = await Promise.all([derive(times()), derive(times()), derive(times())])
      expect(same.map(({ outcome }) => outcome).sort()).toEqual([
        'already-derived',
        'already-derived',
        'derived',
      ])
      await Promise.all([derive(times({ key: 'one' })), derive(times({ key: 'two' }))])
      const { content, number } = await current()
      expect(number).toBe(4)
      expect(content.layers.filter(({ settings }) => settings['factor'] === 2)).toHaveLength(3)
      expect(await verified()).toMatchObject({ cohorts: [{ good: true }] })
    })

    it('stopped while writing it leaves the old release as it was', async () => {
      await importMini()
      const stop = new AbortController()
      const stopped = derive(
        times(),
        (event) => {
          if (event.kind === 'progress' && event.stage === 'load') stop.abort(new Error('stopped'))
        },
        stop.signal,
      )
      await expect(stopped).rejects.toThrow('stopped')
      expect((await current()).number).toBe(1)
      expect((await derive(times())).outcome).toBe('derived')
    })
  })
})
