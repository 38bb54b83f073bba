import { createHash } from 'node:crypto'
import { findAnalysis } from '../../db/app/analyses.ts'
import type { ReleaseRow } from '../../db/read/releases.ts'
import { canonicalJson, shortId } from '../../science/canonical.ts'
import type { Context } from '../context.ts'
import type { AnswerFacts, StoredAnalysis } from './storedAnalysis.ts'
import type { Table } from './tsv.ts'

/**
 * One kind of analysis. A specification is what is asked apart from the release, written so that two ways to ask the same give
 * the same canonical JSON. An answer is plain JSON: no internal key of a database, no time, no typed array.
 */
export interface AnalysisKind<Input, Spec extends { kind: string }, Answer extends AnswerFacts> {
  kind: Spec['kind']
  /** @throws InvalidInput something is malformed or out of range */
  parseSpec(input: Input): Spec
  /** @param unwanted aborted when nobody waits any more   @throws InvalidInput the release has no such thing */
  compute(context: Context, release: ReleaseRow, spec: Spec, unwanted: AbortSignal): Promise<Answer>
  /** Reads back what was stored, which is our own. */
  parseAnswer(stored: unknown): Answer
  /** the numbers as a table; the header with specification and provenance is common to all kinds */
  table(analysis: StoredAnalysis<Answer>): Table
}

function address(spec: string, codeVersion: string): string {
  return shortId(createHash('sha256').update(`${spec}\n${codeVersion}`).digest())
}

async function storedAnswer(
  context: Context,
  release: ReleaseRow,
  id: string,
): Promise<StoredAnalysis<unknown> | null> {
  const row = await findAnalysis(context.db, id)
  if (!row) return null
  const { spec, codeVersion, computedAt, result } = row
  const answer: unknown = JSON.parse(result)
  return { id, spec, release, codeVersion, computedAt: Promise.resolve(computedAt), answer }
}

/**
 * The answer to a specification: as it was stored, or computed now and stored behind the answer. The same specification on the
 * same release content by the same code has one address and gives the same bytes; asked for again while it is computed or
 * stored, it is computed once.
 */
export async function analysisOf<Input, Spec extends { kind: string }, Answer extends AnswerFacts>(
  context: Context,
  release: ReleaseRow,
  kind: AnalysisKind<Input, Spec, Answer>,
  spec: Spec,
): Promise<StoredAnalysis<Answer>> {
  const { codeVersion, analyses } = context
  const text = canonicalJson({ ...spec, release: release.contentHash })
  const id = address(text, codeVersion)
  // a release that was removed and imported again is another one, and has nothing stored yet
  const key = `${release.id} ${id}`

  async function computed(unwanted: AbortSignal): Promise<StoredAnalysis<unknown>> {
    const answer = await kind.compute(context, release, spec, unwanted)
    const row = { hash: id, releaseId: release.id, kind: spec.kind, spec: text, codeVersion }
    const { computedAt } = await analyses.store(row, answer)
    return { id, spec: text, release, codeVersion, computedAt, answer }
  }

  const found =
    analyses.recent(key) ??
    (await context.once(key, context.gone, async (unwanted) => {
      const analysis = (await storedAnswer(context, release, id)) ?? (await computed(unwanted))
      analyses.remember(key, analysis)
      return analysis
    }))
  // its release row may say now that another one is current
  return { ...found, release, answer: kind.parseAnswer(found.answer) }
}
