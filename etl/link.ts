/**
 * Ordinals and order: patients, specimens and finer entities sorted by id, every layer's rows in that order, and for each
 * patient the row that stands for them. Whoever is left out of a layer is in the ledger with the reason.
 */
import type {
  CtSeriesContent,
  EntityContent,
  ExclusionContent,
  LayerContent,
  PackedProvenance,
  SpecimenContent,
} from '../db/release/content.ts'
import { packProvenance } from '../db/release/packProvenance.ts'
import type { Findings } from './findings.ts'
import type { HarmonisedSeries } from './harmoniseCtSeries.ts'
import type { HarmonisedLayer } from './harmonisedLayer.ts'
import { layerRef } from './harmonisedLayer.ts'
import type { Ledger } from './ledger.ts'
import { chooseHighest, standsForPatient } from './linkLesions.ts'
import { chooseRows, linkSpecimens } from './linkSpecimens.ts'
import { orderedOrigin } from './origin.ts'
import { report } from './rules.ts'

export interface Linked {
  patients: { id: string }[]
  specimens: SpecimenContent[]
  entities: EntityContent[]
  ctSeries: CtSeriesContent[]
  layers: LayerContent[]
  /** by layer: where its values stand in the files */
  provenance: PackedProvenance[]
}

export function link(
  members: ReadonlySet<string>,
  layers: readonly HarmonisedLayer[],
  series: readonly HarmonisedSeries[],
  notes: { findings: Findings; ledger: Ledger },
): Linked {
  const ids = [...members].sort()
  const patientAt = new Map(ids.map((id, ordinal) => [id, ordinal]))
  const specimens = linkSpecimens(layers, patientAt, notes.findings)
  const entities = linkEntities(layers, patientAt)
  const ordinals = {
    patient: patientAt,
    specimen: new Map(specimens.map(({ barcode }, ordinal) => [barcode, ordinal])),
    lesion: new Map(entities.map(({ kind, id }, ordinal) => [`${kind} ${id}`, ordinal])),
  }
  const specimenBy = new Map(specimens.map((specimen) => [specimen.barcode, specimen]))
  const linked = layers.map((layer) => {
    if (layer.rows.length === 0)
      report(notes.findings, 'layer-empty', {
        message: `${layerRef(layer.spec)} has no rows for the cohort.`,
      })
    const standing = standingRows(layer, specimenBy, notes)
    if (standing) noteAbsent(layer, ids, standing, notes.ledger)
    return linkLayer(layer, ordinals, ids, standing)
  })
  const byName = (a: LayerContent, b: LayerContent) => compare(a.kind, b.kind) || compare(a.key, b.key)
  return {
    patients: ids.map((id) => ({ id })),
    specimens,
    entities,
    ctSeries: linkSeries(series, patientAt),
    layers: linked.map(({ content }) => content).sort(byName),
    provenance: linked.map(({ provenance }) => provenance),
  }
}

/** For each patient the row that stands for them; null where the layer has no patient level. */
function standingRows(
  layer: HarmonisedLayer,
  specimens: ReadonlyMap<string, SpecimenContent>,
  notes: { findings: Findings; ledger: Ledger },
): ReadonlyMap<string, string> | null {
  if (layer.entity === 'specimen') return chooseRows(layer, specimens, notes)
  if (layer.entity === 'patient') return new Map(layer.rows.map((row) => [row.patient, row.id]))
  const rule = standsForPatient(layer)
  return rule && chooseHighest(layer, rule.column, notes)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function linkEntities(
  layers: readonly HarmonisedLayer[],
  patientAt: ReadonlyMap<string, number>,
): EntityContent[] {
  const found = new Map<string, EntityContent>()
  for (const { entity, rows } of layers) {
    if (entity === 'patient' || entity === 'specimen') continue
    for (const { id, patient } of rows)
      found.set(`${entity} ${id}`, { kind: entity, id, patient: patientAt.get(patient) ?? -1 })
  }
  return [...found.values()].sort((a, b) => compare(a.kind, b.kind) || compare(a.id, b.id))
}

function linkSeries(
  series: readonly HarmonisedSeries[],
  patientAt: ReadonlyMap<string, number>,
): CtSeriesContent[] {
  return series
    .map((one) => ({ ...one, patient: patientAt.get(one.patient) ?? -1 }))
    .sort(
      (a, b) => a.patient - b.patient || compare(a.studyUid, b.studyUid) || compare(a.seriesUid, b.seriesUid),
    )
}

type Ordinals = Record<'patient' | 'specimen' | 'lesion', ReadonlyMap<string, number>>

function linkLayer(
  layer: HarmonisedLayer,
  ordinals: Ordinals,
  ids: readonly string[],
  standing: ReadonlyMap<string, string> | null,
): { content: LayerContent; provenance: PackedProvenance } {
  const { spec, entity } = layer
  const ordinalOf = (id: string) =>
    entity === 'patient' || entity === 'specimen'
      ? ordinals[entity].get(id)
      : ordinals.lesion.get(`${entity} ${id}`)
  const order = layer.rows
    .map((row, index) => ({ id: row.id, ordinal: ordinalOf(row.id) ?? -1, index }))
    .sort((a, b) => a.ordinal - b.ordinal)
  const rowAt = new Map(order.map(({ id }, position) => [id, position]))
  const variables = layer.variables
    .map((variable, index) => ({ variable, index }))
    .sort((a, b) => compare(a.variable.key, b.variable.key))
  const indices = order.map(({ index }) => index)
  const content: LayerContent = {
    kind: spec.kind,
    key: spec.key,
    label: spec.label,
    entity,
    unit: spec.unit,
    method: spec.method,
    description: spec.description,
    settings: spec.settings,
    sourceFiles: spec.from,
    encoding: layer.encoding,
    rows: Int32Array.from(order, ({ ordinal }) => ordinal),
    patientRows: standing && Int32Array.from(ids, (id) => rowAt.get(standing.get(id) ?? '') ?? -1),
    patientRule: patientRule(layer),
    quality: layer.quality,
    variables: variables.map(({ variable }) => variable),
    columns: permuted(
      variables.map(({ index }) => layer.columns[index] ?? new Float64Array(0)),
      indices,
      layer.encoding,
    ),
  }
  const sources = {
    ...layer.origin,
    sources: variables.map(({ index }) => layer.origin.sources[index] ?? []),
  }
  const keys = variables.map(({ variable }) => variable.key)
  const origin = orderedOrigin(sources, indices, keys, content.patientRule)
  return { content, provenance: packProvenance(layerRef(spec), origin) }
}

function patientRule(layer: HarmonisedLayer): string {
  const { entity } = layer
  const rule = standsForPatient(layer)
  if (rule) return `the ${entity} with the highest ${rule.column} stands for the patient`
  if (entity === 'patient') return 'the row is the patient'
  if (entity === 'specimen') return 'primary-tumour aliquot by the Broad Firehose rule'
  return `one row a ${entity}; not brought to the patient yet`
}

/**
 * Rows in the order of their ordinals; endpoints hold two halves. A column that lies in a block of memory as a matrix was read
 * is put in order where it is, so that a large one is never there twice; the others come into one block.
 */
function permuted(
  columns: readonly (Float64Array | Float32Array)[],
  indices: readonly number[],
  encoding: 'f4' | 'f8',
): (Float64Array | Float32Array)[] {
  const staysHere = columns.map(
    (column) =>
      column.length === indices.length &&
      column instanceof Float32Array === (encoding === 'f4') &&
      column.buffer.byteLength > column.byteLength,
  )
  const lengths = columns.map((column) =>
    column.length > indices.length ? 2 * indices.length : indices.length,
  )
  const total = lengths.reduce((sum, length, c) => sum + (staysHere[c] === true ? 0 : length), 0)
  const block = encoding === 'f4' ? new Float32Array(total) : new Float64Array(total)
  let start = 0
  return columns.map((column, c) => {
    const length = lengths[c] ?? 0
    if (staysHere[c] === true) {
      const before = column.slice()
      indices.forEach((index, i) => (column[i] = before[index] ?? NaN))
      return column
    }
    const target = block.subarray(start, start + length)
    start += length
    for (let half = 0; half < length; half += Math.max(1, indices.length))
      indices.forEach((index, i) => (target[half + i] = column[half + index] ?? NaN))
    return target
  })
}

/** Patients of the cohort whom the layer does not have, or has no primary tumour of. */
function noteAbsent(
  layer: HarmonisedLayer,
  ids: readonly string[],
  standing: ReadonlyMap<string, string>,
  ledger: Ledger,
): void {
  const present = new Set(layer.rows.map((row) => row.patient))
  for (const patient of ids) {
    if (standing.has(patient)) continue
    ledger.add({
      scope: layerRef(layer.spec),
      subject: patient,
      patient,
      ...(present.has(patient)
        ? {
            code: 'no-primary-tumour',
            reason: `only other tissue was measured: ${otherTissue(layer, patient)}`,
          }
        : { code: 'not-measured', reason: `not in the data of ${layer.spec.label}` }),
    })
  }
}

function otherTissue(layer: HarmonisedLayer, patient: string): string {
  return layer.rows
    .filter((row) => row.patient === patient)
    .map((row) => row.id)
    .sort()
    .join(', ')
}

/** The ledger in sorted order, patients as ordinals. */
export function linkLedger(ledger: Ledger, members: ReadonlySet<string>): ExclusionContent[] {
  const at = new Map([...members].sort().map((id, ordinal) => [id, ordinal]))
  return ledger.entries
    .map(({ scope, subject, patient, code, reason }) => ({
      scope,
      subject,
      patient: patient === null ? null : (at.get(patient) ?? null),
      code,
      reason,
    }))
    .sort((a, b) => compare(a.scope, b.scope) || compare(a.subject, b.subject))
}
