import { and, eq } from '../drizzle/orm.cjs'
import { riskModelSelection } from '../riskModelRow.ts'
import { cohort } from '../schema/cohort.ts'
import { release } from '../schema/release.ts'
import { riskModel } from '../schema/riskModel.ts'
import type { Session } from '../session.ts'
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
  const [found] = await session.orm
    .select({
      ...riskModelSelection,
      card: riskModel.card,
      release: {
        releaseId: release.id,
        shortId: release.shortId,
        cohortSlug: cohort.slug,
        contentHash: release.contentHash,
      },
    })
    .from(riskModel)
    .innerJoin(release, eq(release.id, riskModel.releaseId))
    .innerJoin(cohort, eq(cohort.currentReleaseId, release.id))
    .where(and(eq(cohort.slug, cohortSlug), eq(riskModel.key, key)))
  if (!found) return null
  const { release: origin, card, ...model } = found
  return { model: withCard(model, card), release: origin }
}

/** A model without a card has no such field, so that it hashes as it did before there were cards. */
export function withCard(
  model: Omit<RiskModelContent, 'card'>,
  card: RiskModelContent['card'] | null,
): RiskModelContent {
  return card ? { ...model, card } : model
}
