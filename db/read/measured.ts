import {
  type LayerKind,
  type VariableName,
  type VariableRef,
  variableRef,
} from '../../science/variableRef.ts'
import type { EntityKind, QualityRule } from '../release/content.ts'
import { layer } from '../schema/layer.ts'
import { variable } from '../schema/variable.ts'

/** A layer and a variable as every read gives them; `layers.ts` and `variables.ts` hand these on. */

export interface LayerName {
  kind: LayerKind
  /** key of the layer */
  key: string
}

export interface LayerRow extends LayerName {
  id: number
  releaseId: number
  /** `<kind>:<key>` */
  ref: string
  label: string
  entity: EntityKind
  unit: string
  method: string
  description: string
  settings: Readonly<Record<string, unknown>>
  /** manifest ids of source files */
  sourceFiles: string[]
  encoding: 'f4' | 'f8'
  rowCount: number
  variableCount: number
  /** patients that have a row (at patient level where the layer has one) */
  patientCount: number
  patientRule: string
  quality: QualityRule | null
}

export const layerSelection = {
  id: layer.id,
  releaseId: layer.releaseId,
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
  rowCount: layer.rowCount,
  variableCount: layer.variableCount,
  patientCount: layer.patientCount,
  patientRule: layer.patientRule,
  quality: layer.quality,
}

export function layerRow(found: Omit<LayerRow, 'ref'>): LayerRow {
  return { ...found, ref: `${found.kind}:${found.key}` }
}

export interface VariableRow extends VariableName {
  ref: VariableRef
  label: string
  unit: string
  type: 'number' | 'category' | 'endpoint'
  role: 'measure' | 'quality' | 'total'
  levels: string[] | null
}

export const variableSelection = {
  key: variable.key,
  label: variable.label,
  unit: variable.unit,
  type: variable.type,
  role: variable.role,
  levels: variable.levels,
}

export function variableRow(
  name: LayerName,
  found: Omit<VariableRow, 'ref' | 'kind' | 'layer'>,
): VariableRow {
  const full = { kind: name.kind, layer: name.key, key: found.key }
  return { ...found, ...full, ref: variableRef(full) }
}
