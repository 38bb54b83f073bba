import { InvalidInput } from '../../science/errors.ts'
import { cellType } from '../../science/immune/cellTypes.ts'
import { immuneMethod, immuneMethods } from '../../science/immune/methods.ts'
import { builder } from '../builder.ts'
import { CellType } from './variable.ts'

builder.queryField('cellsOfMethod', (t) =>
  t.field({
    type: [CellType],
    description: 'The cells that an immune method measures, those of the published claim first.',
    args: {
      method: t.arg.id({ defaultValue: 'cibersort-lm22', description: 'Key of the method.' }),
    },
    complexity: { field: 1, multiplier: 25 },
    resolve: (_root, { method }) => {
      const found = immuneMethod(method ?? '')
      if (!found) throw new InvalidInput('method', method, immuneMethods.map(({ key }) => key).join(', '))
      return found.cells.flatMap((key) => cellType(key) ?? [])
    },
  }),
)
