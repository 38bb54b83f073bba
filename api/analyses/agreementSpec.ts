import { InvalidInput } from '../../science/errors.ts'
import { cellType, claimCells } from '../../science/immune/cellTypes.ts'
import type { Grouping } from '../../science/radiogenomics/grouping.ts'
import { parseLayerRef } from '../../science/variableRef.ts'
import { parseGrouping } from './groupingInput.ts'
import type { GroupingInputShape } from './groupingInput.ts'

/** `MethodAgreementInput` of the contract, as GraphQL hands it over. */
export interface AgreementInputShape {
  release: string
  cells?: readonly string[] | null | undefined
  methods?: readonly string[] | null | undefined
  grouping?: GroupingInputShape | null | undefined
}

export interface AgreementSpec {
  kind: 'methodAgreement'
  /** keys of the vocabulary, in the order asked for */
  cells: string[]
  /** layer references in the order asked for; null = all that tell cells apart */
  methods: string[] | null
  grouping: Grouping | null
}

const mostCells = 30
const mostMethods = 20

/** @throws InvalidInput a cell is not in the vocabulary, a reference is malformed, or there are too many */
export function parseAgreement(input: AgreementInputShape): AgreementSpec {
  const cells = [...new Set(input.cells ?? claimCells)]
  for (const cell of cells)
    if (!cellType(cell)) throw new InvalidInput('cells', cell, 'a key of the vocabulary of cell types')
  if (cells.length === 0 || cells.length > mostCells)
    throw new InvalidInput('cells', cells.length, `1 to ${mostCells} cells`)
  const methods = input.methods ? [...new Set(input.methods)] : null
  for (const ref of methods ?? [])
    if (parseLayerRef(ref, 'methods').kind !== 'immune')
      throw new InvalidInput('methods', ref, 'layers of kind immune')
  if (methods && (methods.length === 0 || methods.length > mostMethods))
    throw new InvalidInput('methods', methods.length, `1 to ${mostMethods} methods`)
  return {
    kind: 'methodAgreement',
    cells,
    methods,
    grouping: input.grouping ? parseGrouping(input.grouping) : null,
  }
}
