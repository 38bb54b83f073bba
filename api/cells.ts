import type { VariableName } from '../science/variableRef.ts'

export interface CellTypeShape {
  key: string
  label: string
  parent: string | null
  colour: string
}

/** The cell type that a variable stands for: a measure of an immune layer whose key is in the vocabulary. */
export function cellTypeOf(variable: VariableName): CellTypeShape | null {
  return variable.kind === 'immune' ? null : null
}

export function cellTypeByKey(key: string): CellTypeShape {
  throw new Error(`not yet: ${key}`)
}
