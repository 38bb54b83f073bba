/** Jobs that look at what is stored. */
import type { Database } from '../db/client.ts'
import { listCohortsForAdmin } from '../db/release/cohorts.ts'
import type { CohortSummary } from '../db/release/cohorts.ts'
import { readContent } from '../db/release/readContent.ts'
import { contentHash } from './contentHash.ts'
import { countsOf, ledgerLines } from './counts.ts'
import type { CohortLine, JobEvent, Report } from './job.ts'

export async function list(db: Database): Promise<Report> {
  return { command: 'list', cohorts: (await listCohortsForAdmin(db)).map(cohortLine) }
}

export async function show(db: Database, slug: string): Promise<Report> {
  const summary = (await listCohortsForAdmin(db)).find((cohort) => cohort.slug === slug)
  const content = summary ? await readContent(db, summary.release.releaseId) : null
  return {
    command: 'show',
    cohort: summary ? cohortLine(summary) : null,
    counts: content && countsOf(content),
    ledger: ledgerLines(content),
  }
}

/** Reads every current release back and hashes it again. */
export async function verify(
  db: Database,
  slug: string | null,
  onEvent: (event: JobEvent) => void,
  signal: AbortSignal,
): Promise<Report> {
  const all = (await listCohortsForAdmin(db)).filter((cohort) => slug === null || cohort.slug === slug)
  const cohorts = []
  for (const [done, { slug: name, release }] of all.entries()) {
    signal.throwIfAborted()
    onEvent({ kind: 'progress', stage: 'check', message: name, done, total: all.length })
    const content = await readContent(db, release.releaseId)
    const computed = content && contentHash(content)
    cohorts.push({
      slug: name,
      stored: release.contentHash,
      computed,
      good: computed === release.contentHash,
    })
  }
  return { command: 'verify', cohorts }
}

function cohortLine({ slug, title, simulated, patients, releases, release }: CohortSummary): CohortLine {
  const { shortId, number, contentHash: hash, codeVersion, createdAt } = release
  return {
    slug,
    title,
    simulated,
    patients,
    releases,
    release: { shortId, number, contentHash: hash, codeVersion, createdAt },
  }
}
