import type { LayerKind } from '../../science/variableRef.ts'
import type { LayerContent, ReleaseContent } from './content.ts'

/** Which patient each row of a layer belongs to. */
function patientOfRow(layer: LayerContent, content: ReleaseContent): Int32Array {
  return layer.rows.map((ordinal) => {
    switch (layer.entity) {
      case 'patient':
        return ordinal
      case 'specimen':
        return content.specimens[ordinal]?.patient ?? -1
      default:
        return content.entities[ordinal]?.patient ?? -1
    }
  })
}

/** A row counts when it has at least one number; of the layer's patient level where it has one, else any row of the patient. */
function patientsWithNumbers(layer: LayerContent, content: ReleaseContent): Set<number> {
  const found = new Set<number>()
  const hasNumber = (row: number) => layer.columns.some((column) => !Number.isNaN(column[row] ?? NaN))
  if (layer.patientRows) {
    layer.patientRows.forEach((row, patient) => {
      if (row >= 0 && hasNumber(row)) found.add(patient)
    })
    return found
  }
  patientOfRow(layer, content).forEach((patient, row) => {
    if (patient >= 0 && !found.has(patient) && hasNumber(row)) found.add(patient)
  })
  return found
}

/** Patients with a row, whether it holds numbers or not. */
export function patientCount(layer: LayerContent, content: ReleaseContent): number {
  if (layer.patientRows) return layer.patientRows.reduce((sum, row) => sum + (row >= 0 ? 1 : 0), 0)
  return new Set(patientOfRow(layer, content).filter((patient) => patient >= 0)).size
}

/** A composition has several cells; one number, e.g. a leukocyte fraction, is none. */
function isComposition(layer: LayerContent): boolean {
  return layer.kind === 'immune' && layer.variables.filter(({ role }) => role === 'measure').length > 1
}

export function countContent(content: ReleaseContent) {
  const having = (belongs: (layer: LayerContent) => boolean): Set<number> =>
    new Set(content.layers.filter(belongs).flatMap((layer) => [...patientsWithNumbers(layer, content)]))
  const withKind = (kind: LayerKind): number => having((layer) => layer.kind === kind).size
  const imaging = having((layer) => layer.kind === 'imaging')
  const immune = having(isComposition)
  return {
    patients: content.patients.length,
    specimens: content.specimens.length,
    ctSeries: content.ctSeries.length,
    patientsWithCt: new Set(content.ctSeries.map((series) => series.patient)).size,
    patientsWithImaging: imaging.size,
    patientsWithRna: withKind('expression'),
    patientsWithImmune: immune.size,
    patientsWithImagingAndImmune: imaging.intersection(immune).size,
    patientsWithOutcome: withKind('outcome'),
    patientsWithScore: withKind('score'),
    layers: content.layers.length,
    variables: content.layers.reduce((sum, layer) => sum + layer.variables.length, 0),
  }
}
