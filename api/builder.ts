import SchemaBuilder from '@pothos/core'
import ComplexityPlugin from '@pothos/plugin-complexity'
import type { Context } from './context.ts'

interface Choices {
  Context: Context
  DefaultFieldNullability: false
}

export type Types = PothosSchemaTypes.ExtendDefaultTypes<Choices>

/** Every schema file adds its noun to this one builder. Costs are declared here, the limit is applied in limits.ts. */
export const builder = new SchemaBuilder<Choices>({
  plugins: [ComplexityPlugin],
  defaultFieldNullability: false,
  complexity: { disabled: true, defaultComplexity: 1, defaultListMultiplier: 10 },
})

builder.queryType({ description: 'Everything that can be asked. Nothing here changes stored data.' })
builder.mutationType({
  description:
    'What people save (claims and groups of their own) and bring in: an import makes a new release or none; no release changes.',
})
