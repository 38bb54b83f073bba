/** `etl init <folder>`: looks at a folder, says what each file is, and writes a manifest with the open questions. */
import { realpath, stat, writeFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import type { DraftManifest } from './draft.ts'
import { hashFiles } from './draftFiles.ts'
import { draftManifest } from './draftManifest.ts'
import type { Mapping } from './mapping.ts'
import { manifestText } from './manifestText.ts'
import { scanFolder } from './scan.ts'
import type { FoundFile } from './scan.ts'

export interface InitReport {
  folder: string
  /** null: nothing was written */
  manifestPath: string | null
  files: readonly { path: string; format: string | null; because: string }[]
  questions: readonly { id: string; ask: string }[]
  notes: readonly string[]
  /** why nothing was written */
  refused: string | null
}

/** What is needed to show a draft before it is written, in a shell or in a browser, where columns may be mapped by hand. */
export async function draftFolder(
  folder: string,
  progress: (path: string) => void = () => undefined,
  mapping: Mapping = {},
  name?: string,
): Promise<{ found: readonly FoundFile[]; draft: DraftManifest; text: string }> {
  const root = await realpath(resolve(folder))
  const found = await scanFolder(root, progress)
  const draft = await draftManifest(name ?? root, found, mapping)
  await hashFiles(draft, root)
  return { found, draft, text: manifestText(draft, name ?? basename(root)) }
}

/** Drafts and writes; a manifest that is there already is left alone unless `overwrite`. */
export async function initFolder(
  folder: string,
  options: { out?: string; overwrite?: boolean },
  progress?: (path: string) => void,
): Promise<InitReport> {
  const manifestPath = resolve(options.out ?? join(folder, 'manifest.jsonc'))
  const nothing = { folder, manifestPath: null, files: [], questions: [], notes: [] }
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  )
  if (!isFolder) return { ...nothing, refused: `There is no folder ${folder}.` }
  const exists = await stat(manifestPath).then(
    () => true,
    () => false,
  )
  if (exists && options.overwrite !== true)
    return {
      ...nothing,
      refused: `${manifestPath} is there already; answers in it would be lost. Use --force to write it anew.`,
    }
  const { found, draft, text } = await draftFolder(folder, progress)
  const files = found.map(({ path, recognised }) =>
    recognised.kind === 'data'
      ? { path, format: recognised.reader.format, because: recognised.because }
      : {
          path,
          format: null,
          because: recognised.kind === 'companion' ? recognised.companion.because : recognised.because,
        },
  )
  const report = { folder, files, notes: draft.notes }
  if (draft.layers.length === 0)
    return {
      ...report,
      manifestPath: null,
      questions: [],
      refused: 'No file of this folder could be recognised as data of patients.',
    }
  await writeFile(manifestPath, text)
  const questions = draft.questions.map(({ id, ask }) => ({ id, ask }))
  return { ...report, manifestPath, questions, refused: null }
}

export function initText({ files, questions, notes, manifestPath, refused, folder }: InitReport): string {
  const width = Math.max(0, ...files.map(({ path }) => path.length))
  return [
    ...files.map(({ path, format, because }) => `  ${path.padEnd(width)}  ${format ?? '–'}: ${because}`),
    ...(notes.length > 0 ? ['', 'To know:', ...notes.map((note) => `  ${note}`)] : []),
    '',
    ...(refused === null
      ? [
          `Written: ${manifestPath ?? ''}`,
          `${questions.length} questions to answer in it:`,
          ...questions.map(({ id, ask }) => `  ${id}: ${ask}`),
          `Then: npm run etl -- check ${manifestPath ?? ''} --data ${folder}`,
        ]
      : [refused]),
  ].join('\n')
}
