import { stringifyDocument, type AnyVariables, type TypedDocumentNode } from 'urql'
import type { ApiRequest } from './snippets.ts'

/** What a page asks, as it can be shown and repeated elsewhere. */
export function requestOf<Data, Variables extends NonNullable<AnyVariables>>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): ApiRequest {
  return { query: stringifyDocument(document), variables: { ...variables } }
}
