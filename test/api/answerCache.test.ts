import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAnswerCache } from '../../api/answerCache.ts'
import type { Answered } from '../../api/http.ts'
import { removeCohort } from '../../db/release/cohorts.ts'
import { writeRelease } from '../../db/release/write.ts'
import { openHarness } from './harness.ts'
import type { Harness } from './harness.ts'
import { hashOf, plantedContent, plantedRecord } from './planted.ts'

function answered(text: string, mayBeKept = true): Answered {
  return { status: 200, contentType: 'text/plain', body: new TextEncoder().encode(text), mayBeKept }
}

describe('the store of answers', () => {
  it('keeps what is asked twice until the data change', async () => {
    let version = 'a'
    let computed = 0
    const cache = createAnswerCache(() => Promise.resolve(version))
    const ask = async (question: string) => {
      const { body } = await cache.answer(question, () => Promise.resolve(answered(String((computed += 1)))))
      return new TextDecoder().decode(body)
    }
    expect([await ask('q'), await ask('q'), await ask('q'), await ask('other')]).toEqual(['1', '2', '2', '3'])
    version = 'b'
    expect([await ask('q'), await ask('q')]).toEqual(['4', '4'])
  })

  it('keeps no error', async () => {
    let computed = 0
    const cache = createAnswerCache(() => Promise.resolve('a'))
    const ask = () => cache.answer('q', () => Promise.resolve(answered(String((computed += 1)), false)))
    for (let i = 0; i < 4; i += 1) await ask()
    expect(computed).toBe(4)
  })

  it('forgets the oldest before it grows beyond its bounds', async () => {
    let computed = 0
    const cache = createAnswerCache(() => Promise.resolve('a'))
    const megabytes = (n: number): Answered => ({ ...answered(''), body: new Uint8Array(n * 1024 * 1024) })
    const ask = (question: string, n: number) =>
      cache.answer(question, () => {
        computed += 1
        return Promise.resolve(megabytes(n))
      })
    for (let i = 0; i < 12; i += 1) for (let k = 0; k < 2; k += 1) await ask(String(i), 7)
    expect(computed).toBe(24)
    await ask('11', 7)
    expect(computed).toBe(24)
    await ask('0', 7)
    expect(computed).toBe(25)
    for (let k = 0; k < 4; k += 1) await ask('too large to keep', 9)
    expect(computed).toBe(29)
  })
})

describe('the API', () => {
  let h: Harness
  beforeAll(async () => {
    h = await openHarness()
  })
  afterAll(() => h.close())

  it('answers what it was asked before in one statement, and anew after an import or a removal', async () => {
    const list = '{ cohorts { slug release { number layers { ref } } } }'
    const first = await h.ask(list)
    await h.ask(list)
    const third = await h.ask(list)
    expect(third.text).toBe(first.text)
    expect(third.statements).toBe(1)
    expect(third.headers.get('x-request-id')).not.toBe(first.headers.get('x-request-id'))

    await writeRelease(h.db, plantedContent('second'), {
      ...plantedRecord('second'),
      contentHash: hashOf('2'),
    })
    expect((await h.ask(list)).text).toContain('second')
    const changed = { ...plantedRecord(), importKey: 'changed', contentHash: hashOf('changed') }
    const content = plantedContent()
    await writeRelease(h.db, { ...content, exclusions: [] }, changed)
    expect((await h.ask(list)).data).toMatchObject({
      cohorts: [{ release: { number: 2 } }, { slug: 'second' }],
    })
    await removeCohort(h.db, 'second')
    expect((await h.ask(list)).text).not.toContain('second')
  })
})
