import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApi } from '../../api/yoga.ts'
import type { Api } from '../../api/yoga.ts'
import { hasRealData } from '../shared.ts'
import { openWorld } from '../world/world.ts'
import { postGraphql } from './harness.ts'

interface Pair {
  cell: string
  a: string
  b: string
  scale: 'AS_GIVEN' | 'ALL_CELLS'
  n: number
  rho: number
  low: number
  high: number
}
interface Agreement {
  methods: { ref: string; unit: string }[]
  leukocytes: string
  pairs: Pair[]
  sight: { method: string; cell: string; reason: string | null; n: number }[]
  signs: { cell: string; scale: string; positive: number; negative: number }[]
  consensus: { cell: string; scale: string; methods: string[]; without: { method: string }[] }[]
  words: { cell: string; text: string }[]
  tsv: string
}

const agreementQuery = `query ($input: MethodAgreementInput!) { methodAgreement(input: $input) {
  methods { ref unit } leukocytes words { cell text } tsv
  pairs { cell a b scale n rho low high } sight { method cell reason n }
  signs { cell scale positive negative } consensus { cell scale methods without { method } } } }`

const qualityQuery = `query ($release: ID!, $method: ID!) { sampleQuality(release: $release, method: $method) {
  words nPassing n selection selectionRho columns { key } samples { patient passes values } } }`

describe.skipIf(!hasRealData)('TCGA-LIHC: methods that agree, and how little', () => {
  let api: Api
  let release = ''
  let drop: () => Promise<void> = () => Promise.resolve()

  beforeAll(async () => {
    const opened = await openWorld('real')
    const { db } = opened
    drop = opened.drop
    api = createApi({
      db,
      codeVersion: 'test-code',
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    })
    const { cohort } = await ask<{ cohort: { release: { id: string } } }>(
      '{ cohort(slug: "tcga-lihc") { release { id } } }',
      {},
    )
    release = cohort.release.id
  })
  afterAll(() => drop())

  async function ask<T>(query: string, variables: object): Promise<T> {
    const response = await api.fetch(postGraphql({ query, variables }))
    const { data, errors } = (await response.json()) as { data: T; errors?: { message: string }[] }
    if (errors) throw new Error(JSON.stringify(errors))
    return data
  }

  it('ranks of patients: the pinned figures, and one scale brings CIBERSORT and quanTIseq together', async () => {
    const grouping = { median: { variable: 'immune:leukocyte-fraction/leukocyte' } }
    const { methodAgreement } = await ask<{ methodAgreement: Agreement }>(agreementQuery, {
      input: { release, grouping },
    })
    expect(methodAgreement.methods.map(({ ref }) => ref)).toEqual([
      'immune:cibersort-lm22',
      'immune:cibersort-lm22-r',
      'immune:quantiseq',
      'immune:xcell',
    ])
    const pair = (cell: string, a: string, b: string, scale = 'AS_GIVEN') => {
      const found = methodAgreement.pairs.find(
        (one) =>
          one.cell === cell && one.a === `immune:${a}` && one.b === `immune:${b}` && one.scale === scale,
      )
      if (!found) throw new Error(`${cell} ${a} ${b} ${scale}`)
      return found
    }
    // R 4.2.2, real-cohorts.md: 371 primaries by full barcode
    for (const [cell, rho] of [
      ['macrophage_m1', 0.7810819947],
      ['macrophage_m2', 0.7157989292],
      ['plasma_cell', 0.4959270819],
    ] as const) {
      const found = pair(cell, 'cibersort-lm22', 'cibersort-lm22-r')
      expect(found.rho).toBeCloseTo(rho, 10)
      expect(found.n).toBe(371)
      expect(found.low).toBeLessThan(rho)
      expect(found.high).toBeGreaterThan(rho)
    }
    for (const [cell, given, common] of [
      ['macrophage_m1', 0.148, 0.457],
      ['macrophage_m2', 0.216, 0.437],
    ] as const) {
      expect(pair(cell, 'cibersort-lm22', 'quantiseq').rho).toBeCloseTo(given, 3)
      expect(pair(cell, 'cibersort-lm22', 'quantiseq').n).toBe(369)
      expect(pair(cell, 'cibersort-lm22', 'quantiseq', 'ALL_CELLS').rho).toBeCloseTo(common, 3)
    }
    const blind = methodAgreement.sight.filter(({ reason }) => reason !== null)
    expect(blind).toEqual([
      {
        method: 'immune:quantiseq',
        cell: 'plasma_cell',
        reason: 'quanTIseq has no plasma cells: they are inside B cells',
        n: 0,
      },
    ])
    const words = methodAgreement.words.map(({ text }) => text)
    expect(words[0]).toMatch(/^Plasma cells, 3 methods: Spearman .* quanTIseq has no plasma cells/)
    expect(words[0]?.match(/quanTIseq/g)).toHaveLength(1)
    expect(words[1]).toMatch(
      /^M1 macrophages, 4 methods: Spearman −0.034 to 0.78 as given, 0.41 to 0.92 once shares of leukocytes/,
    )
    expect(words.join()).not.toContain('NaN')
    expect(methodAgreement.signs.filter(({ scale }) => scale === 'AS_GIVEN')).toHaveLength(3)
    const consensus = methodAgreement.consensus.find(
      ({ cell, scale }) => cell === 'macrophage_m1' && scale === 'AS_GIVEN',
    )
    expect(consensus?.without.map(({ method }) => method)).toEqual(
      methodAgreement.methods.map(({ ref }) => ref),
    )
    expect(methodAgreement.tsv).toContain('0.7810819947')
  })

  it('54 of 371 pass, and the check selects infiltrated tumours', async () => {
    const { sampleQuality } = await ask<{
      sampleQuality: {
        words: string
        nPassing: number
        n: number
        selection: string
        selectionRho: number
        columns: { key: string }[]
        samples: { patient: string; passes: boolean; values: number[] }[]
      }
    }>(qualityQuery, { release, method: 'immune:cibersort-lm22' })
    expect(sampleQuality.words).toMatch(/^54 of 371 samples pass CIBERSORT's own fit/)
    expect([sampleQuality.nPassing, sampleQuality.n]).toEqual([54, 371])
    expect(sampleQuality.selectionRho).toBeCloseTo(-0.63, 2)
    expect(sampleQuality.selection).toContain('selection of infiltrated tumours')
    expect(sampleQuality.columns.map(({ key }) => key).sort()).toEqual(['correlation', 'p_value', 'rmse'])
    expect(sampleQuality.samples.filter(({ passes }) => passes)).toHaveLength(54)
  })

  it('weighted and filtered comparisons show the answer of everybody beside', async () => {
    const query = `query ($input: CompareGroupsInput!) { compareGroups(input: $input) {
      scale warnings { code } quality { nPassing n selectionRho }
      macrophageRatio { constant nDecidedByConstant result { ... on TwoGroups { estimate { value } } } }
      cells { variable { key unit } result { ... on TwoGroups { method pValue groups { n } } }
        unselected { ... on TwoGroups { method pValue groups { n } } } } } }`
    const grouping = { median: { variable: 'immune:leukocyte-fraction/leukocyte' } }
    interface Found {
      compareGroups: {
        scale: string
        warnings: { code: string }[]
        quality: { nPassing: number; n: number; selectionRho: number }
        macrophageRatio: {
          constant: number
          nDecidedByConstant: number
          result: { estimate: { value: number } }
        }[]
        cells: {
          variable: { key: string; unit: string }
          result: { method: string; pValue: number; groups: { n: number }[] }
          unselected: { method: string; pValue: number; groups: { n: number }[] } | null
        }[]
      }
    }
    const compare = async (more: object) =>
      (
        await ask<Found>(query, {
          input: { release, grouping, method: 'immune:cibersort-lm22', ...more },
        })
      ).compareGroups
    const m1 = (found: Found['compareGroups']) => {
      const cell = found.cells.find(({ variable }) => variable.key === 'macrophage_m1')
      if (!cell) throw new Error('no M1')
      return cell
    }
    const marked = await compare({})
    const weighted = await compare({ quality: 'WEIGHT' })
    const filtered = await compare({ quality: 'FILTER' })
    expect(m1(marked).unselected).toBeNull()
    expect(m1(weighted).result.method).toBe('Weighted rank test (Lumley & Scott)')
    expect(m1(weighted).unselected).toMatchObject({ pValue: m1(marked).result.pValue })
    expect(m1(filtered).unselected).toMatchObject({ pValue: m1(marked).result.pValue })
    expect(m1(filtered).result.groups.reduce((sum, { n }) => sum + n, 0)).toBe(54)
    expect(weighted.warnings.map(({ code }) => code)).toContain('quality-weight-selects')
    expect(marked.quality.selectionRho).toBeCloseTo(-0.63, 2)
    const absolute = await compare({ scale: 'ALL_CELLS' })
    expect(m1(absolute).variable.unit).toBe('share of all cells')
    expect(absolute.scale).toContain('shares of leukocytes × Leukocyte fraction')
    const ratios = await compare({ scale: 'LOG_RATIO', zeros: 0.5 })
    expect(ratios.scale).toMatch(/^centred log ratios; \d+ zeros taken for/)
    expect(marked.macrophageRatio.length).toBeGreaterThan(3)
    expect(marked.macrophageRatio[0]?.constant).toBeGreaterThan(0)
  })
})
