import { complexityFromQuery } from '@pothos/plugin-complexity'
import {
  execute,
  getOperationAST,
  GraphQLError,
  Kind,
  parse,
  validate,
  visit,
  type DocumentNode,
  type ExecutionArgs,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type ParseOptions,
  type SelectionSetNode,
  type ValidationRule,
} from 'graphql'
import type { Plugin } from 'graphql-yoga'
import { InvalidInput } from '../science/errors.ts'
import { shownError } from './errors.ts'

export const limits = {
  bodyBytes: 256 * 1024,
  responseBytes: 10 * 1024 * 1024,
  requestMs: 15_000,
  /** subscriptions open at a time, and how long one may stay */
  streams: 32,
  streamMs: 600_000,
  tokens: 1000,
  /** deep enough for the introspection query of GraphiQL, which goes nine types down */
  depth: 16,
  /** no input type goes deeper than half of this */
  variableDepth: 16,
  aliases: 30,
  rootFields: 20,
  breadth: 400,
  complexity: 40_000,
} as const

interface Shape {
  depth: number
  breadth: number
}

/** Depth and number of fields of a selection, every fragment counted where it is used. */
function shapeOf(
  selectionSet: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  known: Map<string, Shape>,
): Shape {
  const shape: Shape = { depth: 0, breadth: 0 }
  for (const selection of selectionSet.selections) {
    let inner: Shape = { depth: 0, breadth: 0 }
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      inner = shapeOfFragment(selection.name.value, fragments, known)
    } else if (selection.selectionSet) inner = shapeOf(selection.selectionSet, fragments, known)
    const own = selection.kind === Kind.FIELD ? 1 : 0
    shape.depth = Math.max(shape.depth, inner.depth + own)
    shape.breadth += inner.breadth + own
  }
  return shape
}

function shapeOfFragment(
  name: string,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  known: Map<string, Shape>,
): Shape {
  const seen = known.get(name)
  if (seen) return seen
  // set before its inside is looked at, so that a fragment that spreads itself ends here; validation refuses it later
  known.set(name, { depth: 0, breadth: 0 })
  const fragment = fragments.get(name)
  const shape = fragment ? shapeOf(fragment.selectionSet, fragments, known) : { depth: 0, breadth: 0 }
  known.set(name, shape)
  return shape
}

function tooLarge(what: string, found: number, allowed: number): GraphQLError {
  return shownError('QUERY_TOO_LARGE', `${what}: ${found}, allowed are ${allowed}`, 400)
}

const nulOrLoneSurrogate = /\0|\p{Surrogate}/u

function badText(field: string): GraphQLError {
  return new GraphQLError(`${field}: the text has a NUL character or half a surrogate pair`, {
    cause: new InvalidInput(
      field,
      'a text with such a character',
      'text without NUL and in whole characters',
    ),
  })
}

/** Refuses by size and by characters, before anything is validated; these walks are linear in the tokens. */
function documentError(document: DocumentNode): GraphQLError | null {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  const known = new Map<string, Shape>()
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue
    const { depth, breadth } = shapeOf(definition.selectionSet, fragments, known)
    const rootFields = definition.selectionSet.selections.length
    if (depth > limits.depth) return tooLarge('fields inside each other', depth, limits.depth)
    if (breadth > limits.breadth) return tooLarge('fields', breadth, limits.breadth)
    if (rootFields > limits.rootFields) return tooLarge('fields at the top', rootFields, limits.rootFields)
  }
  const texts: string[] = []
  let aliases = 0
  visit(document, {
    Field: (field) => void (aliases += field.alias ? 1 : 0),
    StringValue: (text) => void texts.push(text.value),
  })
  if (aliases > limits.aliases) return tooLarge('aliases', aliases, limits.aliases)
  return texts.some((text) => nulOrLoneSurrogate.test(text)) ? badText('query') : null
}

/** First place in the variables whose text PostgreSQL could not store, e.g. `variables.input.method`. */
function unreadableText(value: unknown, field: string, depth = 0): string | null {
  if (typeof value === 'string') return nulOrLoneSurrogate.test(value) ? field : null
  if (value === null || typeof value !== 'object') return null
  if (depth > limits.variableDepth) throw tooLarge('values inside each other', depth, limits.variableDepth)
  for (const [name, member] of Object.entries(value)) {
    const found = nulOrLoneSurrogate.test(name)
      ? field
      : unreadableText(member, `${field}.${name}`, depth + 1)
    if (found !== null) return found
  }
  return null
}

function parseFailure(error: Error): Error {
  if (!(error instanceof GraphQLError)) return error
  if (/token limit|Document contains more than/i.test(error.message))
    return tooLarge('tokens', limits.tokens + 1, limits.tokens)
  if (/Unicode escape|Invalid character/.test(error.message)) return badText('query')
  return shownError('GRAPHQL_PARSE_FAILED', error.message, 400)
}

function isDocument(value: unknown): value is DocumentNode {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === Kind.DOCUMENT
}

function parseOutcome(result: unknown): Error | null {
  if (result instanceof Error) return parseFailure(result)
  return isDocument(result) ? documentError(result) : null
}

/** Cost with the arguments as given, those in variables too, of the one operation that was chosen. */
function complexityError(asked: ExecutionArgs): GraphQLError | null {
  const { schema, document, operationName, variableValues } = asked
  const operation = getOperationAST(document, operationName)
  if (!operation) return null
  const fragments = document.definitions.filter((part) => part.kind === Kind.FRAGMENT_DEFINITION)
  const chosen: DocumentNode = { kind: Kind.DOCUMENT, definitions: [operation, ...fragments] }
  const { complexity } = complexityFromQuery(chosen, { schema, variables: { ...variableValues } })
  return complexity > limits.complexity ? tooLarge('cost', complexity, limits.complexity) : null
}

/** Parses, validates and executes with graphql-js itself, within the limits, and never suggests names to strangers. */
export function limitQueries(): Plugin {
  return {
    onParams({ params }) {
      const field = unreadableText(params.variables, 'variables')
      if (field !== null) throw badText(field)
    },
    onParse({ setParseFn }) {
      setParseFn((source: string, options?: ParseOptions) =>
        parse(source, { ...options, maxTokens: limits.tokens }),
      )
      return (parsed: { result: unknown; replaceParseResult(result: Error): void }) => {
        const error = parseOutcome(parsed.result)
        if (error) parsed.replaceParseResult(error)
      }
    },
    onValidate({ setValidationFn }) {
      setValidationFn((schema: GraphQLSchema, document: DocumentNode, rules?: readonly ValidationRule[]) =>
        validate(schema, document, rules, { maxErrors: 20, hideSuggestions: true }),
      )
    },
    onSubscribe({ args, setResultAndStopExecution }) {
      const error = complexityError(args)
      if (error) setResultAndStopExecution({ errors: [error] })
    },
    onExecute({ args, setExecuteFn, setResultAndStopExecution }) {
      const error = complexityError(args)
      if (error) setResultAndStopExecution({ errors: [error] })
      const abortSignal = args.contextValue.request.signal
      setExecuteFn((given) => execute({ ...given, abortSignal, hideSuggestions: true }))
    },
  }
}
