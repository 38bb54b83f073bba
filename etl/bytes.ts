/** Opens a file as a stream of plain bytes: gzip is recognised by its first bytes, never by its name. */
import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { Findings } from './findings.ts'
import { report } from './rules.ts'

const chunkBytes = 1 << 20

export interface OpenedFile {
  compressed: boolean
  bytes: number
  /** compressed bytes read so far */
  done(): number
  chunks: AsyncIterable<Uint8Array>
}

const signatures: readonly {
  rule: 'legacy-workbook' | 'file-unreadable' | 'not-utf8'
  starts: Buffer
  message: string
  hint: string
}[] = [
  {
    rule: 'legacy-workbook',
    starts: Buffer.from([0xd0, 0xcf, 0x11, 0xe0]),
    message: 'This is a binary workbook (.xls of before 2007), not a text table.',
    hint: 'Open it, choose "Save as" and "CSV UTF-8" or "Excel workbook (.xlsx)", and check that no gene or date changed.',
  },
  {
    rule: 'file-unreadable',
    starts: Buffer.from('PK\x03\x04', 'latin1'),
    message: 'This is a zip archive or an .xlsx workbook, not a text table.',
    hint: 'Unpack it first, or declare a format that reads workbooks.',
  },
  {
    rule: 'file-unreadable',
    starts: Buffer.from([0x1f, 0x8b]),
    message: 'The file was compressed twice.',
    hint: 'Unpack it once.',
  },
  ...(
    [
      ['bzip2', Buffer.from('BZh', 'latin1')],
      ['xz', Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00])],
      ['zstd', Buffer.from([0x28, 0xb5, 0x2f, 0xfd])],
      ['7z', Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c])],
    ] as const
  ).map(([name, starts]) => ({
    rule: 'file-unreadable' as const,
    starts,
    message: `The file is compressed by ${name}; of compressed files only gzip is read.`,
    hint: 'Unpack it first.',
  })),
  {
    rule: 'file-unreadable',
    starts: Buffer.from('PAR1', 'latin1'),
    message: 'This is a Parquet file, not a text table.',
    hint: 'Write it as CSV from the program that made it.',
  },
  {
    rule: 'not-utf8',
    starts: Buffer.from([0xff, 0xfe]),
    message: 'The file is UTF-16 text.',
    hint: 'Save it as UTF-8 ("CSV UTF-8" in a spreadsheet).',
  },
  {
    rule: 'not-utf8',
    starts: Buffer.from([0xfe, 0xff]),
    message: 'The file is UTF-16 text.',
    hint: 'Save it as UTF-8 ("CSV UTF-8" in a spreadsheet).',
  },
  {
    rule: 'file-unreadable',
    starts: Buffer.from('version https://git-lfs', 'latin1'),
    message: 'This is a Git LFS pointer, not the file itself.',
    hint: 'Run "git lfs pull" where it came from.',
  },
]

/** Says what a table's first bytes betray, if they are not a table's. */
export function reportForeignBytes(file: string, head: Uint8Array, findings: Findings): boolean {
  const start = Buffer.from(head.subarray(0, 512))
  const known = signatures.find(({ starts }) => start.subarray(0, starts.length).equals(starts))
  if (known) {
    report(findings, known.rule, { file, message: known.message, hint: known.hint })
    return true
  }
  const every = (from: number) =>
    start.length >= 16 && start.subarray(0, 16).every((byte, i) => i % 2 !== from || byte === 0)
  if (every(0) !== every(1)) {
    report(findings, 'not-utf8', {
      file,
      message: 'The file is UTF-16 text without a byte order mark.',
      hint: 'Save it as UTF-8 ("CSV UTF-8" in a spreadsheet).',
    })
    return true
  }
  if (/^\s*<(!doctype html|html)/i.test(start.toString('latin1'))) {
    report(findings, 'file-unreadable', {
      file,
      line: 1,
      message: 'This is a web page, not a table: a download gave an error or a login page.',
      hint: 'Download the file again.',
    })
    return true
  }
  return false
}

export function ioMessage(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOENT') return 'The file is not there.'
  if (code === 'EISDIR') return 'This is a folder, not a file.'
  if (code === 'ENOTFILE') return 'This is a pipe or device, not a file.'
  if (code === 'EACCES' || code === 'EPERM') return 'The file may not be read by this user.'
  return `The file cannot be read (${code === '' ? 'unknown reason' : code}).`
}

/** What is read of a file at once: a small one needs no large buffer, and thousands of those keep the collector busy. */
export function bufferBytes(fileBytes: number): number {
  return Math.min(chunkBytes, Math.max(4096, fileBytes))
}

/** Its size; throws for folders, pipes and devices. */
export async function regularFile(path: string): Promise<{ size: number }> {
  const found = await stat(path)
  if (found.isFile()) return { size: found.size }
  throw Object.assign(new Error('not a file'), { code: found.isDirectory() ? 'EISDIR' : 'ENOTFILE' })
}

/** @returns null when the file cannot be opened; that is a finding */
export async function openBytes(file: string, path: string, findings: Findings): Promise<OpenedFile | null> {
  try {
    // before opening: to open a named pipe would wait for ever
    const { size } = await regularFile(path)
    const handle = await open(path)
    const head = Buffer.alloc(2)
    const { bytesRead } = await handle.read(head, 0, 2, 0)
    await handle.close()
    const compressed = bytesRead === 2 && head[0] === 0x1f && head[1] === 0x8b
    const raw = createReadStream(path, { highWaterMark: bufferBytes(size) })
    const chunks = compressed
      ? pipeline(raw, createGunzip({ chunkSize: bufferBytes(8 * size) }), () => undefined)
      : raw
    return { compressed, bytes: size, done: () => raw.bytesRead, chunks }
  } catch (error) {
    report(findings, 'file-unreadable', { file, message: ioMessage(error) })
    return null
  }
}

/** zlib's errors mean the gzip file is damaged, anything else that the disk failed. */
export function reportStreamError(file: string, error: unknown, findings: Findings): void {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (!code.startsWith('Z_') && !code.startsWith('ERR_ZLIB')) {
    report(findings, 'file-unreadable', { file, message: ioMessage(error) })
    return
  }
  const cut = error instanceof Error && error.message.includes('unexpected end')
  report(findings, 'gzip-damaged', {
    file,
    message: cut ? 'The gzip file is cut short.' : 'The gzip file is damaged (checksum or structure).',
    hint: 'Download or copy the file again.',
  })
}
