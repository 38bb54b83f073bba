import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readBaseRelease } from '../../db/release/base.ts'
import { exitCode } from '../../etl/job.ts'
import type { DerivationReport, Job } from '../../etl/job.ts'
import { runJob } from '../../etl/run.ts'
import { reportText } from '../../etl/text.ts'
import type { TestDatabase } from '../db/databases.ts'
import { openTestDatabase } from '../db/databases.ts'
import { trainingFile, writeModelCohort } from './modelCohort.ts'

/** Tumours with few and many regions: two have three of them, the others 10 to 29. */

describe('a model of heterogeneity where tumours have different numbers of regions', () => {
  let base: TestDatabase
  let folder = ''
  let files = ''
  let trained: DerivationReport

  async function run(job: Job): Promise<DerivationReport> {
    const report = await runJob(base.db, job, () => undefined, new AbortController().signal)
    if (report.command !== 'train' && report.command !== 'score') throw new Error(JSON.stringify(report))
    return report
  }
  const named = ({ findings }: DerivationReport, rule: string) =>
    findings.filter((finding) => finding.rule === rule).map(({ message }) => message)

  beforeAll(async () => {
    base = await openTestDatabase('pglite')
    folder = await mkdtemp(join(tmpdir(), 'radimmune-regions-'))
    const cohort = { slug: 'model-a', regionsOf: (i: number) => (i === 6 || i === 30 ? 3 : 10 + (i % 20)) }
    const written = await writeModelCohort(cohort)
    files = written.folder
    const job = { command: 'import' as const, manifestPath: written.manifestPath, dataRoot: files }
    await runJob(base.db, job, () => undefined, new AbortController().signal)
    const trainingPath = join(folder, 'training.json')
    await writeFile(trainingPath, JSON.stringify(trainingFile()))
    trained = await run({ command: 'train', trainingPath })
  })
  afterAll(async () => {
    await base.drop()
    for (const one of [folder, files]) await rm(one, { recursive: true, force: true })
  })

  it('says of each patient with too few regions how many there are, in report and ledger', async () => {
    expect(trained.outcome).toBe('derived')
    expect(named(trained, 'regions-too-few')).toEqual([
      'P007: 3 regions, at least 5 are needed; without them there is no heterogeneity and no score that needs it.',
      'P031: 3 regions, at least 5 are needed; without them there is no heterogeneity and no score that needs it.',
    ])
    expect(exitCode(trained)).toBe(3)
    expect(reportText(trained)).toContain('P007: 3 regions, at least 5 are needed')
    const content = (await readBaseRelease(base.db, 'model-a'))?.content
    const left = content?.exclusions
      .filter(({ scope }) => scope === 'score:both')
      .map(({ subject }) => subject)
    expect(left).toEqual(['P007', 'P031'])
  })

  it('says whether K follows the number of regions and the volume, and again with equally many', () => {
    const [words, ...more] = named(trained, 'heterogeneity-size')
    expect(more).toEqual([])
    expect(words).toMatch(
      /^Mean K over the features: Spearman -?\d\.\d\d with the number of regions \(n = 58\), Spearman -?\d\.\d\d with the volume \(n = 58\)\. With 10 regions drawn of every tumour: Spearman -?\d\.\d\d with the number of regions \(n = 58\)/,
    )
  })

  it('says the same of patients that a model is applied to', async () => {
    const scored = await run({ command: 'score', cohort: 'model-a', model: 'model-a/both' })
    expect(named(scored, 'regions-too-few')).toHaveLength(2)
  })
})
