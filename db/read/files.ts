import { asc, eq } from 'drizzle-orm'
import type { SourceFileRecord } from '../release/content.ts'
import { sourceFile } from '../schema/sourceFile.ts'
import type { Session } from '../session.ts'

export type SourceFileRow = SourceFileRecord

/** In the manifest's order. */
export async function readFiles(session: Session, releaseId: number): Promise<SourceFileRow[]> {
  return await session.orm
    .select({
      id: sourceFile.fileId,
      path: sourceFile.path,
      role: sourceFile.role,
      format: sourceFile.format,
      sha256: sourceFile.sha256,
      bytes: sourceFile.bytes,
      encoding: sourceFile.encoding,
      delimiter: sourceFile.delimiter,
      rows: sourceFile.rows,
      columns: sourceFile.columns,
      tool: sourceFile.tool,
      version: sourceFile.version,
      licence: sourceFile.licence,
      settings: sourceFile.settings,
    })
    .from(sourceFile)
    .where(eq(sourceFile.releaseId, releaseId))
    .orderBy(asc(sourceFile.ordinal))
}
