import type { ReleaseRow } from '../../db/read/releases.ts'
import type { Context } from '../context.ts'
import type { StoredComparison } from './comparisonAnswer.ts'
import type { ComparisonSpec } from './comparisonSpec.ts'

export async function compareGroupsOf(
  context: Context,
  release: ReleaseRow,
  spec: ComparisonSpec,
): Promise<StoredComparison> {
  return await Promise.reject(new Error(`not yet: ${context.requestId} ${release.shortId} ${spec.method}`))
}
