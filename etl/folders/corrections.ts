/** Corrections that a person declares of findings: each belongs to the very bytes that it was declared of. */
import { z } from 'zod'
import { InvalidInput } from '../../science/errors.ts'

export const folderCorrectionsSchema = z.array(
  z.strictObject({
    /** id in the manifest */
    file: z.string(),
    sha256: z.string(),
    line: z.number(),
    column: z.string(),
    from: z.string().nullable(),
    to: z.string().nullable(),
    reason: z.string(),
  }),
)
export type FolderCorrection = z.output<typeof folderCorrectionsSchema>[number]
export type GivenCorrection = Omit<FolderCorrection, 'sha256'>

interface DraftedFile {
  id: string
  sha256?: string | undefined
}

const mostCorrections = 200
const longest = 2000

/** @throws InvalidInput a file that is not there or whose bytes nobody vouches for, two of one cell, or one without a reason */
export function acceptedCorrections(
  files: readonly DraftedFile[],
  given: readonly GivenCorrection[],
): FolderCorrection[] {
  if (given.length > mostCorrections)
    throw new InvalidInput('corrections', given.length, `at most ${mostCorrections}; mend the file instead`)
  const cells = new Set<string>()
  return given.map(({ file, line, column, from, to, reason }) => {
    const sha256 = files.find(({ id }) => id === file)?.sha256
    if (sha256 === undefined)
      throw new InvalidInput('corrections.file', file, 'a file of the manifest with its sha256')
    if (line < 1) throw new InvalidInput('corrections.line', line, 'a line, from 1')
    if (reason.trim() === '' || reason.length > longest)
      throw new InvalidInput('corrections.reason', reason.length, `a reason of 1 to ${longest} characters`)
    if (from === to)
      throw new InvalidInput('corrections.to', to, 'another value than the one that stands there')
    const cell = JSON.stringify([file, line, column])
    if (cells.has(cell)) throw new InvalidInput('corrections', cell, 'one correction of a cell')
    cells.add(cell)
    return { file, sha256, line, column, from, to, reason: reason.trim() }
  })
}

/** Those of the files as they are now, as the manifest has them, and those that were declared of other bytes. */
export function sortedCorrections(
  files: readonly DraftedFile[],
  declared: readonly FolderCorrection[],
): { fitting: GivenCorrection[]; others: FolderCorrection[] } {
  const fits = ({ file, sha256 }: FolderCorrection): boolean =>
    files.some((one) => one.id === file && one.sha256 === sha256)
  return {
    fitting: declared
      .filter(fits)
      .map(({ file, line, column, from, to, reason }) => ({ file, line, column, from, to, reason })),
    others: declared.filter((one) => !fits(one)),
  }
}

export function strayWords({ file, line, column, from, to }: FolderCorrection): string {
  return `${file}, line ${line}, ${column}: the correction ${from ?? 'nothing'} → ${to ?? 'missing'} was declared of another file than the one that is here now; it is not used.`
}
