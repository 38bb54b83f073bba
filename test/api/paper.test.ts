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
