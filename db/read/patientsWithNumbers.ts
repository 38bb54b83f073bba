import { and, asc, count, eq, gte, lt } from '../drizzle/orm.cjs'
import { columnFromBytes, int4FromBytes } from '../columnBytes.ts'
import { entity } from '../schema/entity.ts'
import { layer } from '../schema/layer.ts'
import { specimen } from '../schema/specimen.ts'
import { variable } from '../schema/variable.ts'
import { variableValues } from '../schema/variableValues.ts'
import type { Session } from '../session.ts'
import type { LayerRow } from './measured.ts'

/** Columns a statement; the first few nearly always have a number for everybody who has any. */
const columnsAtOnce = 64

/** Patient of each row: of the layer's patient level where it has one, else of every row; −1 = stands for nobody. */
async function patientOfRows(
  session: Session,
  { id, releaseId, entity: kind, rowCount }: LayerRow,
): Promise<Int32Array> {
  const [found] = await session.orm
    .select({ rows: layer.rows, patientRows: layer.patientRows })
    .from(layer)
    .where(eq(layer.id, id))
  if (!found) throw new Error(`no layer ${id}`)
  const owners = new Int32Array(rowCount).fill(-1)
  if (found.patientRows) {
    int4FromBytes(found.patientRows).forEach((row, ordinal) => {
      if (row >= 0) owners[row] = ordinal
    })
    return owners
  }
  const rows = int4FromBytes(found.rows)
  if (kind === 'patient') return rows
  const owner = kind === 'specimen' ? specimen : entity
  const list = await session.orm
    .select({ ordinal: owner.ordinal, patient: owner.patient })
    .from(owner)
    .where(eq(owner.releaseId, releaseId))
  const patients = new Map(list.map((one) => [one.ordinal, one.patient]))
  return rows.map((ordinal) => patients.get(ordinal) ?? -1)
}

/**
 * Who has at least one number in a layer, as the counts of a release are made: one a patient.
 * Reads columns until everybody who has a row has shown a number, or no column is left.
 */
export async function readPatientsWithNumbers(
  session: Session,
  row: LayerRow,
  patients: number,
): Promise<boolean[]> {
  const owners = await patientOfRows(session, row)
  const has = Array.from({ length: patients }, () => false)
  const waiting = new Set(owners.keys())
  owners.forEach((owner, at) => {
    if (owner < 0) waiting.delete(at)
  })
  for (let from = 0; from < row.variableCount && waiting.size > 0; from += columnsAtOnce) {
    const columns = await session.orm
      .select({ values: variableValues.values })
      .from(variableValues)
      .where(
        and(
          eq(variableValues.layerId, row.id),
          gte(variableValues.ordinal, from),
          lt(variableValues.ordinal, from + columnsAtOnce),
        ),
      )
      .orderBy(asc(variableValues.ordinal))
    for (const { values } of columns) {
      const column = columnFromBytes(values, row.encoding)
      for (const at of waiting) {
        if (Number.isNaN(column[at] ?? NaN)) continue
        has[owners[at] ?? -1] = true
        waiting.delete(at)
      }
    }
  }
  return has
}

/** How many of a layer's variables are measures; the others say how far a row can be trusted. */
export async function countMeasures(session: Session, layerId: number): Promise<number> {
  const [found] = await session.orm
    .select({ n: count() })
    .from(variable)
    .where(and(eq(variable.layerId, layerId), eq(variable.role, 'measure')))
  return found?.n ?? 0
}
