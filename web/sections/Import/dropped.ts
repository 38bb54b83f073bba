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
}

async function filesOf(entry: FileSystemEntry, path: string): Promise<DroppedFile[]> {
  if (entry instanceof FileSystemFileEntry) {
    const file = await new Promise<File>((resolve, reject) => {
      entry.file(resolve, reject)
    })
    return [{ path, file }]
  }
  if (!(entry instanceof FileSystemDirectoryEntry)) return []
  const reader = entry.createReader()
  const found: DroppedFile[] = []
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
function rooted(files: readonly DroppedFile[]): Dropped {
  const seen = files.filter(({ path }) => !path.split('/').some((part) => part.startsWith('.')))
  const hidden = files.length - seen.length
  const roots = new Set(seen.map(({ path }) => (path.includes('/') ? path.slice(0, path.indexOf('/')) : '')))
  const [root = ''] = roots
  if (roots.size !== 1 || root === '') return { folder: null, files: seen, hidden }
  const inside = seen.map(({ path, file }) => ({ path: path.slice(root.length + 1), file }))
  return { folder: root, files: inside, hidden }
}

/** What a drop brought. The list is only good during the event, so entries are taken before anything is awaited. */
export async function droppedFiles(transfer: DataTransfer): Promise<Dropped> {
  const items = [...transfer.items].filter(({ kind }) => kind === 'file')
  const taken = items.map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }))
  const lists = taken.map(({ entry, file }) => {
    if (entry) return filesOf(entry, entry.name)
    return Promise.resolve(file ? [{ path: file.name, file }] : [])
  })
  return rooted((await Promise.all(lists)).flat())
}

export function chosenFiles(list: FileList): Dropped {
  return rooted(
    [...list].map((file) => ({
      path: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath,
      file,
    })),
  )
}
