import { provenanceOf } from '../provenance.ts'
import type { VariableOrigin } from '../provenance.ts'
import type { Session } from '../session.ts'

export type { DeclaredCorrection, RowOrigin, VariableOrigin } from '../provenance.ts'

/** Where the values of a variable come from; null where its layer was computed and not imported. */
export function readProvenance(
  session: Session,
  releaseId: number,
  variable: { kind: string; layer: string; key: string },
  patient: number | null,
): Promise<VariableOrigin | null> {
  return provenanceOf(session, releaseId, variable, patient)
}
