import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openHarness, postGraphql } from './harness.ts'
import type { Harness } from './harness.ts'

let harness: Harness

beforeAll(async () => {
  // a cold thread on a busy machine may take longer than a request has
  harness = await openHarness('pglite', { requestMs: 120_000, responseBytes: 10 * 1024 * 1024 })
})
afterAll(() => harness.close())

const grouping = { threshold: { variable: 'score:gtr-ith/score', cutoff: 0 } }

const robustness = `query ($input: RobustnessInput!) { robustness(input: $input) {
  id choices { name alternatives { key label } }
  specifications { cut method scale quality test adjustment sizes estimates { cell delta low high logP logQ reason } }
  curves { cell direction words inference { tested planned statistics { name value p } bandLow } explained { choice share } }
  together { tested } warnings { code } tsv provenance { seed files { id } } } }`

interface Row {
  cut: string
  scale: string
  quality: string
  test: string
  adjustment: string
  sizes: number[]
  estimates: { cell: string; delta: number | null; logP: number | null; reason: string | null }[]
}

interface Curve {
  cell: string
  words: string
  inference: { tested: number; planned: number; statistics: { name: string; value: number; p: number }[] }
}

interface Answered {
  robustness: { id: string; specifications: Row[]; curves: Curve[]; tsv: string }
}

describe('robustness', { timeout: 120_000 }, () => {
  const input = () => ({ release: harness.release, grouping, shuffles: 50 })

  it('gives the planted truth under the choice as asked, and reasons where nothing can be tested', async () => {
    const { data, errors } = await harness.ask(robustness, { input: input() })
    expect(errors).toEqual([])
    const { specifications, curves, tsv } = (data as Answered).robustness
    const plain = specifications.find(
      (row) =>
        row.cut === 'as-asked' &&
        row.scale === 'stored' &&
        row.quality === 'mark' &&
        row.test === 'rank' &&
        row.adjustment === 'none',
    )
    const of = (cell: string) => plain?.estimates.find((estimate) => estimate.cell === cell)
    // above the cutoff stands first: M1 is wholly higher there; exact p of 6 against 6 (and P14, no score) 2/924
    expect(plain?.sizes).toEqual([6, 6])
    expect(of('macrophage_m1')?.delta).toBe(1)
    expect(Math.exp(of('macrophage_m1')?.logP ?? 0)).toBeCloseTo(2 / 924, 12)
    expect(of('plasma_cell')?.reason).toBe('all values are equal')
    expect(curves.map(({ cell }) => cell)).toEqual(['plasma_cell', 'macrophage_m1', 'macrophage_m2'])
    // expected lower in the first group, and it is higher: chance does nearly always better
    const sign = curves[1]?.inference.statistics.find(({ name }) => name === 'sign')
    // (some adjusted or log-ratio specifications of twelve patients turn it)
    expect(sign?.value).toBeLessThan(0.2)
    expect(sign?.p).toBeGreaterThan(0.8)
    expect(tsv).toContain('# analysis: ')
    expect(
      tsv
        .trim()
        .split('\n')
        .filter((line) => !line.startsWith('#')),
    ).toHaveLength(1 + 3 * specifications.length)
  })

  it('has one address, and turns when the expectation turns', async () => {
    const ask = async (more: object) =>
      ((await harness.ask(robustness, { input: { ...input(), ...more } })).data as Answered).robustness
    const expectations = [
      { cell: 'macrophage_m2', direction: 'LOWER' },
      { cell: 'macrophage_m1', direction: 'HIGHER' },
    ]
    const [a, b] = [await ask({ expectations }), await ask({ expectations: expectations.toReversed() })]
    expect(a.id).toBe(b.id)
    expect(a.curves[0]?.inference.statistics.find(({ name }) => name === 'sign')?.value).toBeGreaterThan(0.8)
  })

  it('refuses more than two groups, unknown cells and methods', async () => {
    const fieldOf = async (more: object) =>
      (await harness.ask(robustness, { input: { ...input(), ...more } })).errors[0]?.extensions['field']
    expect(await fieldOf({ grouping: { quantiles: { variable: 'score:gtr-ith/score', count: 3 } } })).toBe(
      'grouping',
    )
    expect(await fieldOf({ expectations: [{ cell: 'nobody', direction: 'HIGHER' }] })).toBe(
      'expectations.cell',
    )
    expect(await fieldOf({ methods: ['imaging:x'] })).toBe('methods')
    expect(await fieldOf({ shuffles: 5000 })).toBe('shuffles')
  })
})

interface Event {
  stage: string
  done: number
  of: number
  specifications: unknown[]
  finished: { id: string; specifications: unknown[] } | null
}

const subscription = `subscription ($input: RobustnessInput!) { robustness(input: $input) {
  stage done of specifications { cut } finished { id specifications { cut } } } }`

function subscribe(input: object, signal?: AbortSignal): Promise<Response> {
  const request = postGraphql({ query: subscription, variables: { input } }, { accept: 'text/event-stream' })
  return harness.api.fetch(new Request(request, signal ? { signal } : {}))
}

async function eventsOf(response: Response): Promise<Event[]> {
  return (await response.text())
    .split('\n')
    .filter((line) => line.startsWith('data: {'))
    .map((line) => (JSON.parse(line.slice(6)) as { data: { robustness: Event } }).data.robustness)
}

describe('a curve that tells of its progress', () => {
  it('sends specifications as they are finished, the shuffles, and the whole', async () => {
    const response = await subscribe({ release: harness.release, grouping, shuffles: 40, seed: 2 })
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    const events = await eventsOf(response)
    const last = events.at(-1)
    expect(events.some(({ stage }) => stage === 'shuffles')).toBe(true)
    expect(events.flatMap(({ specifications }) => specifications)).toEqual(last?.finished?.specifications)
    // asked again it is there already: one event
    const again = await eventsOf(
      await subscribe({ release: harness.release, grouping, shuffles: 40, seed: 2 }),
    )
    expect(again.map(({ stage }) => stage)).toEqual(['finished'])
    expect(again[0]?.finished?.id).toBe(last?.finished?.id)
  })

  it('is refused with its reason before it begins', async () => {
    const response = await subscribe({ release: 'nothing', grouping })
    expect(await response.text()).toContain('BAD_USER_INPUT')
  })

  it('stops when the client goes', async () => {
    const gone = new AbortController()
    const response = await subscribe(
      { release: harness.release, grouping, shuffles: 2000, seed: 3 },
      gone.signal,
    )
    const reader = response.body?.getReader()
    await reader?.read()
    gone.abort()
    await expect(
      (async () => {
        for (;;) if ((await reader?.read())?.done !== false) return 'ended'
      })().catch(() => 'ended'),
    ).resolves.toBe('ended')
  })
})

describe('placebo', () => {
  const placebo = `query ($input: PlaceboInput!) { placebo(input: $input) {
    words shuffles tested hitsByP observedByP atLeastOneByP cells { key delta asFar asFarDirected } claim { agreeing allSigns asGood } tsv } }`
  it('finds that chance hardly ever separates M1 as the planted groups do', async () => {
    const input = { release: harness.release, grouping, method: 'immune:cibersort-lm22', shuffles: 1000 }
    const { data, errors } = await harness.ask(placebo, { input })
    expect(errors).toEqual([])
    const found = (
      data as {
        placebo: {
          words: string[]
          tested: number
          hitsByP: number[]
          cells: { key: string; delta: number; asFar: number }[]
          claim: { agreeing: number }
        }
      }
    ).placebo
    expect(found.tested).toBe(2)
    expect(found.hitsByP.reduce((sum, count) => sum + count, 0)).toBe(1000)
    const m1 = found.cells.find(({ key }) => key === 'macrophage_m1')
    expect(m1?.delta).toBe(1)
    // 2 of 924 ways
    expect(m1?.asFar).toBeLessThan(0.01)
    expect(found.words[0]).toContain('1,000')
  })
})

describe('weights, influence and who is imaged', () => {
  it('weights the placebo by 1 − P, and refuses that where the check is no P', async () => {
    const placebo = `query ($input: PlaceboInput!) { placebo(input: $input) { cells { key delta } spec } }`
    const input = {
      release: harness.release,
      grouping,
      method: 'immune:cibersort-lm22',
      shuffles: 100,
      quality: 'WEIGHT',
    }
    const { data, errors } = await harness.ask(placebo, { input })
    expect(errors).toEqual([])
    const { cells } = (data as { placebo: { cells: { key: string; delta: number }[] } }).placebo
    // wholly separated: any weights give 1
    expect(cells.find(({ key }) => key === 'macrophage_m1')?.delta).toBeCloseTo(1, 12)
  })

  it('leaves everybody out in turn: M1 stays wholly separated, and nobody has a site', async () => {
    const influence = `query ($input: InfluenceInput!) { influence(input: $input) { groups { key }
      cells { key all { delta sizes } patients { key group site delta } sites { key } words } warnings { code } tsv } }`
    const input = { release: harness.release, grouping, method: 'immune:cibersort-lm22' }
    const { data, errors } = await harness.ask(influence, { input })
    expect(errors).toEqual([])
    const { cells, warnings, tsv } = (
      data as {
        influence: {
          cells: {
            key: string
            all: { delta: number | null; sizes: number[] }
            patients: { key: string; group: number; delta: number | null }[]
            words: string[]
          }[]
          warnings: { code: string }[]
          tsv: string
        }
      }
    ).influence
    const m1 = cells.find(({ key }) => key === 'macrophage_m1')
    // score above 0 first: P07–P12 and P14 has no score
    expect(m1?.all).toEqual({ delta: 1, sizes: [6, 6] })
    expect(m1?.patients.map(({ delta }) => delta)).toEqual(Array.from({ length: 12 }, () => 1))
    expect(m1?.words.at(-1)).toContain('Sites are not known')
    expect(cells.find(({ key }) => key === 'plasma_cell')?.words).toEqual([
      'Plasma cells: not testable, all values are equal.',
    ])
    expect(warnings).toEqual([{ code: 'cutoff-kept' }])
    expect(
      tsv
        .trim()
        .split('\n')
        .filter((row) => row.includes('\tpatient\t')),
    ).toHaveLength(36)
  })

  it('compares those with CT with the rest: two of fourteen, and no interval to the specimen', async () => {
    const asked = `query ($input: ImagedSubsetInput!) { imagedSubset(input: $input) { by words groups { n }
      rows { variable { ref isVariable } groups { n } standardisedDifference } interval { n reason } tsv } }`
    const ask = async (input: object) => {
      const { data, errors } = await harness.ask(asked, { input: { release: harness.release, ...input } })
      return { found: (data as { imagedSubset: Imaged } | null)?.imagedSubset, errors }
    }
    const { found, errors } = await ask({})
    expect(errors).toEqual([])
    expect(found?.by).toBe('CT')
    expect(found?.groups.map(({ n }) => n)).toEqual([2, 12])
    expect(found?.words[0]).toBe('2 of 14 patients have CT (14 %).')
    expect(found?.interval.reason).toMatch(/^unknown: /)
    const age = found?.rows.find(({ variable }) => variable.ref === 'clinical:gdc/age')
    // P01 is 0 years old, P04 52; of the rest eleven have an age
    expect(age?.groups.map(({ n }) => n)).toEqual([2, 11])
    const ofMethod = await ask({ method: 'immune:cibersort-lm22' })
    expect(ofMethod.found?.groups.map(({ n }) => n)).toEqual([2, 11])
    const m1 = ofMethod.found?.rows.find(({ variable }) => variable.ref.endsWith('macrophage_m1'))
    // .01 and .04 against the rest
    expect(m1?.standardisedDifference).toBeLessThan(0)
    expect((await ask({ method: 'imaging:gtr' })).errors[0]?.extensions['field']).toBe('method')
  })
})

interface Imaged {
  by: string
  words: string[]
  groups: { n: number }[]
  rows: { variable: { ref: string }; groups: { n: number }[]; standardisedDifference: number | null }[]
  interval: { n: number; reason: string | null }
}

describe('groups among some, and groups of one’s own', () => {
  const query = `query ($input: CompareGroupsInput!) { compareGroups(input: $input) { spec
    grouping { label groups { label n } cutoffs { value } ungrouped { patient code } } flow { n }
    provenance { files { id } } } }`
  interface Found {
    spec: string
    grouping: {
      label: string
      groups: { label: string; n: number }[]
      cutoffs: { value: number }[]
      ungrouped: { patient: string; code: string }[]
    }
    provenance: { files: { id: string }[] }
  }
  const ask = async (grouping: object) => {
    const input = { release: harness.release, method: 'immune:cibersort-lm22', grouping }
    const { data, errors } = await harness.ask(query, { input })
    return { found: (data as { compareGroups: Found } | null)?.compareGroups, errors }
  }

  it('cuts at the median of those who are kept, and the rest is left out with a reason', async () => {
    const inner = { median: { variable: 'score:gtr-ith/score' } }
    const { found, errors } = await ask({
      within: { variable: 'clinical:gdc/stage', levels: ['I'], grouping: inner },
    })
    expect(errors).toEqual([])
    // stage I: P01 P04 P07 P10 P13 with scores −6 −3 1 4 7
    expect(found?.grouping.cutoffs).toEqual([{ value: 1 }])
    expect(found?.grouping.label).toBe('GTR-ITH score, only AJCC stage I')
    expect(found?.grouping.groups.map(({ n }) => n)).toEqual([2, 3])
    expect(found?.grouping.ungrouped.filter(({ code }) => code === 'not-within')).toHaveLength(8)
    expect(found?.grouping.ungrouped).toContainEqual({ patient: 'P14', code: 'within-unknown' })
    expect(found?.provenance.files.map(({ id }) => id)).toEqual(['cells', 'clinical', 'scores'])
    expect(JSON.parse(found?.spec ?? '')).toMatchObject({
      grouping: { kind: 'within', levels: ['I'], grouping: { kind: 'median' } },
    })
    const twice = { within: { variable: 'clinical:gdc/stage', levels: ['I'], grouping: inner } }
    const nested = await ask({ within: { variable: 'clinical:gdc/stage', levels: ['I'], grouping: twice } })
    expect(nested.errors[0]?.extensions['field']).toBe('grouping.within.grouping')
    const unknown = await ask({ within: { variable: 'clinical:gdc/stage', levels: ['IX'], grouping: inner } })
    expect(unknown.errors[0]?.extensions['field']).toBe('grouping.within.levels')
  })

  it('puts everybody else into a last group where that is asked', async () => {
    const mine = [{ label: 'Mine', members: ['P01', 'P02'] }]
    const { found } = await ask({ patients: { groups: mine, others: 'All others' } })
    expect(found?.grouping.groups).toEqual([
      { label: 'Mine', n: 2 },
      { label: 'All others', n: 12 },
    ])
    const twice = await ask({ patients: { groups: mine, others: 'Mine' } })
    expect(twice.errors[0]?.extensions['field']).toBe('grouping.patients.others')
  })
})
