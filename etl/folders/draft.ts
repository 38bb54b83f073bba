/** What was recognised in an import folder, and the manifest drafted from it. */
import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import type { Mapping } from '../init/mapping.ts'

export interface DraftInput {
  /** folder of the files */
  files: string
  name: string
  mapping: Mapping
}

const recognisedFileSchema = z.object({
  path: z.string(),
  /** null: no table of patients, or nothing that is known */
  format: z.string().nullable(),
  /** null: it is not in the manifest */
  role: z.string().nullable(),
  /** by its content; false: a plain table, which may be something else */
  sure: z.boolean(),
  because: z.string(),
  rows: z.number().nullable(),
  columns: z.array(z.object({ name: z.string(), becomes: z.string(), preview: z.array(z.string()) })),
  columnCount: z.number(),
})

export const folderDraftSchema = z.object({
  files: z.array(recognisedFileSchema),
  notes: z.array(z.string()),
  /** commented text; null: nothing to import */
  manifest: z.string().nullable(),
})

export type RecognisedFile = z.output<typeof recognisedFileSchema>
export type FolderDraft = z.output<typeof folderDraftSchema>

const memoryMegabytes = 4096

type Message = { kind: 'looking'; path: string } | { kind: 'drafted'; draft: FolderDraft }

/** @param looking called with each file looked at   @throws what the thread died of */
export async function draftInThread(
  input: DraftInput,
  looking: (path: string) => void,
): Promise<FolderDraft> {
  const worker = new Worker(new URL('./draftThread.ts', import.meta.url), {
    workerData: input,
    resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes },
  })
  const { promise, resolve, reject } = Promise.withResolvers<FolderDraft>()
  worker.on('message', (message: Message) => {
    if (message.kind === 'looking') looking(message.path)
    else resolve(message.draft)
  })
  worker.on('error', reject)
  worker.on('exit', (code) => {
    reject(new Error(`Looking at the files stopped unexpectedly (exit ${code}).`))
  })
  try {
    return await promise
  } finally {
    await worker.terminate()
  }
}
