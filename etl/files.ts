/** Finds the files of a manifest inside the data folder, hashes them, and tells when they changed since. */
import { createHash } from 'node:crypto'
import { open, readdir, realpath, stat } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import { bufferBytes, ioMessage, regularFile } from './bytes.ts'
import { Findings } from './findings.ts'
import type { FileSpec, Manifest } from './manifest.ts'
import { report } from './rules.ts'

export interface LocatedFile {
  spec: FileSpec
  /** absolute */
  path: string
  companions: Readonly<Record<string, string>>
  sha256: string
  bytes: number
}

export interface Stamp {
  /** absolute */
  path: string
  sha256: string
  bytes: number
  changed: number
}

export interface Located {
  /** absolute, symbolic links resolved */
  root: string
  files: readonly LocatedFile[]
  /** every single file as it was when hashed */
  stamps: readonly Stamp[]
}

/** Every problem is a finding; files with problems are left out of the answer. */
export async function locateFiles(
  manifest: Manifest,
  dataRoot: string,
  findings: Findings,
  progress: (done: number, total: number) => void,
): Promise<Located> {
  const root = await realpath(resolve(dataRoot)).catch(() => null)
  if (root === null) {
    report(findings, 'file-missing', { value: dataRoot, message: 'The data folder is not there.' })
    return { root: dataRoot, files: [], stamps: [] }
  }
  const files: LocatedFile[] = []
  const stamps: Stamp[] = []
  for (const [done, spec] of manifest.files.entries()) {
    progress(done, manifest.files.length)
    const located = await locate(spec, root, stamps, findings)
    if (located) files.push(located)
  }
  progress(manifest.files.length, manifest.files.length)
  return { root, files, stamps }
}

async function locate(
  spec: FileSpec,
  root: string,
  stamps: Stamp[],
  findings: Findings,
): Promise<LocatedFile | null> {
  const path = await inside(root, spec.path, spec.id, findings)
  const companions: Record<string, string> = {}
  for (const [role, name] of Object.entries(spec.companions)) {
    const companion = await inside(root, name, spec.id, findings)
    if (companion !== null) companions[role] = companion
  }
  if (path === null || Object.keys(companions).length < Object.keys(spec.companions).length) return null
  const own = await hashPath(path, root, stamps, spec.id, findings)
  if (!own) return null
  // a companion decides what the file means, so its bytes belong to the import key
  for (const companion of Object.values(companions).sort())
    await hashPath(companion, root, stamps, spec.id, findings)
  checkDeclared(spec, own, findings)
  return { spec, path, companions, ...own }
}

/** The real path of a name under the root; null and a finding when it is missing or leads outside. */
async function inside(root: string, name: string, file: string, findings: Findings): Promise<string | null> {
  let path: string
  try {
    path = await realpath(join(root, name))
  } catch (error) {
    const absent = ['ENOENT', 'ENOTDIR'].includes(errorCode(error))
    report(findings, absent ? 'file-missing' : 'file-unreadable', {
      file,
      value: name,
      message: absent ? 'No such file or folder in the data folder.' : ioMessage(error),
    })
    return null
  }
  if (path !== root && !path.startsWith(root + sep)) {
    report(findings, 'path-outside-root', {
      file,
      value: name,
      message: 'This path leads outside the data folder.',
    })
    return null
  }
  return path
}

export interface Hashed {
  sha256: string
  bytes: number
}

/** Hash and size of a file or folder of the data folder, as a manifest declares them; null when it cannot be read. */
export async function declaredHash(root: string, name: string): Promise<Hashed | null> {
  const findings = new Findings()
  const path = await inside(root, name, name, findings)
  return path === null ? null : hashPath(path, root, [], name, findings)
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

/** The same as a finding where the system does not let it be read. */
async function hashPath(
  path: string,
  root: string,
  stamps: Stamp[],
  file: string,
  findings: Findings,
): Promise<Hashed | null> {
  try {
    return await hashOf(path, root, stamps, file, findings)
  } catch (error) {
    if (errorCode(error) === '') throw error
    report(findings, 'file-unreadable', { file, value: relative(root, path), message: ioMessage(error) })
    return null
  }
}

/** SHA-256 of a file; of a folder, of the sorted list of "<sha256>  <name>" lines of the files in it. */
async function hashOf(
  path: string,
  root: string,
  stamps: Stamp[],
  file: string,
  findings: Findings,
): Promise<Hashed | null> {
  const { isDirectory } = await stat(path).then((s) => ({ isDirectory: s.isDirectory() }))
  if (!isDirectory) return hashFile(path, stamps)
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  const names = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(path, join(entry.parentPath, entry.name)))
  const list = createHash('sha256')
  let bytes = 0
  for (const name of names.sort()) {
    const own = await inside(root, relative(root, join(path, name)), file, findings)
    if (own === null) return null
    const hashed = await hashFile(own, stamps)
    list.update(`${hashed.sha256}  ${name.split(sep).join('/')}\n`)
    bytes += hashed.bytes
  }
  return { sha256: list.digest('hex'), bytes }
}

async function hashFile(path: string, stamps: Stamp[]): Promise<Hashed> {
  // before opening: to open a named pipe would wait for ever
  await regularFile(path)
  const { mtimeMs, size } = await stat(path)
  const hash = createHash('sha256')
  let bytes = 0
  const file = await open(path)
  try {
    const buffer = Buffer.allocUnsafe(bufferBytes(size))
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length)
      if (bytesRead === 0) break
      hash.update(buffer.subarray(0, bytesRead))
      bytes += bytesRead
    }
  } finally {
    await file.close()
  }
  const hashed = { sha256: hash.digest('hex'), bytes }
  stamps.push({ path, changed: mtimeMs, ...hashed })
  return hashed
}

function checkDeclared(spec: FileSpec, found: Hashed, findings: Findings): void {
  if (spec.sha256 === undefined)
    report(findings, 'hash-not-declared', {
      file: spec.id,
      value: found.sha256,
      message: 'The manifest declares no sha256 for this file.',
      hint: `"sha256": "${found.sha256}"`,
    })
  else if (spec.sha256 !== found.sha256)
    report(findings, 'hash-differs', {
      file: spec.id,
      value: found.sha256,
      message: `The manifest declares ${spec.sha256}.`,
      hint: 'The file was cut, changed or replaced; get it again, or declare the new hash.',
    })
  if (spec.bytes !== undefined && spec.bytes !== found.bytes)
    report(findings, 'rows-differ', {
      file: spec.id,
      value: String(found.bytes),
      message: `The manifest declares ${spec.bytes} bytes.`,
    })
}

/** Whether any file changed since it was hashed. */
export async function checkUnchanged({ stamps }: Located, findings: Findings): Promise<void> {
  for (const stamp of stamps) {
    const now = await stat(stamp.path).catch(() => null)
    if (now?.size !== stamp.bytes || now.mtimeMs !== stamp.changed)
      report(findings, 'file-changed', {
        value: stamp.path,
        message: 'The file changed while it was imported.',
      })
  }
}
