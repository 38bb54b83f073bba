import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeRelease } from '../../db/release/write.ts'
import { openHarness } from './harness.ts'
import type { Harness } from './harness.ts'
import { plantedContent, plantedRecord } from './planted.ts'

/* Comparisons at equal covariates, and with a family of all methods, on planted patients. */

interface Compared {
  covariates: { ref: string; label: string }[]
  flow: { label: string; n: number; leftOut: { reason: string; patients: string[] }[] }[]
  family: { name: string; planned: number; tested: number }
  cells: {
    variable: { key: string }
    result: Result
    unselected: Result | null
  }[]
  answer: { text: string }[]
  paper: { methods: string; legends: { text: string }[] }
  tsv: string
}
interface Result {
  method: string
  pValue: number
  qValue: number
  df: number[]
  effectSize: { name: string; value: number }
  groups: { n: number }[]
}

interface Curve {
  robustness: {
    specifications: {
      test: string
      adjustment: string
      quality: string
      scale: string
      estimates: { delta: number | null; logP: number | null }[]
    }[]
  }
}

const query = `query ($input: CompareGroupsInput!) { compareGroups(input: $input) {
  covariates { ref label } flow { label n leftOut { reason patients } } family { name planned tested }
  cells { variable { key } result { ...tested } unselected { ...tested } } answer { text }
  paper { methods legends { text } } tsv } }
fragment tested on Result { ... on Tested { method pValue qValue df effectSize { name value } groups { n } } }`

describe('comparisons on planted patients', () => {
  let harness: Harness
  let twoMethods: string
  beforeAll(async () => {
    harness = await openHarness()
    const content = plantedContent('two')
    const second = content.layers.flatMap((layer) =>
      layer.kind === 'immune' ? [{ ...layer, key: 'mine', label: 'Mine', quality: null }] : [],
    )
    const written = await writeRelease(
      harness.db,
      { ...content, layers: [...content.layers, ...second] },
      plantedRecord('two'),
    )
    twoMethods = written.shortId
  })
  afterAll(() => harness.close())

  const grouping = { threshold: { variable: 'score:gtr-ith/score', cutoff: 0 } }
  const ask = (more: object, release = harness.release) =>
    harness.ask(query, { input: { release, grouping, method: 'immune:cibersort-lm22', ...more } })
  async function compared(more: object, release?: string): Promise<Compared> {
    const { data, errors } = await ask(more, release)
    expect(errors).toEqual([])
    return (data as { compareGroups: Compared }).compareGroups
  }
  const cellOf = ({ cells }: Compared, key: string) => {
    const found = cells.find(({ variable }) => variable.key === key)
    if (found === undefined) throw new Error(`no ${key}`)
    return found
  }

  it('at equal stage: where every stage is as often in both groups the effect stays, and one degree of freedom goes', async () => {
    const adjusted = await compared({ covariates: ['clinical:gdc/stage'] })
    const m2 = cellOf(adjusted, 'macrophage_m2')
    // above the cutoff 2, 4 … 12 against 1, 3 … 11: 21 pairs of 36 for it, 15 against
    expect(m2.result.effectSize).toMatchObject({ name: "adjusted Cliff's delta" })
    expect(m2.result.effectSize.value).toBeCloseTo(6 / 36, 12)
    expect(m2.result.df).toEqual([12 - 3])
    expect(m2.unselected?.effectSize.value).toBeCloseTo(6 / 36, 12)
    expect(m2.unselected?.method).toBe('Wilcoxon rank-sum test')
    expect(adjusted.covariates).toEqual([{ ref: 'clinical:gdc/stage', label: 'AJCC stage' }])
    expect(adjusted.answer.some(({ text }) => text.includes('It is adjusted for AJCC stage.'))).toBe(true)
    expect(adjusted.paper.methods).toContain('Adjusted for AJCC stage')
    expect(adjusted.paper.legends[0]?.text).toContain('Adjusted for AJCC stage')
    expect(adjusted.tsv).toContain('# adjusted for: clinical:gdc/stage, AJCC stage')
  })

  it('names who lacks a covariate, and the answer of everybody stands beside', async () => {
    // 2, 4 … of everybody but P14, who has neither stage nor score, take part; without rows of their own nobody else is lost
    const plain = await compared({})
    const byAge = await compared({
      covariates: ['clinical:gdc/age'],
      grouping: { median: { variable: 'imaging:gtr/original_shape_MeshVolume' } },
    })
    const step = byAge.flow.find(({ label }) => label.includes('Age at diagnosis'))
    expect(step?.leftOut.flatMap(({ patients }) => patients)).toEqual(['P14'])
    const m1 = cellOf(byAge, 'macrophage_m1')
    const total = (result: Result | null) => result?.groups.reduce((sum, { n }) => sum + n, 0)
    expect([total(m1.result), total(m1.unselected)]).toEqual([12, 13])
    expect(plain.covariates).toEqual([])
    expect(cellOf(plain, 'macrophage_m1').unselected).toBeNull()
  })

  it('is the specification of that covariate in the curve', async () => {
    const adjusted = await compared({ covariates: ['clinical:gdc/stage'] })
    const { data, errors } = await harness.ask(
      `query ($input: RobustnessInput!) { robustness(input: $input) { curves { cell }
        specifications { test adjustment quality scale estimates { delta logP } } } }`,
      {
        input: {
          ...{ release: harness.release, grouping, shuffles: 20 },
          ...{
            covariates: ['clinical:gdc/stage'],
            expectations: [{ cell: 'macrophage_m2', direction: 'HIGHER' }],
          },
        },
      },
    )
    expect(errors).toEqual([])
    const { specifications } = (data as Curve).robustness
    const same = specifications.filter(
      ({ adjustment, test, quality, scale }) =>
        adjustment === 'clinical:gdc/stage' && test === 'rank' && quality === 'mark' && scale === 'stored',
    )
    const { result } = cellOf(adjusted, 'macrophage_m2')
    const near = (a: number, b: number): boolean => Math.abs(a - b) < 1e-9
    const found = same.filter(
      ({ estimates: [own] }) =>
        own !== undefined &&
        near(Math.exp(own.logP ?? NaN), result.pValue) &&
        near(own.delta ?? NaN, result.effectSize.value),
    )
    expect(found.length).toBeGreaterThan(0)
  })

  it('refuses what has no adjusted form, beside the right control', async () => {
    const fieldOf = async (more: object) => (await ask(more)).errors[0]?.extensions['field']
    const covariates = ['clinical:gdc/stage']
    expect(await fieldOf({ covariates, test: 'PERMUTATION' })).toBe('test')
    expect(
      await fieldOf({ covariates, grouping: { quantiles: { variable: 'score:gtr-ith/score', count: 3 } } }),
    ).toBe('covariates')
    expect(await fieldOf({ covariates: ['outcome:cdr/os'] })).toBe('covariates')
    expect(await fieldOf({ covariates: ['clinical:gdc/none'] })).toBe('covariates')
  })

  it('adjusts q over the cells of every method when asked, and says so', async () => {
    const own = await compared({}, twoMethods)
    const all = await compared({ family: 'ALL_METHODS' }, twoMethods)
    expect(own.family).toMatchObject({ planned: 3, tested: 2 })
    expect(all.family).toMatchObject({ planned: 6, tested: 4 })
    expect(all.family.name).toBe('all cells of CIBERSORT (LM22) and, as stored, of the other immune method')
    const [m1, m2] = [cellOf(all, 'macrophage_m1').result, cellOf(all, 'macrophage_m2').result]
    // the same two p twice: of four the smaller two get p · 4/2, the larger two keep theirs
    expect(m1.qValue).toBeCloseTo(m1.pValue * 2, 12)
    expect(m2.qValue).toBeCloseTo(m2.pValue, 12)
    expect(cellOf(own, 'macrophage_m1').result.qValue).toBeCloseTo(m1.pValue * 2, 12)
  })

  it('a baseline table names who lacks a value, by row and group, and as many as it counts', async () => {
    const { data, errors } = await harness.ask(
      `query ($input: BaselineTableInput!) { baselineTable(input: $input) { rows { variable { ref }
        overall { nMissing missing } groups { group nMissing missing } } } }`,
      {
        input: {
          release: harness.release,
          grouping: { median: { variable: 'imaging:gtr/original_shape_MeshVolume' } },
          variables: ['clinical:gdc/age', 'immune:cibersort-lm22/macrophage_m1'],
        },
      },
    )
    expect(errors).toEqual([])
    interface Cell {
      group: string
      nMissing: number
      missing: string[]
    }
    const { rows } = (data as { baselineTable: { rows: { overall: Cell; groups: Cell[] }[] } }).baselineTable
    // P14 has no age; P13 has no immune row; both lie above the median volume, and that group comes first
    expect(rows.map(({ groups }) => groups.map(({ missing }) => missing))).toEqual([
      [['P14'], []],
      [['P13'], []],
    ])
    for (const { overall, groups } of rows) {
      expect(overall.missing).toHaveLength(overall.nMissing)
      for (const { missing, nMissing } of groups) expect(missing).toHaveLength(nMissing)
    }
  })
})
