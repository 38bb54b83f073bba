import type { Session } from '../client.ts'
import { notWritten } from '../notWritten.ts'
import type { FindingRecord } from '../release/content.ts'
import type { Page, PageRequest } from './page.ts'

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
  return await notWritten(session, releaseId, request)
}

export async function readFindingCounts(session: Session, releaseId: number): Promise<FindingCountRow[]> {
  return await notWritten(session, releaseId)
}
