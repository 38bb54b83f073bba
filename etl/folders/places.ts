/** Where the folders of imports from the browser lie, and names that may be used in them. */
import { join } from 'node:path'
import { InvalidInput } from '../../science/errors.ts'
import { isId } from '../stateFile.ts'

export interface Places {
  folder: string
  /** what was uploaded, as it lay where it came from */
  files: string
  /** files that are still coming */
  parts: string
  manifest: string
}

/** @throws InvalidInput not an id: it would name something else */
export function placesOf(root: string, id: string): Places {
  if (!isId(id)) throw new InvalidInput('id', id, 'the id of an import folder')
  const folder = join(root, id)
  return {
    folder,
    files: join(folder, 'files'),
    parts: join(folder, 'parts'),
    manifest: join(folder, 'manifest.jsonc'),
  }
}

const deepest = 8
const longest = 200

/**
 * A path inside an import folder, checked part by part: nothing that leads out of it, is hidden, or cannot be a name.
 * @throws InvalidInput
 */
export function cleanPath(path: string): string {
  const parts = path.normalize('NFC').split('/')
  const allowed = `names of up to ${longest} bytes without control characters, ":", "\\" or a dot in front, up to ${deepest} deep`
  const good = parts.every(
    (part) =>
      part.trim() === part &&
      // controls, separators of Windows, invisible marks and lone surrogates
      /^[^\p{Cc}\p{Cf}\p{Cs}\\:*?"<>|/]+$/u.test(part) &&
      !/^\.|\.$/.test(part) &&
      Buffer.byteLength(part) <= longest,
  )
  if (!good || parts.length > deepest) throw new InvalidInput('path', path.slice(0, 300), allowed)
  return parts.join('/')
}
