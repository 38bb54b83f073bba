/** Files that are no text tables are named for what they are, whatever their names say. */
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { fileWith, readPath } from './readers/reading.ts'

const text = 'ID,volume,entropy\np1,1,2\np2,3,4\n'
const bytes = (...values: number[]) => Buffer.from([...values, ...Buffer.from(text)])

it.each([
  ['UTF-16, little end first', Buffer.from(`\ufeff${text}`, 'utf16le'), 'not-utf8', 'UTF-16'],
  [
    'UTF-16 without a mark',
    Buffer.from(text, 'utf16le'),
    'not-utf8',
    'UTF-16 text without a byte order mark',
  ],
  [
    'UTF-16, big end first, without a mark',
    Buffer.from(text, 'utf16le').swap16(),
    'not-utf8',
    'without a byte',
  ],
  ['gzip twice', gzipSync(gzipSync(text)), 'file-unreadable', 'compressed twice'],
  ['zip', bytes(0x50, 0x4b, 3, 4), 'file-unreadable', 'zip archive'],
  ['bzip2', bytes(0x42, 0x5a, 0x68, 0x39), 'file-unreadable', 'compressed by bzip2'],
  ['xz', bytes(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0), 'file-unreadable', 'compressed by xz'],
  ['zstd', bytes(0x28, 0xb5, 0x2f, 0xfd), 'file-unreadable', 'compressed by zstd'],
  ['7z', bytes(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c), 'file-unreadable', 'compressed by 7z'],
  ['Parquet', bytes(0x50, 0x41, 0x52, 0x31), 'file-unreadable', 'Parquet'],
  ['a web page', Buffer.from('<!DOCTYPE html><p>Sign in</p>'), 'file-unreadable', 'web page'],
])('%s', async (_, content, rule, words) => {
  const { result, findings } = await readPath('feature-table', fileWith(content, 'features.csv'))
  expect(result).toBeNull()
  expect(findings.kept.map((finding) => finding.rule).slice(0, 1)).toEqual([rule])
  expect(findings.kept[0]?.message).toContain(words)
})
