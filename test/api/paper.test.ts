import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openHarness } from './harness.ts'
import type { Harness } from './harness.ts'

let h: Harness
beforeAll(async () => {
  h = await openHarness()
})
afterAll(() => h.close())

describe('legend and methods of a comparison', () => {
  async function paper(input: object = {}): Promise<{ methods: string; legends: string[]; id: string }> {
    const text = `query ($input: CompareGroupsInput!) { compareGroups(input: $input) {
      id paper { methods legends { panel text } } } }`
    const riskModel = { model: `${h.release}/gtr-ith` }
    const whole = { release: h.release, method: 'immune:cibersort-lm22', grouping: { riskModel }, ...input }
    const { data, errors } = await h.ask(text, { input: whole })
    expect(errors).toEqual([])
    const { compareGroups } = data as {
      compareGroups: { id: string; paper: { methods: string; legends: { panel: string; text: string }[] } }
    }
    const { legends, methods } = compareGroups.paper
    expect(legends.map(({ panel }) => panel)).toEqual(['cells', 'all-cells'])
    return { id: compareGroups.id, methods, legends: legends.map(({ text: words }) => words) }
  }

  it('name cohort, groups as compared, cut, test, family, who is left out, release and program', async () => {
    const { methods, legends, id } = await paper()
    for (const part of [
      // 6 and 7 are grouped; P13 has no immune row
      'GTR-ITH score (High risk, n\u00a0=\u00a06; Low risk, n\u00a0=\u00a06), cut at 0 (training median;',
      'Of 14 patients of the cohort, 12 were analysed; left out: 1 (',
      'compared (two-sided) by: Wilcoxon rank-sum test (exact',
      'method of Benjamini and Hochberg over all cells of CIBERSORT (LM22) (3 planned, 2 tested)',
      '1 of 3 cells could not be tested',
      '4 of 12 samples passed CIBERSORT P ≤ .05; all were analysed.',
      `data release ${h.release}; analysis ${id}`,
      'Radimmune 0.1.0 (code test-code',
    ])
      expect(methods, part).toContain(part)
    for (const legend of legends) {
      expect(legend).toContain('(3 planned, 2 tested)')
      expect(legend).toContain(`Release ${h.release}, analysis ${id}, code test-code.`)
    }
    expect(legends[0]).toContain('Solid: passes the method’s own check, CIBERSORT P ≤ .05 (4 of 12)')
  })

  it('change with the settings', async () => {
    const welch = await paper({ test: 'WELCH', family: 'THREE_CELLS' })
    expect(welch.methods).toContain('Welch')
    expect(welch.methods + welch.legends.join('')).not.toContain('Wilcoxon')
    expect(welch.methods).toContain('over plasma cells, M1 and M2 of CIBERSORT (LM22)')
    const permuted = await paper({ test: 'PERMUTATION', permutations: 500, seed: 7 })
    expect(permuted.methods).toContain('500 permutations, seed 7')
    const filtered = await paper({ quality: 'FILTER' })
    expect(filtered.methods).toContain('4 of 12 samples passed CIBERSORT P ≤ .05; the others were left out.')
    expect(filtered.legends[0]).toContain('High risk, n\u00a0=\u00a02; Low risk, n\u00a0=\u00a02')
    const halves = await paper({ grouping: { median: { variable: 'score:gtr-ith/score' } } })
    expect(halves.methods).toContain('(median;')
  })
})

describe('legends and methods of the other figures follow their settings', () => {
  interface Words {
    methods: string
    legends: { panel: string; text: string }[]
  }
  const words = 'paper { methods legends { panel text } }'
  const riskModel = () => ({ riskModel: { model: `${h.release}/gtr-ith` } })

  async function ask(field: string, input: string, more: object, inner = words): Promise<Words> {
    const { data, errors } = await h.ask(
      `query ($input: ${input}!) { ${field}(input: $input) { ${inner} } }`,
      {
        input: { release: h.release, ...more },
      },
    )
    expect(errors).toEqual([])
    return (data as Record<string, { paper: Words }>)[field]?.paper ?? { methods: '', legends: [] }
  }
  const legend = (paper: Words, panel: string): string =>
    paper.legends.find((one) => one.panel === panel)?.text ?? ''

  it('of influence: groups, method, filter, how many are left out', async () => {
    const input = { grouping: riskModel(), method: 'immune:cibersort-lm22', cells: ['macrophage_m1'] }
    const all = await ask('influence', 'InfluenceInput', input)
    expect(all.methods).toContain('without each of 12 patients in turn')
    expect(all.methods).toContain('grouped by GTR-ITH score: High risk − Low risk, CIBERSORT (LM22):')
    expect(legend(all, 'influence')).toContain('The cutoff stays as it is')
    const filtered = await ask('influence', 'InfluenceInput', { ...input, filter: true })
    expect(filtered.methods).toContain('without each of 4 patients in turn')
    expect(filtered.methods).toContain('samples that fail the method’s own check left out')
  })

  it('of who is imaged: by what, among whom', async () => {
    const features = await ask('imagedSubset', 'ImagedSubsetInput', { by: 'FEATURES' })
    expect(features.methods).toContain('among all patients of the release, those with imaging features')
    const method = await ask('imagedSubset', 'ImagedSubsetInput', {
      by: 'FEATURES',
      method: 'immune:cibersort-lm22',
    })
    expect(legend(method, 'imaged')).toContain('among the patients with a row of CIBERSORT (LM22)')
    expect(legend(method, 'imaged')).toContain('Interval between image and specimen: unknown')
  })

  it('of numbers by group, of shares, of correlations as they are drawn', async () => {
    const number = await ask('compareVariables', 'CompareVariablesInput', {
      grouping: riskModel(),
      variables: ['immune:cibersort-lm22/macrophage_m1'],
      test: 'WELCH',
    })
    expect(legend(number, 'number')).toContain('Welch')
    expect(number.methods).toContain('cut at 0 (training median;')
    const base = { x: { variables: ['score:gtr-ith/score'] }, y: { layer: 'immune:cibersort-lm22' } }
    const raw = await ask('correlate', 'CorrelateInput', { ...base, withRival: false })
    expect(raw.legends.map(({ panel }) => panel)).toEqual([
      'score',
      'coefficients',
      'associations-raw',
      'genes-raw',
    ])
    const pearson = await ask('correlate', 'CorrelateInput', { ...base, withRival: false, method: 'PEARSON' })
    expect(legend(pearson, 'coefficients')).toContain('Pearson’s r with its 95 % interval (Fisher’s scale).')
    expect(legend(raw, 'coefficients')).not.toContain('Pearson')
  })

  it('of what is read: who has what, and one layer of one patient', async () => {
    const { data, errors } = await h.ask(
      `query ($release: ID!) { release(hash: $release) { availability { reading { ${words} tsv spec } }
        patient(id: "P03") { record(layer: "immune:cibersort-lm22") { layer { ref } reading { ${words} tsv } } } } }`,
      { release: h.release },
    )
    expect(errors).toEqual([])
    interface Reading {
      reading: { paper: Words; tsv: string }
    }
    const { availability, patient } = (
      data as {
        release: { availability: Reading; patient: { record: (Reading & { layer: { ref: string } })[] } }
      }
    ).release
    expect(legend(availability.reading.paper, 'who-has-what')).toContain('who has what among 14 patients')
    // a line a patient, and the names
    const lines = availability.reading.tsv.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
    expect(lines).toHaveLength(15)
    expect(patient.record.map(({ layer }) => layer.ref)).toEqual(['immune:cibersort-lm22'])
    expect(legend(patient.record[0]?.reading.paper ?? { methods: '', legends: [] }, 'percentiles')).toContain(
      'P03',
    )
  })
})
