import { keptAnalysis, layersNamedIn } from '../analyses/keptAnalysis.ts'
import type { KeptAnalysis as Kept } from '../analyses/keptAnalysis.ts'
import { builder } from '../builder.ts'
import { Analysis } from './analysis.ts'
import { Layer } from './layer.ts'

const KeptAnalysis = builder.objectRef<Kept>('KeptAnalysis').implement({
  description: 'An answer that this server gave before, found by the id that its figures and tables carry.',
  interfaces: [Analysis],
  fields: (t) => ({
    kind: t.exposeString('kind', { description: 'Kind of analysis, e.g. "compareGroups".' }),
    layers: t.field({
      type: [Layer],
      description: 'Layers that the specification names, itself or by a variable.',
      complexity: { field: 1, multiplier: 4 },
      resolve: async ({ spec, release }, _args, context) => {
        const named = layersNamedIn(spec)
        const layers = await context.facts.layers(release.id)
        return layers.filter(({ ref }) => named.includes(ref))
      },
    }),
  }),
})

builder.queryField('analysis', (t) =>
  t.field({
    type: KeptAnalysis,
    nullable: true,
    description: 'An answer by its id; null if this server never gave it.',
    args: { id: t.arg.id({ required: true, description: 'Short id of the analysis.' }) },
    complexity: 20,
    resolve: (_root, { id }, context) => {
      // stored behind the answer: asked a moment too early it is not there yet, and that must not be kept
      context.neverKeep()
      return keptAnalysis(context, id)
    },
  }),
)
