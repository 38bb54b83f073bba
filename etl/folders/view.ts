/** All that is known of an import folder, as it is shown. */
import { join } from 'node:path'
import { z } from 'zod'
import type { ImportReport } from '../job.ts'
import { standingOf } from '../keptRun.ts'
import type { Standing } from '../keptRun.ts'
import type { Mapping } from '../init/mapping.ts'
import { mappingSchema } from '../init/mapping.ts'
import type { Question } from '../questions.ts'
import type { Queue } from '../queue.ts'
import { readState } from '../stateFile.ts'
import { answeredManifest, answersSchema } from './answers.ts'
import type { Answered } from './answers.ts'
import { folderCorrectionsSchema, strayWords } from './corrections.ts'
import type { GivenCorrection } from './corrections.ts'
import { folderDraftSchema } from './draft.ts'
import type { RecognisedFile } from './draft.ts'
import { placesOf } from './places.ts'
import type { Places } from './places.ts'
import { runPath } from './run.ts'
import { uploadedFiles } from './upload.ts'
import type { UploadedFile } from './upload.ts'

export const folderSchema = z.object({ name: z.string(), createdAt: z.string() })
export const jobSchema = z.object({ id: z.string(), command: z.enum(['check', 'import']) })
export const wordsSchema = z.object({ slug: z.string(), title: z.string() })

export interface FolderJob extends Standing<ImportReport> {
  command: 'check' | 'import'
}

export interface FolderView {
  id: string
  name: string
  /** ISO */
  createdAt: string
  uploads: readonly UploadedFile[]
  /** the file that is looked at now; null: none */
  looking: string | null
  /** as of the last look; null: nobody has looked yet */
  files: readonly RecognisedFile[] | null
  notes: readonly string[]
  questions: readonly Question[]
  cohort: { slug: string; title: string } | null
  problems: readonly string[]
  mapping: Mapping
  /** declared of the files as they are now */
  corrections: readonly GivenCorrection[]
  /** with answers in it; null: nothing to import */
  manifest: string | null
  job: FolderJob | null
}

/** Names of what is kept in a folder beside its files. */
export function stateFile(
  { folder }: Places,
  name: 'folder' | 'draft' | 'mapping' | 'corrections' | 'answers' | 'words' | 'job' | 'cancelled',
): string {
  return join(folder, `${name}.json`)
}

export async function readAnswered(places: Places): Promise<Answered | null> {
  const draft = await readState(stateFile(places, 'draft'), folderDraftSchema)
  if (!draft || draft.manifest === null) return null
  const answers = (await readState(stateFile(places, 'answers'), answersSchema)) ?? {}
  const words = await readState(stateFile(places, 'words'), wordsSchema)
  const declared = await readState(stateFile(places, 'corrections'), folderCorrectionsSchema)
  return answeredManifest(draft.manifest, answers, words, declared ?? [])
}

/** @param looking what is looked at in this process   @returns null: there is no such folder */
export async function viewOf(
  root: string,
  id: string,
  looking: string | null,
  queue: () => Promise<Queue>,
): Promise<FolderView | null> {
  const places = placesOf(root, id)
  const folder = await readState(stateFile(places, 'folder'), folderSchema)
  if (!folder) return null
  const draft = await readState(stateFile(places, 'draft'), folderDraftSchema)
  const answered = await readAnswered(places)
  return {
    id,
    ...folder,
    uploads: await uploadedFiles(places),
    looking,
    files: draft?.files ?? null,
    notes: [...(draft?.notes ?? []), ...(answered?.strayCorrections ?? []).map(strayWords)],
    questions: answered?.questions ?? [],
    cohort: answered?.cohort ?? null,
    problems: answered?.problems ?? [],
    mapping: (await readState(stateFile(places, 'mapping'), mappingSchema)) ?? {},
    corrections: answered?.corrections ?? [],
    manifest: answered?.text ?? null,
    job: await jobOf(places, queue),
  }
}

export async function jobOf(places: Places, queue: () => Promise<Queue>): Promise<FolderJob | null> {
  const job = await readState(stateFile(places, 'job'), jobSchema)
  if (!job) return null
  return { command: job.command, ...(await standingOf<ImportReport>(runPath(places), job.id, queue)) }
}
