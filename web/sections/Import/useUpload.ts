import { useState } from 'react'
import { useMutation } from 'urql'
import { failureOf } from '../../gql/failure.ts'
import { BeginImportDocument, RecogniseImportDocument } from '../../gql/generated/graphql.ts'
import type { Dropped } from './dropped.ts'
import { uploadFiles } from './upload.ts'
import type { Sent } from './upload.ts'

export interface Upload {
  sent: Sent | null
  /** what went wrong, in words */
  wrong: string | null
  hidden: number
  /** @param folder null: a new one is begun */
  start: (folder: string | null, dropped: Dropped) => Promise<string | null>
  cancel: () => void
}

/** Brings files into an import folder and has them looked at. */
export function useUpload(): Upload {
  const [sent, setSent] = useState<Sent | null>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  const [hidden, setHidden] = useState(0)
  const [stop, setStop] = useState<AbortController | null>(null)
  const [, begin] = useMutation(BeginImportDocument)
  const [, recognise] = useMutation(RecogniseImportDocument)

  async function bring(folder: string | null, dropped: Dropped, signal: AbortSignal): Promise<string | null> {
    const { unreadable } = dropped
    if (unreadable.length > 0)
      throw new Error(
        `Nothing was sent: ${unreadable.slice(0, 5).join(', ')}${unreadable.length > 5 ? ` and ${unreadable.length - 5} more` : ''} cannot be read. Allow it, or leave ${unreadable.length === 1 ? 'it' : 'them'} out of the folder.`,
      )
    if (dropped.files.length === 0) throw new Error('There is no file in it.')
    const begun = folder === null ? await begin({ name: (dropped.folder ?? 'Import').slice(0, 100) }) : null
    if (begun?.error) throw new Error(failureOf(begun.error).message)
    const id = folder ?? begun?.data?.beginImport.id ?? null
    if (id === null) return null
    await uploadFiles(id, dropped.files, setSent, signal)
    const looked = await recognise({ id })
    if (looked.error) throw new Error(failureOf(looked.error).message)
    return id
  }

  return {
    sent,
    wrong,
    hidden,
    cancel: () => stop?.abort(new Error('Stopped; the files that had arrived are there.')),
    start: async (folder, dropped) => {
      const controller = new AbortController()
      setStop(controller)
      setWrong(null)
      setHidden(dropped.hidden)
      try {
        return await bring(folder, dropped, controller.signal)
      } catch (error) {
        setWrong(error instanceof Error ? error.message : String(error))
        return null
      } finally {
        setSent(null)
        setStop(null)
      }
    },
  }
}
