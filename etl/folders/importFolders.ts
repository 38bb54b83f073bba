/** Import folders: what a browser uploads, recognised, mapped, asked about, checked and imported by the code of the command line. */
import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { InvalidInput } from '../../science/errors.ts'
import type { Mapping } from '../init/mapping.ts'
import { mappingSchema } from '../init/mapping.ts'
import { answersSchema, checkAnswers } from './answers.ts'
import type { Answers, CohortWords } from './answers.ts'
import { acceptedCorrections } from './corrections.ts'
import type { GivenCorrection } from './corrections.ts'
import { draftInThread } from './draft.ts'
import { cleanPath, idOfPlace, newId, placesOf, readState, writeState } from './places.ts'
import type { Places } from './places.ts'
import type { Queue } from './queue.ts'
import { Ended, runFolder } from './run.ts'
import type { RunJob } from './run.ts'
import { forgetHeld, takePiece } from './upload.ts'
import type { Piece } from './upload.ts'
import { folderSchema, jobOf, jobSchema, readAnswered, stateFile, viewOf } from './view.ts'
import type { FolderView } from './view.ts'

const payloadSchema = z.object({ folder: z.string(), command: z.enum(['check', 'import']) })

export interface ImportFoldersParts {
  /** where the folders lie */
  root: string
  /** opens the queue of this place when it is first needed: another server has files of its own */
  openQueue: (place: string) => Promise<Queue>
  runJob: RunJob
  /** told of what goes wrong where nobody waits for an answer */
  onError: (error: unknown) => void
}

const unknownFolder =
  'the id of an import folder of this server; the files of one lie where they were brought to'
const cancelLookMs = 1000

export class ImportFolders {
  readonly #parts: ImportFoldersParts
  #queue: Promise<Queue> | null = null
  readonly #looking = new Map<string, string>()
  readonly #running = new Map<string, { stop: AbortController; ended: Promise<unknown> }>()
  #closing = false

  constructor(parts: ImportFoldersParts) {
    this.#parts = parts
  }

  /** Opens the queue and does what waits in it, also what a server that was stopped had begun. */
  async resume(): Promise<void> {
    await this.#opened()
  }

  #opened = async (): Promise<Queue> => {
    this.#queue ??= this.#open()
    this.#queue.catch(() => (this.#queue = null))
    return this.#queue
  }

  async #open(): Promise<Queue> {
    const queue = await this.#parts.openQueue(await idOfPlace(this.#parts.root))
    await queue.work((data, id) => this.#work(data, id))
    return queue
  }

  async begin(name: string): Promise<FolderView> {
    const words = name.trim()
    if (words.length < 1 || words.length > 100) throw new InvalidInput('name', name, '1 to 100 characters')
    const id = newId()
    const places = placesOf(this.#parts.root, id)
    await mkdir(places.files, { recursive: true })
    await writeState(stateFile(places, 'folder'), { name: words, createdAt: new Date().toISOString() })
    return this.#view(id)
  }

  /** Newest first. */
  async list(): Promise<FolderView[]> {
    const names = await readdir(this.#parts.root).catch(() => [])
    const ids = names.filter((name) => /^[0-9a-f]{16}$/.test(name))
    const all = await Promise.all(ids.map((id) => this.read(id)))
    return all.filter((one) => one !== null).sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1))
  }

  async read(id: string): Promise<FolderView | null> {
    return viewOf(this.#parts.root, id, this.#looking.get(id) ?? null, this.#opened)
  }

  async receive(id: string, piece: Piece): Promise<number> {
    const places = await this.#places(id)
    await this.#idle(places)
    return takePiece(places, piece)
  }

  async removeFile(id: string, path: string): Promise<FolderView> {
    const places = await this.#places(id)
    await this.#idle(places)
    await rm(join(places.files, cleanPath(path)), { force: true })
    forgetHeld(places)
    return this.look(id)
  }

  /** Looks at the files anew and drafts the manifest; answers that still fit are kept. Comes back at once, the view tells of it. */
  async look(id: string): Promise<FolderView> {
    const places = await this.#places(id)
    await this.#idle(places)
    if (!this.#looking.has(id)) {
      this.#looking.set(id, '')
      this.#draft(id, places).then(
        () => this.#looking.delete(id),
        (error: unknown) => {
          this.#looking.delete(id)
          this.#parts.onError(error)
        },
      )
    }
    return this.#view(id)
  }

  async #draft(id: string, places: Places): Promise<void> {
    // what a check said was of other files
    await rm(stateFile(places, 'job'), { force: true })
    const folder = await readState(stateFile(places, 'folder'), folderSchema)
    const mapping = (await readState(stateFile(places, 'mapping'), mappingSchema)) ?? {}
    const input = { files: places.files, name: folder?.name ?? id, mapping }
    const draft = await draftInThread(input, (path) => this.#looking.set(id, path))
    await writeState(stateFile(places, 'draft'), draft)
  }

  async map(id: string, mapping: Mapping): Promise<FolderView> {
    const places = await this.#places(id)
    await this.#idle(places)
    if (this.#looking.has(id)) throw new InvalidInput('id', id, 'a folder that is not just being looked at')
    await writeState(stateFile(places, 'mapping'), mapping)
    return this.look(id)
  }

  async answer(id: string, answers: Answers, words: CohortWords | null): Promise<FolderView> {
    const places = await this.#places(id)
    await this.#idle(places)
    const answered = await readAnswered(places)
    checkAnswers(answered?.questions ?? [], answers)
    const before = (await readState(stateFile(places, 'answers'), answersSchema)) ?? {}
    await writeState(stateFile(places, 'answers'), { ...before, ...answers })
    if (words) await writeState(stateFile(places, 'words'), words)
    return this.#view(id)
  }

  /** In the place of all that were declared before. */
  async correct(id: string, given: readonly GivenCorrection[]): Promise<FolderView> {
    const places = await this.#places(id)
    await this.#idle(places)
    if (this.#looking.has(id)) throw new InvalidInput('id', id, 'a folder that is not just being looked at')
    const answered = await readAnswered(places)
    await writeState(stateFile(places, 'corrections'), acceptedCorrections(answered?.files ?? [], given))
    return this.#view(id)
  }

  async start(id: string, command: 'check' | 'import'): Promise<FolderView> {
    const places = await this.#places(id)
    await this.#idle(places)
    const answered = await readAnswered(places)
    if (!answered || this.#looking.has(id))
      throw new InvalidInput('id', id, 'a folder with files that were recognised')
    const open = answered.questions.find(({ answer }) => answer === null || answer.trim() === '')
    if (open) throw new InvalidInput('answers', open.id, 'no open question')
    if (answered.problems.length > 0)
      throw new InvalidInput('manifest', answered.problems[0], 'a manifest without errors')
    await writeState(places.manifest, answered.text)
    const job = { id: randomUUID(), command }
    await writeState(stateFile(places, 'job'), job)
    await (await this.#opened()).send({ folder: id, command }, job.id)
    return this.#view(id)
  }

  async cancel(id: string): Promise<FolderView> {
    const places = await this.#places(id)
    const job = await readState(stateFile(places, 'job'), jobSchema)
    if (job) {
      await writeState(stateFile(places, 'cancelled'), job)
      await (await this.#opened()).cancel(job.id)
      const running = this.#running.get(job.id)
      running?.stop.abort(new Ended('person'))
      await running?.ended
    }
    return this.#view(id)
  }

  async remove(id: string): Promise<boolean> {
    const places = placesOf(this.#parts.root, id)
    if (!(await readState(stateFile(places, 'folder'), folderSchema))) return false
    await this.cancel(id)
    await rm(places.folder, { recursive: true, force: true })
    forgetHeld(places)
    return true
  }

  /** Ends what runs, to be begun again by the next server; nothing of it was written. */
  async close(): Promise<void> {
    this.#closing = true
    for (const { stop } of this.#running.values()) stop.abort(new Ended('server'))
    await Promise.allSettled([...this.#running.values()].map(({ ended }) => ended))
    await (await this.#queue)?.close()
  }

  async #work(data: object, jobId: string): Promise<void> {
    if (this.#closing) throw new Ended('server')
    const { folder, command } = payloadSchema.parse(data)
    const places = placesOf(this.#parts.root, folder)
    if (await this.#isCancelled(places, jobId)) return
    const stop = new AbortController()
    // another server may have been told
    const looks = setInterval(() => {
      void this.#isCancelled(places, jobId).then((is) => {
        if (is) stop.abort(new Ended('person'))
      })
    }, cancelLookMs)
    const ended = runFolder(places, { id: jobId, command }, this.#parts.runJob, stop.signal)
    this.#running.set(jobId, { stop, ended: ended.catch(() => undefined) })
    try {
      const wrong = await ended
      if (wrong !== null) this.#parts.onError(wrong)
    } finally {
      clearInterval(looks)
      this.#running.delete(jobId)
    }
  }

  async #isCancelled(places: Places, jobId: string): Promise<boolean> {
    return (await readState(stateFile(places, 'cancelled'), jobSchema))?.id === jobId
  }

  async #view(id: string): Promise<FolderView> {
    const view = await this.read(id)
    if (!view) throw new InvalidInput('id', id, unknownFolder)
    return view
  }

  async #places(id: string): Promise<Places> {
    const places = placesOf(this.#parts.root, id)
    if (!(await readState(stateFile(places, 'folder'), folderSchema)))
      throw new InvalidInput('id', id, unknownFolder)
    return places
  }

  /** @throws InvalidInput files and manifest must stay as they are while a job reads them */
  async #idle(places: Places): Promise<void> {
    const job = await jobOf(places, this.#opened)
    if (job?.state === 'running' || job?.state === 'waiting')
      throw new InvalidInput(
        'id',
        `${job.command} ${job.state}`,
        'a folder without a check or import under way',
      )
  }
}
