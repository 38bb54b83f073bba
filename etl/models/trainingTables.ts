/** What a model is trained on or applied to: columns of a release at the patient or the region level, as tables with names. */
import type { LayerContent, ReleaseContent, VariableContent } from '../../db/release/content.ts'
import type { FeatureTable } from '../../science/prediction/featureTable.ts'
import type { RegionTable } from '../../science/radiogenomics/heterogeneity.ts'
import { parseVariableRef } from '../../science/variableRef.ts'
import type { Findings } from '../findings.ts'
import { report } from '../rules.ts'

type Wanted = { layer: string; exclude: readonly string[] }

/** Features of the patients whom a row of the layer stands for. Null, with an error, where the layer is not there or has no such level. */
export function featureTable(
  content: ReleaseContent,
  { layer: ref, exclude }: Wanted,
  findings: Findings,
): FeatureTable | null {
  const layer = layerOf(content, ref, findings)
  if (!layer) return null
  const { patientRows } = layer
  if (!patientRows) {
    report(findings, 'model-layer', {
      value: ref,
      message: `${ref} has a row for each ${layer.entity}, and none stands for a patient.`,
    })
    return null
  }
  const present = content.patients.flatMap(({ id }, patient) => {
    const row = patientRows[patient] ?? -1
    return row < 0 ? [] : [{ id, row }]
  })
  return {
    patients: present.map(({ id }) => id),
    ...featuresOf(
      layer,
      exclude,
      present.map(({ row }) => row),
    ),
  }
}

/** Features of all regions, each with its patient. */
export function regionTable(
  content: ReleaseContent,
  { layer: ref, exclude }: Wanted,
  findings: Findings,
): RegionTable | null {
  const layer = layerOf(content, ref, findings)
  if (!layer) return null
  if (layer.entity === 'patient' || layer.entity === 'specimen') {
    report(findings, 'model-layer', {
      value: ref,
      message: `${ref} has a row for each ${layer.entity}, not for each region.`,
    })
    return null
  }
  const regions = Array.from(layer.rows, (ordinal) => content.entities[ordinal])
  return {
    regions: regions.map((region) => region?.id ?? ''),
    patients: regions.map((region) => content.patients[region?.patient ?? -1]?.id ?? ''),
    ...featuresOf(layer, exclude, [...layer.rows.keys()]),
  }
}

function layerOf(content: ReleaseContent, ref: string, findings: Findings): LayerContent | null {
  const found = content.layers.find(({ kind, key }) => `${kind}:${key}` === ref)
  if (found) return found
  const imaging = content.layers.flatMap(({ kind, key }) => (kind === 'imaging' ? [`${kind}:${key}`] : []))
  report(findings, 'model-layer', {
    value: ref,
    message: `${content.cohort.slug} has no layer ${ref}; imaging layers are ${imaging.join(', ') || 'none'}.`,
  })
  return null
}

function featuresOf(
  layer: LayerContent,
  exclude: readonly string[],
  rows: readonly number[],
): Pick<FeatureTable, 'features' | 'columns'> {
  const kept = layer.variables.flatMap(({ key, type }, v) => {
    const column = layer.columns[v]
    return type === 'number' && column && !exclude.some((pattern) => matches(pattern, key))
      ? [{ key, column }]
      : []
  })
  return {
    features: kept.map(({ key }) => key),
    columns: kept.map(({ column }) => Float64Array.from(rows, (row) => column[row] ?? NaN)),
  }
}

function matches(pattern: string, key: string): boolean {
  return pattern.endsWith('*') ? key.startsWith(pattern.slice(0, -1)) : key === pattern
}

interface PatientColumn {
  variable: VariableContent
  /** one per patient of the cohort, NaN = missing */
  values: Float64Array
}

/** A variable at the patient level; null, with an error, where there is none. */
export function patientColumn(
  content: ReleaseContent,
  ref: string,
  findings: Findings,
): PatientColumn | null {
  const name = parseVariableRef(ref)
  const layer = content.layers.find(({ kind, key }) => kind === name.kind && key === name.layer)
  const at = layer?.variables.findIndex(({ key }) => key === name.key) ?? -1
  const [variable, column] = [layer?.variables[at], layer?.columns[at]]
  if (!layer?.patientRows || !variable || !column || variable.type === 'endpoint') {
    report(findings, 'model-variable', {
      value: ref,
      message: `${content.cohort.slug} has no number or category ${ref} with a value for each patient.`,
    })
    return null
  }
  return { variable, values: Float64Array.from(layer.patientRows, (row) => column[row] ?? NaN) }
}

/** 1 where the patient has one of the levels that count as the outcome, 0 where another, NaN where not known. */
export function outcomeValues(
  content: ReleaseContent,
  outcome: { variable: string; event: readonly string[] },
  findings: Findings,
): Float64Array | null {
  const found = patientColumn(content, outcome.variable, findings)
  if (!found) return null
  const { levels } = found.variable
  const unknown = outcome.event.filter((level) => !levels?.includes(level))
  if (!levels || unknown.length > 0) {
    report(findings, 'model-outcome', {
      value: unknown.join(', ') || outcome.variable,
      message: levels
        ? `${outcome.variable} has the levels ${levels.join(', ')}.`
        : `${outcome.variable} is no category.`,
    })
    return null
  }
  const events = new Set(outcome.event.map((level) => levels.indexOf(level)))
  return found.values.map((value) => (Number.isNaN(value) ? NaN : Number(events.has(value))))
}

/**
 * Columns of the rival models for all patients of the cohort: numbers as they are, a category as one column of 0 and 1 for each level
 * but the first.
 */
export function rivalTable(
  content: ReleaseContent,
  refs: readonly string[],
  findings: Findings,
): { table: FeatureTable; columnsOf: ReadonlyMap<string, readonly string[]> } | null {
  const before = findings.count('error')
  const found = refs.map((ref) => ({ ref, columns: rivalColumns(content, ref, findings) }))
  if (findings.count('error') > before) return null
  const all = found.flatMap(({ columns }) => columns)
  return {
    table: {
      patients: content.patients.map(({ id }) => id),
      features: all.map(({ name }) => name),
      columns: all.map(({ values }) => values),
    },
    columnsOf: new Map(found.map(({ ref, columns }) => [ref, columns.map(({ name }) => name)])),
  }
}

function rivalColumns(
  content: ReleaseContent,
  ref: string,
  findings: Findings,
): { name: string; values: Float64Array }[] {
  const found = patientColumn(content, ref, findings)
  if (!found) return []
  const { variable, values } = found
  if (variable.type === 'number') return [{ name: ref, values }]
  const present = new Set(values)
  const levels = (variable.levels ?? []).flatMap((name, level) =>
    present.has(level) ? [{ name, level }] : [],
  )
  return levels.slice(1).map(({ name, level }) => ({
    name: `${ref}=${name}`,
    values: values.map((value) => (Number.isNaN(value) ? NaN : Number(value === level))),
  }))
}
