/** Uploads that go wrong: two browsers at one file or folder, a full disk, a server that is killed meanwhile. */
import { execFileSync } from 'node:child_process'
import { mkdir, readdir, readFile, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { removeUploaded, takePiece, uploadedFiles, uploadLimits } from '../../etl/folders/upload.ts'
import type { Piece } from '../../etl/folders/upload.ts'
import { placesOf } from '../../etl/folders/places.ts'
import type { Places } from '../../etl/folders/places.ts'
import { newId } from '../../etl/stateFile.ts'
import { kill, start, until } from '../crash/killing.ts'
import { InvalidInput } from '../../science/errors.ts'
import { makeDirectory, makeMigratedDirectory } from '../db/databases.ts'

let root = ''
beforeAll(async () => {
  root = await makeDirectory()
})
afterAll(async () => {
  await rm(root, { recursive: true, force: true })
})

async function newFolder(within = root): Promise<Places> {
  const places = placesOf(within, newId())
  await mkdir(places.files, { recursive: true })
  return places
}

async function* bytesOf(...chunks: string[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) {
    // another upload gets its turn between any two
    await pause(1)
    yield Buffer.from(chunk)
  }
}

const piece = (upload: string, offset: number, last: boolean, ...chunks: string[]): Piece => ({
  upload: `upload-${upload}`,
  path: 'a.csv',
  offset,
  last,
  body: bytesOf(...chunks),
})

const contentOf = (places: Places) => readFile(join(places.files, 'a.csv'), 'utf8')

describe('two browsers send a file of one name', () => {
  it('at once: what is there is one of the two whole, never a mixture', async () => {
    const places = await newFolder()
    const send = async (name: string) => {
      for (let n = 0; n < 5; n += 1)
        await takePiece(places, piece(name, 4 * n, n === 4, `${name}${n}`, `${name}${n}`))
    }
    await Promise.all([send('A'), send('B')])
    const whole = (name: string) => [0, 1, 2, 3, 4].map((n) => `${name}${n}`.repeat(2)).join('')
    expect([whole('A'), whole('B')]).toContain(await contentOf(places))
    expect(await uploadedFiles(places)).toEqual([{ path: 'a.csv', bytes: 20 }])
    expect(await readdir(places.parts)).toEqual([])
  })

  it('a piece that is sent twice, also while the first is still on its way, is there once', async () => {
    const places = await newFolder()
    await takePiece(places, piece('A', 0, false, 'one,'))
    await Promise.all([
      takePiece(places, piece('A', 4, false, 'tw', 'o,')),
      takePiece(places, piece('A', 4, false, 'tw', 'o,')),
    ])
    await takePiece(places, piece('A', 8, true, 'three'))
    expect(await contentOf(places)).toBe('one,two,three')
  })

  it('a file is removed by its path, a folder is none, and what is gone already is no error', async () => {
    const places = await newFolder()
    await takePiece(places, { ...piece('A', 0, true, 'one'), path: 'sub/a.csv' })
    await expect(removeUploaded(places, 'sub')).rejects.toThrow(
      'the path of an uploaded file, not of a folder',
    )
    await expect(removeUploaded(places, '../folder.json')).rejects.toThrow(InvalidInput)
    await removeUploaded(places, 'sub/a.csv')
    await removeUploaded(places, 'sub/a.csv')
    expect(await uploadedFiles(places)).toEqual([])
  })

  it('a piece of an upload that nobody began, or with a name that is none, is refused', async () => {
    const places = await newFolder()
    await takePiece(places, piece('A', 0, false, 'one,'))
    await expect(takePiece(places, piece('B', 4, true, 'two'))).rejects.toThrow(
      '0: so many bytes have arrived',
    )
    for (const upload of ['', 'short', '../../../evil', 'x'.repeat(65)])
      await expect(takePiece(places, { ...piece('A', 0, true, 'x'), upload })).rejects.toThrow(
        '8 to 64 letters',
      )
    expect(await uploadedFiles(places)).toEqual([])
  })
})

describe('the disk is full', () => {
  it('says so in a sentence, keeps the file that was there, and the piece can be sent again', async () => {
    const places = await newFolder()
    await takePiece(places, piece('A', 0, true, 'old'))
    await takePiece(places, piece('B', 0, false, 'n'))
    const [part = ''] = await readdir(places.parts)
    // a device on which every write fails as on a full disk
    await rm(join(places.parts, part))
    await symlink('/dev/full', join(places.parts, part))
    await expect(takePiece(places, piece('B', 0, true, 'new'))).rejects.toThrow(
      'path: got "a.csv", allowed is a file that the disk of the server has room for: it is full',
    )
    expect(await contentOf(places)).toBe('old')
    await rm(join(places.parts, part))
    await takePiece(places, piece('B', 0, true, 'new'))
    expect(await contentOf(places)).toBe('new')
  })

  const canMount = process.getuid?.() === 0
  it.runIf(canMount)('on a disk of one megabyte', async () => {
    const disk = join(root, 'disk')
    await mkdir(disk)
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk])
    const { spareBytes } = uploadLimits
    try {
      const places = await newFolder(disk)
      await expect(takePiece(places, piece('A', 0, true, 'x'))).rejects.toThrow('at most 0 bytes')
      // another program takes what was left meanwhile
      uploadLimits.spareBytes = -(2 ** 30)
      await takePiece(places, piece('A', 0, true, 'old'))
      await expect(
        takePiece(places, piece('B', 0, true, ...Array<string>(20).fill('x'.repeat(2 ** 16)))),
      ).rejects.toThrow('it is full')
      expect(await contentOf(places)).toBe('old')
      expect((await readdir(places.parts)).length).toBe(1)
      await takePiece(places, piece('B', 0, true, 'new'))
      expect(await contentOf(places)).toBe('new')
    } finally {
      uploadLimits.spareBytes = spareBytes
      execFileSync('umount', ['-l', disk])
    }
  })
})

describe('kill -9 of the server in the middle of a piece', () => {
  let database = ''
  beforeAll(async () => {
    database = await makeMigratedDirectory()
  })
  afterAll(async () => {
    await rm(database, { recursive: true, force: true })
  })

  async function serve() {
    const { child, said } = start('uploadServer.ts', [database, join(root, 'killed')])
    await until(() => said().includes('http') || child.exitCode !== null)
    const url = said().trim()
    const ask = async (query: string) => {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      })
      return ((await response.json()) as { data: Record<string, Folder> }).data
    }
    return { child, url, ask }
  }
  interface Folder {
    id: string
    uploads: { path: string; bytes: number }[]
    looking: string | null
    files: { path: string }[] | null
  }

  const put = (url: string, id: string, path: string, query: string, body: BodyInit) =>
    fetch(`${url}/imports/${id}/files/${path}?${query}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream', 'x-radimmune': 'upload' },
      body,
      duplex: 'half',
    } as RequestInit)

  it(
    'leaves no half file: what came whole is there, the other is sent again',
    { timeout: 120_000 },
    async () => {
      const first = await serve()
      const { beginImport } = await first.ask('mutation { beginImport(name: "x") { id } }')
      const id = beginImport?.id ?? ''
      const shown = `{ importFolder(id: "${id}") { id looking uploads { path bytes } files { path } } }`
      const rows = Array.from({ length: 2000 }, (_, i) => `p${i},${i}`).join('\n')
      const text = `patient,age\n${rows}\n`
      await put(first.url, id, 'whole.csv', 'upload=upload-w1&offset=0&last=1', text)
      // the first half is acknowledged, of the second some has come when the server dies
      const half = text.length / 2
      await put(first.url, id, 'broken.csv', 'upload=upload-b1&offset=0&last=0', text.slice(0, half))
      const body = new ReadableStream<Uint8Array>({
        async start(controller) {
          controller.enqueue(Buffer.from(text.slice(half, half + 4000)))
          await pause(60_000, undefined, { ref: false })
        },
      })
      const sending = put(first.url, id, 'broken.csv', `upload=upload-b1&offset=${half}&last=1`, body)
      const lost = expect(sending).rejects.toThrow()
      const parts = join(root, 'killed', id, 'parts')
      const arrived = async () => {
        const sizes = await Promise.all((await readdir(parts)).map((name) => readFile(join(parts, name))))
        return sizes.some(({ length }) => length > half)
      }
      while (!(await arrived())) await pause(10)
      await kill(first.child)
      await lost
      expect(await readdir(join(root, 'killed', id, 'files'))).toEqual(['whole.csv'])

      const second = await serve()
      try {
        const whole = { path: 'whole.csv', bytes: text.length }
        expect((await second.ask(shown))['importFolder']?.uploads).toEqual([whole])
        await second.ask(`mutation { recogniseImport(id: "${id}") { id } }`)
        const looked = async () => (await second.ask(shown))['importFolder']
        while ((await looked())?.looking !== null) await pause(20)
        expect((await looked())?.files?.map(({ path }) => path)).toEqual(['whole.csv'])

        // the browser goes on with the piece that was not acknowledged
        const rest = await put(
          second.url,
          id,
          'broken.csv',
          `upload=upload-b1&offset=${half}&last=1`,
          text.slice(half),
        )
        expect([rest.status, await rest.json()]).toEqual([200, { bytes: text.length }])
        expect(await readFile(join(root, 'killed', id, 'files/broken.csv'), 'utf8')).toBe(text)
        expect(await readdir(parts)).toEqual([])
      } finally {
        await kill(second.child)
      }
    },
  )
})
