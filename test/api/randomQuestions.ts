/**
 * Questions made at random from the schema itself, so that a new field is asked without anybody thinking of it: names that are there
 * and names that are not, numbers at their edges, lists too short and too long.
 */
import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
} from 'graphql'
import type { GraphQLField, GraphQLInputObjectType, GraphQLInputType, GraphQLOutputType } from 'graphql'
import { schema } from '../../api/schema.ts'
import type { Random } from '../../science/stats/random.ts'

/** What stands in the database, by what it may be asked for as. */
export interface Names {
  releases: readonly string[]
  cohorts: readonly string[]
  models: readonly string[]
  patients: readonly string[]
  levels: readonly string[]
  layers: readonly string[]
  immuneLayers: readonly string[]
  endpoints: readonly string[]
  responses: readonly string[]
  categories: readonly string[]
  numbers: readonly string[]
}

export interface Question {
  name: string
  query: string
  variables: object
}

const garbage = [
  '',
  'x',
  'no:such/thing',
  'immune:',
  'immune:no-such/cell',
  '\u0000',
  '💥'.repeat(50),
  '%',
  'a'.repeat(3000),
]
const whole = { usual: [1, 2, 3, 5, 20, 100, 1000], edges: [0, -1, 99, 2_147_483_647, -2_147_483_648] }
const real = {
  usual: [0.05, 0.25, 0.5, 0.65, 0.95, 1, 2, 30, 365],
  edges: [0, -1, 1e-300, 1e308, -1e308, 5e-324],
}

export function randomQuestions(random: Random, names: Names) {
  const { uniform } = random
  const among = <T>(list: readonly T[]): T | undefined => list[Math.floor(uniform() * list.length)]
  const nameFor = (field: string): string => {
    if (uniform() < 0.02) return among(garbage) ?? ''
    const anything = [...names.numbers, ...names.categories, ...names.endpoints, ...names.layers]
    const lists: [RegExp, readonly string[]][] = [
      [/^(release|hash)$/, names.releases],
      [/^(cohort|slug)$/, names.cohorts],
      [/model/i, names.models],
      [/^method/, names.immuneLayers],
      [/endpoint/i, names.endpoints],
      [/^response$/, names.responses],
      [/^(among|layer|layers|features|cells)$/, names.layers],
      [/patient|members/i, names.patients],
      [/level|responder/i, names.levels],
      [/site|category/i, names.categories],
    ]
    const list = lists.find(([pattern]) => pattern.test(field))?.[1] ?? names.numbers
    return (uniform() < 0.95 ? among(list) : among(anything)) ?? 'none'
  }
  function valueOf(type: GraphQLInputType, field: string, depth = 0): unknown {
    if (isNonNullType(type)) return valueOf(type.ofType, field, depth)
    if (isListType(type)) {
      const length = uniform() < 0.03 ? 45 : uniform() < 0.03 ? 0 : 1 + Math.floor(uniform() * 3)
      return Array.from({ length }, () => valueOf(type.ofType, field, depth))
    }
    if (isEnumType(type)) return among(type.getValues())?.name
    if (isInputObjectType(type)) return inputOf(type, depth)
    if (type.name === 'Int') return among(uniform() < 0.9 ? whole.usual : whole.edges)
    if (type.name === 'Float') return among(uniform() < 0.9 ? real.usual : real.edges)
    if (type.name === 'Boolean') return uniform() < 0.5
    return nameFor(field)
  }
  function inputOf(type: GraphQLInputObjectType, depth: number): object {
    const fields = Object.values(type.getFields())
    if (type.isOneOf) {
      const shallow = depth > 2 ? fields.filter(({ name }) => name !== 'within') : fields
      const one = among(shallow)
      return one ? { [one.name]: valueOf(one.type, one.name, depth + 1) } : {}
    }
    return Object.fromEntries(
      fields
        .filter((one) => isNonNullType(one.type) || uniform() < 0.25)
        .map((one) => [one.name, valueOf(one.type, one.name, depth + 1)]),
    )
  }
  /** @param alias members of a union may have fields of one name and different types: each gets an alias of its own */
  function selectionOf(
    type: GraphQLOutputType,
    depth: number,
    alias: (field: string) => string = () => '',
  ): string {
    const named = getNamedType(type)
    if (isUnionType(named)) {
      const members = named.getTypes()
      const isShared = (field: string): boolean =>
        new Set(members.flatMap((one) => String(one.getFields()[field]?.type ?? [])).filter(Boolean)).size > 1
      const of = (one: (typeof members)[number]) =>
        selectionOf(one, depth, (field) => (isShared(field) ? `${one.name}_${field}: ` : ''))
      return `{ __typename ${members.map((one) => `... on ${one.name} ${of(one)}`).join(' ')} }`
    }
    if (!isObjectType(named) && !isInterfaceType(named)) return ''
    const fields = Object.values(named.getFields()).flatMap((field) => {
      const inner = getNamedType(field.type)
      const isLeaf = !isObjectType(inner) && !isInterfaceType(inner) && !isUnionType(inner)
      if (field.args.some(isRequiredArgument)) return []
      if (isLeaf) return field.name === 'tsv' && uniform() < 0.5 ? [] : [`${alias(field.name)}${field.name}`]
      if (depth === 0 || uniform() > 0.35) return []
      return [`${alias(field.name)}${field.name} ${selectionOf(field.type, depth - 1)}`]
    })
    return `{ __typename ${fields.join(' ')} }`
  }
  const questions = Object.values(schema.getQueryType()?.getFields() ?? {})
  return function next(): Question {
    const field = among(questions) as GraphQLField<unknown, unknown>
    const declared = field.args.map((one) => `$${one.name}: ${String(one.type)}`).join(', ')
    const passed = field.args.map((one) => `${one.name}: $${one.name}`).join(', ')
    const variables = Object.fromEntries(
      field.args
        .filter((one) => isNonNullType(one.type) || uniform() < 0.5)
        .map((one) => [one.name, valueOf(one.type, one.name)]),
    )
    const selection = selectionOf(field.type, 3)
    const query = `query${declared ? `(${declared})` : ''} { ${field.name}${passed ? `(${passed})` : ''} ${selection} }`
    return { name: field.name, query, variables }
  }
}
