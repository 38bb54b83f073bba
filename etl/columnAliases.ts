/**
 * Names that people and tools give one column, as data. A declared column that is not there is looked for under its other
 * names: the same letters in another dress first, then this table. What is found so is used and said, with a warning; where two
 * columns could be meant, none is.
 */
import type { Findings } from './findings.ts'
import type { FileSpec, Manifest } from './manifest.ts'
import type { ReadResult } from './readers/reader.ts'
import { report } from './rules.ts'

/** Each row is one column under all its names, compared without case, spaces and punctuation. */
export const columnAliases: readonly (readonly string[])[] = [
  [
    'patient_id',
    'patient',
    'subject_id',
    'case_id',
    'case_submitter_id',
    'submitter_id',
    'bcr_patient_barcode',
    'cases.submitter_id',
  ],
  ['sex', 'gender', 'demographic.gender'],
  ['age', 'age_at_index', 'age_at_diagnosis_years', 'demographic.age_at_index'],
  ['OS', 'os_status', 'os_event', 'overall survival status', 'vital_status'],
  ['OS.time', 'os_time', 'os_days', 'overall survival (days)'],
  ['stage', 'ajcc_pathologic_stage', 'tumor_stage', 'ajcc_pathologic_tumor_stage'],
  ['study_instance_uid', 'Study UID', 'StudyInstanceUID'],
  ['series_instance_uid', 'Series UID', 'SeriesInstanceUID'],
  ['phase', 'contrast_phase', 'series_phase'],
]

const squashed = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '')

const groups = columnAliases.map((names) => new Set(names.map(squashed)))

/** The one column that a declared name may mean; null where none or several could be. */
export function aliasOf(declared: string, names: readonly string[]): string | null {
  if (names.includes(declared)) return declared
  const same = names.filter((name) => squashed(name) === squashed(declared) && squashed(name) !== '')
  if (same.length > 0) return same.length === 1 ? (same[0] ?? null) : null
  const group = groups.find((words) => words.has(squashed(declared)))
  const others = names.filter((name) => group?.has(squashed(name)) === true)
  return others.length === 1 ? (others[0] ?? null) : null
}

/** Columns that layers, selection and series of a manifest name in one file. */
function declaredColumns(spec: FileSpec, manifest: Manifest): string[] {
  const names = manifest.layers.flatMap((layer): (string | undefined)[] => {
    if (!layer.from.includes(spec.id)) return []
    if (layer.kind === 'clinical' || layer.kind === 'response')
      return layer.variables.map(({ column }) => column)
    if (layer.kind === 'outcome')
      return layer.endpoints.flatMap(({ event, time }) => [event.column, time.column, time.ifCensored])
    if (layer.kind === 'score') return [layer.gtr, layer.ith, layer.riskGroup?.column]
    return []
  })
  const series = manifest.ctSeries?.from === spec.id ? Object.values(manifest.ctSeries.columns) : []
  return [...new Set([...names, spec.select?.column, ...series].filter((name) => name !== undefined))]
}

/** Columns under the names that the manifest declares. */
export function withDeclaredNames(
  result: ReadResult,
  spec: FileSpec,
  manifest: Manifest,
  findings: Findings,
): ReadResult {
  if (result.shape === 'matrix') return result
  const names = result.columns.map(({ name }) => name)
  const renamed = new Map<string, string>()
  for (const declared of declaredColumns(spec, manifest)) {
    const found = aliasOf(declared, names)
    if (found === null || found === declared || declaredColumns(spec, manifest).includes(found)) continue
    renamed.set(found, declared)
    reportAlias(findings, { file: spec.id, declared, found })
  }
  if (renamed.size === 0) return result
  return {
    ...result,
    columns: result.columns.map((column) => ({ ...column, name: renamed.get(column.name) ?? column.name })),
  }
}

export function reportAlias(
  findings: Findings,
  { file, declared, found, line }: { file: string; declared: string; found: string; line?: number },
): void {
  report(findings, 'column-alias', {
    file,
    line,
    column: declared,
    value: found,
    message: `The manifest names "${declared}", the file has "${found}"; it is taken for it.`,
    hint: 'Declare the name as the file writes it.',
  })
}
