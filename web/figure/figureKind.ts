import { stringifyDocument, type AnyVariables, type Client, type TypedDocumentNode } from 'urql'
import type { ApiRequest } from '../gql/snippets.ts'
import type { PanelFigure } from './panelFigure.tsx'

/** What a figure is asked for with, apart from its kind; plain JSON that an address can carry. */
export type FigureVariables = Record<string, unknown>

/** What the page chose that is no part of the question, e.g. the cell that is shown besides. */
export type FigureOptions = Readonly<Record<string, string>>

/** Options without what is not chosen. */
export function optionsOf(words: Readonly<Record<string, string | undefined>>): FigureOptions {
  const chosen = Object.entries(words).filter((pair): pair is [string, string] => pair[1] !== undefined)
  return Object.fromEntries(chosen)
}

export interface FigureAnswer {
  /** the API's own answer */
  data: unknown
  figures: (options: FigureOptions) => PanelFigure[]
}

/** A kind of figures: the question behind them, and how its answer is drawn. */
export interface FigureKind {
  key: FigureKindKey
  request: (variables: FigureVariables) => ApiRequest
  ask: (client: Client, variables: FigureVariables) => Promise<FigureAnswer>
  /** the numbers as TSV, byte for byte as the API writes them */
  table: (client: Client, variables: FigureVariables) => Promise<string>
}

export const figureKindKeys = [
  'comparison',
  'profile',
  'score',
  'agreement',
  'robustness',
  'placebo',
  'outcome',
  'claim',
  'model',
  'associations',
  'pair',
  'genes',
  'number',
  'coefficients',
  'shares',
  'who-has-what',
  'percentiles',
  'influence',
  'imaged',
] as const
export type FigureKindKey = (typeof figureKindKeys)[number]

interface KindParts<Data, Variables extends AnyVariables, Table> {
  key: FigureKindKey
  document: TypedDocumentNode<Data, Variables>
  figures: (data: Data, options: FigureOptions) => PanelFigure[]
  tsv: { document: TypedDocumentNode<Table, Variables>; textOf: (data: Table) => string }
}

async function answered<Data>(client: Client, query: string, variables: FigureVariables): Promise<Data> {
  const { data, error } = await client.query<Data, FigureVariables>(query, variables).toPromise()
  if (error !== undefined) throw error
  if (data === undefined) throw new Error('the API sent nothing')
  return data
}

export function figureKind<Data, Variables extends AnyVariables, Table>(
  parts: KindParts<Data, Variables, Table>,
): FigureKind {
  const query = stringifyDocument(parts.document)
  return {
    key: parts.key,
    request: (variables) => ({ query, variables }),
    ask: async (client, variables) => {
      const data = await answered<Data>(client, query, variables)
      return { data, figures: (options) => parts.figures(data, options) }
    },
    table: async (client, variables) =>
      parts.tsv.textOf(await answered<Table>(client, stringifyDocument(parts.tsv.document), variables)),
  }
}
