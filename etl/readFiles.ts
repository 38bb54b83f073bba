import type { SourceFileRecord } from '../db/release/content.ts'
import type { LocatedFile } from './files.ts'
import type { Findings } from './findings.ts'
import type { FileSpec } from './manifest.ts'
import { readerOf, readers } from './readers/formats.ts'
import type { ReadResult } from './readers/reader.ts'
import { report } from './rules.ts'

export interface ReadFiles {
  results: readonly { spec: FileSpec; result: ReadResult }[]
  records: readonly SourceFileRecord[]
}

/** Reads every file with the reader of its format, one after the other; what cannot be read is a finding. */
export async function readFiles(
  files: readonly LocatedFile[],
  findings: Findings,
  progress: (message: string, done: number, total: number) => void,
): Promise<ReadFiles> {
  const results: { spec: FileSpec; result: ReadResult }[] = []
  const records: SourceFileRecord[] = []
  for (const [n, file] of files.entries()) {
    const { spec } = file
    const reader = readerOf(spec.format)
    if (!reader) {
      report(findings, 'format-unknown', {
        file: spec.id,
        value: spec.format,
        message: `Formats are ${readers.map(({ format }) => format).join(', ')}.`,
      })
      continue
    }
    const source = { id: spec.id, path: file.path, companions: file.companions, settings: spec.settings }
    const result = await reader.read(source, findings, (done, total) => {
      progress(spec.id, n + (total > 0 ? done / total : 0), files.length)
    })
    progress(spec.id, n + 1, files.length)
    records.push(sourceRecord(file, result))
    if (!result) continue
    if (spec.rows !== undefined && spec.rows !== result.facts.rows)
      report(findings, 'rows-differ', {
        file: spec.id,
        value: String(result.facts.rows),
        message: `The manifest declares ${spec.rows} rows.`,
        hint: 'The file may be cut short; get it again.',
      })
    results.push({ spec, result })
  }
  return { results, records }
}

function sourceRecord({ spec, sha256, bytes }: LocatedFile, result: ReadResult | null): SourceFileRecord {
  const facts = result?.facts
  return {
    id: spec.id,
    path: spec.path,
    role: spec.role,
    format: spec.format,
    sha256,
    bytes,
    encoding: facts?.encoding ?? null,
    delimiter: facts?.delimiter ?? null,
    rows: facts?.rows ?? null,
    columns: facts?.columns ?? null,
    tool: spec.tool ?? facts?.tool ?? null,
    version: spec.version ?? facts?.version ?? null,
    licence: spec.licence,
    settings: { ...facts?.settings, ...spec.settings },
  }
}
