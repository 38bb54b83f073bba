import { readVariables } from '../../db/read/variables.ts'
import type { ReleaseRow } from '../../db/read/releases.ts'
import { ascending, describe } from '../../science/stats/describe.ts'
import { isMissing } from '../../science/stats/missing.ts'
import type { Context } from '../context.ts'

/** How long before or after the image the tissue was taken, where anybody knows. */
export interface IntervalToSpecimen {
  /** imaged patients with a known interval */
  n: number
  /** reference of the variable that says it; null where there is none */
  variable: string | null
  unit: string
  median: number | null
  min: number | null
  max: number | null
  /** why it is not known; null where it is */
  reason: string | null
}

const words =
  /(ct|imaging|scan|image)\b.*\b(specimen|surgery|resection|biopsy|sample|tissue)|(specimen|surgery|resection|biopsy|sample|tissue)\b.*\b(ct|imaging|scan|image)\b/i

/** The release's own variable of that meaning, or "unknown" with the reason: it is never guessed from shifted dates. */
export async function intervalToSpecimen(
  context: Context,
  release: ReleaseRow,
  imaged: readonly boolean[],
): Promise<IntervalToSpecimen> {
  const page = await readVariables(context.db, release.id, {
    first: 500,
    offset: 0,
    kind: 'clinical',
    type: 'number',
  })
  const found = page.nodes.find(({ label, unit }) => words.test(label) && /day|week|month/i.test(unit))
  const none = { n: 0, variable: null, unit: '', median: null, min: null, max: null }
  if (!found)
    return {
      ...none,
      reason:
        'unknown: no variable of this release says how long lies between image and specimen; dates in public image archives are shifted patient by patient, so it cannot be worked out from them',
    }
  const column = await context.facts.column(release.id, found.ref)
  const values = (column?.patientValues ?? new Float64Array()).filter(
    (value, patient) => imaged[patient] === true && !isMissing(value),
  )
  const { median, min, max } = describe(ascending(values))
  const reason = values.length === 0 ? `unknown: ${found.label} is missing for everybody imaged` : null
  return { n: values.length, variable: found.ref, unit: found.unit, median, min, max, reason }
}
