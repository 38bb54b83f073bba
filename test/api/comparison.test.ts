import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openHarness } from './harness.ts'
import type { Answer, Harness } from './harness.ts'
import { hashOf } from './planted.ts'

let h: Harness
beforeAll(async () => {
  h = await openHarness()
})
afterAll(() => h.close())

interface Group {
  key: string
  n: number
  nMissing: number
  nZero: number
  summary: { median: number | null }
}
interface CellResult {
  __typename: string
  method: string
  variant: { kind: string; permutations: number | null; seed: number | null }
  statistic: { name: string; value: number }
  estimate: { value: number; unit: string }
  effectSize: { name: string; value: number }
  logP: number
  pValue: number
  qValue: number | null
  reason: string
  code: string
  groups: Group[]
}
interface Comparison {
  id: string
  spec: string
  grouping: {
    label: string
    groups: { key: string; label: string; n: number }[]
    cutoffs: { value: number; rule: string; origin: string }[]
    members: { patient: string; group: string; value: number }[]
    ungrouped: { patient: string; code: string; reason: string }[]
  }
  method: { ref: string; sourceFiles: { id: string }[] }
  flow: { label: string; n: number; leftOut: { code: string; reason: string; patients: string[] }[] }[]
  quality: {
    nPassing: number
    n: number
    byGroup: { group: string; nPassing: number; n: number }[]
    rule: { nPassing: number; n: number }
  } | null
  family: { name: string; planned: number; tested: number }
  cells: {
    variable: { key: string; cell: { key: string } }
    result: CellResult
    points: { patient: string; specimen: string; group: string; value: number; passes: boolean }[]
  }[]
  unseen: { cell: { key: string }; reason: string }[]
  answer: { cell: string; text: string }[]
  warnings: { code: string }[]
  provenance: {
    codeVersion: string
    contentHash: string
    seed: number
    computedAt: string
    files: { id: string }[]
  }
  tsv: string
}

const query = `query ($input: CompareGroupsInput!) { compareGroups(input: $input) {
  id spec release { id }
  grouping { label groups { key label n } cutoffs { value rule origin } members { patient group value } ungrouped { patient code reason } }
  method { ref sourceFiles { id } }
  flow { label n leftOut { code reason patients } }
  quality { nPassing n byGroup { group nPassing n } rule { nPassing n } }
  family { name planned tested }
  cells {
    variable { key cell { key } }
    points { patient specimen group value passes }
    result {
      __typename
      ... on Tested { method variant { kind permutations seed } statistic { name value } effectSize { name value } logP pValue qValue groups { ...group } }
      ... on TwoGroups { estimate { value unit } }
      ... on NotTestable { reason code groups { ...group } }
    }
  }
  unseen { cell { key } reason } answer { cell text } warnings { code }
  provenance { codeVersion contentHash seed computedAt files { id } } tsv
} }
fragment group on GroupResult { key n nMissing nZero summary { median } }`

async function compare(input: object = {}): Promise<Answer & { data: { compareGroups: Comparison } }> {
  const riskModel = { model: `${h.release}/gtr-ith` }
  const whole = { release: h.release, method: 'immune:cibersort-lm22', grouping: { riskModel }, ...input }
  const answer = await h.ask(query, { input: whole })
  return { ...answer, data: answer.data as { compareGroups: Comparison } }
}

function cell(comparison: Comparison, key: string): Comparison['cells'][number] {
  const found = comparison.cells.find(({ variable }) => variable.key === key)
  if (!found) throw new Error(`no ${key}`)
  return found
}

/** Two-sided p of W for two groups of six without ties, by counting all 924 ways to choose the first group's ranks. */
function exactP(w: number): number {
  const sums: number[] = []
  for (let mask = 0; mask < 4096; mask += 1) {
    const ranks = Array.from({ length: 12 }, (_, i) => i + 1).filter((rank) => mask & (1 << (rank - 1)))
    if (ranks.length === 6) sums.push(ranks.reduce((a, b) => a + b, 0) - 21)
  }
  expect(sums).toHaveLength(924)
  const below = sums.filter((sum) => sum <= w).length / 924
  const above = sums.filter((sum) => sum >= w).length / 924
  return Math.min(1, 2 * Math.min(below, above))
}

describe('compareGroups on the planted cohort', () => {
  it('puts score ≤ cutoff into the high-risk group, the tie too, and says where the cutoff is from', async () => {
    const { grouping } = (await compare()).data.compareGroups
    expect(grouping.label).toBe('GTR-ITH score')
    expect(grouping.groups.map(({ key, n }) => [key, n])).toEqual([
      ['high', 6],
      ['low', 7],
    ])
    expect(grouping.cutoffs).toHaveLength(1)
    expect(grouping.cutoffs[0]).toMatchObject({ value: 0, rule: 'training median' })
    expect(grouping.cutoffs[0]?.origin).toMatch(/99 training patients of elsewhere/)
    expect(grouping.members.find(({ patient }) => patient === 'P06')).toEqual({
      patient: 'P06',
      group: 'high',
      value: 0,
    })
    expect(grouping.ungrouped).toEqual([
      {
        patient: 'P14',
        code: 'missing-value',
        reason: expect.stringMatching(/: no CT before treatment$/) as string,
      },
    ])
  })

  it('says who is in and gives everybody left out the reason of the ledger', async () => {
    const { flow } = (await compare()).data.compareGroups
    expect(flow.map(({ n }) => n)).toEqual([14, 13, 12, 12])
    expect(flow[1]?.leftOut).toEqual([
      { code: 'not-primary-tumour', reason: 'only a normal tissue was sequenced', patients: ['P13'] },
    ])
    expect(flow[2]?.leftOut).toMatchObject([{ code: 'missing-value', patients: ['P14'] }])
  })

  it('gives the numbers that follow by hand', async () => {
    const comparison = (await compare()).data.compareGroups
    expect(comparison.cells.map(({ variable }) => variable.key)).toEqual([
      'plasma_cell',
      'macrophage_m1',
      'macrophage_m2',
    ])
    const m1 = cell(comparison, 'macrophage_m1').result
    // wholly separated: W = 0, p = 2/924, every difference between −.11 and −.01 with median −.06
    expect(m1).toMatchObject({
      __typename: 'TwoGroups',
      method: 'Wilcoxon rank-sum test',
      variant: { kind: 'exact' },
    })
    expect(m1.statistic).toEqual({ name: 'W', value: 0 })
    expect(m1.pValue).toBeCloseTo(2 / 924, 14)
    expect(m1.logP).toBeCloseTo(Math.log(2 / 924), 12)
    expect(m1.estimate.value).toBeCloseTo(-0.06, 12)
    expect(m1.estimate.unit).toBe('share of leukocytes')
    expect(m1.effectSize.value).toBe(-1)
    expect(m1.groups[0]).toMatchObject({ key: 'high', n: 6, nMissing: 0, nZero: 0 })
    expect(m1.groups[0]?.summary.median).toBeCloseTo(0.035, 15)
    // odd against even hundredths: W = 0 + 1 + 2 + 3 + 4 + 5 = 15
    const m2 = cell(comparison, 'macrophage_m2').result
    expect(m2.statistic.value).toBe(15)
    expect(m2.pValue).toBeCloseTo(exactP(15), 12)
    // Benjamini–Hochberg over the two that can be tested
    expect(comparison.family).toMatchObject({ planned: 3, tested: 2 })
    expect(m1.qValue).toBeCloseTo(4 / 924, 12)
    expect(m2.qValue).toBeCloseTo(exactP(15), 12)
  })

  it('answers what cannot be tested with a value and its points', async () => {
    const plasma = cell((await compare()).data.compareGroups, 'plasma_cell')
    expect(plasma.result).toMatchObject({ __typename: 'NotTestable', code: 'all-equal' })
    expect(plasma.result.groups.map(({ n, nZero }) => [n, nZero])).toEqual([
      [6, 6],
      [6, 6],
    ])
    expect(plasma.points).toHaveLength(12)
  })

  it('gives every point its patient, specimen, group and quality', async () => {
    const { points } = cell((await compare()).data.compareGroups, 'macrophage_m1')
    expect(points).toHaveLength(12)
    expect(points[0]).toEqual({
      patient: 'P01',
      specimen: 'P01-01A',
      group: 'high',
      value: 0.01,
      passes: true,
    })
    expect(points[11]).toMatchObject({ patient: 'P12', group: 'low', value: 0.12, passes: true })
    expect(points.filter(({ passes }) => passes).map(({ patient }) => patient)).toEqual([
      'P01',
      'P02',
      'P07',
      'P12',
    ])
  })

  it('reports quality, warnings, the answer in words and provenance', async () => {
    const { quality, warnings, answer, provenance, unseen } = (await compare()).data.compareGroups
    expect(quality).toEqual({
      nPassing: 4,
      n: 12,
      byGroup: [
        { group: 'high', nPassing: 2, n: 6 },
        { group: 'low', nPassing: 2, n: 6 },
      ],
      rule: { nPassing: 4, n: 13 },
    })
    expect(warnings.map(({ code }) => code)).toEqual([
      'simulated',
      'cutoff-from-another-cohort',
      'most-fail-quality',
      'shares-of-a-whole',
    ])
    expect(answer.map((line) => line.cell)).toEqual(['plasma_cell', 'macrophage_m1', 'macrophage_m2'])
    expect(answer[0]?.text).toMatch(/^Plasma cells: not tested/)
    expect(answer[1]?.text).toMatch(/^M1 macrophages, high − low risk: −0\.0600 .*n 6\/6/)
    expect(provenance).toMatchObject({
      codeVersion: 'test-code',
      contentHash: hashOf('planted'),
      seed: null,
      files: [{ id: 'cells' }, { id: 'scores' }],
    })
    expect(unseen).toEqual([])
  })

  it('leaves failing rows out when asked, and warns that this selects', async () => {
    const comparison = (await compare({ quality: 'FILTER' })).data.compareGroups
    expect(comparison.flow.map(({ n }) => n)).toEqual([14, 13, 12, 4, 4])
    expect(comparison.flow[3]?.leftOut[0]).toMatchObject({ code: 'quality-failed' })
    expect(comparison.warnings.map(({ code }) => code)).toContain('quality-filter-selects')
    const m1 = cell(comparison, 'macrophage_m1')
    expect(m1.points.map(({ patient }) => patient)).toEqual(['P01', 'P02', 'P07', 'P12'])
    // two against two, separated: p = 2/6
    expect(m1.result.pValue).toBeCloseTo(1 / 3, 12)
  })

  it('warns where groups were made from what is compared', async () => {
    const codes = async (variable: string) =>
      (await compare({ grouping: { median: { variable } } })).data.compareGroups.warnings.map(
        ({ code }) => code,
      )
    expect(await codes('immune:cibersort-lm22/macrophage_m2')).toContain('groups-from-this-layer')
    expect((await codes('clinical:gdc/age')).filter((code) => code.startsWith('groups-'))).toEqual([])
  })

  it('adjusts over three cells when asked, and says so', async () => {
    const comparison = (await compare({ family: 'THREE_CELLS', test: 'WELCH' })).data.compareGroups
    expect(comparison.family).toMatchObject({ planned: 3, tested: 2 })
    expect(comparison.warnings.map(({ code }) => code)).toContain('family-of-three')
    expect(cell(comparison, 'macrophage_m1').result.method).toMatch(/Welch/)
  })

  it('permutes on a worker with the seed in the answer', async () => {
    const ask = () => compare({ test: 'PERMUTATION', permutations: 500, seed: 7 })
    const first = (await ask()).data.compareGroups
    const { variant, pValue } = cell(first, 'macrophage_m1').result
    expect(variant).toMatchObject({ kind: 'permutation', permutations: 500, seed: 7 })
    expect(pValue).toBeGreaterThan(0)
    expect(pValue).toBeLessThan(0.05)
    expect(first.provenance.seed).toBe(7)
    expect((await ask()).data.compareGroups.id).toBe(first.id)
  })

  it('compares three and more groups', async () => {
    const grouping = { categories: { variable: 'clinical:gdc/stage' } }
    const comparison = (await compare({ grouping })).data.compareGroups
    expect(comparison.grouping.groups.map(({ label, n }) => [label, n])).toEqual([
      ['I', 5],
      ['II', 4],
      ['III', 4],
    ])
    expect(cell(comparison, 'macrophage_m1').result.__typename).toBe('ManyGroups')
  })

  it('groups by lists of patients', async () => {
    const groups = [
      { label: 'mine', members: ['P02', 'P01', 'P01'] },
      { label: 'theirs', members: ['P11', 'P12'] },
    ]
    const comparison = (await compare({ grouping: { patients: { groups } } })).data.compareGroups
    expect(comparison.grouping.groups.map(({ label, n }) => [label, n])).toEqual([
      ['mine', 2],
      ['theirs', 2],
    ])
    expect(comparison.cells[0]?.points.map(({ patient }) => patient)).toEqual(['P01', 'P02', 'P11', 'P12'])
  })
})

describe('the address of a comparison', () => {
  it('is the hash of its canonical specification, and gives the same bytes again in one statement', async () => {
    const input = { seed: 11 }
    const cold = await compare(input)
    const warm = await compare({ ...input, test: 'WILCOXON', family: 'METHOD', quality: 'MARK' })
    expect(warm.text).toBe(cold.text)
    expect(cold.data.compareGroups.id).toMatch(/^[0-9a-z]{12}$/)
    expect(JSON.parse(cold.data.compareGroups.spec)).toMatchObject({
      release: hashOf('planted'),
      seed: 11,
    })
    expect(warm.statements).toBe(1)
  })

  it('costs few statements when it is new', async () => {
    expect((await compare({ seed: 12 })).statements).toBeLessThanOrEqual(7)
  })

  it('is computed once when asked for many times at once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => compare({ seed: 13 })))
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    const stored = await h.db.query<{ n: number }>(
      `select count(*)::int as n from analysis where spec like '%"seed":13%'`,
    )
    expect(stored).toEqual([{ n: 1 }])
  })

  it('differs by specification', async () => {
    const ids = [{}, { seed: 2 }, { test: 'WELCH' }, { family: 'THREE_CELLS' }, { quality: 'FILTER' }]
    const answers = await Promise.all(ids.map((input) => compare(input)))
    expect(new Set(answers.map(({ data }) => data.compareGroups.id)).size).toBe(ids.length)
  })
})

describe('what a checker tried', () => {
  it('refuses an infinite threshold that is written into the query', async () => {
    const { errors } = await h.ask(
      `{ compareGroups(input: { release: "${h.release}", method: "immune:cibersort-lm22", grouping: { threshold: { variable: "imaging:gtr/x", cutoff: 1e999 } } }) { id } }`,
    )
    expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['BAD_USER_INPUT'])
  })

  it('has one address whatever the order of levels inside a group', async () => {
    const orders = [
      ['I', 'II'],
      ['II', 'I', 'II'],
    ]
    const ids = orders.map(async (members) => {
      const groups = [
        { label: 'a', members },
        { label: 'b', members: ['III'] },
      ]
      const answer = await compare({ grouping: { categories: { variable: 'clinical:gdc/stage', groups } } })
      return answer.data.compareGroups.id
    })
    expect(new Set(await Promise.all(ids)).size).toBe(1)
  })

  it('applies the cutoff of a model to nothing that is no score', async () => {
    const score = 'imaging:gtr/original_shape_MeshVolume'
    const { errors } = await compare({
      grouping: { riskModel: { model: `${h.release}/gtr-ith`, score } },
    })
    expect(errors.map(({ message }) => message)).toEqual([
      `grouping.riskModel.score: got "${score}", allowed is a score by the model GTR-ITH score`,
    ])
  })
})

describe('the table of a comparison', () => {
  it('has the specification in its header and full numbers in its rows', async () => {
    const { id, spec, tsv, cells } = (await compare()).data.compareGroups
    const lines = tsv.split('\n')
    const header = lines.filter((line) => line.startsWith('# '))
    expect(header).toContain(`# analysis: ${id}`)
    expect(header).toContain(`# specification: ${spec}`)
    expect(header).toContain('# cohort: Planted cohort (simulated)')
    expect(header.find((line) => line.startsWith('# q family:'))).toMatch(/planned 3, tested 2/)
    const [names = '', ...rows] = lines.filter((line) => line !== '' && !line.startsWith('# '))
    expect(rows).toHaveLength(3)
    const columns = names.split('\t')
    const table = rows.map((row) => new Map(row.split('\t').map((value, i) => [columns[i] ?? '', value])))
    const [plasma, m1, m2] = table
    expect(m1?.get('p')).toBe(String(cells[1]?.result.pValue))
    expect(m1?.get('median_high')).toBe(String(cells[1]?.result.groups[0]?.summary.median))
    expect(plasma?.get('p')).toBe('')
    expect(plasma?.get('reason')).toMatch(/all 12 values are 0/)
    // a label that a spreadsheet would run
    expect(m2?.get('label')).toBe("'=M2 macrophages")
    expect(table.every((row) => row.size === columns.length)).toBe(true)
  })
})
