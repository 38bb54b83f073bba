/** Files that were dragged in or chosen, with their paths inside the folder that was meant. */
export interface DroppedFile {
  path: string
  file: File
}

export interface Dropped {
  /** of the folder dragged in; null where files were */
  folder: string | null
  files: DroppedFile[]
  /** left where they were: their names begin with a dot */
  hidden: number
  /** files and folders that the browser was not let read, by path */
  unreadable: string[]
}

type Taken = { path: string; file: File | null }

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory
}

const isHidden = (name: string): boolean => name.startsWith('.')

/** What cannot be read is in the list too, without a file: nothing of a folder is left out unsaid. */
async function filesOf(entry: FileSystemEntry, path: string): Promise<Taken[]> {
  // nobody needs to be let read what is not taken
  if (isHidden(entry.name) || (!isFile(entry) && !isDirectory(entry))) return [{ path, file: null }]
  try {
    if (isFile(entry))
      return [
        {
          path,
          file: await new Promise<File>((resolve, reject) => {
            entry.file(resolve, reject)
          }),
        },
      ]
    return await insideOf(entry, path)
  } catch {
    return [{ path, file: null }]
  }
}

async function insideOf(entry: FileSystemDirectoryEntry, path: string): Promise<Taken[]> {
  const reader = entry.createReader()
  const found: Taken[] = []
  for (;;) {
    // a reader gives a hundred at a time, and nothing at the end
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject)
    })
    if (entries.length === 0) return found
    for (const one of entries) found.push(...(await filesOf(one, `${path}/${one.name}`)))
  }
}

/** A folder that was dragged in alone is the folder itself: its name is taken off. */
function rooted(taken: readonly Taken[]): Dropped {
  const seen = taken.filter(({ path }) => !path.split('/').some(isHidden))
  const hidden = taken.length - seen.length
  const files = seen.flatMap(({ path, file }) => (file ? [{ path, file }] : []))
  const unreadable = seen.flatMap(({ path, file }) => (file ? [] : [path]))
  const roots = new Set(seen.map(({ path }) => (path.includes('/') ? path.slice(0, path.indexOf('/')) : '')))
  const [root = ''] = roots
  if (roots.size !== 1 || root === '') return { folder: null, files, hidden, unreadable }
  const inside = files.map(({ path, file }) => ({ path: path.slice(root.length + 1), file }))
  return { folder: root, files: inside, hidden, unreadable }
}

/** What a drop brought. The list is only good during the event, so entries are taken before anything is awaited. */
export async function droppedFiles(transfer: Pick<DataTransfer, 'items'>): Promise<Dropped> {
  const items = [...transfer.items].filter(({ kind }) => kind === 'file')
  const taken = items.map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }))
  const lists = taken.map(({ entry, file }, n) => {
    if (entry) return filesOf(entry, entry.name)
    return Promise.resolve([{ path: file?.name ?? `item ${n + 1}`, file }])
  })
  return rooted((await Promise.all(lists)).flat())
}

export function chosenFiles(list: Iterable<File>): Dropped {
  return rooted(
    [...list].map((file) => ({
      path: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath,
      file,
    })),
  )
}
