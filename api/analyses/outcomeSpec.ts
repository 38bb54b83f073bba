import { z } from 'zod'
import { InvalidInput } from '../../science/errors.ts'
import type { Grouping } from '../../science/radiogenomics/grouping.ts'
import { parseLayerRef, parseVariableRef, variableRef } from '../../science/variableRef.ts'
import { parseGrouping } from './groupingInput.ts'
import type { GroupingInputShape } from './groupingInput.ts'
import { parseRefs } from './patientColumn.ts'

/** `OutcomeInput` of the contract, as GraphQL hands it over. */
export interface OutcomeInputShape {
  release: string
  grouping: GroupingInputShape
  endpoint: string
  among?: readonly string[] | null | undefined
  covariates?: readonly string[] | null | undefined
  reference?: string | null | undefined
  trend?: boolean | null | undefined
  tau?: number | null | undefined
  times?: readonly number[] | null | undefined
  permutations?: number | null | undefined
  seed?: number | null | undefined
}

export interface OutcomeSpec {
  kind: 'outcome'
  grouping: Grouping
  /** reference of an endpoint */
  endpoint: string
  /** layers that a patient must have a row in, besides */
  among: string[]
  /** references, sorted */
  covariates: string[]
  /** key of the group that hazards are compared with; absent: by the kind of grouping */
  reference?: string
  /** absent: where the groups are cuts of a number */
  trend?: boolean
  /** days; absent: the last time of the group followed least */
  tau?: number
  /** of the risk table, days; absent: as on the axis */
  times?: number[]
  /** of the search for cuts */
  permutations: number
  seed: number
}

const days = z.number().positive().max(100_000)
const choices = z.object({
  tau: days.optional(),
  times: z.array(z.number().min(0).max(100_000)).min(1).max(30).optional(),
  permutations: z.int().min(0).max(10_000),
  seed: z.int().min(0).max(2_147_483_647),
})

const allowed: Record<string, string> = {
  tau: 'days above 0, up to 100,000',
  times: '1 to 30 times in days, from 0 to 100,000',
  permutations: '0 to 10,000',
  seed: '0 to 2,147,483,647',
}

/** @throws InvalidInput it is no reference of an endpoint */
function endpointOf(text: string): string {
  const name = parseVariableRef(text, 'endpoint')
  if (name.kind !== 'outcome') throw new InvalidInput('endpoint', text, 'an endpoint, e.g. outcome:cdr/os')
  return variableRef(name)
}

/** Layer references as a set. @throws InvalidInput one is malformed, or too many */
export function parseLayers(refs: readonly string[], field: string): string[] {
  if (refs.length > 5) throw new InvalidInput(field, `${refs.length} layers`, 'at most 5')
  const layers = refs.map((ref) => {
    const { kind, layer } = parseLayerRef(ref, field)
    return `${kind}:${layer}`
  })
  return [...new Set(layers)].sort()
}

/** @throws InvalidInput a reference is malformed or a number out of range */
export function parseOutcome(input: OutcomeInputShape): OutcomeSpec {
  const { tau, times, reference, trend } = input
  const given = {
    ...(tau === null || tau === undefined ? {} : { tau }),
    ...(times ? { times: [...new Set(times)].sort((a, b) => a - b) } : {}),
    permutations: input.permutations ?? 1000,
    seed: input.seed ?? 1,
  }
  const parsed = choices.safeParse(given)
  if (!parsed.success) {
    const field = String(parsed.error.issues[0]?.path[0] ?? 'input')
    const value = Object.entries(given).find(([name]) => name === field)?.[1]
    throw new InvalidInput(field, value, allowed[field] ?? 'another value')
  }
  return {
    kind: 'outcome',
    grouping: parseGrouping(input.grouping),
    endpoint: endpointOf(input.endpoint),
    among: parseLayers(input.among ?? [], 'among'),
    covariates: parseRefs(input.covariates ?? [], 'covariates', 12),
    ...(reference === null || reference === undefined ? {} : { reference }),
    ...(trend === null || trend === undefined ? {} : { trend }),
    permutations: parsed.data.permutations,
    seed: parsed.data.seed,
    ...(parsed.data.tau === undefined ? {} : { tau: parsed.data.tau }),
    ...(parsed.data.times === undefined ? {} : { times: parsed.data.times }),
  }
}
