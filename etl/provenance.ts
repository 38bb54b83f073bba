/** `etl show <cohort> --provenance <variable>`: from a value back to the file, its lines and what was done on the way. */
import type { Database } from '../db/client.ts'
import { listCohortsForAdmin } from '../db/release/cohorts.ts'
import { readContent } from '../db/release/readContent.ts'
import { readOrigin } from '../db/release/readOrigin.ts'
import { parseVariableRef } from '../science/variableRef.ts'
import type { ProvenanceReport } from './job.ts'

const shownRows = 20

/** null when there is no such cohort, variable or patient; the text says which. */
export async function showProvenance(
  db: Database,
  slug: string,
  reference: string,
  patient: string | null,
): Promise<ProvenanceReport> {
  const nothing = { command: 'provenance' as const, cohort: slug, reference, origin: null, value: null }
  const summary = (await listCohortsForAdmin(db)).find((cohort) => cohort.slug === slug)
  if (!summary) return { ...nothing, missing: `No such cohort: ${slug}.` }
  const variable = parseVariableRef(reference)
  const content = await readContent(db, summary.release.releaseId)
  const layer = content?.layers.find(({ kind, key }) => kind === variable.kind && key === variable.layer)
  const at = layer?.variables.findIndex(({ key }) => key === variable.key) ?? -1
  if (!content || !layer || at === -1) return { ...nothing, missing: `No such variable: ${reference}.` }
  const ordinal = patient === null ? null : content.patients.findIndex(({ id }) => id === patient)
  if (ordinal === -1) return { ...nothing, missing: `No such patient: ${patient ?? ''}.` }
  const origin = await readOrigin(db, summary.release.releaseId, variable, ordinal)
  if (!origin)
    return {
      ...nothing,
      missing: `${reference} was computed, not imported: see the derivations of the release.`,
    }
  const row = ordinal === null ? -1 : (layer.patientRows?.[ordinal] ?? -1)
  const value = layer.columns[at]?.[row] ?? NaN
  return { ...nothing, missing: null, origin, value: Number.isNaN(value) ? null : value }
}

export function provenanceText({ reference, missing, origin, value }: ProvenanceReport): string {
  if (!origin) return missing ?? ''
  const { sources, rows, rules, corrections, importerVersion, releaseShortId } = origin
  const names = sources.map(([name, line]) =>
    line === null ? `column "${name}"` : `"${name}" (line ${line})`,
  )
  const shown = rows.slice(0, shownRows)
  return [
    `${reference}${value === null ? '' : ` = ${value}`}`,
    names.length === 0
      ? 'Computed on import from the variables of its layer.'
      : `Made of ${names.join(', ')}`,
    ...shown.map(({ file, fromLine, toLine, writtenId }) => {
      const lines = fromLine === toLine ? `line ${fromLine}` : `lines ${fromLine}–${toLine}`
      return `  ${writtenId}: ${file.path}, ${lines} (${file.format}; sha256 ${file.sha256})`
    }),
    ...(rows.length > shown.length ? [`  and ${rows.length - shown.length} more rows`] : []),
    ...(rows.length === 0 ? ['  The layer has no value of this patient.'] : []),
    'Rules:',
    ...rules.map((rule) => `  ${rule}`),
    ...corrections.map(({ row, line, column, from, to, reason }) => {
      const place = line === null ? `row "${row ?? ''}"` : `line ${line}`
      return `  corrected as declared, ${place}, ${column}: ${from ?? 'nothing'} → ${to ?? 'missing'} (${reason})`
    }),
    `Imported as release ${releaseShortId} by importer ${importerVersion}.`,
  ].join('\n')
}
