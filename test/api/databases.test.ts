import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openHarness } from './harness.ts'
import type { Harness } from './harness.ts'

const query = `query ($input: CompareGroupsInput!) { compareGroups(input: $input) { id spec tsv
  flow { label n leftOut { code reason patients } } cells { points { patient specimen group value passes } } } }`

async function comparison(h: Harness): Promise<string> {
  const input = {
    release: h.release,
    method: 'immune:cibersort-lm22',
    grouping: { riskModel: { model: `${h.release}/gtr-ith` } },
  }
  const { text, errors } = await h.ask(query, { input })
  expect(errors).toEqual([])
  return text
}

describe.skipIf(!inject('postgres'))('on PostgreSQL', () => {
  let postgres: Harness
  let pglite: Harness
  beforeAll(async () => {
    ;[postgres, pglite] = await Promise.all([openHarness('postgres'), openHarness('pglite')])
  })
  afterAll(() => Promise.all([postgres.close(), pglite.close()]))

  it('the same specification gives the same bytes as on the embedded database', async () => {
    const [one, other] = await Promise.all([comparison(postgres), comparison(pglite)])
    expect(one).toBe(other)
    // and from the store
    expect(await comparison(postgres)).toBe(other)
  })

  it('lists and searches are the same too', async () => {
    const list = `{ cohorts { slug release { id counts { patients variables } suggestedGroupings { label }
      variables(search: "m1") { totalCount nodes { ref summary { median } } } patients(first: 3) { nodes { id exclusions { reason } } } } } }`
    expect((await postgres.ask(list)).text).toBe((await pglite.ask(list)).text)
  })
})

describe('limits of time and size', () => {
  it('stop a request that takes too long and refuse an answer that is too large', async () => {
    const h = await openHarness('pglite', { requestMs: 400, responseBytes: 300 })
    try {
      // nobody can read while this holds the table
      const { promise: mayEnd, resolve: end } = Promise.withResolvers<undefined>()
      const { promise: held, resolve: holds } = Promise.withResolvers<undefined>()
      const holder = h.db.transaction(async (session) => {
        await session.query('lock table cohort in access exclusive mode')
        holds(undefined)
        await mayEnd
      })
      await held
      const slow = await h.ask('{ cohorts { slug } }')
      end(undefined)
      await holder
      expect(slow.status).toBe(504)
      expect(slow.errors[0]?.extensions['code']).toBe('REQUEST_TIMEOUT')
      const large = await h.ask('{ __schema { types { name } } }')
      expect(large.status).toBe(422)
      expect(large.errors[0]?.extensions['code']).toBe('RESPONSE_TOO_LARGE')
      expect((await h.ask('{ cohorts { slug } }')).text).toBe('{"data":{"cohorts":[{"slug":"planted"}]}}')
    } finally {
      await h.close()
    }
  })
})
