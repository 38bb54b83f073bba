import { InvalidInput } from '../errors.ts'

/** Where a layer's rows belong: as stored (`LayerContent`). */
export interface PatientRows {
  /** how many rows the layer has */
  rows: number
  /** for each patient the index of the row that stands for them, −1 = none; null = no patient level */
  patientRows: Int32Array | null
}

/**
 * A layer's column as one value per patient; NaN where no row stands for the patient, or the value is missing.
 * @param column one value per row of the layer, in row order
 * @throws InvalidInput the layer has no patient level, or lengths and indices do not fit
 */
export function patientLevel(column: ArrayLike<number>, { rows, patientRows }: PatientRows): Float64Array {
  if (!patientRows)
    throw new InvalidInput('layer', 'no patient level', 'a layer in which a row stands for each patient')
  if (column.length !== rows)
    throw new InvalidInput('column', `${column.length} values`, `${rows}, one per row`)
  const values = new Float64Array(patientRows.length).fill(NaN)
  patientRows.forEach((row, patient) => {
    if (row < -1 || row >= rows) throw new InvalidInput('patientRows', row, `-1 to ${rows - 1}`)
    if (row >= 0) values[patient] = column[row] ?? NaN
  })
  return values
}
