import type { SourceFileRecord } from '../db/release/content.ts'
import type { LocatedFile } from './files.ts'
import { Corrections } from './corrections.ts'
import type { CorrectionSpec } from './correctionSchema.ts'
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
  declared: readonly CorrectionSpec[],
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
    const own = declared.filter((one) => one.file === spec.id)
    const corrections = own.length > 0 ? new Corrections(own, findings) : undefined
    const { path, companions } = file
    const source = { id: spec.id, path, companions, settings: spec.settings, corrections }
    const result = await reader.read(source, findings, (done, total) => {
      progress(spec.id, n + (total > 0 ? done / total : 0), files.length)
    })
    corrections?.finish()
    progress(spec.id, n + 1, files.length)
    records.push(sourceRecord(file, result))
    if (!result) continue
    checkShape(spec, result, findings)
    results.push({ spec, result })
  }
  return { results, records }
}

/** Where the manifest vouches for no bytes, the shape of a file still tells that rows or columns are lost. */
function checkShape(spec: FileSpec, { facts }: ReadResult, findings: Findings): void {
  for (const name of ['rows', 'columns'] as const)
    if (spec[name] !== undefined && spec[name] !== facts[name])
      report(findings, 'rows-differ', {
        file: spec.id,
        value: String(facts[name]),
        message: `The manifest declares ${spec[name]} ${name}, the file has ${facts[name]}.`,
        hint: 'The file may be cut short; get it again.',
      })
  const vouched = spec.sha256 !== undefined || spec.bytes !== undefined
  if (facts.settings['finalNewline'] === false && !vouched)
    report(findings, 'end-unsure', {
      file: spec.id,
      message:
        'The last line has no line end and the manifest vouches for no bytes: the last value may be cut.',
      hint: 'Look at the end of the file, and declare its sha256.',
    })
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
