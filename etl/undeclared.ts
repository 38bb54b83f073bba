/** Files of data that lie in the folder of a manifest and are not in it: forgotten, or left out on purpose. */
import { readdir } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import type { Findings } from './findings.ts'
import type { Manifest } from './manifest.ts'
import { readHead } from './recognise/head.ts'
import { recognise } from './recognise/recognise.ts'
import { report } from './rules.ts'

const most = 200

/** Only where the manifest lies in its data folder: elsewhere the folder may serve many manifests. */
export async function checkUndeclared(
  { manifestPath, dataRoot }: { manifestPath: string; dataRoot: string },
  manifest: Manifest,
  findings: Findings,
): Promise<void> {
  const root = resolve(dataRoot)
  if (dirname(resolve(manifestPath)) !== root) return
  const declared = manifest.files.flatMap(({ path, companions }) => [path, ...Object.values(companions)])
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => [])
  const others = entries
    .filter((entry) => entry.isFile() && !/^(\.|manifest)/i.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((name) => !declared.some((path) => name === path || name.startsWith(`${path}/`)))
    .sort()
    .slice(0, most)
  for (const name of others) {
    const found = recognise(await readHead(join(root, name)))
    if (found.kind !== 'data') continue
    report(findings, 'file-undeclared', {
      value: name,
      message: `This looks like ${found.reader.format} (${found.because}), and no entry of the manifest reads it.`,
      hint: 'Add it to "files", or move it out of the folder.',
    })
  }
}
