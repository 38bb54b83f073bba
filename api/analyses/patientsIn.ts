import { readLayerColumns } from '../../db/read/layers.ts'
import type { ReleaseRow } from '../../db/read/releases.ts'
import { InvalidInput } from '../../science/errors.ts'
import { whoIsIn } from '../../science/radiogenomics/whoIsIn.ts'
import type { WhoIsIn, WhoIsInInput } from '../../science/radiogenomics/whoIsIn.ts'
import { isMissing } from '../../science/stats/missing.ts'
import { parseLayerRef } from '../../science/variableRef.ts'
import type { Context } from '../context.ts'
import { exclusionReasons } from './exclusionReasons.ts'
import { missingPatients, scopesOf, withReasons } from './grouping.ts'
import type { LoadedGrouping } from './grouping.ts'
import type { PatientColumn } from './patientColumn.ts'

/** What a patient must have to be in, and where the ledger would say why somebody has not. */
export interface Needed {
  label: string
  has: readonly boolean[]
  scopes: readonly string[]
}

/** A check that a patient must pass besides. */
type Filter = NonNullable<WhoIsInInput['filter']>

export function neededColumn({ variable, layer, patientValues }: PatientColumn): Needed {
  return {
    label: variable.label,
    has: Array.from(patientValues, (value) => !isMissing(value)),
    scopes: [variable.ref, layer.ref],
  }
}

/** A row of a layer that stands for the patient. @throws InvalidInput no such layer, or none at the patient level */
export async function neededLayer(
  context: Context,
  release: ReleaseRow,
  ref: string,
  field: string,
): Promise<Needed> {
  const { kind, layer: key } = parseLayerRef(ref, field)
  const found = await readLayerColumns(context.db, release.id, { kind, key }, { keys: [] })
  if (!found?.patientRows)
    throw new InvalidInput(field, ref, `a layer of release ${release.shortId} with a row for each patient`)
  return { label: found.layer.label, has: Array.from(found.patientRows, (row) => row >= 0), scopes: [ref] }
}

/** Who is in, step by step, everybody left out with the reason of the import's ledger where it has one; one statement. */
export async function patientsIn(
  context: Context,
  release: ReleaseRow,
  grouping: LoadedGrouping | null,
  needed: { main: Needed; also: readonly Needed[]; filter?: Filter | null },
): Promise<WhoIsIn & { ungrouped: LoadedGrouping['resolved']['ungrouped'] }> {
  const all = [needed.main, ...needed.also]
  const lacking = all.map(({ has }) => has.flatMap((there, patient) => (there ? [] : [patient])))
  const asked = [...new Set([...lacking.flat(), ...(grouping ? missingPatients(grouping) : [])])]
  const reasonsIn = await exclusionReasons(context, release, asked)
  const measured = all.map(({ label, has, scopes }, i) => {
    const why = reasonsIn(scopes)
    const reasons = (lacking[i] ?? []).flatMap((patient) => {
      const found = why.get(patient)
      return found ? [{ patient, ...found }] : []
    })
    return { label, has, reasons }
  })
  const [method, ...also] = measured
  if (!method) throw new Error('nothing is needed')
  const ungrouped = grouping ? withReasons(grouping.resolved.ungrouped, reasonsIn(scopesOf(grouping))) : []
  const patients = grouping?.patients ?? (await context.facts.patientIds(release.id))
  const resolved = grouping && { ...grouping.resolved, ungrouped }
  const who = whoIsIn({ patients, method, also, grouping: resolved, filter: needed.filter ?? null })
  return { ...who, ungrouped }
}
