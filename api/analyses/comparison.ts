import { createHash } from 'node:crypto'
import { findAnalysis } from '../../db/app/analyses.ts'
import type { ReleaseRow } from '../../db/read/releases.ts'
import { canonicalJson, shortId } from '../../science/canonical.ts'
import type { Context } from '../context.ts'
import { parseComparisonAnswer } from './comparisonAnswer.ts'
import type { StoredComparison } from './comparisonAnswer.ts'
import type { ComparisonSpec } from './comparisonSpec.ts'
import { computeComparison } from './computeComparison.ts'

function address(spec: string, codeVersion: string): string {
  return shortId(createHash('sha256').update(`${spec}\n${codeVersion}`).digest())
}

interface Asked {
  release: ReleaseRow
  spec: ComparisonSpec
  id: string
  /** canonical JSON */
  text: string
}

async function stored(context: Context, { release, id }: Asked): Promise<StoredComparison | null> {
  const row = await findAnalysis(context.db, id)
  if (!row) return null
  const { spec, codeVersion, computedAt, result } = row
  const answer = parseComparisonAnswer(result)
  return { id, spec, release, codeVersion, computedAt: Promise.resolve(computedAt), answer }
}

async function computed(context: Context, asked: Asked, unwanted: AbortSignal): Promise<StoredComparison> {
  const { release, spec, id, text } = asked
  const { codeVersion } = context
  const answer = await computeComparison(context, release, spec, unwanted)
  const row = { hash: id, releaseId: release.id, kind: spec.kind, spec: text, codeVersion }
  const { computedAt } = await context.comparisons.store(row, answer)
  return { id, spec: text, release, codeVersion, computedAt, answer }
}

/**
 * The answer of a specification: as it was stored, or computed now and stored behind the answer. The same specification on the
 * same release content by the same code has one address and gives the same bytes; asked for again while it is computed or
 * stored, it is computed once.
 */
export async function compareGroupsOf(
  context: Context,
  release: ReleaseRow,
  spec: ComparisonSpec,
): Promise<StoredComparison> {
  const text = canonicalJson({ ...spec, release: release.contentHash })
  const id = address(text, context.codeVersion)
  // a release that was removed and imported again is another one, and has nothing stored yet
  const key = `${release.id} ${id}`
  const recent = context.comparisons.recent(key)
  // its release row may say now that another one is current
  if (recent) return { ...recent, release }
  const found = await context.once(key, context.gone, async (unwanted) => {
    const asked = { release, spec, id, text }
    const comparison = (await stored(context, asked)) ?? (await computed(context, asked, unwanted))
    context.comparisons.remember(key, comparison)
    return comparison
  })
  return { ...found, release }
}
