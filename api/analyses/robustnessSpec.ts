import { z } from 'zod'
import { InvalidInput } from '../../science/errors.ts'
import type { Expectation } from '../../science/radiogenomics/claim.ts'
import type { Grouping } from '../../science/radiogenomics/grouping.ts'
import { parseLayerRef, parseVariableRef, variableRef } from '../../science/variableRef.ts'
import { parseExpectations } from './expectations.ts'
import type { ExpectationShape } from './expectations.ts'
import { parseGrouping } from './groupingInput.ts'
import type { GroupingInputShape } from './groupingInput.ts'

/** `RobustnessInput` of the contract, as GraphQL hands it over. */
export interface RobustnessInputShape {
  release: string
  grouping: GroupingInputShape
  methods?: readonly string[] | null | undefined
  covariates?: readonly string[] | null | undefined
  expectations?: readonly ExpectationShape[] | null | undefined
  family?: 'method' | 'threeCells' | null | undefined
  shuffles?: number | null | undefined
  seed?: number | null | undefined
}

export interface RobustnessSpec {
  kind: 'robustness'
  grouping: Grouping
  /** layer references; null = every immune method that has one of the cells */
  methods: string[] | null
  /** variable references; null = those that the release suggests */
  covariates: string[] | null
  expectations: Expectation[]
  family: 'method' | 'threeCells'
  shuffles: number
  seed: number
}

const ranges = z.object({
  shuffles: z.int().min(0).max(2_000),
  seed: z.int().min(0).max(2_147_483_647),
})

/** @throws InvalidInput a reference is malformed or a number out of range */
export function parseRobustness(input: RobustnessInputShape): RobustnessSpec {
  const numbers = ranges.safeParse({ shuffles: input.shuffles ?? 500, seed: input.seed ?? 1 })
  if (!numbers.success) {
    const isSeed = numbers.error.issues[0]?.path[0] === 'seed'
    throw new InvalidInput(
      isSeed ? 'seed' : 'shuffles',
      isSeed ? input.seed : input.shuffles,
      isSeed ? '0 to 2,147,483,647' : '0 to 2,000',
    )
  }
  return {
    kind: 'robustness',
    grouping: parseGrouping(input.grouping),
    methods: input.methods ? sorted(input.methods.map((ref) => immuneLayer(ref))) : null,
    covariates: input.covariates
      ? sorted(input.covariates.map((ref) => variableRef(parseVariableRef(ref, 'covariates'))))
      : null,
    expectations: parseExpectations(input.expectations),
    family: input.family ?? 'method',
    ...numbers.data,
  }
}

function immuneLayer(text: string): string {
  const { kind, layer } = parseLayerRef(text, 'methods')
  if (kind !== 'immune') throw new InvalidInput('methods', text, 'layers of kind immune')
  return `immune:${layer}`
}

function sorted(refs: readonly string[]): string[] {
  return [...new Set(refs)].sort()
}
