import type { Expectation as ExpectationShape } from '../../science/radiogenomics/claim.ts'
import { cellType } from '../../science/immune/cellTypes.ts'
import { builder } from '../builder.ts'
import { CellType } from './variable.ts'

export const Direction = builder.enumType('Direction', {
  description: 'What is expected of the first group against the second.',
  values: {
    HIGHER: { value: 'higher', description: 'More in the first group, e.g. in high risk.' },
    LOWER: { value: 'lower', description: 'Less in the first group.' },
  } as const,
})

export const ExpectationInput = builder.inputType('ExpectationInput', {
  description: 'One directed expectation.',
  fields: (t) => ({
    cell: t.id({ required: true, description: 'Key of the cell type.' }),
    direction: t.field({
      type: Direction,
      required: true,
      description: 'What is expected of the first group.',
    }),
  }),
})

export const Expectation = builder.objectRef<ExpectationShape>('Expectation').implement({
  description: 'One directed expectation about the first group against the second.',
  fields: (t) => ({
    cell: t.field({
      type: CellType,
      nullable: true,
      description: 'The cell type; null where the vocabulary no longer has it.',
      resolve: ({ cell }) => cellType(cell) ?? null,
    }),
    direction: t.expose('direction', { type: Direction, description: 'More or less in the first group.' }),
  }),
})
