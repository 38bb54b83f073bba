/** Which specimen stands for a patient: primary tumour only, one aliquot per patient and analyte. */
import type { SpecimenContent } from '../db/release/content.ts'
import type { Barcode } from '../science/radiogenomics/barcodes.ts'
import { analyteOf, choosePrimaryAliquot, sampleTypeLabel } from '../science/radiogenomics/barcodes.ts'
import type { Findings } from './findings.ts'
import type { HarmonisedLayer } from './harmonisedLayer.ts'
import { layerRef } from './harmonisedLayer.ts'
import type { Ledger } from './ledger.ts'
import { report } from './rules.ts'

/** All specimens of all layers, sorted by barcode, each with the verdict on it. */
export function linkSpecimens(
  layers: readonly HarmonisedLayer[],
  ordinalOf: ReadonlyMap<string, number>,
  findings: Findings,
): SpecimenContent[] {
  const barcodes = new Map<string, Barcode>()
  for (const layer of layers)
    for (const { barcode } of layer.rows)
      if (layer.entity === 'specimen' && barcode) barcodes.set(barcode.text, barcode)
  const all = [...barcodes.values()].sort((a, b) => (a.text < b.text ? -1 : 1))
  const verdicts = new Map<string, { chosen: boolean; reason: string }>()
  for (const [, aliquots] of Map.groupBy(all.filter(isPrimary), (b) => `${b.patient} ${analyteOf(b)}`)) {
    const [first, ...rest] = aliquots
    if (!first) continue
    const choice = choosePrimaryAliquot([first, ...rest])
    verdicts.set(choice.chosen.text, { chosen: true, reason: choice.reason })
    for (const { barcode, reason } of choice.losers) verdicts.set(barcode.text, { chosen: false, reason })
    if (choice.losers.length > 0)
      report(findings, 'several-aliquots', {
        value: choice.chosen.text,
        message: `${first.patient} has ${aliquots.length}: ${choice.losers.map((loser) => loser.reason).join('; ')}.`,
      })
  }
  return all.map((barcode) => ({
    barcode: barcode.text,
    patient: ordinalOf.get(barcode.patient) ?? -1,
    analyte: analyteOf(barcode),
    sampleType: typeCode(barcode),
    sampleTypeLabel: sampleTypeLabel(barcode.sampleType ?? ''),
    ...(verdicts.get(barcode.text) ?? { chosen: false, reason: notPrimary(barcode) }),
  }))
}

function isPrimary(barcode: Barcode): boolean {
  return barcode.sampleType === '01'
}

function typeCode(barcode: Barcode): string {
  return `${barcode.sampleType ?? ''}${barcode.vial ?? ''}`
}

function notPrimary(barcode: Barcode): string {
  return `${typeCode(barcode)} ${sampleTypeLabel(barcode.sampleType ?? '')}, no primary tumour`
}

/** For each patient the barcode that stands for them in one layer; everybody else of the layer goes to the ledger. */
export function chooseRows(
  layer: HarmonisedLayer,
  specimens: ReadonlyMap<string, SpecimenContent>,
  { findings, ledger }: { findings: Findings; ledger: Ledger },
): Map<string, string> {
  const scope = layerRef(layer.spec)
  const barcodes = layer.rows.flatMap(({ barcode }) => (barcode ? [barcode] : []))
  reportOthers(
    layer,
    barcodes.filter((b) => !isPrimary(b)),
    findings,
  )
  const standing = new Map<string, string>()
  const leave = (barcode: Barcode, code: string, reason: string) => {
    ledger.add({ scope, subject: barcode.text, patient: barcode.patient, code, reason })
  }
  for (const [patient, own] of Map.groupBy(barcodes, (b) => b.patient)) {
    for (const barcode of own)
      if (!isPrimary(barcode)) leave(barcode, 'not-primary-tumour', notPrimary(barcode))
    const [first, ...rest] = own.filter(isPrimary).sort((a, b) => (a.text < b.text ? -1 : 1))
    if (!first) continue
    const choice = choosePrimaryAliquot([first, ...rest])
    standing.set(patient, choice.chosen.text)
    for (const { barcode, reason } of choice.losers) leave(barcode, 'other-aliquot', reason)
    if (specimens.get(choice.chosen.text)?.chosen === false)
      report(findings, 'other-aliquot', {
        value: choice.chosen.text,
        message: `${scope} lacks the aliquot that stands for ${patient} elsewhere; here ${choice.chosen.text} stands for them, ${choice.reason}.`,
      })
  }
  return standing
}

function reportOthers(layer: HarmonisedLayer, others: readonly Barcode[], findings: Findings): void {
  const byType = Map.groupBy(others, typeCode)
  for (const [type, barcodes] of [...byType].sort(([a], [b]) => (a < b ? -1 : 1)))
    report(findings, 'not-primary-tumour', {
      value: type,
      message: `${layerRef(layer.spec)}: ${barcodes.length} specimens ${type} ${sampleTypeLabel(barcodes[0]?.sampleType ?? '')} are kept as specimens and stand for nobody, e.g. ${barcodes[0]?.text ?? ''}.`,
    })
}
