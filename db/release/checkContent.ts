import { InvalidInput } from '../../science/errors.ts'
import { variableKey } from '../../science/variableRef.ts'
import type { LayerContent, ReleaseContent, ReleaseRecord } from './content.ts'

/** What the tables cannot check: that lists, columns and ordinals of one release fit each other. A hole here is a wrong number. */

function refuse(field: string, given: unknown, allowed: string): never {
  throw new InvalidInput(field, given, allowed)
}

function checkUnique(field: string, names: readonly string[]): void {
  const seen = new Set<string>()
  for (const name of names) {
    if (seen.has(name)) refuse(field, name, 'each once')
    seen.add(name)
  }
}

function checkPlace(field: string, place: number | null, length: number): void {
  if (place !== null && !(Number.isInteger(place) && place >= 0 && place < length))
    refuse(field, place, `a position in a list of ${length}`)
}

function entityCount(layer: LayerContent, content: ReleaseContent): number {
  if (layer.entity === 'patient') return content.patients.length
  return layer.entity === 'specimen' ? content.specimens.length : content.entities.length
}

function checkRows(name: string, layer: LayerContent, content: ReleaseContent): void {
  const entities = entityCount(layer, content)
  layer.rows.forEach((ordinal, row) => {
    checkPlace(`${name} rows`, ordinal, entities)
    if (row > 0 && ordinal <= (layer.rows[row - 1] ?? -1))
      refuse(`${name} rows`, ordinal, 'ascending ordinals')
    const kind = content.entities[ordinal]?.kind
    if (layer.entity !== 'patient' && layer.entity !== 'specimen' && kind !== layer.entity)
      refuse(`${name} rows`, ordinal, `the ordinal of a ${layer.entity}`)
  })
  if (!layer.patientRows) return
  if (layer.patientRows.length !== content.patients.length)
    refuse(
      `${name} patientRows`,
      layer.patientRows.length,
      `one for each of ${content.patients.length} patients`,
    )
  layer.patientRows.forEach((row, patient) => {
    if (row === -1) return
    checkPlace(`${name} patientRows`, row, layer.rows.length)
    const ordinal = layer.rows[row] ?? -1
    const owner =
      layer.entity === 'patient'
        ? ordinal
        : (layer.entity === 'specimen' ? content.specimens : content.entities)[ordinal]?.patient
    if (owner !== patient)
      refuse(`${name} patientRows`, row, `a row of patient ${content.patients[patient]?.id}`)
  })
}

function checkVariables(name: string, layer: LayerContent): void {
  if (layer.columns.length !== layer.variables.length)
    refuse(`${name} columns`, layer.columns.length, `one for each of ${layer.variables.length} variables`)
  checkUnique(
    `${name} variables`,
    layer.variables.map((variable) => variable.key),
  )
  layer.variables.forEach((variable, i) => {
    const field = `${name}/${variable.key}`
    const column = layer.columns[i]
    const length = layer.rows.length * (variable.type === 'endpoint' ? 2 : 1)
    if (column?.length !== length) refuse(field, column?.length, `${length} values`)
    if (variableKey(variable.key) !== variable.key) refuse(field, variable.key, 'a key of [A-Za-z0-9._+-]')
    if ((variable.type === 'category') !== (variable.levels !== null))
      refuse(field, variable.type, 'levels for categories only')
    const levels = variable.levels
    if (levels && column.some((value) => !Number.isNaN(value) && !Number.isInteger(value)))
      refuse(field, 'a fraction', 'level numbers')
    if (levels)
      column.forEach((value) => {
        checkPlace(field, Number.isNaN(value) ? null : value, levels.length)
      })
    if (
      variable.type === 'endpoint' &&
      column.subarray(layer.rows.length).some((event) => ![0, 1].includes(event) && !Number.isNaN(event))
    )
      refuse(field, 'an event', '1 event, 0 censored or NaN')
  })
  if (layer.quality && !layer.variables.some((variable) => variable.key === layer.quality?.variable))
    refuse(`${name} quality`, layer.quality.variable, 'a variable of the same layer')
}

export function checkContent(content: ReleaseContent): void {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(content.cohort.slug))
    refuse('cohort', content.cohort.slug, 'lower-case letters, digits and single hyphens')
  const patients = content.patients.length
  checkUnique(
    'patients',
    content.patients.map(({ id }) => id),
  )
  for (const { patient, barcode } of content.specimens) checkPlace(`specimen ${barcode}`, patient, patients)
  for (const { patient, id } of content.entities) checkPlace(`entity ${id}`, patient, patients)
  for (const { patient, seriesUid } of content.ctSeries)
    checkPlace(`CT series ${seriesUid}`, patient, patients)
  for (const { patient, subject } of content.exclusions)
    checkPlace(`exclusion of ${subject}`, patient, patients)
  checkUnique(
    'layers',
    content.layers.map((layer) => `${layer.kind}:${layer.key}`),
  )
  for (const layer of content.layers) {
    const name = `${layer.kind}:${layer.key}`
    checkRows(name, layer, content)
    checkVariables(name, layer)
  }
}

export function checkRecord(record: ReleaseRecord): void {
  if (!/^[0-9a-f]{64}$/.test(record.contentHash))
    refuse('contentHash', record.contentHash, 'SHA-256 in lower-case hex')
  if (record.importKey === '') refuse('importKey', record.importKey, 'a hash')
  if (record.findings.some((finding) => finding.severity === 'error'))
    refuse('findings', 'an error', 'a release without errors')
}
