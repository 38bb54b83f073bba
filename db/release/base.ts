import { asc, eq } from '../drizzle/orm.cjs'
import { derivationSelection } from '../derivationRow.ts'
import { findingSelection } from '../findingRow.ts'
import { cohort } from '../schema/cohort.ts'
import { derivation } from '../schema/derivation.ts'
import { finding } from '../schema/finding.ts'
import { findingCount } from '../schema/findingCount.ts'
import { release } from '../schema/release.ts'
import { sourceFile } from '../schema/sourceFile.ts'
import type { JsonObject } from '../schema/types.ts'
import type { Session } from '../session.ts'
import { sourceFileSelection } from '../sourceFileRow.ts'
import type { DerivationRecord, FindingRecord, ReleaseContent, SourceFileRecord } from './content.ts'
import { readContent } from './readContent.ts'

/** A current release with all that a release derived from it must carry on. */
export interface BaseRelease {
  releaseId: number
  shortId: string
  number: number
  contentHash: string
  content: ReleaseContent
  /** what was computed on top of the import so far, oldest first */
  derivations: readonly DerivationRecord[]
  /** the import at the root: itself when nothing was derived yet */
  imported: {
    releaseId: number
    importKey: string
    manifest: JsonObject
    sourceFiles: readonly SourceFileRecord[]
    findings: readonly FindingRecord[]
    findingCounts: readonly { rule: string; severity: FindingRecord['severity']; count: number }[]
  }
}

async function readDerivations({ orm }: Session, releaseId: number): Promise<DerivationRecord[]> {
  return await orm
    .select(derivationSelection)
    .from(derivation)
    .where(eq(derivation.releaseId, releaseId))
    .orderBy(asc(derivation.ordinal))
}

/** What the import of a release found; a derived release says what the import under it found. */
export async function readImportFindings(
  { orm }: Session,
  releaseId: number,
): Promise<Pick<BaseRelease['imported'], 'findings' | 'findingCounts'>> {
  return {
    findings: await orm
      .select(findingSelection)
      .from(finding)
      .where(eq(finding.releaseId, releaseId))
      .orderBy(asc(finding.ordinal)),
    findingCounts: await orm
      .select({ rule: findingCount.rule, severity: findingCount.severity, count: findingCount.count })
      .from(findingCount)
      .where(eq(findingCount.releaseId, releaseId))
      .orderBy(asc(findingCount.ordinal)),
  }
}

async function readImported(session: Session, releaseId: number): Promise<BaseRelease['imported'] | null> {
  const { orm } = session
  const [found] = await orm
    .select({ releaseId: release.id, importKey: release.importKey, manifest: release.manifest })
    .from(release)
    .where(eq(release.id, releaseId))
  if (!found) return null
  return {
    ...found,
    sourceFiles: await orm
      .select(sourceFileSelection)
      .from(sourceFile)
      .where(eq(sourceFile.releaseId, releaseId))
      .orderBy(asc(sourceFile.ordinal)),
    ...(await readImportFindings(session, releaseId)),
  }
}

/** The current release of a cohort, whole. null = no such cohort. Releases never change, so no transaction is needed. */
export async function readBaseRelease(session: Session, slug: string): Promise<BaseRelease | null> {
  const [current] = await session.orm
    .select({
      releaseId: release.id,
      shortId: release.shortId,
      number: release.number,
      contentHash: release.contentHash,
      importId: release.importId,
    })
    .from(cohort)
    .innerJoin(release, eq(release.id, cohort.currentReleaseId))
    .where(eq(cohort.slug, slug))
  if (!current) return null
  const { importId, ...named } = current
  const imported = await readImported(session, importId ?? current.releaseId)
  const content = await readContent(session, current.releaseId)
  // the cohort may have been removed between two statements
  if (!imported || !content) return null
  return { ...named, content, imported, derivations: await readDerivations(session, current.releaseId) }
}

/** What was derived since the current release was imported, and that import's content. */
export async function readDescent(
  session: Session,
  slug: string,
): Promise<{ importedHash: string; derivations: readonly DerivationRecord[] } | null> {
  const [current] = await session.orm
    .select({ releaseId: release.id, importId: release.importId })
    .from(cohort)
    .innerJoin(release, eq(release.id, cohort.currentReleaseId))
    .where(eq(cohort.slug, slug))
  if (!current) return null
  const [root] = await session.orm
    .select({ contentHash: release.contentHash })
    .from(release)
    .where(eq(release.id, current.importId ?? current.releaseId))
  if (!root) return null
  return {
    importedHash: root.contentHash,
    derivations: await readDerivations(session, current.releaseId),
  }
}
