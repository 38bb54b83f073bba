import { and, asc, eq, sql } from '../drizzle/orm.cjs'
import type { RiskModelContent } from '../release/content.ts'
import { riskModelSelection } from '../riskModelRow.ts'
import { cohort } from '../schema/cohort.ts'
import { release } from '../schema/release.ts'
import { riskModel } from '../schema/riskModel.ts'
import type { Session } from '../session.ts'

/** A model as a release carries it; `<cohortSlug>/<key>` names it, the release's short id pins it. */
export interface RiskModelRow extends Omit<RiskModelContent, 'card'> {
  releaseId: number
  releaseShortId: string
  cohortSlug: string
  hasCard: boolean
}

const modelSelection = {
  ...riskModelSelection,
  releaseId: release.id,
  releaseShortId: release.shortId,
  cohortSlug: cohort.slug,
  hasCard: sql<boolean>`${riskModel.card} is not null`,
}

/** Models of all current releases. */
export async function readRiskModels(session: Session): Promise<RiskModelRow[]> {
  return await session.orm
    .select(modelSelection)
    .from(riskModel)
    .innerJoin(release, eq(release.id, riskModel.releaseId))
    .innerJoin(cohort, eq(cohort.currentReleaseId, release.id))
    .orderBy(asc(cohort.slug), asc(riskModel.ordinal))
}

export async function readRiskModelsOf(session: Session, releaseId: number): Promise<RiskModelRow[]> {
  return await session.orm
    .select(modelSelection)
    .from(riskModel)
    .innerJoin(release, eq(release.id, riskModel.releaseId))
    .innerJoin(cohort, eq(cohort.id, release.cohortId))
    .where(eq(release.id, releaseId))
    .orderBy(asc(riskModel.ordinal))
}

/** The whole model of a release with its card; null = no such model, or only its constants are stored. */
export async function readModelCard(
  session: Session,
  releaseId: number,
  key: string,
): Promise<RiskModelContent['card'] | null> {
  const [found] = await session.orm
    .select({ card: riskModel.card })
    .from(riskModel)
    .where(and(eq(riskModel.releaseId, releaseId), eq(riskModel.key, key)))
  return found?.card ?? null
}
