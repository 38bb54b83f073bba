import { provenanceOf } from '../provenance.ts'
import type { VariableOrigin } from '../provenance.ts'
import type { Session } from '../session.ts'

export type { VariableOrigin } from '../provenance.ts'

/** For the command line: the same as the API reads. */
export function readOrigin(
  session: Session,
  releaseId: number,
  variable: { kind: string; layer: string; key: string },
  patient: number | null,
): Promise<VariableOrigin | null> {
  return provenanceOf(session, releaseId, variable, patient)
}
