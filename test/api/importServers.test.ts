/** Several servers on one PostgreSQL, each with files of its own. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { openJobQueue } from '../../db/app/jobQueue.ts'
import { ImportFolders } from '../../etl/folders/importFolders.ts'
import { runJob } from '../../etl/run.ts'
import { makeDirectory, openTestDatabase } from '../db/databases.ts'
import { miniCohort } from '../etl/miniCohort.ts'

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await pause(50)
}

const answers = { disease: 'HCC', licence: 'CC0', 'time-unit': 'days', event: '"1"', membership: 'clinical' }

/** A folder with one clinical table, its questions answered. */
async function readyFolder(folders: ImportFolders): Promise<string> {
  const { id } = await folders.begin('mini')
  const rows = miniCohort().files['clinical.csv'] ?? []
  const text = rows.map((row) => `${row.join(',')}\n`).join('')
  const body = new Blob([text]).stream()
  await folders.receive(id, { upload: 'upload-1', path: 'clinical.csv', offset: 0, last: true, body })
  await folders.look(id)
  await until(async () => (await folders.read(id))?.looking === null)
  const { questions = [] } = (await folders.read(id)) ?? {}
  const given = questions.map(({ id: question, choices }): [string, string] => {
    const [, answer = ''] = Object.entries(answers).find(([end]) => question.endsWith(end)) ?? []
    return [question, choices?.find((choice) => choice.startsWith(answer)) ?? answer]
  })
  await folders.answer(id, Object.fromEntries(given), null)
  return id
}

it('an import is done by a server that has its files, also after the one that took them is gone', async () => {
  const [shared, root] = await Promise.all([openTestDatabase('postgres'), makeDirectory()])
  const ranBy: string[] = []
  const wrong: unknown[] = []
  const serverOn = (place: string, name: string) =>
    new ImportFolders({
      root: join(root, place),
      openQueue: (own) =>
        openJobQueue(shared.db, { name: 'imports', place: own }, (error) => void wrong.push(error)),
      runJob: (job, onEvent, signal) => {
        ranBy.push(name)
        return runJob(shared.db, job, onEvent, signal)
      },
      onError: (error) => void wrong.push(error),
    })
  const first = serverOn('files', 'first')
  const stranger = serverOn('elsewhere', 'stranger')
  const sharing = serverOn('files', 'sharing')
  try {
    const id = await readyFolder(first)
    await stranger.resume()
    await first.start(id, 'import').finally(() => first.close())
    await sharing.resume()
    await until(async () => (await sharing.read(id))?.job?.state === 'done')
    expect((await sharing.read(id))?.job?.report?.outcome).toMatch(/imported/)
    expect(ranBy.length).toBeGreaterThan(0)
    expect(ranBy).not.toContain('stranger')
    expect(await stranger.read(id)).toBeNull()
    await expect(stranger.start(id, 'import')).rejects.toThrow(
      'the files of one lie where they were brought to',
    )
    expect(wrong).toEqual([])
  } finally {
    await Promise.all([first.close(), stranger.close(), sharing.close()])
    await shared.drop()
    await rm(root, { recursive: true, force: true })
  }
})
