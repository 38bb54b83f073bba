import { createHash } from 'node:crypto'
import { findAnalysis, keepAnalysis } from '../../db/app/analyses.ts'
import type { AnalysisRow } from '../../db/app/analyses.ts'
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

function opened(row: AnalysisRow, release: ReleaseRow): StoredComparison {
  const { hash: id, spec, codeVersion, computedAt, result } = row
  return { id, spec, release, codeVersion, computedAt, answer: parseComparisonAnswer(result) }
}

async function computedAndKept(
  context: Context,
  release: ReleaseRow,
  spec: ComparisonSpec,
  named: { hash: string; text: string },
): Promise<AnalysisRow> {
  const answer = await computeComparison(context, release, spec)
  return keepAnalysis(context.db, {
    hash: named.hash,
    releaseId: release.id,
    kind: spec.kind,
    spec: named.text,
    codeVersion: context.codeVersion,
    result: JSON.stringify(answer),
  })
}

/**
 * The answer of a specification: as it was stored, or computed now and stored. The same specification on the same release
 * content by the same code has one address and gives the same bytes; asked for twice at once it is computed once.
 */
export async function compareGroupsOf(
  context: Context,
  release: ReleaseRow,
  spec: ComparisonSpec,
): Promise<StoredComparison> {
  const text = canonicalJson({ ...spec, release: release.contentHash })
  const hash = address(text, context.codeVersion)
  const stored = await findAnalysis(context.db, hash)
  if (stored) return opened(stored, release)
  const row = await context.once(hash, () => computedAndKept(context, release, spec, { hash, text }))
  return opened(row, release)
}
