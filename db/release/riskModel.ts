import type { Session } from '../client.ts'
import { notWritten } from '../notWritten.ts'
import type { RiskModelContent } from './content.ts'

export interface StoredRiskModel {
  model: RiskModelContent
  /** the release it came from */
  release: { releaseId: number; shortId: string; cohortSlug: string; contentHash: string }
}

/** A model of a cohort's current release, to score another cohort with. */
export async function readRiskModel(
  session: Session,
  cohortSlug: string,
  key: string,
): Promise<StoredRiskModel | null> {
  return await notWritten(session, cohortSlug, key)
}
