import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openHarness } from './harness.ts'
import type { Harness } from './harness.ts'

let harness: Harness

beforeAll(async () => {
  // a cold thread on a busy machine may take longer than a request has
  harness = await openHarness('pglite', { requestMs: 120_000, responseBytes: 10 * 1024 * 1024 })
})
afterAll(() => harness.close())

const verdictQuery = `query ($input: ClaimInput!) { claimVerdict(input: $input) { id notItself tested {
  verdict words exposure groupLabels groupSizes methodRef replayWords placeboWords
  expectations { cell agrees value qValue reason words } replay { cell delta stars words } } tsv } }`

interface Verdict {
  id: string
  notItself: string[]
  tested: {
    verdict: string
    words: string
    groupLabels: string[]
    groupSizes: number[]
    expectations: { cell: string; agrees: boolean | null; value: number | null; reason: string | null }[]
    replay: { cell: string; delta: number | null; stars: string }[]
    replayWords: string
  } | null
}

const grouping = { threshold: { variable: 'score:gtr-ith/score', cutoff: 0 } }

async function ask(more: object): Promise<Verdict> {
  const input = { release: harness.release, shuffles: 200, ...more }
  const { data, errors } = await harness.ask(verdictQuery, { input })
  expect(errors).toEqual([])
  return (data as { claimVerdict: Verdict }).claimVerdict
}

describe('the verdict on a claim', { timeout: 120_000 }, () => {
  it('says of the planted groups what is planted: above the cutoff M1 is wholly higher, plasma cells are 0 in all', async () => {
    const { tested, notItself } = await ask({ grouping })
    expect(notItself).toEqual(['the groups are not those of a GTR-ITH model'])
    expect(tested?.groupSizes).toEqual([6, 6])
    const of = (cell: string) => tested?.expectations.find((each) => each.cell === cell)
    expect(of('macrophage_m1')).toMatchObject({ agrees: false, value: 1 })
    expect(of('plasma_cell')).toMatchObject({ agrees: null, value: null })
    expect(tested?.verdict).toBe('contradicted')
    expect(tested?.words).toContain('the other way')
    // exact p of 6 against 6 wholly apart is 2/924 = .0022: two stars
    expect(tested?.replay.find(({ cell }) => cell === 'macrophage_m1')).toMatchObject({
      delta: 1,
      stars: '**',
    })
    expect(tested?.replayWords).toContain('0 of 3 expectations get a star')
  })

  it('turns with the expectation', async () => {
    const { tested } = await ask({ grouping, expectations: [{ cell: 'macrophage_m1', direction: 'HIGHER' }] })
    expect(tested?.verdict).toBe('holds')
  })

  it('finds groups and a method of its own where none are given', async () => {
    const { tested } = await ask({})
    expect(tested?.groupSizes.every((n) => n > 0)).toBe(true)
  })
})

describe('saved claims', () => {
  const claims =
    '{ claims { key title isPublished wording caveats expectations { direction cell { key } } } }'
  interface Claims {
    claims: { key: string; title: string; isPublished: boolean; caveats: string[] }[]
  }
  const list = async () => ((await harness.ask(claims)).data as Claims).claims
  const save = 'mutation ($input: SaveClaimInput!) { saveClaim(input: $input) { key title } }'

  it('stand after the published one, once, until they are removed; the list is never kept', async () => {
    expect((await list())[0]).toMatchObject({ key: 'published', isPublished: true })
    expect((await list())[0]?.caveats.length).toBeGreaterThan(4)
    const input = { title: ' M1 up ', expectations: [{ cell: 'macrophage_m1', direction: 'HIGHER' }] }
    const saved = await harness.ask(save, { input })
    expect(saved.errors).toEqual([])
    await harness.ask(save, { input })
    const two = await list()
    expect(two.map(({ title }) => title)).toEqual(['Low-risk tumours are immune-inflamed', 'M1 up'])
    const remove = 'mutation ($key: ID!) { removeClaim(key: $key) }'
    expect((await harness.ask(remove, { key: two[1]?.key })).data).toEqual({ removeClaim: true })
    expect((await harness.ask(remove, { key: two[1]?.key })).data).toEqual({ removeClaim: false })
    expect(await list()).toHaveLength(1)
  })

  it('need a title, known cells and a known method', async () => {
    const fieldOf = async (input: object) =>
      (await harness.ask(save, { input })).errors[0]?.extensions['field']
    const expectations = [{ cell: 'macrophage_m1', direction: 'HIGHER' }]
    expect(await fieldOf({ title: '  ', expectations })).toBe('title')
    expect(await fieldOf({ title: 'a', expectations: [] })).toBe('expectations')
    expect(await fieldOf({ title: 'a', expectations, method: 'guess' })).toBe('method')
  })
})

describe('saved groups', () => {
  it('belong to a cohort and hold its patients', async () => {
    const { data } = await harness.ask('{ cohorts { slug } }')
    const cohort = (data as { cohorts: { slug: string }[] }).cohorts[0]?.slug
    const save = 'mutation ($input: SaveGroupInput!) { saveGroup(input: $input) { key label patients } }'
    const input = { cohort, label: 'Mine', patients: ['P02', 'P01', 'P01'] }
    const saved = (await harness.ask(save, { input })).data as {
      saveGroup: { key: string; patients: string[] }
    }
    expect(saved.saveGroup.patients).toEqual(['P01', 'P02'])
    const read = 'query ($cohort: ID!) { savedGroups(cohort: $cohort) { key label } }'
    expect((await harness.ask(read, { cohort })).data).toEqual({
      savedGroups: [{ key: saved.saveGroup.key, label: 'Mine' }],
    })
    const wrong = await harness.ask(save, { input: { ...input, patients: ['nobody'] } })
    expect(wrong.errors[0]?.extensions['field']).toBe('patients')
  })
})
