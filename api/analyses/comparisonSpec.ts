import { z } from 'zod'
import { InvalidInput } from '../../science/errors.ts'
import type { Grouping } from '../../science/radiogenomics/grouping.ts'
import type { TestKind } from '../../science/radiogenomics/result.ts'
import { parseLayerRef } from '../../science/variableRef.ts'
import { parseGrouping } from './groupingInput.ts'
import type { GroupingInputShape } from './groupingInput.ts'
import { parseRefs } from './patientColumn.ts'
import { scales } from './methodScale.ts'
import type { Scale } from './methodScale.ts'

/** `CompareGroupsInput` of the contract, as GraphQL hands it over. */
export interface CompareGroupsInputShape {
  release: string
  grouping: GroupingInputShape
  method: string
  test?: TestKind | null | undefined
  family?: 'method' | 'threeCells' | 'allMethods' | null | undefined
  covariates?: readonly string[] | null | undefined
  quality?: 'mark' | 'weight' | 'filter' | null | undefined
  scale?: Scale | null | undefined
  zeros?: number | null | undefined
  ratioConstant?: number | null | undefined
  permutations?: number | null | undefined
  seed?: number | null | undefined
}

const choices = z.object({
  test: z.enum(['wilcoxon', 'welch', 'permutation']),
  family: z.enum(['method', 'threeCells', 'allMethods']),
  quality: z.enum(['mark', 'weight', 'filter']),
  scale: z.enum(scales),
  zeros: z.number().positive().max(1),
  ratioConstant: z.number().min(0).max(1).nullable(),
  permutations: z.int().min(100).max(100_000),
  seed: z.int().min(0).max(2_147_483_647),
})

/** What is asked, apart from the release; two ways to write the same question give the same specification. */
export interface ComparisonSpec extends Omit<z.infer<typeof choices>, 'permutations' | 'zeros'> {
  kind: 'compareGroups'
  grouping: Grouping
  /** layer reference */
  method: string
  /** only of the permutation test */
  permutations?: number
  /** only of log ratios: a zero as a share of the smallest positive value */
  zeros?: number
  /** what the groups are compared at equal values of; only where there is any */
  covariates?: string[]
}

const mostCovariates = 10

const allowed: Record<string, string> = {
  permutations: '100 to 100,000',
  seed: '0 to 2,147,483,647',
  zeros: 'above 0, up to 1',
  ratioConstant: '0 to 1',
}

/** @throws InvalidInput a reference is malformed or a number out of range */
export function parseComparison(input: CompareGroupsInputShape): ComparisonSpec {
  const { kind, layer } = parseLayerRef(input.method, 'method')
  if (kind !== 'immune') throw new InvalidInput('method', input.method, 'a layer of kind immune')
  const parsed = choices.safeParse({
    test: input.test ?? 'wilcoxon',
    family: input.family ?? 'method',
    quality: input.quality ?? 'mark',
    scale: input.scale ?? 'stored',
    zeros: input.zeros ?? 0.65,
    ratioConstant: input.ratioConstant ?? null,
    permutations: input.permutations ?? 10_000,
    seed: input.seed ?? 1,
  })
  if (!parsed.success) throw invalidChoice(input, parsed.error)
  const { permutations, zeros, ...rest } = parsed.data
  if (rest.quality === 'weight' && rest.test === 'permutation')
    throw new InvalidInput('test', 'PERMUTATION', 'WILCOXON or WELCH: permutations have no weighted form')
  const covariates = parseRefs(input.covariates ?? [], 'covariates', mostCovariates)
  if (covariates.length > 0 && rest.quality === 'weight')
    throw new InvalidInput('covariates', covariates.join(), 'none beside quality WEIGHT')
  if (covariates.length > 0 && rest.test === 'permutation')
    throw new InvalidInput('test', 'PERMUTATION', 'WILCOXON or WELCH: permutations have no adjusted form')
  return {
    kind: 'compareGroups',
    grouping: parseGrouping(input.grouping),
    method: `immune:${layer}`,
    ...rest,
    ...(rest.test === 'permutation' ? { permutations } : {}),
    ...(rest.scale === 'logRatio' ? { zeros } : {}),
    ...(covariates.length > 0 ? { covariates } : {}),
  }
}

function invalidChoice(input: CompareGroupsInputShape, error: z.ZodError): InvalidInput {
  const field = String(error.issues[0]?.path[0] ?? 'input')
  const given: unknown = Object.entries(input).find(([name]) => name === field)?.[1]
  return new InvalidInput(field, given, allowed[field] ?? error.issues[0]?.message ?? 'another value')
}
