/** Folders as browsers hand them over: a hundred entries at a time, some of which cannot be read. */
import { describe, expect, it } from 'vitest'
import { chosenFiles, droppedFiles } from '../../web/sections/Import/dropped.ts'

type Entry = Pick<FileSystemEntry, 'name' | 'isFile' | 'isDirectory'>
type Tell<T> = (found: T) => void
const refused = new Error('NotReadableError')

function file(name: string, readable = true): Entry {
  const entry = {
    name,
    isFile: true,
    isDirectory: false,
    file: (tell: Tell<File>, fail: Tell<Error>) => {
      if (readable) tell(new File([name], name))
      else fail(refused)
    },
  }
  return entry
}

/** Chromium gives at most a hundred entries each time, then an empty list. */
function folder(name: string, inside: readonly Entry[], readable = true): Entry {
  const entry = {
    name,
    isFile: false,
    isDirectory: true,
    createReader: () => {
      let at = 0
      return {
        readEntries: (tell: Tell<readonly Entry[]>, fail: Tell<Error>) => {
          if (!readable) {
            fail(refused)
            return
          }
          tell(inside.slice(at, at + 100))
          at += 100
        },
      }
    },
  }
  return entry
}

function dropped(...entries: readonly (Entry | File)[]) {
  const items = entries.map((entry) => ({
    kind: 'file',
    webkitGetAsEntry: () => (entry instanceof File ? null : entry),
    getAsFile: () => (entry instanceof File ? entry : null),
  }))
  const text = { kind: 'string', webkitGetAsEntry: () => null, getAsFile: () => null }
  return droppedFiles({ items: [...items, text] } as unknown as DataTransfer)
}

const pathsOf = ({ files }: { files: readonly { path: string }[] }) => files.map(({ path }) => path)

describe('a folder dragged in', () => {
  it('comes whole, however many files and folders it has', async () => {
    const samples = Array.from({ length: 3001 }, (_, i) => file(`s${String(i)}.tsv`))
    const brought = await dropped(
      folder('cohort', [file('clinical.csv'), folder('rna', [folder('deep', samples), file('sheet.tsv')])]),
    )
    expect(brought).toMatchObject({ folder: 'cohort', hidden: 0, unreadable: [] })
    expect(brought.files).toHaveLength(3003)
    expect(pathsOf(brought)).toEqual([
      'clinical.csv',
      ...samples.map(({ name }) => `rna/deep/${name}`),
      'rna/sheet.tsv',
    ])
    expect(await brought.files.at(-1)?.file.text()).toBe('sheet.tsv')
  })

  it('names what cannot be read, and keeps what is hidden out of it', async () => {
    const brought = await dropped(
      folder('cohort', [
        file('a.csv'),
        file('secret.csv', false),
        folder('locked', [file('b.csv')], false),
        file('.DS_Store', false),
        folder('.git', [file('config')]),
      ]),
    )
    expect(pathsOf(brought)).toEqual(['a.csv'])
    expect(brought).toMatchObject({
      folder: 'cohort',
      hidden: 2,
      unreadable: ['cohort/secret.csv', 'cohort/locked'],
    })
  })

  it('stands beside others under its own name', async () => {
    const brought = await dropped(folder('a', [file('x.csv')]), file('y.csv'), new File(['z'], 'z.csv'))
    expect(brought.folder).toBeNull()
    expect(pathsOf(brought)).toEqual(['a/x.csv', 'y.csv', 'z.csv'])
  })
})

it('a folder chosen by a button loses its name and its hidden files', () => {
  const chosen = ['cohort/a.csv', 'cohort/b/c.csv', 'cohort/.hidden/d.csv'].map((path) =>
    Object.defineProperty(new File([''], path), 'webkitRelativePath', { value: path }),
  )
  const brought = chosenFiles(chosen)
  expect(pathsOf(brought)).toEqual(['a.csv', 'b/c.csv'])
  expect(brought).toMatchObject({ folder: 'cohort', hidden: 1, unreadable: [] })
})
