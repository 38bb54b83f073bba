import type { Client } from 'urql'
import { fileName, saveText } from '../../figure/save.ts'
import { AssociationTsvDocument } from '../../gql/generated/graphql.ts'
import type { CorrelateInput } from '../../gql/generated/graphql.ts'
import type { DownloadItem } from '../../ui/DownloadMenu.tsx'

/** The API's own table of all pairs, byte for byte. */
export function pairsTsv(client: Client, input: CorrelateInput, parts: readonly string[]): DownloadItem {
  return {
    label: 'TSV of all numbers',
    detail: 'unrounded, with the specification in its header',
    run: async () => {
      const { data, error } = await client.query(AssociationTsvDocument, { input }).toPromise()
      if (error !== undefined) throw error
      if (data === undefined) throw new Error('the API sent no table')
      saveText(data.correlate.tsv, fileName(parts, 'tsv'), 'text/tab-separated-values')
    },
  }
}

/** The answer that the figure was drawn from, as the API gave it. */
export function answerJson(answer: object, parts: readonly string[]): DownloadItem {
  return {
    label: 'JSON of the answer',
    detail: 'as the API gave it',
    run: () => {
      saveText(`${JSON.stringify(answer, null, 2)}\n`, fileName(parts, 'json'), 'application/json')
    },
  }
}
