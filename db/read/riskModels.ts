import type { Session } from '../client.ts'
import { notWritten } from '../notWritten.ts'
import type { RiskModelContent } from '../release/content.ts'

/** A model as a release carries it; `<cohortSlug>/<key>` names it, the release's short id pins it. */
export interface RiskModelRow extends RiskModelContent {
  releaseId: number
  releaseShortId: string
  cohortSlug: string
}

/** Models of all current releases. */
export async function readRiskModels(session: Session): Promise<RiskModelRow[]> {
  return await notWritten(session)
}

export async function readRiskModelsOf(session: Session, releaseId: number): Promise<RiskModelRow[]> {
  return await notWritten(session, releaseId)
}
