import { InvalidInput } from './errors.ts'

/** The one way to name anything measured: `<kind>:<layer>/<key>`, e.g. `immune:cibersort-lm22/macrophage_m1`. */
export type VariableRef = string & { readonly brand: 'VariableRef' }

export const layerKinds = [
  'clinical',
  'outcome',
  'response',
  'imaging',
  'expression',
  'immune',
  'score',
] as const
export type LayerKind = (typeof layerKinds)[number]

export interface VariableName {
  kind: LayerKind
  layer: string
  key: string
}

const refPattern = /^([a-z]+):([A-Za-z0-9._+-]+)\/([A-Za-z0-9._+-]+)$/
const layerRefPattern = /^([a-z]+):([A-Za-z0-9._+-]+)$/

function layerKind(text: string, field: string, given: string): LayerKind {
  const found = layerKinds.find((kind) => kind === text)
  if (!found)
    throw new InvalidInput(field, given, `a reference that starts with one of ${layerKinds.join(', ')}`)
  return found
}

/**
 * Reads a variable reference into its three names.
 * @throws InvalidInput the text is not `<kind>:<layer>/<key>` or the kind is unknown
 */
export function parseVariableRef(text: string, field = 'variable'): VariableName {
  const match = refPattern.exec(text)
  const [, kind, layer, key] = match ?? []
  if (!kind || !layer || !key) throw new InvalidInput(field, text, '<kind>:<layer>/<key>')
  return { kind: layerKind(kind, field, text), layer, key }
}

/**
 * Reads a layer reference, e.g. `immune:cibersort-lm22`.
 * @throws InvalidInput the text is not `<kind>:<layer>` or the kind is unknown
 */
export function parseLayerRef(text: string, field = 'layer'): Omit<VariableName, 'key'> {
  const [, kind, layer] = layerRefPattern.exec(text) ?? []
  if (!kind || !layer) throw new InvalidInput(field, text, '<kind>:<layer>')
  return { kind: layerKind(kind, field, text), layer }
}

/** Writes a reference; the names are taken to be keys already (see `variableKey`). */
export function variableRef(name: VariableName): VariableRef {
  return `${name.kind}:${name.layer}/${name.key}` as VariableRef
}

/** Turns a label into a key: characters outside `[A-Za-z0-9._+-]` become `_`, runs are one, none at the ends. */
export function variableKey(label: string): string {
  const key = label.replace(/[^A-Za-z0-9._+-]+/g, '_').replace(/^_+|_+$/g, '')
  return key === '' ? '_' : key
}

/** Keys for a list of labels in order; a clash gets the suffix `_2`, `_3`, … */
export function variableKeys(labels: readonly string[]): string[] {
  const taken = new Set<string>()
  return labels.map((label) => {
    const base = variableKey(label)
    let key = base
    for (let n = 2; taken.has(key); n += 1) key = `${base}_${n}`
    taken.add(key)
    return key
  })
}
