/** Imports from the browser without one: files by HTTP, the rest by GraphQL, jobs by the queue on the embedded database. */
import { existsSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createServer } from '../../api/server.ts'
import type { Server } from '../../api/server.ts'
import { createApi } from '../../api/yoga.ts'
import { openJobQueue } from '../../db/app/jobQueue.ts'
import { ImportFolders } from '../../etl/folders/importFolders.ts'
import type { RunJob } from '../../etl/folders/run.ts'
import { runJob } from '../../etl/run.ts'
import { makeDirectory, openTestDatabase } from '../db/databases.ts'
import type { TestDatabase } from '../db/databases.ts'
import { csv, shown, type Folder } from './importFolderShown.ts'

let place: TestDatabase
let root: string
let imports: ImportFolders
let server: Server
let url: string
const wrong: unknown[] = []
/** what stands before a job is run: tests stop it there */
let before: RunJob | null = null

function openFolders(): ImportFolders {
  const onError = (error: unknown) => void wrong.push(error)
  return new ImportFolders({
    root: join(root, 'imports'),
    openQueue: (name) => openJobQueue(place.db, { name: 'imports', place: name }, onError),
    runJob: (job, onEvent, signal) => (before ?? whole)(job, onEvent, signal),
    onError,
  })
}
const whole: RunJob = (job, onEvent, signal) => runJob(place.db, job, onEvent, signal)

async function serve(): Promise<void> {
  imports = openFolders()
  const log = {
    info: () => undefined,
    warn: () => undefined,
    error: (fields: object) => void wrong.push(fields),
  }
  const api = createApi({ db: place.db, codeVersion: 'test', log, imports })
  server = createServer({ api, log, imports, webRoot: root })
  url = await server.listen({ host: '127.0.0.1', port: 0 })
}

beforeAll(async () => {
  place = await openTestDatabase('pglite')
  root = await makeDirectory()
  await serve()
})
afterAll(async () => {
  await Promise.all([server.close(), imports.close()])
  await place.drop()
  await rm(root, { recursive: true, force: true })
})

async function ask<Answer>(query: string, variables: object = {}): Promise<Answer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  })
  const { data, errors } = (await response.json()) as { data: Answer; errors?: { message: string }[] }
  if (errors) throw new Error(errors.map(({ message }) => message).join('; '))
  return data
}

const folderOf = async (id: string): Promise<Folder> =>
  (await ask<{ importFolder: Folder }>(`query ($id: ID!) { importFolder(id: $id) ${shown} }`, { id }))
    .importFolder

/** Asked again until nothing goes on. */
async function settled(
  id: string,
  isOver = (folder: Folder) =>
    folder.looking === null && !['WAITING', 'RUNNING'].includes(folder.job?.state ?? ''),
): Promise<Folder> {
  for (;;) {
    const folder = await folderOf(id)
    if (isOver(folder)) return folder
    await pause(50)
  }
}

const change = (name: string, id: string, more = '', variables: object = {}, types = ''): Promise<unknown> =>
  ask(`mutation ($id: ID!${types}) { ${name}(id: $id${more}) { id } }`, { id, ...variables })

const headers = { 'content-type': 'application/octet-stream', 'x-radimmune': 'upload' }

async function put(
  id: string,
  path: string,
  body: string,
  more: Record<string, string> = {},
  query = 'upload=upload-1&offset=0&last=1',
) {
  const response = await fetch(`${url}/imports/${id}/files/${path}?${query}`, {
    method: 'PUT',
    headers: { ...headers, ...more },
    body,
  })
  return { status: response.status, text: await response.text() }
}

async function begin(): Promise<string> {
  return (await ask<{ beginImport: Folder }>('mutation { beginImport(name: "mini") { id } }')).beginImport.id
}

async function answerAll(id: string, answers: Record<string, string>): Promise<void> {
  const { questions } = await folderOf(id)
  const given = questions.map(({ id: question, choices }) => {
    const [, answer = ''] = Object.entries(answers).find(([end]) => question.endsWith(end)) ?? []
    return { id: question, answer: choices?.find((choice) => choice.startsWith(answer)) ?? answer }
  })
  await change(
    'answerImport',
    id,
    ', answers: $answers, cohort: "mini", title: "Mini"',
    { answers: given },
    ', $answers: [ImportAnswer!]!',
  )
}

/** the cell that the tests spoil */
const cell = { file: 'features', line: 2, column: 'volume', from: '1000 mm' }

function correct(id: string, corrections: readonly object[]): Promise<unknown> {
  return change(
    'correctImport',
    id,
    ', corrections: $corrections',
    { corrections },
    ', $corrections: [CorrectionInput!]!',
  )
}

const everyday = { disease: 'HCC', licence: 'CC0', 'time-unit': 'days', event: '"1"', membership: 'clinical' }

describe('files on their way in', () => {
  it('come in pieces, and a piece that does not fit on is refused with what has arrived', async () => {
    const id = await begin()
    expect((await put(id, 'sub/a.csv', 'id,x\n', {}, 'upload=upload-1&offset=0&last=0')).text).toBe(
      '{"bytes":5}',
    )
    expect(await put(id, 'sub/a.csv', 'p2,2\n', {}, 'upload=upload-1&offset=7&last=1')).toMatchObject({
      status: 400,
      text: expect.stringContaining('5: so many bytes have arrived') as unknown,
    })
    expect((await put(id, 'sub/a.csv', 'p1,1\n', {}, 'upload=upload-1&offset=5&last=1')).text).toBe(
      '{"bytes":10}',
    )
    const { importFolder } = await ask<{ importFolder: { uploads: unknown } }>(
      `{ importFolder(id: "${id}") { uploads { path bytes } } }`,
    )
    expect(importFolder.uploads).toEqual([{ path: 'sub/a.csv', bytes: 10 }])
    expect(await put(id, 'sub', 'x')).toMatchObject({ status: 400 })
    expect(await put(id, 'sub/a.csv/b', 'x')).toMatchObject({ status: 400 })
  })

  it.each([
    '..%2f..%2fevil',
    '%2e%2e/evil',
    'a/%2e%2e/%2e%2e/evil',
    '.hidden',
    'a%00b',
    'a%5cb',
    'a//b',
    'c%3Aevil',
    'x%E2%80%AEgpj',
    '%ff',
    'a/b/c/d/e/f/g/h/i',
    'n'.repeat(201),
    'con%0a',
    'end.',
  ])('never leave their folder: %s', async (path) => {
    const id = await begin()
    expect([400, 404]).toContain((await put(id, path, 'x')).status)
    expect(existsSync(join(root, 'evil')) || existsSync(join(root, 'imports/evil'))).toBe(false)
    expect(await readdir(join(root, 'imports', id, 'files'))).toEqual([])
  })

  it('come from this page only', async () => {
    const id = await begin()
    const refused = async (more: Record<string, string>, status: number) => {
      expect((await put(id, 'a.csv', 'x', more)).status).toBe(status)
    }
    await refused({ 'x-radimmune': '' }, 403)
    await refused({ origin: 'http://evil.example' }, 403)
    await refused({ 'content-type': 'text/plain' }, 415)
    expect((await put('0'.repeat(16), 'a.csv', 'x')).status).toBe(400)
    expect((await put('..', 'a.csv', 'x')).status).not.toBe(200)
    expect((await fetch(`${url}/imports/${id}/files/a.csv`, { headers })).status).toBe(405)
    expect((await put(id, 'a.csv', 'x'.repeat(16 * 2 ** 20 + 1))).status).toBe(413)
    const queries = ['offset=1e3&last=1', 'offset=0', 'offset=0&last=2', 'offset=0&last=true']
    for (const query of queries)
      expect((await put(id, 'a.csv', 'x', {}, `upload=upload-1&${query}`)).status).toBe(400)
    expect(await readdir(join(root, 'imports', id, 'files'))).toEqual([])
  })
})

describe('a folder on its way to a release', () => {
  it('is recognised, mapped, asked about, refused for a planted error, mended, imported, and imported once', async () => {
    const id = await begin()
    for (const name of ['clinical.csv', 'immune.tsv', 'features.csv'])
      await put(
        id,
        name,
        csv(name, (text) => (name === 'features.csv' ? text.replace('1000', '1000 mm') : text)),
      )
    await change('recogniseImport', id)
    const looked = await settled(id)
    expect(looked.files?.map(({ path, format }) => [path, format])).toEqual([
      ['clinical.csv', 'clinical-table'],
      ['features.csv', 'clinical-table'],
      ['immune.tsv', 'cibersort-r'],
    ])
    const clinical = looked.files?.[0]?.columns ?? []
    expect(clinical[0]).toMatchObject({
      name: 'patient',
      becomes: 'patient',
      preview: expect.arrayContaining(['TCGA-XX-A010']) as unknown,
    })
    await change(
      'mapImport',
      id,
      ', files: $files',
      { files: [{ path: 'features.csv', use: 'FEATURES', columns: [] }] },
      ', $files: [FileMapping!]!',
    )
    const mapped = await settled(id)
    expect(mapped.files?.[1]).toMatchObject({ format: 'feature-table', role: 'features' })
    expect(mapped.files?.[1]?.columns.map(({ name, becomes }) => [name, becomes])).toEqual([
      ['ID', 'patient'],
      ['volume', 'feature'],
      ['entropy', 'feature'],
    ])

    await expect(change('startImport', id, ', command: CHECK')).rejects.toThrow('no open question')
    await answerAll(id, everyday)
    await change('startImport', id, ', command: CHECK')
    await expect(change('recogniseImport', id)).rejects.toThrow('without a check or import under way')
    const refused = await settled(id)
    expect(refused.job).toMatchObject({ state: 'DONE', report: { outcome: 'refused' } })
    expect(refused.job?.report?.findings.filter(({ severity }) => severity === 'ERROR')).toEqual([
      { severity: 'ERROR', rule: 'not-a-number', line: 2, column: 'volume', value: '1000 mm' },
    ])
    // what streamed in while it ran is what the report says
    expect(refused.job?.findings.map(({ rule }) => rule)).toContain('not-a-number')

    // declared instead of mended: the manifest says so, with the bytes that it is true of
    await correct(id, [{ ...cell, to: '1000', reason: 'the unit stands in the cell' }])
    const { importFolder } = await ask<{ importFolder: { manifest: string; corrections: unknown } }>(
      `{ importFolder(id: "${id}") { manifest corrections { file line column from to reason } } }`,
    )
    const declared = { ...cell, to: '1000', reason: 'the unit stands in the cell' }
    expect(importFolder.corrections).toEqual([declared])
    expect(JSON.parse(importFolder.manifest)).toMatchObject({ corrections: [declared] })
    await change('startImport', id, ', command: CHECK')
    const corrected = (await settled(id)).job?.report
    expect(corrected?.outcome).toBe('checked')
    expect(corrected?.findings.filter(({ rule }) => rule.startsWith('correction'))).toEqual([
      { severity: 'WARNING', rule: 'correction-applied', line: 2, column: 'volume', value: '1000 mm' },
    ])

    for (const [wrong, words] of [
      [{ reason: ' ' }, 'a reason of 1'],
      [{ file: 'nobody' }, 'a file of the manifest'],
      [{ to: '1000 mm' }, 'another value'],
    ] as const)
      await expect(correct(id, [{ ...declared, ...wrong }])).rejects.toThrow(words)
    await expect(correct(id, [declared, declared])).rejects.toThrow('one correction of a cell')

    await put(id, 'features.csv', csv('features.csv'))
    await change('recogniseImport', id)
    const mended = await settled(id)
    // another file in its place: the correction is not for it, and that is said
    expect(mended.notes.at(-1)).toMatch(
      /line 2, volume: the correction 1000 mm → 1000 was declared of another file/,
    )
    expect(mended.questions.every(({ answer }) => answer !== null)).toBe(true)
    await change('startImport', id, ', command: IMPORT')
    const done = await settled(id)
    expect(done.job?.report).toMatchObject({ outcome: 'imported', cohort: 'mini', patients: 12 })
    expect(done.job?.report?.files.map(({ path, rows }) => [path, rows])).toEqual([
      ['clinical.csv', 12],
      ['features.csv', 12],
      ['immune.tsv', 12],
    ])
    expect(done.job?.report?.layers.find(({ ref }) => ref.startsWith('imaging:'))?.patients).toBe(12)
    await change('startImport', id, ', command: IMPORT')
    expect((await settled(id)).job?.report?.outcome).toBe('already-imported')
    expect(await ask('{ cohorts { slug } }')).toEqual({ cohorts: [{ slug: 'mini' }] })
    expect(await ask('mutation ($id: ID!) { removeImport(id: $id) }', { id })).toEqual({ removeImport: true })
    expect(await folderOf(id)).toBeNull()
    expect(wrong).toEqual([])
  })

  it('goes on after the server was stopped in the middle, and is ended by cancel with nothing written', async () => {
    const id = await begin()
    await put(
      id,
      'clinical.csv',
      csv('clinical.csv', (text) => text.replaceAll('TCGA-XX', 'TCGA-YY')),
    )
    await change('recogniseImport', id)
    await settled(id)
    await answerAll(id, everyday)
    const begun = Promise.withResolvers<undefined>()
    before = (_job, onEvent, signal) => {
      onEvent({ kind: 'progress', stage: 'read', message: 'a long file', done: 1, total: 2 })
      begun.resolve(undefined)
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          reject(signal.reason as Error)
        })
      })
    }
    await change('startImport', id, ', command: IMPORT')
    await begun.promise
    expect((await folderOf(id)).job?.state).toBe('RUNNING')
    await Promise.all([server.close(), imports.close()])
    expect(existsSync(join(root, 'imports', id, 'run.json'))).toBe(true)

    // the next server takes it up without being asked
    const again = Promise.withResolvers<undefined>()
    const waits = before
    before = (job, onEvent, signal) => {
      again.resolve(undefined)
      return waits(job, onEvent, signal)
    }
    await serve()
    await imports.resume()
    await again.promise
    expect((await folderOf(id)).job?.state).toBe('RUNNING')
    await change('cancelImport', id)
    expect((await settled(id)).job).toMatchObject({ state: 'CANCELLED', report: null })
    before = null
    expect(await ask('{ cohorts { slug } }')).toEqual({ cohorts: [{ slug: 'mini' }] })
    expect(wrong).toEqual([])
  })
})

describe('two browsers at once', () => {
  /** A folder with these files, recognised and answered. */
  async function ready(clinical: string): Promise<string> {
    const id = await begin()
    await put(id, 'clinical.csv', clinical)
    await change('recogniseImport', id)
    await settled(id)
    await answerAll(id, everyday)
    return id
  }
  const clinical = csv('clinical.csv', (text) => text.replaceAll('TCGA-XX', 'TCGA-ZZ'))
  const start = (id: string) => change('startImport', id, ', command: IMPORT')
  const releases = async () =>
    (
      await ask<{ cohort: { releases: { number: number }[] } }>(
        '{ cohort(slug: "mini") { releases { number } } }',
      )
    ).cohort.releases

  it('at one folder: one import begins, the other browser is told so', async () => {
    const id = await ready(clinical)
    const before = await releases()
    const outcomes = await Promise.allSettled([start(id), start(id), start(id)])
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected'])
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(String(outcome.reason)).toContain('under way')
    // answers and files do not change under it either
    await expect(change('recogniseImport', id)).rejects.toThrow('under way')
    expect(await put(id, 'clinical.csv', 'x')).toMatchObject({ status: 400 })
    expect((await settled(id)).job?.report?.outcome).toBe('imported')
    expect(await releases()).toHaveLength(before.length + 1)
  })

  it('at two folders of one cohort: the same content is one release, other content the next', async () => {
    const changed = clinical.replace('TCGA-ZZ-A010,M', 'TCGA-ZZ-A010,F')
    expect(changed).not.toBe(clinical)
    const before = await releases()
    const ids = await Promise.all([ready(clinical), ready(clinical), ready(changed)])
    await Promise.all(ids.map(start))
    const done = await Promise.all(ids.map((id) => settled(id)))
    const outcomes = done.map(({ job }) => job?.report?.outcome)
    expect(outcomes[2]).toBe('imported')
    // which of them comes after the other content is chance; nothing is lost and nothing is written twice in a row
    for (const outcome of outcomes.slice(0, 2))
      expect(['imported', 'unchanged', 'already-imported']).toContain(outcome)
    const now = await releases()
    expect(now.length - before.length).toBe(outcomes.filter((outcome) => outcome === 'imported').length)
    expect(new Set(now.map(({ number }) => number)).size).toBe(now.length)
    expect(wrong).toEqual([])
  })
})
