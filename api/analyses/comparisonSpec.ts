import { z } from 'zod'
import { InvalidInput } from '../../science/errors.ts'
import type { Grouping } from '../../science/radiogenomics/grouping.ts'
import type { TestKind } from '../../science/radiogenomics/result.ts'
import { parseLayerRef } from '../../science/variableRef.ts'
import { parseGrouping } from './groupingInput.ts'
import type { GroupingInputShape } from './groupingInput.ts'

/** `CompareGroupsInput` of the contract, as GraphQL hands it over. */
export interface CompareGroupsInputShape {
  release: string
  grouping: GroupingInputShape
  method: string
  test?: TestKind | null | undefined
  family?: 'method' | 'threeCells' | null | undefined
  quality?: 'mark' | 'filter' | null | undefined
  permutations?: number | null | undefined
  seed?: number | null | undefined
}

const choices = z.object({
  test: z.enum(['wilcoxon', 'welch', 'permutation']),
  family: z.enum(['method', 'threeCells']),
  quality: z.enum(['mark', 'filter']),
  permutations: z.int().min(100).max(100_000),
  seed: z.int().min(0).max(2_147_483_647),
})

/** What is asked, apart from the release; two ways to write the same question give the same specification. */
export interface ComparisonSpec extends Omit<z.infer<typeof choices>, 'permutations'> {
  kind: 'compareGroups'
  grouping: Grouping
  /** layer reference */
  method: string
  /** only of the permutation test */
  permutations?: number
}

const allowed: Record<string, string> = {
  permutations: '100 to 100,000',
  seed: '0 to 2,147,483,647',
}

/** @throws InvalidInput a reference is malformed or a number out of range */
export function parseComparison(input: CompareGroupsInputShape): ComparisonSpec {
  const { kind, layer } = parseLayerRef(input.method, 'method')
  if (kind !== 'immune') throw new InvalidInput('method', input.method, 'a layer of kind immune')
  const parsed = choices.safeParse({
    test: input.test ?? 'wilcoxon',
    family: input.family ?? 'method',
    quality: input.quality ?? 'mark',
    permutations: input.permutations ?? 10_000,
    seed: input.seed ?? 1,
  })
  if (!parsed.success) throw invalidChoice(input, parsed.error)
  const { permutations, ...rest } = parsed.data
  return {
    kind: 'compareGroups',
    grouping: parseGrouping(input.grouping),
    method: `immune:${layer}`,
    ...rest,
    ...(rest.test === 'permutation' ? { permutations } : {}),
  }
}

function invalidChoice(input: CompareGroupsInputShape, error: z.ZodError): InvalidInput {
  const field = String(error.issues[0]?.path[0] ?? 'input')
  const given = field === 'seed' ? input.seed : input.permutations
  return new InvalidInput(field, given, allowed[field] ?? error.issues[0]?.message ?? 'another value')
}
