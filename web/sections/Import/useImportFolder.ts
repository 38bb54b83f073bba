import { useEffect } from 'react'
import { useQuery } from 'urql'
import type { CombinedError } from 'urql'
import { ImportFolderDocument } from '../../gql/generated/graphql.ts'
import type { ImportStateFragment } from '../../gql/generated/graphql.ts'

export type Folder = ImportStateFragment
export type ImportedFile = NonNullable<Folder['files']>[number]
export type Job = NonNullable<Folder['job']>
export type Report = NonNullable<Job['report']>
export type Finding = Job['findings'][number]

const askAgainMs = 500

/** Whether something goes on in a folder that nobody here does. */
export function isBusy({ looking, job }: Pick<Folder, 'looking' | 'job'>): boolean {
  return looking !== null || job?.state === 'WAITING' || job?.state === 'RUNNING'
}

/** An import folder, asked again as long as something goes on in it: what runs does not need this tab. */
export function useImportFolder(id: string): {
  folder: Folder | null | undefined
  error: CombinedError | undefined
  again: () => void
} {
  const [{ data, error, fetching }, ask] = useQuery({
    query: ImportFolderDocument,
    variables: { id },
    requestPolicy: 'network-only',
  })
  const folder = data?.importFolder
  // a server that is starting anew does not answer for a while, and the job waits for it
  const again =
    (folder !== undefined && folder !== null && isBusy(folder)) || error?.networkError !== undefined
  useEffect(() => {
    if (!again || fetching) return
    const timer = setTimeout(() => {
      ask({ requestPolicy: 'network-only' })
    }, askAgainMs)
    return () => {
      clearTimeout(timer)
    }
  }, [again, fetching, ask, folder])
  return {
    folder,
    error,
    again: () => {
      ask({ requestPolicy: 'network-only' })
    },
  }
}
