import { InvalidInput } from '../../science/errors.ts'
import type { CorrelationMethod } from '../../science/radiogenomics/associate.ts'
import { parseLayerRef, parseVariableRef, variableRef } from '../../science/variableRef.ts'
import { parseRefs } from './patientColumn.ts'

/** Exactly one of the two, which GraphQL has checked already. */
export interface VariableSetShape {
  variables?: readonly string[] | null | undefined
  layer?: string | null | undefined
}

/** `CorrelateInput` of the contract, as GraphQL hands it over. */
export interface CorrelateInputShape {
  release: string
  x: VariableSetShape
  y: VariableSetShape
  method?: CorrelationMethod | null | undefined
  p?: 'r' | 't' | null | undefined
  adjustFor?: readonly string[] | null | undefined
  rival?: string | null | undefined
  withRival?: boolean | null | undefined
}

/** All numbers that a layer measures, or some by reference. */
export type VariableSet = { layer: string } | { variables: string[] }

export interface CorrelateSpec {
  kind: 'correlate'
  x: VariableSet
  y: VariableSet
  method: CorrelationMethod
  /** of Spearman only */
  p?: 'r' | 't'
  /** references, sorted */
  adjustFor: string[]
  /** a reference; 'own': the tumour volume of the release; 'none' */
  rival: string
}

function parseSet(input: VariableSetShape, field: string): VariableSet {
  if (input.layer !== null && input.layer !== undefined) {
    const { kind, layer } = parseLayerRef(input.layer, `${field}.layer`)
    return { layer: `${kind}:${layer}` }
  }
  const variables = parseRefs(input.variables ?? [], `${field}.variables`, 500)
  if (variables.length === 0) throw new InvalidInput(`${field}.variables`, 'none', 'at least one reference')
  return { variables }
}

/** @throws InvalidInput a reference is malformed, or something is adjusted for with Kendall */
export function parseCorrelate(input: CorrelateInputShape): CorrelateSpec {
  const method = input.method ?? 'spearman'
  const adjustFor = parseRefs(input.adjustFor ?? [], 'adjustFor', 12)
  if (method === 'kendall' && adjustFor.length > 0)
    throw new InvalidInput(
      'adjustFor',
      `${adjustFor.length} variables`,
      'none with KENDALL; SPEARMAN or PEARSON',
    )
  const given = input.rival ? variableRef(parseVariableRef(input.rival, 'rival')) : 'own'
  return {
    kind: 'correlate',
    x: parseSet(input.x, 'x'),
    y: parseSet(input.y, 'y'),
    method,
    ...(method === 'spearman' ? { p: input.p ?? 'r' } : {}),
    adjustFor,
    rival: method === 'kendall' || input.withRival === false ? 'none' : given,
  }
}
