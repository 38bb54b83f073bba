import type { Paper } from '../../science/radiogenomics/paper/paper.ts'
import { builder } from '../builder.ts'

const FigureLegend = builder.objectRef<Paper['legends'][number]>('FigureLegend').implement({
  description: 'The legend of one figure that an answer can be drawn as.',
  fields: (t) => ({
    panel: t.exposeString('panel', { description: 'Which figure: a name that files carry too.' }),
    text: t.exposeString('text', { description: 'Ready to paste: who, what, how, and where it comes from.' }),
  }),
})

export const PaperWords = builder.objectRef<Paper>('PaperWords').implement({
  description: 'What a manuscript takes from an answer, in words that follow its settings.',
  fields: (t) => ({
    methods: t.exposeString('methods', { description: 'How it was done: goes into the methods section.' }),
    legends: t.field({
      type: [FigureLegend],
      description: 'One legend for each figure.',
      complexity: { field: 1, multiplier: 4 },
      resolve: ({ legends }) => [...legends],
    }),
  }),
})
