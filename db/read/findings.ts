import { and, asc, eq } from '../drizzle/orm.cjs'
import { findingSelection } from '../findingRow.ts'
import type { FindingRecord } from '../release/content.ts'
import { finding } from '../schema/finding.ts'
import { findingCount } from '../schema/findingCount.ts'
import type { Session } from '../session.ts'
import { type Page, type PageRequest, readPage, totalCount } from './page.ts'

export type FindingRow = FindingRecord

export interface FindingCountRow {
  rule: string
  severity: FindingRecord['severity']
  count: number
}

export async function readFindings(
  session: Session,
  releaseId: number,
  request: PageRequest & { severity?: FindingRecord['severity'] },
): Promise<Page<FindingRow>> {
  const read = ({ first, offset }: PageRequest) =>
    session.orm
      .select({ totalCount, row: findingSelection })
      .from(finding)
      .where(
        and(eq(finding.releaseId, releaseId), request.severity && eq(finding.severity, request.severity)),
      )
      .orderBy(asc(finding.ordinal))
      .limit(first)
      .offset(offset)
  return await readPage(request, read, ({ row }) => row)
}

export async function readFindingCounts(session: Session, releaseId: number): Promise<FindingCountRow[]> {
  return await session.orm
    .select({ rule: findingCount.rule, severity: findingCount.severity, count: findingCount.count })
    .from(findingCount)
    .where(eq(findingCount.releaseId, releaseId))
    .orderBy(asc(findingCount.ordinal))
}
