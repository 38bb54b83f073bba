import { cellType } from '../science/immune/cellTypes.ts'
import type { CellType } from '../science/immune/cellTypes.ts'
import type { VariableName } from '../science/variableRef.ts'

/** The cell type that a variable of an immune layer stands for; null where its key is not in the vocabulary. */
export function cellTypeOf(variable: VariableName): CellType | null {
  return variable.kind === 'immune' ? (cellType(variable.key) ?? null) : null
}
