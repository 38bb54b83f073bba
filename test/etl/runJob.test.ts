import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { listCohortsForAdmin } from '../../db/release/cohorts.ts'
import type { ImportJob, ImportReport, JobEvent } from '../../etl/job.ts'
import { exitCode } from '../../etl/job.ts'
import { runJob } from '../../etl/run.ts'
import type { TestDatabase } from '../db/databases.ts'
import { openTestDatabase } from '../db/databases.ts'
import type { MiniCohort } from './miniCohort.ts'
import { miniCohort, patients, writeMini } from './miniCohort.ts'

const kinds = ['pglite', 'postgres'] as const

describe.each(kinds)('jobs on %s', (kind) => {
  // a visible skip where PostgreSQL does not answer
  describe.skipIf(kind === 'postgres' && !inject('postgres'))('runJob', () => {
    let base: TestDatabase
    let folder = ''

    beforeAll(async () => {
      base = await openTestDatabase(kind)
      folder = await mkdtemp(join(tmpdir(), 'radimmune-job-'))
    })
    afterAll(async () => {
      await base.drop()
      await rm(folder, { recursive: true, force: true })
    })
    afterEach(async () => {
      for (const cohort of ['mini', 'other']) await run({ command: 'remove', cohort })
    })

    const never = new AbortController().signal
    const run = (
      job: Parameters<typeof runJob>[1],
      signal = never,
      onEvent: (event: JobEvent) => void = () => undefined,
    ) => runJob(base.db, job, onEvent, signal)

    let written = 0
    async function jobOf(mini: MiniCohort, command: ImportJob['command'] = 'import'): Promise<ImportJob> {
      written += 1
      const dataRoot = join(folder, String(written))
      return { command, manifestPath: await writeMini(mini, dataRoot), dataRoot }
    }

    async function importing(job: ImportJob, signal = never): Promise<ImportReport> {
      const report = await run(job, signal)
      if (report.command !== 'import' && report.command !== 'check') throw new Error(report.command)
      return report
    }

    const slugs = async () => (await listCohortsForAdmin(base.db)).map(({ slug }) => slug)

    it('imports, and the second time does nothing', async () => {
      const job = await jobOf(miniCohort())
      const stages: string[] = []
      const events: JobEvent[] = []
      await run(job, never, (event) => {
        events.push(event)
        if (event.kind === 'progress' && stages.at(-1) !== event.stage) stages.push(event.stage)
      })
      expect(stages).toEqual(['hash', 'read', 'harmonise', 'link', 'check', 'derive', 'load'])
      expect(events.at(-1)).toMatchObject({
        kind: 'report',
        report: { outcome: 'imported', release: { number: 1 } },
      })
      const again = await importing(job)
      expect(again).toMatchObject({ outcome: 'already-imported', release: { number: 1 } })
      expect(await run({ command: 'list' })).toMatchObject({
        cohorts: [{ slug: 'mini', patients: 12, releases: 1 }],
      })
      expect(await run({ command: 'verify' })).toMatchObject({ cohorts: [{ slug: 'mini', good: true }] })
      expect(await run({ command: 'show', cohort: 'mini' })).toMatchObject({
        counts: { patients: 12, patientsWithCt: 4 },
      })
    })

    it('other bytes with the same content make no new release, other content does, and the old stays', async () => {
      const first = await importing(await jobOf(miniCohort()))
      const turned = miniCohort()
      const [header = [], ...rows] = turned.files['features.csv'] ?? []
      turned.files['features.csv'] = [header, ...rows.reverse()]
      expect(await importing(await jobOf(turned))).toMatchObject({
        outcome: 'unchanged',
        release: { number: 1 },
        contentHash: first.contentHash,
      })
      const row = turned.files['features.csv'][1]
      if (row) row[1] = '1'
      const other = await importing(await jobOf(turned))
      expect(other).toMatchObject({ outcome: 'imported', release: { number: 2 } })
      expect(other.contentHash).not.toBe(first.contentHash)
      expect(await run({ command: 'remove', cohort: 'mini' })).toEqual({
        command: 'remove',
        cohort: 'mini',
        releases: 2,
      })
    })

    it('check writes nothing; a refusal writes nothing and says everything', async () => {
      const checked = await importing(await jobOf(miniCohort(), 'check'))
      expect(checked).toMatchObject({ outcome: 'checked', release: null, counts: { patients: 12 } })
      const bad = miniCohort()
      const [, a, b] = bad.files['features.csv'] ?? []
      if (a && b) [a[1], b[0]] = ['1,5'.replace(',', '٫'), 'nobody']
      const refused = await importing(await jobOf(bad))
      expect(refused.outcome).toBe('refused')
      expect(
        refused.findings
          .filter(({ severity }) => severity === 'error')
          .map(({ rule }) => rule)
          .sort(),
      ).toEqual(['id-invalid', 'not-a-number'])
      expect([exitCode(checked), exitCode(refused)]).toEqual([3, 1])
      expect(await slugs()).toEqual([])
    })

    it('a manifest that is none is refused with the paths of its mistakes', async () => {
      const job = await jobOf(miniCohort())
      await writeFile(
        job.manifestPath,
        (await readFile(job.manifestPath, 'utf8')).replace('"manifestVersion":1', '"manifestVersion":9'),
      )
      const report = await importing(job)
      expect(report).toMatchObject({
        outcome: 'refused',
        findings: [{ rule: 'manifest-invalid', column: 'manifestVersion' }],
      })
    })

    it.each(['read', 'load'] as const)('stopped at %s, it leaves nothing behind', async (stage) => {
      const job = await jobOf(miniCohort())
      const stop = new AbortController()
      const stopped = run(job, stop.signal, (event) => {
        if (event.kind === 'progress' && event.stage === stage) stop.abort(new Error('stopped'))
      })
      await expect(stopped).rejects.toThrow('stopped')
      expect(await slugs()).toEqual([])
      expect((await importing(job)).outcome).toBe('imported')
    })

    it('several at once make one release', async () => {
      const job = await jobOf(miniCohort())
      const reports = await Promise.all(
        Array.from({ length: kind === 'postgres' ? 8 : 3 }, () => importing(job)),
      )
      expect(reports.filter(({ outcome }) => outcome === 'imported')).toHaveLength(1)
      expect(await run({ command: 'list' })).toMatchObject({ cohorts: [{ releases: 1 }] })
    })

    it('a model of one cohort scores another, by its own centre, scale and cutoff, and says so', async () => {
      await importing(await jobOf(miniCohort()))
      const other = miniCohort()
      other.manifest.cohort.slug = 'other'
      other.manifest.derive = {
        riskModel: {
          rule: 'apply',
          layer: 'score:gtr-ith',
          fromCohort: 'mini',
          key: 'mini',
          cutoff: 'of-the-model',
        },
      }
      for (const row of (other.files['scores.csv'] ?? []).slice(1)) row[1] = '0.43'
      const report = await importing(await jobOf(other))
      expect(report.outcome).toBe('imported')
      expect(report.findings.filter(({ rule }) => rule === 'cutoff-from-elsewhere')).toMatchObject([
        { message: expect.stringMatching(/training median of 12 patients of "mini"/) as unknown },
      ])
      expect(await slugs()).toEqual(['mini', 'other'])
    })

    it('formulas, markup and endless names are text', async () => {
      const mini = miniCohort()
      const names = ['=cmd()', '<script>alert(1)</script>', 'x'.repeat(5000), `${'x'.repeat(4999)}y`]
      for (const [i, row] of (mini.files['features.csv'] ?? []).entries())
        row.push(...names.map((name, n) => (i === 0 ? name : String(i * n + 1))))
      const report = await importing(await jobOf(mini))
      expect(report.outcome).toBe('imported')
      const rows = await base.db.query<{ key: string; label: string }>(
        'select key, label from variable where label = any($1) order by key',
        [names],
      )
      expect(rows.map(({ label }) => label).sort()).toEqual([...names].sort())
      expect(rows.every(({ key }) => key.length <= 150 && /^[A-Za-z0-9._+-]+$/.test(key))).toBe(true)
    })

    it('nobody is lost: every patient stands in a layer or in its ledger', async () => {
      const mini = miniCohort()
      mini.files['features.csv'] = (mini.files['features.csv'] ?? []).filter(([id]) => id !== patients[4])
      const report = await importing(await jobOf(mini))
      expect(report.ledger).toEqual([
        {
          scope: 'imaging:gtr',
          subject: patients[4],
          patient: patients[4],
          code: 'not-measured',
          reason: 'not in the data of Features',
        },
      ])
    })
  })
})
