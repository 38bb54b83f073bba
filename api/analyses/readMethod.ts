import type { Session } from '../../db/client.ts'
import { readLayerColumns } from '../../db/read/layers.ts'
import type { LayerColumns } from '../../db/read/layers.ts'
import { atPatients } from '../../db/read/variables.ts'
import { displayOrder } from '../../science/immune/cellTypes.ts'
import { isMissing } from '../../science/stats/missing.ts'
import { passesRule } from '../quality.ts'
import type { QualityRule } from '../quality.ts'

/** One immune method at the patient level. Shared by requests: nobody writes into it. */
export interface LoadedMethod extends LayerColumns {
  patientRows: Int32Array
  /** beside `columns`: one value a patient */
  patientColumns: readonly Float64Array[]
  /** places of its measures in `columns`, in the vocabulary's order */
  measures: readonly number[]
  /** one a patient: whether the row passes the method's own check; null where there is no row, no value or no check */
  passes: readonly (boolean | null)[]
  /** one a patient: the number that is checked, e.g. CIBERSORT's P */
  qualities: readonly (number | null)[]
}

/** Reads a whole method in one statement; null = no such immune layer. */
export async function readMethod(
  db: Session,
  releaseId: number,
  key: string,
): Promise<LoadedMethod | 'no patient level' | null> {
  const name = { kind: 'immune' as const, key }
  const method = await readLayerColumns(db, releaseId, name, { roles: ['measure', 'quality'] })
  if (!method) return null
  const { patientRows } = method
  if (!patientRows) return 'no patient level'
  const keys = method.variables.map((variable) => variable.key)
  const order = displayOrder(keys).map((each) => keys.indexOf(each))
  const measures = order.filter((i) => {
    const variable = method.variables[i]
    return variable?.role === 'measure' && variable.type === 'number'
  })
  const qualities = checked(method, patientRows)
  return {
    ...method,
    patientRows,
    patientColumns: method.columns.map((column) => atPatients(column, patientRows)),
    measures,
    qualities,
    passes: passing(method.layer.quality, qualities),
  }
}

function checked(method: LayerColumns, patientRows: Int32Array): (number | null)[] {
  const rule = method.layer.quality
  const values = rule && method.columns[method.variables.findIndex((each) => each.key === rule.variable)]
  return Array.from(patientRows, (row) => {
    const value = values?.[row] ?? NaN
    return isMissing(value) ? null : value
  })
}

function passing(rule: QualityRule | null, qualities: readonly (number | null)[]): (boolean | null)[] {
  return qualities.map((value) => (!rule || value === null ? null : passesRule(rule, value)))
}
