import { z } from 'zod'
import { InvalidInput } from '../../science/errors.ts'
import type { Grouping } from '../../science/radiogenomics/grouping.ts'
import { parseGrouping } from './groupingInput.ts'
import type { GroupingInputShape } from './groupingInput.ts'
import { parseLayers } from './outcomeSpec.ts'
import { parseRefs } from './patientColumn.ts'

/** `BaselineTableInput` of the contract, as GraphQL hands it over. */
export interface BaselineInputShape {
  release: string
  grouping: GroupingInputShape
  variables?: readonly string[] | null | undefined
  among?: readonly string[] | null | undefined
  variances?: 'unequal' | 'equal' | null | undefined
  seed?: number | null | undefined
}

export interface BaselineSpec {
  kind: 'baselineTable'
  grouping: Grouping
  /** references, sorted; absent: a choice that makes sense for the release */
  variables?: string[]
  /** layers that a patient must have a row in */
  among: string[]
  variances: 'unequal' | 'equal'
  /** of Fisher's test where its tables are too many to go through */
  seed: number
}

const seed = z.int().min(0).max(2_147_483_647)

/** @throws InvalidInput a reference is malformed or the seed out of range */
export function parseBaseline(input: BaselineInputShape): BaselineSpec {
  const parsed = seed.safeParse(input.seed ?? 1)
  if (!parsed.success) throw new InvalidInput('seed', input.seed, '0 to 2,147,483,647')
  return {
    kind: 'baselineTable',
    grouping: parseGrouping(input.grouping),
    ...(input.variables ? { variables: parseRefs(input.variables, 'variables', 100) } : {}),
    among: parseLayers(input.among ?? [], 'among'),
    variances: input.variances ?? 'unequal',
    seed: parsed.data,
  }
}
