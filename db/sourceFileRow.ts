import { sourceFile } from './schema/sourceFile.ts'

/** The columns of a source file, as read and release both give it. */
export const sourceFileSelection = {
  id: sourceFile.fileId,
  path: sourceFile.path,
  role: sourceFile.role,
  format: sourceFile.format,
  sha256: sourceFile.sha256,
  bytes: sourceFile.bytes,
  encoding: sourceFile.encoding,
  delimiter: sourceFile.delimiter,
  rows: sourceFile.rows,
  columns: sourceFile.columns,
  tool: sourceFile.tool,
  version: sourceFile.version,
  licence: sourceFile.licence,
  settings: sourceFile.settings,
}
