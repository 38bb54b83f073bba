import { asc, eq } from '../drizzle/orm.cjs'
import { columnFromBytes, int4FromBytes } from '../columnBytes.ts'
import { layer } from '../schema/layer.ts'
import { variable } from '../schema/variable.ts'
import type { Session } from '../session.ts'
import type { LayerContent, VariableContent } from './content.ts'
import { decodeRows } from '../copyDecoder.ts'

/** In bulk, by COPY: a SELECT of 60,000 columns takes PGlite seconds. */
async function readColumns(session: Session, layerId: number): Promise<Uint8Array[]> {
  const bytes = await session.copyOut(
    `copy (select "values" from variable_values where layer_id = ${Math.trunc(layerId)} order by ordinal) to stdout (format binary)`,
  )
  return [...decodeRows(bytes)].map(([field]) => {
    if (!field) throw new Error(`layer ${layerId} has a variable without values`)
    return field
  })
}

async function readVariableContents(session: Session, layerId: number): Promise<VariableContent[]> {
  return await session.orm
    .select({
      key: variable.key,
      label: variable.label,
      unit: variable.unit,
      type: variable.type,
      role: variable.role,
      levels: variable.levels,
    })
    .from(variable)
    .where(eq(variable.layerId, layerId))
    .orderBy(asc(variable.ordinal))
}

const layerContent = {
  kind: layer.kind,
  key: layer.key,
  label: layer.label,
  entity: layer.entity,
  unit: layer.unit,
  method: layer.method,
  description: layer.description,
  settings: layer.settings,
  sourceFiles: layer.sourceFiles,
  encoding: layer.encoding,
  patientRule: layer.patientRule,
  quality: layer.quality,
}

export async function readLayerContents(session: Session, releaseId: number): Promise<LayerContent[]> {
  const layers = await session.orm
    .select({
      id: layer.id,
      content: layerContent,
      rows: layer.rows,
      patientRows: layer.patientRows,
    })
    .from(layer)
    .where(eq(layer.releaseId, releaseId))
    .orderBy(asc(layer.ordinal))
  const contents: LayerContent[] = []
  for (const { id, content, rows, patientRows } of layers) {
    const variables = await readVariableContents(session, id)
    const columns = await readColumns(session, id)
    contents.push({
      ...content,
      rows: int4FromBytes(rows),
      patientRows: patientRows && int4FromBytes(patientRows),
      variables,
      columns: columns.map((bytes) => columnFromBytes(bytes, content.encoding)),
    })
  }
  return contents
}
