/** Which lesion or region stands for a patient: the declared column decides, the others go to the ledger. */
import { featureLabel } from '../science/imaging/featureLabel.ts'
import type { Findings } from './findings.ts'
import type { EntityRow, HarmonisedLayer } from './harmonisedLayer.ts'
import { layerRef } from './harmonisedLayer.ts'
import type { Ledger } from './ledger.ts'
import { report } from './rules.ts'

type Notes = { findings: Findings; ledger: Ledger }

/** The declared step from a lesion or region to the patient; null where the manifest declares none. */
export function standsForPatient(layer: HarmonisedLayer): { rule: 'highest'; column: string } | null {
  if (layer.spec.kind !== 'imaging' || layer.entity === 'patient') return null
  return layer.spec.rows.standsForPatient ?? null
}

/** For each patient the id of the row with the highest value; ties go to the first id. */
export function chooseHighest(layer: HarmonisedLayer, column: string, notes: Notes): Map<string, string> {
  const named = featureLabel(column) ?? column
  const values = layer.columns[layer.variables.findIndex(({ label }) => label === named)]
  const standing = new Map<string, string>()
  if (!values) {
    const message = `${layerRef(layer.spec)} has no feature "${column}", so no ${layer.entity} can stand for the patient.`
    report(notes.findings, 'column-absent', { column, message })
    return standing
  }
  const measured = layer.rows.map((row, i) => ({ row, value: values[i] ?? NaN }))
  for (const [patient, own] of Map.groupBy(measured, ({ row }) => row.patient)) {
    const ranked = own
      .filter(({ value }) => !Number.isNaN(value))
      .sort((a, b) => b.value - a.value || (a.row.id < b.row.id ? -1 : 1))
    const [chosen, second] = ranked
    if (!chosen) continue
    standing.set(patient, chosen.row.id)
    if (second?.value === chosen.value) reportTie(layer, column, [chosen.row, second.row], notes.findings)
    for (const { row, value } of own)
      if (row !== chosen.row) leave(layer, row, { value, column, chosen }, notes.ledger)
  }
  return standing
}

function reportTie(
  layer: HarmonisedLayer,
  column: string,
  [first, second]: readonly [EntityRow, EntityRow],
  findings: Findings,
): void {
  report(findings, 'lesions-tied', {
    column,
    value: first.id,
    message: `${layerRef(layer.spec)}: ${first.id} and ${second.id} have the same ${column}; the first stands for the patient.`,
  })
}

function leave(
  { spec, entity }: HarmonisedLayer,
  row: EntityRow,
  of: { value: number; column: string; chosen: { row: EntityRow; value: number } },
  ledger: Ledger,
): void {
  const reason = Number.isNaN(of.value)
    ? `${of.column} is missing`
    : `${of.column} is ${of.value}, of ${of.chosen.row.id} ${of.chosen.value}`
  ledger.add({
    scope: layerRef(spec),
    subject: row.id,
    patient: row.patient,
    code: `other-${entity}`,
    reason: `${of.chosen.row.id} stands for the patient: ${reason}`,
  })
}
