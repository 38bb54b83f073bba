import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApi } from '../../api/yoga.ts'
import type { Api } from '../../api/yoga.ts'
import { hasRealData } from '../shared.ts'
import { openWorld } from '../world/world.ts'
import type { OpenWorld } from '../world/world.ts'
import { postGraphql } from './harness.ts'

/** Figures of R 4.2.2, survival 3.5-3, on the same files (real-cohorts.md). */

describe.skipIf(!hasRealData)('real cohorts through import and API, against R', () => {
  let opened: OpenWorld
  let api: Api
  const releases = new Map<string, string>()

  async function ask<Data>(query: string, input: object): Promise<Data> {
    const response = await api.fetch(postGraphql({ query, variables: { input } }))
    const { data, errors } = (await response.json()) as { data: Data; errors?: unknown }
    expect(errors).toBeUndefined()
    return data
  }

  beforeAll(async () => {
    opened = await openWorld('real')
    const silent = () => undefined
    const log = { info: silent, warn: silent, error: silent }
    // a loaded machine is no failure of these figures
    const limits = { requestMs: 60_000, responseBytes: 10_000_000 }
    api = createApi({ db: opened.db, codeVersion: 'test', log, limits })
    const response = await api.fetch(postGraphql({ query: '{ cohorts { slug release { id } } }' }))
    const { data } = (await response.json()) as {
      data: { cohorts: { slug: string; release: { id: string } }[] }
    }
    for (const { slug, release } of data.cohorts) releases.set(slug, release.id)
  }, 240_000)
  afterAll(async () => {
    await api.close()
    await opened.drop()
  })

  interface Outcome {
    n: number
    events: number
    curves: { label: string; n: number; events: number }[]
    groups: { nZero: number }[]
    flow: { label: string; n: number; leftOut: { n: number }[] }[]
    logRank: {
      __typename: string
      statistic: { value: number }
      df: number[]
      pValue: number
      code: string
      reason: string
    }
    univariable: {
      ratios: {
        level: string
        reference: string
        caution: string | null
        hazardRatio: { value: number; low: number; high: number }
      }[]
      likelihoodRatio: { statistic: number }
      concordance: { value: number }
      proportionality: { global: { pValue: number } }
    }[]
    answer: { text: string }[]
  }

  const outcomeQuery = `query ($input: OutcomeInput!) { outcome(input: $input) { n events
    curves { label n events } groups { nZero } flow { label n leftOut { n } } answer { text }
    logRank { __typename ... on LogRank { statistic { value } df pValue } ... on NoAnswer { code reason } }
    univariable { ... on HazardModel { ratios { level reference caution hazardRatio { value low high } }
      likelihoodRatio { statistic } concordance { value } proportionality { ... on Proportionality { global { pValue } } } } } } }`

  it('TCGA-LIHC: overall survival by stage, 346 patients, 116 deaths', async () => {
    const { outcome } = await ask<{ outcome: Outcome }>(outcomeQuery, {
      release: releases.get('tcga-lihc'),
      endpoint: 'outcome:cdr/os',
      grouping: { categories: { variable: 'clinical:cdr/stage' } },
      among: ['immune:cibersort-lm22'],
    })
    expect([outcome.n, outcome.events]).toEqual([346, 116])
    expect(outcome.groups.reduce((sum, { nZero }) => sum + nZero, 0)).toBe(5)
    const left = outcome.flow.map(({ leftOut }) => leftOut.reduce((sum, { n }) => sum + n, 0))
    // of 371 with primary RNA one has no time and 24 no stage
    expect(outcome.flow[1]?.n).toBe(371)
    expect(left.slice(2).reduce((sum, n) => sum + n, 0)).toBe(25)
    expect(outcome.logRank.df).toEqual([3])
    expect(outcome.logRank.statistic.value).toBeCloseTo(28.1360544, 6)
    expect(Math.abs(outcome.logRank.pValue / 3.400877e-6 - 1)).toBeLessThan(1e-6)
    const [model] = outcome.univariable
    expect(model?.ratios.map(({ level, reference }) => `${level}/${reference}`)).toEqual([
      'II/I',
      'III/I',
      'IV/I',
    ])
    const [two, three, four] = model?.ratios.map(({ hazardRatio }) => hazardRatio) ?? []
    expect(two?.value).toBeCloseTo(1.4228887, 6)
    expect(three?.value).toBeCloseTo(2.6762827, 6)
    expect(three?.low).toBeCloseTo(1.7542597, 6)
    expect(three?.high).toBeCloseTo(4.0829128, 6)
    expect(four?.value).toBeCloseTo(5.4960657, 5)
    expect(model?.likelihoodRatio.statistic).toBeCloseTo(23.7816727, 6)
    expect(model?.concordance.value).toBeCloseTo(0.609246, 6)
    expect(model?.proportionality.global.pValue).toBeCloseTo(0.4551, 4)
  })

  it('HCC-TACE-Seg: overall survival by BCLC, where the null is the truth', async () => {
    const { outcome } = await ask<{ outcome: Outcome }>(outcomeQuery, {
      release: releases.get('hcc-tace-seg'),
      endpoint: 'outcome:tace/os',
      grouping: { categories: { variable: 'clinical:tace/bclc' } },
    })
    expect([outcome.n, outcome.events]).toEqual([105, 93])
    expect(outcome.curves.map(({ n }) => n)).toEqual([12, 24, 66, 3])
    expect(outcome.logRank.statistic.value).toBeCloseTo(3.390751812, 8)
    expect(outcome.logRank.pValue).toBeCloseTo(0.335210091, 8)
  })

  it('HCC-TACE-Seg by Okuda: a caution stands beside the hazard ratio that rests on one death', async () => {
    const { outcome } = await ask<{ outcome: Outcome }>(outcomeQuery, {
      release: releases.get('hcc-tace-seg'),
      endpoint: 'outcome:tace/os',
      grouping: { categories: { variable: 'clinical:tace/okuda' } },
    })
    const [two, three] = outcome.univariable[0]?.ratios ?? []
    expect([two?.level, two?.caution, three?.level]).toEqual(['II', null, 'III'])
    expect(three?.hazardRatio.value).toBeGreaterThan(50)
    expect(three?.caution).toBe('rests on 1 event in 1 patient of III')
    expect(outcome.answer[2]?.text).toContain('III against I rests on 1 event in 1 patient of III')
    expect(outcome.answer[2]?.text).not.toMatch(/ II against I rests/)
  })

  it('HCC-TACE-Seg: objective response, 61 of 95 of those with features by mRECIST, 9 of 96 by RECIST', async () => {
    const query = `query ($input: ResponseInput!) { response(input: $input) { responders
      groups { n responders } test { __typename ... on ResponseTest { pValue variant { kind } } } } }`
    interface Response {
      responders: string[]
      groups: { n: number; responders: number }[]
      test: { __typename: string; pValue: number; variant: { kind: string } }
    }
    const byVolume = { median: { variable: 'imaging:gtr/original_shape_MeshVolume' } }
    const byStage = { categories: { variable: 'clinical:tace/bclc' } }
    for (const [response, k, n, levels, grouping] of [
      ['response:tace/mrecist_reader1', 61, 95, ['CR', 'PR'], byVolume],
      ['response:tace/recist_reader1', 9, 96, ['CR', 'PR'], byStage],
      ['response:tace/objective_response_mrecist_reader1', 61, 95, ['response'], byVolume],
    ] as const) {
      const { response: found } = await ask<{ response: Response }>(query, {
        release: releases.get('hcc-tace-seg'),
        response,
        grouping,
      })
      const sum = (of: 'n' | 'responders') => found.groups.reduce((all, group) => all + group[of], 0)
      expect([found.responders, sum('responders'), sum('n')]).toEqual([levels, k, n])
      expect(found.test).toMatchObject({ __typename: 'ResponseTest', variant: { kind: 'exact' } })
    }
  })

  it('TCGA-BRCA: one death in 91 cannot be weighed; the curves are there', async () => {
    const { outcome } = await ask<{ outcome: Outcome }>(outcomeQuery, {
      release: releases.get('tcga-brca'),
      endpoint: 'outcome:cdr/os',
      grouping: { median: { variable: 'imaging:mri-cad/E1_K6' } },
    })
    expect([outcome.n, outcome.events]).toEqual([91, 1])
    expect(outcome.logRank).toMatchObject({ __typename: 'NoAnswer', code: 'too-few-events' })
    expect(outcome.answer[0]?.text).toMatch(
      /91 patients in 2 groups, 1 event; not tested: only one patient had the event/,
    )
    expect(outcome.curves.map(({ n }) => n)).toEqual([45, 46])
    // what rests on one death is no evidence under another name either
    const parts = outcome.answer.map(({ text }) => text).join(' ')
    expect(parts).not.toMatch(/P = |naive P/)
  })

  it('TCGA-LIHC: all genes against all genes is refused by its counts, before a value is read', async () => {
    const genes = { layer: 'expression:fpkm' }
    const query = `query ($input: CorrelateInput!) { correlate(input: $input) { n } }`
    const input = { release: releases.get('tcga-lihc'), x: genes, y: genes }
    const started = performance.now()
    const response = await api.fetch(postGraphql({ query, variables: { input } }))
    const { errors } = (await response.json()) as { errors: { message: string }[] }
    expect(errors[0]?.message).toMatch(/got "3658193289 pairs"/)
    expect(performance.now() - started).toBeLessThan(2500)
  })

  it('TCGA-LIHC: two runs of CIBERSORT over the 371 primaries agree as they do in R', async () => {
    const cells = ['macrophage_m1', 'macrophage_m2', 'plasma_cell']
    const query = `query ($input: CorrelateInput!) { correlate(input: $input) { n pairs(first: 9) { nodes {
      x { key } y { key } raw { n correlation { value } } } } } }`
    interface Pair {
      x: { key: string }
      y: { key: string }
      raw: { n: number; correlation: { value: number } }
    }
    const { correlate } = await ask<{ correlate: { n: number; pairs: { nodes: Pair[] } } }>(query, {
      release: releases.get('tcga-lihc'),
      x: { variables: cells.map((cell) => `immune:cibersort-lm22/${cell}`) },
      y: { variables: cells.map((cell) => `immune:cibersort-lm22-r/${cell}`) },
    })
    expect(correlate.n).toBe(371)
    const own = correlate.pairs.nodes.filter(({ x, y }) => x.key === y.key)
    expect(own.map(({ x }) => x.key)).toEqual(cells)
    const rho = own.map(({ raw }) => raw.correlation.value)
    expect(rho[0]).toBeCloseTo(0.7810819947, 9)
    expect(rho[1]).toBeCloseTo(0.7157989292, 9)
    expect(rho[2]).toBeCloseTo(0.4959270819, 9)
  })

  it('TCGA-LIHC: a baseline table by stage with what clinicians look at first', async () => {
    const query = `query ($input: BaselineTableInput!) { baselineTable(input: $input) { groups { label n }
      family { planned tested } rows { variable { ref } shown standardisedDifference overall { n nMissing } test { __typename } } } }`
    interface Table {
      groups: { label: string; n: number }[]
      family: { planned: number; tested: number }
      rows: { variable: { ref: string }; overall: { n: number; nMissing: number } }[]
    }
    const { baselineTable } = await ask<{ baselineTable: Table }>(query, {
      release: releases.get('tcga-lihc'),
      grouping: { categories: { variable: 'clinical:cdr/stage' } },
      among: ['immune:cibersort-lm22'],
    })
    expect(baselineTable.groups.map(({ label }) => label)).toEqual(['I', 'II', 'III', 'IV'])
    expect(baselineTable.groups.reduce((sum, { n }) => sum + n, 0)).toBe(347)
    const refs = baselineTable.rows.map(({ variable }) => variable.ref)
    expect(refs).toEqual(expect.arrayContaining(['clinical:cdr/age', 'clinical:cdr/sex']))
    expect(baselineTable.family.planned).toBe(refs.length)
    // the stage makes the groups: in no file of it is it tested against itself
    expect(refs.filter((ref) => ref.endsWith('/stage'))).toEqual([])
    for (const { overall } of baselineTable.rows) expect(overall.n + overall.nMissing).toBe(347)
  })
})
