/** Looks at an import folder on a thread of its own: tables are read for it, and the server has to go on answering. */
import { parentPort, workerData } from 'node:worker_threads'
import { draftFolder } from '../init/init.ts'
import { shownColumns } from '../init/shownColumns.ts'
import type { FoundFile } from '../init/scan.ts'
import type { DraftManifest } from '../init/draft.ts'
import type { DraftInput, FolderDraft, RecognisedFile } from './draft.ts'

function recognisedFile(draft: DraftManifest, { path, recognised }: FoundFile): RecognisedFile {
  const none = { path, format: null, role: null, sure: false, rows: null, columns: [], columnCount: 0 }
  if (recognised.kind === 'companion') return { ...none, because: recognised.companion.because }
  if (recognised.kind === 'unknown') return { ...none, because: recognised.because }
  const own = draft.files.find(({ found }) => found.path === path)
  const { because, certainty, reader } = recognised
  const known = { ...none, because, sure: certainty === 'sure' }
  if (!own) return { ...known, format: reader.format }
  const rows = own.read?.facts.rows ?? null
  return { ...known, format: own.format, role: own.role, rows, ...shownColumns(draft, own) }
}

if (parentPort) {
  const { files, name, mapping } = workerData as DraftInput
  const tell = (path: string): void => {
    parentPort?.postMessage({ kind: 'looking', path })
  }
  const { found, draft, text } = await draftFolder(files, tell, mapping, name)
  const answer: FolderDraft = {
    files: found.map((file) => recognisedFile(draft, file)),
    notes: draft.notes,
    manifest: draft.layers.length > 0 ? text : null,
  }
  parentPort.postMessage({ kind: 'drafted', draft: answer })
}
