/** Import folders: what a browser uploads, recognised, mapped, asked about, checked and imported by the code of the command line. */
import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { z } from 'zod'
import { InvalidInput } from '../../science/errors.ts'
import type { Mapping } from '../init/mapping.ts'
import { inTurn } from '../inTurn.ts'
import { checkMapping, mappingSchema } from '../init/mapping.ts'
import type { Queue } from '../queue.ts'
import { QueuedRuns } from '../queuedRuns.ts'
import { idOfPlace, isId, newId, readState, writeState } from '../stateFile.ts'
import { answersSchema, checkAnswers } from './answers.ts'
import type { Answers, CohortWords } from './answers.ts'
import { acceptedCorrections } from './corrections.ts'
import type { GivenCorrection } from './corrections.ts'
import { draftInThread } from './draft.ts'
import { placesOf } from './places.ts'
import type { Places } from './places.ts'
import { runFolder } from './run.ts'
import type { RunJob } from './run.ts'
import { forgetHeld, removeUploaded, takePiece } from './upload.ts'
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

export class ImportFolders {
  readonly #parts: ImportFoldersParts
  readonly #runs: QueuedRuns
  readonly #looking = new Map<string, string>()

  constructor(parts: ImportFoldersParts) {
    this.#parts = parts
    const placesIn = (data: object): Places => placesOf(parts.root, payloadSchema.parse(data).folder)
    this.#runs = new QueuedRuns({
      openQueue: async () => parts.openQueue(await idOfPlace(parts.root)),
      run: (data, id, signal) =>
        runFolder(placesIn(data), { id, command: payloadSchema.parse(data).command }, parts.runJob, signal),
      isCancelled: async (data, id) =>
        (await readState(stateFile(placesIn(data), 'cancelled'), jobSchema))?.id === id,
      onError: parts.onError,
    })
  }

  /** Opens the queue and does what waits in it, also what a server that was stopped had begun. */
  async resume(): Promise<void> {
    await this.#runs.opened()
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
    const ids = names.filter(isId)
    const all = await Promise.all(ids.map((id) => this.read(id)))
    return all.filter((one) => one !== null).sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1))
  }

  async read(id: string): Promise<FolderView | null> {
    return viewOf(this.#parts.root, id, this.#looking.get(id) ?? null, this.#runs.opened)
  }

  async receive(id: string, piece: Piece): Promise<number> {
    const places = await this.#places(id)
    await this.#idle(places)
    return takePiece(places, piece)
  }

  async removeFile(id: string, path: string): Promise<FolderView> {
    return this.#changing(id, async (places) => {
      await removeUploaded(places, path)
      forgetHeld(places)
      return this.#look(id, places)
    })
  }

  /** Looks at the files anew and drafts the manifest; answers that still fit are kept. Comes back at once, the view tells of it. */
  async look(id: string): Promise<FolderView> {
    return this.#changing(id, (places) => this.#look(id, places))
  }

  async #look(id: string, places: Places): Promise<FolderView> {
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
    return this.#changing(id, async (places) => {
      if (this.#looking.has(id)) throw new InvalidInput('id', id, 'a folder that is not just being looked at')
      checkMapping(mapping)
      await writeState(stateFile(places, 'mapping'), mapping)
      return this.#look(id, places)
    })
  }

  async answer(id: string, answers: Answers, words: CohortWords | null): Promise<FolderView> {
    return this.#changing(id, async (places) => {
      const answered = await readAnswered(places)
      checkAnswers(answered?.questions ?? [], answers)
      const before = (await readState(stateFile(places, 'answers'), answersSchema)) ?? {}
      await writeState(stateFile(places, 'answers'), { ...before, ...answers })
      if (words) await writeState(stateFile(places, 'words'), words)
      return this.#view(id)
    })
  }

  /** In the place of all that were declared before. */
  async correct(id: string, given: readonly GivenCorrection[]): Promise<FolderView> {
    return this.#changing(id, async (places) => {
      if (this.#looking.has(id)) throw new InvalidInput('id', id, 'a folder that is not just being looked at')
      const answered = await readAnswered(places)
      await writeState(stateFile(places, 'corrections'), acceptedCorrections(answered?.files ?? [], given))
      return this.#view(id)
    })
  }

  async start(id: string, command: 'check' | 'import'): Promise<FolderView> {
    return this.#changing(id, async (places) => {
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
      await this.#runs.send({ folder: id, command }, job.id)
      return this.#view(id)
    })
  }

  async cancel(id: string): Promise<FolderView> {
    const places = await this.#places(id)
    const job = await readState(stateFile(places, 'job'), jobSchema)
    if (job) {
      await writeState(stateFile(places, 'cancelled'), job)
      await this.#runs.cancel(job.id)
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
    await this.#runs.close()
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

  /** Of two browsers at one folder the second finds what the first has done. @throws InvalidInput a job is under way */
  async #changing(id: string, change: (places: Places) => Promise<FolderView>): Promise<FolderView> {
    const places = await this.#places(id)
    return inTurn(places.folder, async () => {
      await this.#idle(places)
      return change(places)
    })
  }

  /** @throws InvalidInput files and manifest must stay as they are while a job reads them */
  async #idle(places: Places): Promise<void> {
    const job = await jobOf(places, this.#runs.opened)
    if (job?.state === 'running' || job?.state === 'waiting')
      throw new InvalidInput(
        'id',
        `${job.command} ${job.state}`,
        'a folder without a check or import under way',
      )
  }
}
