import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { SourceFileRecord } from '../../db/release/content.ts'
import { ioMessage, regularFile } from '../bytes.ts'
import type { Findings } from '../findings.ts'
import { geneMatrix } from '../readers/geneMatrix.ts'
import type { FileFacts, ReadMatrix } from '../readers/reader.ts'
import { report } from '../rules.ts'
import { readTable } from '../table.ts'

/** Files that a person brings along for a computation: never kept, never shipped, but named by their hash for ever. */

const mostBytes = 512 * 2 ** 20

export interface BroughtFile {
  /** its name without the folder, and the first digits of its hash: unique in a release */
  id: string
  name: string
  path: string
  sha256: string
  bytes: number
}

/** @returns null when it cannot be read; that is a finding */
export async function hashBrought(path: string, findings: Findings): Promise<BroughtFile | null> {
  const name = basename(path)
  try {
    const { size } = await regularFile(path)
    if (size > mostBytes) {
      report(findings, 'limit-exceeded', {
        file: name,
        message: `The file has more than ${mostBytes} bytes.`,
      })
      return null
    }
    const bytes = await readFile(path)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const slug = name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
    return { id: `${slug.slice(0, 80)}-${sha256.slice(0, 8)}`, name, path, sha256, bytes: bytes.length }
  } catch (error) {
    report(findings, 'file-unreadable', { file: name, value: path, message: ioMessage(error) })
    return null
  }
}

/** Whether the file is still the one that was hashed. */
export async function checkBrought(file: BroughtFile, findings: Findings): Promise<void> {
  const now = await readFile(file.path).catch(() => null)
  if (now === null || createHash('sha256').update(now).digest('hex') !== file.sha256)
    report(findings, 'file-changed', { file: file.name, message: 'The file changed while it was read.' })
}

export function broughtRecord(
  { id, name, sha256, bytes }: BroughtFile,
  { role, format, facts }: { role: string; format: string; facts: FileFacts | null },
): SourceFileRecord {
  return {
    ...{ id, path: name, role, format, sha256, bytes },
    encoding: facts?.encoding ?? null,
    delimiter: facts?.delimiter ?? null,
    rows: facts?.rows ?? null,
    columns: facts?.columns ?? null,
    tool: facts?.tool ?? null,
    version: facts?.version ?? null,
    licence: 'brought by the user; not kept',
    settings: facts?.settings ?? {},
  }
}

/** A table of numbers: genes in rows, cells (or samples) in columns. */
export async function readBroughtMatrix(file: BroughtFile, findings: Findings): Promise<ReadMatrix | null> {
  const source = { id: file.name, path: file.path, companions: {}, settings: {} }
  const read = await geneMatrix.read(source, findings, () => undefined)
  return read?.shape === 'matrix' ? read : null
}

export interface TextRows {
  names: readonly string[]
  rows: readonly { line: number; cells: readonly string[] }[]
  facts: FileFacts
}

/** A table of words. */
export async function readBroughtRows(file: BroughtFile, findings: Findings): Promise<TextRows | null> {
  let names: readonly string[] = []
  const rows: { line: number; cells: readonly string[] }[] = []
  const table = await readTable({ file: file.name, path: file.path }, findings, () => undefined, {
    header: (found) => {
      names = found
      return true
    },
    row: (row) => rows.push({ line: row.line, cells: row.texts() }),
  })
  if (!table) return null
  const { encoding, delimiter, columns } = table
  const facts = {
    ...{ encoding, delimiter, columns, rows: rows.length, settings: {} },
    tool: null,
    version: null,
  }
  return { names, rows, facts }
}
