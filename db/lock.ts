/** Another process has this PGlite directory open. `message` is a sentence for people. */
export class DatabaseLocked extends Error {
  readonly directory: string
  constructor(directory: string) {
    super(
      `The database in ${directory} is in use by another process; stop that process or use another directory.`,
    )
    this.name = 'DatabaseLocked'
    this.directory = directory
  }
}

/** Too little free space to open or to write. `message` is a sentence for people. */
export class DiskFull extends Error {
  readonly directory: string
  readonly freeBytes: number
  constructor(directory: string, freeBytes: number, neededBytes: number) {
    const mebibytes = (bytes: number) => `${Math.floor(bytes / 2 ** 20)} MB`
    super(
      `Only ${mebibytes(freeBytes)} are free where ${directory} is, and the database needs ${mebibytes(neededBytes)}; nothing was written.`,
    )
    this.name = 'DiskFull'
    this.directory = directory
    this.freeBytes = freeBytes
  }
}
