import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApi, type Api } from '../../api/yoga.ts'
import { createRandom } from '../../science/stats/random.ts'
import { openWorld, type OpenWorld } from '../world/world.ts'
import { postGraphql } from './harness.ts'
import { impossibilities } from './impossible.ts'
import { randomQuestions, type Names } from './randomQuestions.ts'

const asked = 80
const refusals = ['BAD_USER_INPUT', 'QUERY_TOO_LARGE', 'REQUEST_TIMEOUT']

interface Body {
  data: unknown
  errors?: { message: string; extensions: { code: string } }[]
}

let world: OpenWorld
let api: Api
const logged: string[] = []

async function ask(query: string, variables: object = {}): Promise<Body> {
  const response = await api.fetch(postGraphql({ query, variables }))
  return (await response.json()) as Body
}

interface Cohorts {
  cohorts: {
    slug: string
    release: {
      id: string
      layers: { ref: string; kind: string }[]
      variables: { nodes: { ref: string; type: string; levels: string[] | null }[] }
      patients: { nodes: { id: string }[] }
    }
  }[]
  riskModels: { id: string }[]
}

/** A list for each cohort. */
async function namesThere(): Promise<Names[]> {
  const { data } = await ask(
    '{ cohorts { slug release { id layers { ref kind } variables(first: 500) { nodes { ref type levels } } patients(first: 50) { nodes { id } } } } riskModels { id } }',
  )
  const { cohorts, riskModels } = data as Cohorts
  return cohorts.map(({ slug, release }) => {
    const variables = release.variables.nodes
    const ofType = (type: string) => variables.filter((one) => one.type === type).map(({ ref }) => ref)
    return {
      releases: [release.id],
      cohorts: [slug],
      models: riskModels.map(({ id }) => id),
      patients: release.patients.nodes.map(({ id }) => id),
      levels: variables.flatMap(({ levels }) => levels ?? []),
      layers: release.layers.map(({ ref }) => ref),
      immuneLayers: release.layers.filter(({ kind }) => kind === 'IMMUNE').map(({ ref }) => ref),
      endpoints: ofType('ENDPOINT'),
      responses: ofType('CATEGORY').filter((ref) => ref.startsWith('response:')),
      categories: ofType('CATEGORY'),
      numbers: ofType('NUMBER'),
    }
  })
}

describe('questions made at random', () => {
  beforeAll(async () => {
    world = await openWorld('demo')
    const log = {
      info: () => undefined,
      warn: () => undefined,
      error: (fields: object, message: string) => void logged.push(`${message} ${JSON.stringify(fields)}`),
    }
    api = createApi({ db: world.db, codeVersion: 'random-questions', log })
  })
  afterAll(async () => {
    await api.close()
    await world.drop()
  })

  it(`are answered or refused in words, ${asked} of them, and no answer is impossible`, async () => {
    const random = createRandom(20261127)
    const makers = (await namesThere()).map((names) => randomQuestions(random, names))
    const wrong: unknown[] = []
    let answered = 0
    for (let i = 0; i < asked; i += 1) {
      const question = makers[i % makers.length]?.()
      if (!question) throw new Error('no cohort to ask about')
      const { data, errors = [] } = await ask(question.query, question.variables)
      const unheard = errors.filter(({ extensions }) => !refusals.includes(extensions.code))
      const impossible = impossibilities(data)
      if (unheard.length > 0 || impossible.length > 0) wrong.push({ question, unheard, impossible })
      if (errors.length === 0) answered += 1
    }
    expect(wrong).toEqual([])
    expect(logged).toEqual([])
    expect(answered).toBeGreaterThan(asked / 3)
  })
})

describe('what is impossible', () => {
  it('is seen', () => {
    const of = (value: unknown) => impossibilities(value)
    expect(of({ a: [{ pValue: 1.2 }] })).toEqual(['.a.0: a probability of 1.2'])
    expect(of({ pValue: 0.2, qValue: 0.1 })).toEqual([': q 0.1 below p 0.2'])
    expect(of({ value: 3, low: 1, high: 2 })).toEqual([': 3 outside its interval 1 to 2'])
    expect(of({ flow: [{ n: 9 }, { n: 7, leftOut: [{ n: 1, patients: ['a'] }] }] })).toEqual([
      ': step 1: 9 without 1 are not 7',
    ])
    expect(
      of({ pValue: 0.2, qValue: 0.2, value: 1, low: 1, high: 2, flow: [{ n: 9, leftOut: [] }] }),
    ).toEqual([])
  })
})
