/** What the contract needs of imports from the browser; the composition root knows who does them. */
import type { JobProgress, JobReport } from './longJob.ts'

export interface UploadPiece {
  /** chosen by who sends the file */
  upload: string
  path: string
  offset: number
  last: boolean
  body: AsyncIterable<Uint8Array>
}

export interface ShownFile {
  path: string
  format: string | null
  role: string | null
  sure: boolean
  because: string
  rows: number | null
  columns: readonly { name: string; becomes: string; preview: readonly string[] }[]
  columnCount: number
}

export interface AskedQuestion {
  id: string
  ask: string
  because: string
  choices?: readonly string[] | undefined
  answer: string | null
}

export type FileUse = 'clinical' | 'features' | 'left-out'
export type ColumnUse = 'patient' | 'number' | 'category' | 'status' | 'time' | 'left-out'
export type FolderMapping = Record<string, { use: FileUse | null; columns: Record<string, ColumnUse> }>

/** A cell that is to be read as another than the file writes. */
export interface FolderCorrection {
  file: string
  line: number
  column: string
  from: string | null
  to: string | null
  reason: string
}

export type ImportCommand = 'check' | 'import'

/** The flow of files to patients to layers, with everybody left out. */
export interface ImportOutcome extends JobReport {
  cohort: { slug: string; title: string } | null
  contentHash: string | null
  sourceFiles: readonly { id: string; path: string; format: string; rows: number | null }[]
}

export interface ImportProgress extends JobProgress {
  command: ImportCommand
  report: ImportOutcome | null
}

export interface ImportFolderView {
  id: string
  name: string
  createdAt: string
  uploads: readonly { path: string; bytes: number }[]
  looking: string | null
  files: readonly ShownFile[] | null
  notes: readonly string[]
  questions: readonly AskedQuestion[]
  cohort: { slug: string; title: string } | null
  problems: readonly string[]
  mapping: FolderMapping
  corrections: readonly FolderCorrection[]
  manifest: string | null
  job: ImportProgress | null
}

/** All of them throw InvalidInput where the folder, or what is asked of it, is wrong. */
export interface ImportFolders {
  list(): Promise<ImportFolderView[]>
  read(id: string): Promise<ImportFolderView | null>
  begin(name: string): Promise<ImportFolderView>
  /** @returns bytes of the file that have arrived */
  receive(id: string, piece: UploadPiece): Promise<number>
  removeFile(id: string, path: string): Promise<ImportFolderView>
  look(id: string): Promise<ImportFolderView>
  map(id: string, mapping: FolderMapping): Promise<ImportFolderView>
  answer(
    id: string,
    answers: Record<string, string>,
    cohort: { slug: string; title: string } | null,
  ): Promise<ImportFolderView>
  correct(id: string, corrections: readonly FolderCorrection[]): Promise<ImportFolderView>
  start(id: string, command: ImportCommand): Promise<ImportFolderView>
  cancel(id: string): Promise<ImportFolderView>
  remove(id: string): Promise<boolean>
}
