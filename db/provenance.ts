/** Provenance of values: unpacked and narrowed to one variable when it is asked for; release/packProvenance.ts packed it. */
import { gunzipSync } from 'node:zlib'
import { and, eq } from './drizzle/orm.cjs'
import { layer } from './schema/layer.ts'
import { provenance } from './schema/provenance.ts'
import { release } from './schema/release.ts'
import { sourceFile } from './schema/sourceFile.ts'
import { int4FromBytes } from './columnBytes.ts'
import type { LayerProvenance, WrittenSource } from './release/packProvenance.ts'
import type { Session } from './session.ts'

function unpacked(bytes: Uint8Array): LayerProvenance {
  return JSON.parse(gunzipSync(bytes).toString('utf8')) as LayerProvenance
}

export interface ProvenanceFile {
  id: string
  path: string
  format: string
  sha256: string
  tool: string | null
  version: string | null
  licence: string | null
}

/** One row of a layer: the file and the lines that its values stand in. */
export interface RowOrigin {
  /** position in the layer's rows */
  row: number
  file: ProvenanceFile
  fromLine: number
  toLine: number
  writtenId: string
}

/** A value that the manifest declares to be another than the file writes. */
export interface DeclaredCorrection {
  file: string
  row: string | null
  line: number | null
  column: string
  from: string | null
  to: string | null
  reason: string
}

export interface VariableOrigin {
  /** columns or rows of the file, as written; empty for what was computed */
  sources: readonly WrittenSource[]
  rows: readonly RowOrigin[]
  rules: readonly string[]
  /** of these rows and sources */
  corrections: readonly DeclaredCorrection[]
  importerVersion: string
  releaseShortId: string
}

/** The release whose files these are: the one asked for, or the import that a derived release stands on. */
async function packedOf(session: Session, releaseId: number, name: string) {
  const [own] = await session.orm
    .select({
      shortId: release.shortId,
      codeVersion: release.codeVersion,
      importId: release.importId,
      manifest: release.manifest,
      detail: provenance.detail,
    })
    .from(release)
    .leftJoin(provenance, and(eq(provenance.releaseId, release.id), eq(provenance.layer, name)))
    .where(eq(release.id, releaseId))
  if (!own) return null
  if (own.detail) return { ...own, detail: own.detail, releaseId }
  return own.importId === null ? null : packedOfImport(session, own.importId, name)
}

async function packedOfImport(session: Session, importId: number, name: string) {
  const [found] = await session.orm
    .select({
      shortId: release.shortId,
      codeVersion: release.codeVersion,
      manifest: release.manifest,
      detail: provenance.detail,
    })
    .from(release)
    .innerJoin(provenance, and(eq(provenance.releaseId, release.id), eq(provenance.layer, name)))
    .where(eq(release.id, importId))
  return found ? { ...found, releaseId: importId } : null
}

/**
 * Where the values of a variable come from.
 * @param patient ordinal of one patient; null: all rows   @returns null where the layer was not imported (it was computed)
 */
export async function provenanceOf(
  session: Session,
  releaseId: number,
  variable: { kind: string; layer: string; key: string },
  patient: number | null,
): Promise<VariableOrigin | null> {
  const name = `${variable.kind}:${variable.layer}`
  const packed = await packedOf(session, releaseId, name)
  if (!packed) return null
  const detail = unpacked(packed.detail)
  const files = await filesOf(session, packed.releaseId)
  const wanted = patient === null ? null : await rowOfPatient(session, releaseId, variable, patient)
  const rows = detail.rowFile.flatMap((position, row): RowOrigin[] => {
    if (patient !== null && row !== wanted) return []
    const file = files.get(detail.files[position] ?? '')
    if (!file) return []
    const [fromLine = 0, toLine = 0] = [detail.from[row], detail.to[row]]
    return [{ row, file, fromLine, toLine, writtenId: detail.written[row] ?? '' }]
  })
  const sources = detail.variables[variable.key] ?? []
  return {
    sources,
    rows,
    rules: detail.rules,
    corrections: correctionsOf(packed.manifest).filter((one) =>
      rows.some((row) => sources.some((source) => touches(one, row, source))),
    ),
    importerVersion: packed.codeVersion,
    releaseShortId: packed.shortId,
  }
}

function correctionsOf(manifest: unknown): DeclaredCorrection[] {
  if (typeof manifest !== 'object' || manifest === null || !('corrections' in manifest)) return []
  const declared = manifest.corrections as (Omit<DeclaredCorrection, 'row' | 'line'> &
    Partial<DeclaredCorrection>)[]
  return declared.map((one) => ({ ...one, row: one.row ?? null, line: one.line ?? null }))
}

/** In a table the source is a column and the row is the row; in a matrix the source is the row and the column the sample. */
function touches(
  { file, row, line, column }: DeclaredCorrection,
  origin: RowOrigin,
  [name, sourceLine]: WrittenSource,
): boolean {
  if (file !== origin.file.id) return false
  if (sourceLine !== null) return column === origin.writtenId && (row === name || line === sourceLine)
  const isRow =
    row === origin.writtenId || (line !== null && line >= origin.fromLine && line <= origin.toLine)
  return column === name && isRow
}

async function filesOf(session: Session, releaseId: number): Promise<ReadonlyMap<string, ProvenanceFile>> {
  const rows = await session.orm
    .select({
      id: sourceFile.fileId,
      path: sourceFile.path,
      format: sourceFile.format,
      sha256: sourceFile.sha256,
      tool: sourceFile.tool,
      version: sourceFile.version,
      licence: sourceFile.licence,
    })
    .from(sourceFile)
    .where(eq(sourceFile.releaseId, releaseId))
  return new Map(rows.map((file) => [file.id, file]))
}

/** The row that stands for a patient; −1 = none. */
async function rowOfPatient(
  session: Session,
  releaseId: number,
  variable: { kind: string; layer: string },
  patient: number,
): Promise<number> {
  const layers = await session.orm
    .select({ kind: layer.kind, key: layer.key, patientRows: layer.patientRows })
    .from(layer)
    .where(and(eq(layer.releaseId, releaseId), eq(layer.key, variable.layer)))
  const found = layers.find(({ kind }) => kind === variable.kind)
  return found?.patientRows ? (int4FromBytes(found.patientRows)[patient] ?? -1) : -1
}
