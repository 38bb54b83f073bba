import { z } from 'zod'
import { InvalidInput } from '../../science/errors.ts'
import type { Grouping } from '../../science/radiogenomics/grouping.ts'
import { parseLayerRef } from '../../science/variableRef.ts'
import { parseGrouping } from './groupingInput.ts'
import type { GroupingInputShape } from './groupingInput.ts'
import { scales } from './methodScale.ts'
import type { Scale } from './methodScale.ts'

/** `ImmuneProfileInput` of the contract, as GraphQL hands it over. */
export interface ProfileInputShape {
  release: string
  grouping: GroupingInputShape
  methods: readonly string[]
  scale?: Scale | null | undefined
  replicates?: number | null | undefined
  seed?: number | null | undefined
}

const choices = z.object({
  scale: z.enum(scales),
  replicates: z.int().min(100).max(20_000),
  seed: z.int().min(0).max(2_147_483_647),
})

export interface ProfileSpec extends z.infer<typeof choices> {
  kind: 'immuneProfile'
  grouping: Grouping
  /** layer references in the order asked for */
  methods: string[]
}

const mostMethods = 8

/** @throws InvalidInput a reference is malformed, there are too many, or a number is out of range */
export function parseProfile(input: ProfileInputShape): ProfileSpec {
  const methods = [...new Set(input.methods)]
  if (methods.length === 0 || methods.length > mostMethods)
    throw new InvalidInput('methods', methods.length, `1 to ${mostMethods} methods`)
  for (const ref of methods)
    if (parseLayerRef(ref, 'methods').kind !== 'immune')
      throw new InvalidInput('methods', ref, 'layers of kind immune')
  const given = {
    scale: input.scale ?? 'stored',
    replicates: input.replicates ?? 2000,
    seed: input.seed ?? 1,
  }
  const parsed = choices.safeParse(given)
  if (!parsed.success) {
    const field = String(parsed.error.issues[0]?.path[0] ?? 'input')
    const allowed = field === 'seed' ? '0 to 2,147,483,647' : '100 to 20,000'
    throw new InvalidInput(field, field === 'seed' ? given.seed : given.replicates, allowed)
  }
  return { kind: 'immuneProfile', grouping: parseGrouping(input.grouping), methods, ...parsed.data }
}
