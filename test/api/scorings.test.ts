/** A stored model applied to a cohort from the browser, without one: asked for by GraphQL, done by the queue, on either database. */
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createApi } from '../../api/yoga.ts'
import type { Api } from '../../api/yoga.ts'
import { openJobQueue } from '../../db/app/jobQueue.ts'
import type { Job, Report } from '../../etl/job.ts'
import { runJob } from '../../etl/run.ts'
import { Scorings } from '../../etl/scorings/scorings.ts'
import type { ScoringsParts } from '../../etl/scorings/scorings.ts'
import { makeDirectory, openTestDatabase } from '../db/databases.ts'
import type { TestDatabase } from '../db/databases.ts'
import { features, trainingFile, writeModelCohort } from '../etl/modelCohort.ts'
import { postGraphql } from './harness.ts'

interface Scoring {
  id: string
  model: string
  cohort: string
  state: string
  report: {
    outcome: string
    release: string | null
    layers: { ref: string; rows: number }[]
    leftOut: { reason: string; subjects: string[] }[]
    findings: { rule: string; message: string }[]
  } | null
}
const shown = `{ id model cohort state report { outcome release layers { ref rows } leftOut { reason subjects } findings { rule message } } }`

describe.each([...(inject('postgres') ? (['postgres'] as const) : []), 'pglite' as const])(
  'on %s',
  (kind) => {
    let place: TestDatabase
    let root: string
    let api: Api
    let scorings: Scorings
    let model = ''
    const folders: string[] = []
    const wrong: unknown[] = []
    /** what stands in the place of the work: tests stop it there */
    let instead: ScoringsParts['runJob'] | null = null

    const log = {
      info: () => undefined,
      warn: () => undefined,
      error: (fields: object) => void wrong.push(fields),
    }
    function serve(): void {
      const onError = (error: unknown) => void wrong.push(error)
      scorings = new Scorings({
        root: join(root, 'scorings'),
        openQueue: (name) => openJobQueue(place.db, { name: 'scorings', place: name }, onError),
        runJob: (job, onEvent, signal) =>
          instead ? instead(job, onEvent, signal) : runJob(place.db, job, onEvent, signal),
        onError,
      })
      api = createApi({ db: place.db, codeVersion: 'test', log, scorings })
    }

    const run = (job: Job): Promise<Report> =>
      runJob(place.db, job, () => undefined, new AbortController().signal)

    async function ask<Answer>(query: string, variables: object = {}, of = api): Promise<Answer> {
      const response = await of.fetch(postGraphql({ query, variables }))
      const { data, errors } = (await response.json()) as { data: Answer; errors?: { message: string }[] }
      if (errors) throw new Error(errors.map(({ message }) => message).join('; '))
      return data
    }
    const apply = async (input: object, of = api): Promise<Scoring> =>
      (
        await ask<{ scoreCohort: Scoring }>(
          `mutation ($input: ScoreCohortInput!) { scoreCohort(input: $input) ${shown} }`,
          { input: { model, ...input } },
          of,
        )
      ).scoreCohort
    const listed = async (): Promise<Scoring[]> =>
      (
        await ask<{ scorings: Scoring[] }>(`query ($model: ID!) { scorings(model: $model) ${shown} }`, {
          model,
        })
      ).scorings
    async function ended(id: string): Promise<Scoring> {
      for (;;) {
        const one = (await listed()).find((scoring) => scoring.id === id)
        if (one && !['WAITING', 'RUNNING'].includes(one.state)) return one
        await pause(30)
      }
    }
    const current = async (cohort: string): Promise<string> =>
      (await ask<{ cohort: { release: { id: string } } }>(`{ cohort(slug: "${cohort}") { release { id } } }`))
        .cohort.release.id

    /** @returns short id of the release with the model */
    async function train(change: { seed?: number }): Promise<string> {
      const trainingPath = join(root, 'training.json')
      await writeFile(trainingPath, JSON.stringify(trainingFile(change)))
      const trained = await run({ command: 'train', trainingPath })
      if (!('release' in trained) || !trained.release) throw new Error(JSON.stringify(trained))
      return trained.release.shortId
    }

    beforeAll(async () => {
      place = await openTestDatabase(kind)
      root = await makeDirectory()
      serve()
      const lacking = features.slice(0, 2)
      for (const cohort of [
        { slug: 'model-a' },
        { slug: 'model-b', n: 40, seed: 2, secondWithout: lacking },
      ]) {
        const { folder, manifestPath } = await writeModelCohort(cohort)
        folders.push(folder)
        await run({ command: 'import', manifestPath, dataRoot: folder })
      }
      model = `${await train({})}/both`
    }, 120_000)
    afterAll(async () => {
      await Promise.all([scorings.close(), api.close()])
      await place.drop()
      for (const folder of [...folders, root]) await rm(folder, { recursive: true, force: true })
    })

    it('names the features that a cohort lacks, before and by the job, and writes nothing', async () => {
      const before = await current('model-b')
      const input = { release: before, model, gtr: 'imaging:gtr2' }
      await expect(
        ask(`query ($input: DomainShiftInput!) { domainShift(input: $input) { inside } }`, { input }),
      ).rejects.toThrow(/original_firstorder_Mean.*original_firstorder_Entropy|Entropy.*Mean/)
      const { id } = await apply({ cohort: 'model-b', gtr: 'imaging:gtr2' })
      const { state, report } = await ended(id)
      expect([state, report?.outcome, report?.release]).toEqual(['DONE', 'refused', null])
      const [said] = report?.findings.filter(({ rule }) => rule === 'model-features') ?? []
      for (const feature of features.slice(0, 2)) expect(said?.message).toContain(feature)
      expect(await current('model-b')).toBe(before)
    })

    it('makes a release with the scores, the very ones of the command line', async () => {
      const { id, state } = await apply({ cohort: 'model-b' })
      expect(['WAITING', 'RUNNING', 'DONE']).toContain(state)
      const { report } = await ended(id)
      expect(report).toMatchObject({
        outcome: 'derived',
        layers: [{ ref: 'score:both', rows: 40 }],
        leftOut: [],
      })
      expect(report?.release).toBe(await current('model-b'))
      // the same key of the same settings and inputs: nothing is left to be computed
      expect(await run({ command: 'score', cohort: 'model-b', model: 'model-a/both' })).toMatchObject({
        outcome: 'already-derived',
        release: { shortId: report?.release },
      })
      const again = await ended((await apply({ cohort: 'model-b' })).id)
      expect(again.report).toMatchObject({ outcome: 'already-derived', release: report?.release })
      expect((await listed()).map(({ cohort, report: of }) => [cohort, of?.outcome])).toEqual([
        ['model-b', 'already-derived'],
        ['model-b', 'derived'],
        ['model-b', 'refused'],
      ])
    })

    it('is one when asked twice, goes on at the next server, and is ended by cancel', async () => {
      const begun = Promise.withResolvers<undefined>()
      const waits: ScoringsParts['runJob'] = (_job, onEvent, signal) => {
        onEvent({ kind: 'progress', stage: 'compute', message: 'scores', done: 1, total: 2 })
        begun.resolve(undefined)
        return new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            reject(signal.reason as Error)
          })
        })
      }
      instead = waits
      const { id } = await apply({ cohort: 'model-b' })
      await begun.promise
      expect((await apply({ cohort: 'model-b' })).id).toBe(id)
      expect((await listed())[0]).toMatchObject({ id, state: 'RUNNING', report: null })
      await Promise.all([scorings.close(), api.close()])

      const again = Promise.withResolvers<undefined>()
      instead = (job, onEvent, signal) => {
        again.resolve(undefined)
        return waits(job, onEvent, signal)
      }
      serve()
      await scorings.resume()
      await again.promise
      await ask('mutation ($id: ID!) { cancelScoring(id: $id) { id } }', { id })
      expect(await ended(id)).toMatchObject({ state: 'CANCELLED', report: null })
      instead = null
      expect(wrong).toEqual([])
    })

    it('refuses at once what cannot be', async () => {
      await expect(apply({ cohort: 'nobody' })).rejects.toThrow(/cohort/)
      await expect(apply({ cohort: 'model-b', gtr: 'clinical:c' })).rejects.toThrow(
        'an imaging layer of model-b',
      )
      await expect(apply({ cohort: 'model-b', ith: 'imaging:none' })).rejects.toThrow(
        'an imaging layer of model-b',
      )
      await expect(apply({ cohort: 'model-b', model: 'x/y' })).rejects.toThrow('stored model')
      await expect(ask('mutation { cancelScoring(id: "../../x") { id } }')).rejects.toThrow('applied here')
      const without = createApi({ db: place.db, codeVersion: 'test', log })
      await expect(apply({ cohort: 'model-b' }, without)).rejects.toThrow('started by npm start')
      await without.close()
      // in a newer release of its cohort it is the same until it is trained anew
      await ended((await apply({ cohort: 'model-a', gtr: 'imaging:gtr2' })).id)
      expect((await ended((await apply({ cohort: 'model-b' })).id)).state).toBe('DONE')
      await train({ seed: 8 })
      await expect(apply({ cohort: 'model-b' })).rejects.toThrow('a model of the current release of model-a')
    })
  },
)
