import type { Client, TypedDocumentNode } from 'urql'
import { fileName, saveText } from '../../figure/save.ts'
import type { DownloadItem } from '../../ui/DownloadMenu.tsx'

/** What a caption says of the cohort, the same in every panel. */
export interface PanelFacts {
  slug: string
  cohortTitle: string
  isSimulated: boolean
  /** e.g. "High risk − Low risk, grouped by GTR-ITH score" */
  contrast: string
}

export function subjectWords({ cohortTitle, isSimulated, contrast }: PanelFacts): string {
  return `${cohortTitle}${isSimulated ? ' (simulated data: no patients, planted effects)' : ''}, ${contrast}.`
}

export function originWords({
  release,
  id,
  provenance,
}: {
  release: { id: string }
  id: string
  provenance: { codeVersion: string }
}): string {
  return `Release ${release.id}, analysis ${id}, code ${provenance.codeVersion.slice(0, 12)}. ${location.href}`
}

/** The API's own table, byte for byte. */
export function tsvItem<Data, Variables extends object>(
  client: Client,
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  { parts, textOf }: { parts: readonly string[]; textOf: (data: Data) => string },
): DownloadItem {
  return {
    label: 'TSV of all numbers',
    detail: 'unrounded, with the specification in its header',
    run: async () => {
      const { data, error } = await client.query(document, variables).toPromise()
      if (error !== undefined) throw error
      if (data === undefined) throw new Error('the API sent no table')
      saveText(textOf(data), fileName(parts, 'tsv'), 'text/tab-separated-values')
    },
  }
}
