import { createHash } from 'node:crypto'
import { relative } from 'node:path'
import { canonicalJson } from '../science/canonical.ts'
import { importerVersion } from './codeVersion.ts'
import type { Located } from './files.ts'
import type { Manifest } from './manifest.ts'

/** SHA-256 of everything that an import depends on: manifest, bytes of all files, importer, and the model it brings along. */
export function importKey(manifest: Manifest, located: Located, foreignModel: unknown): string {
  const files = located.stamps.map(({ path, sha256 }) => `${sha256}  ${relative(located.root, path)}`).sort()
  return createHash('sha256')
    .update(canonicalJson({ manifest, files, importer: importerVersion(), foreignModel }))
    .digest('hex')
}
