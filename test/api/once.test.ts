import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { clientGone } from '../../api/http.ts'
import { onceAtATime } from '../../api/once.ts'
import { shared } from '../../api/shared.ts'
import { createApi } from '../../api/yoga.ts'
import { writeRelease } from '../../db/release/write.ts'
import { openHarness, postGraphql } from './harness.ts'
import type { Harness } from './harness.ts'
import { hashOf, plantedContent, plantedRecord } from './planted.ts'

const never = new AbortController().signal

describe('work that is done once at a time', () => {
  it('goes on as long as anybody waits, is told when nobody does, and then begins anew', async () => {
    const once = onceAtATime<number>()
    const { promise, resolve } = Promise.withResolvers<number>()
    const told: AbortSignal[] = []
    const work = (unwanted: AbortSignal) => {
      told.push(unwanted)
      return promise
    }
    const [a, b] = [new AbortController(), new AbortController()]
    const answers = [once('k', a.signal, work), once('k', b.signal, work)]
    a.abort(clientGone)
    expect(told.map(({ aborted }) => aborted)).toEqual([false])
    b.abort(clientGone)
    expect(told.map(({ aborted }) => aborted)).toEqual([true])
    const later = once('k', never, work)
    expect(told).toHaveLength(2)
    resolve(1)
    expect(await Promise.all([...answers, later])).toEqual([1, 1, 1])
    await expect(once('k', a.signal, work)).rejects.toBe(clientGone)
    expect(told).toHaveLength(2)
  })
})

describe('a shared reading', () => {
  it('begins after everybody who gets it has asked, and one that fails harms no later one', async () => {
    let begun = 0
    const read = shared(async () => {
      begun += 1
      const mine = begun
      await setTimeout(20)
      if (mine === 1) throw new Error('once')
      return mine
    })
    const first = [read(), read()]
    await setTimeout(5)
    const second = [read(), read(), read()]
    expect((await Promise.allSettled(first)).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(await Promise.all(second)).toEqual([2, 2, 2])
    expect(await read()).toBe(3)
  })
})

describe('a comparison', () => {
  const question = `query ($i: CompareGroupsInput!) { compareGroups(input: $i) { id
    cells { points { patient specimen group value passes quality } result { ... on Tested { logP qValue } } }
    warnings { code message } provenance { computedAt } tsv } }`
  const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
  let h: Harness
  beforeAll(async () => {
    h = await openHarness()
  })
  beforeEach(async () => {
    await h.db.query('delete from analysis')
    h.logged.length = 0
  })
  afterAll(() => h.close())

  const asked = (release = h.release) => ({
    i: { release, method: 'immune:cibersort-lm22', grouping: { median: { variable: 'clinical:gdc/age' } } },
  })
  /** an API of its own on the same database: nothing in its memory */
  const fresh = (codeVersion: string) => {
    const error = (fields: object, message: string) => void h.logged.push({ fields, message })
    return createApi({ db: h.db, codeVersion, log: { ...silent, error } })
  }
  const stored = () => h.db.query('select count(*)::int as n from analysis')

  it('has the same bytes from the database as when it was computed', async () => {
    const { text } = await h.ask(question, asked())
    const other = createApi({ db: h.db, codeVersion: 'test-code', log: silent })
    const before = h.db.statementCount
    const response = await other.fetch(postGraphql({ query: question, variables: asked() }))
    expect(await response.text()).toBe(text)
    expect(h.db.statementCount - before).toBe(2)
    await other.close()
  })

  it('that cannot be stored is answered all the same, and the log says so', async () => {
    const api = fresh('refused')
    await h.db.query(`alter table analysis add constraint nothing check (kind = 'nothing')`)
    const response = await api.fetch(postGraphql({ query: question, variables: asked() }))
    await api.close()
    await h.db.query('alter table analysis drop constraint nothing')
    expect(await response.json()).toMatchObject({ data: { compareGroups: { cells: { length: 3 } } } })
    expect(h.logged.map(({ message }) => message)).toEqual(['an answer could not be stored'])
  })

  it('is stored before the API ends, though nobody waited for that', async () => {
    const other = fresh('other-code')
    const query = question.replace('provenance { computedAt }', '')
    await other.fetch(postGraphql({ query, variables: asked() }))
    await other.close()
    expect(await stored()).toEqual([{ n: 1 }])
  })

  it('is not computed for a client that has gone, and that is no error', async () => {
    const gone = new AbortController()
    const request = new Request(postGraphql({ query: question, variables: asked() }), { signal: gone.signal })
    const api = fresh('left')
    const answer = api.fetch(request)
    await setTimeout(2)
    gone.abort(new Error('gone'))
    expect((await answer).status).toBe(499)
    await setTimeout(300)
    expect(await stored()).toEqual([{ n: 0 }])
    expect(h.logged).toEqual([])
    await api.close()
  })

  it('counts rows whose check has no value apart from those that fail', async () => {
    const content = plantedContent('unread')
    const layers = content.layers.map((layer) =>
      layer.key !== 'cibersort-lm22'
        ? layer
        : {
            ...layer,
            columns: layer.columns.map((column, i) =>
              i === 2 ? column.map((p) => (p > 0.05 ? NaN : p)) : column,
            ),
          },
    )
    const record = { ...plantedRecord('unread'), contentHash: hashOf('unread') }
    const { shortId } = await writeRelease(h.db, { ...content, layers }, record)
    const { data } = await h.ask(question, asked(shortId))
    const { warnings } = (data as { compareGroups: { warnings: { code: string; message: string }[] } })
      .compareGroups
    expect(warnings.map(({ code }) => code)).not.toContain('most-fail-quality')
    expect(warnings.find(({ code }) => code === 'quality-not-known')?.message).toMatch(
      /no value for [1-9]\d* of \d+ grouped/,
    )
  })
})
