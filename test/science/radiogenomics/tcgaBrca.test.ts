import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compareGroups } from '../../../science/radiogenomics/compareGroups.ts'
import { resolveGrouping } from '../../../science/radiogenomics/riskGroups.ts'
import { off } from '../../oracles/read.ts'
import { hasRealData, realData } from '../../shared.ts'

/** R 4.2.2: wilcox.test(≤ median, > median), p.adjust "BH" over the 21 cells that can be tested. W here is that of the first group, ≤. */
const pinned = [
  {
    feature: 'E1 (K6)',
    cut: 1.517968,
    cell: 'Macrophages.M1',
    below: 0.0528827,
    above: 0.0827085,
    w: 612,
    p: 0.000796921463,
    q: 0.0167353507,
  },
  {
    feature: 'E1 (K6)',
    cut: 1.517968,
    cell: 'Macrophages.M2',
    below: 0.2633826,
    above: 0.2021102,
    w: 1221,
    p: 0.1414422,
    q: 0.424326599,
  },
  {
    feature: 'E1 (K6)',
    cut: 1.517968,
    cell: 'Plasma.cells',
    below: 0.0156207,
    above: 0.0278063,
    w: 824,
    p: 0.0943555105,
    q: 0.396293144,
  },
  {
    feature: 'Size/Lesion volume (S1)',
    cut: 2867.969,
    cell: 'Macrophages.M1',
    below: 0.0607533,
    above: 0.072639,
    w: 959,
    p: 0.54895341,
    q: 0.961860756,
  },
  {
    feature: 'Size/Lesion volume (S1)',
    cut: 2867.969,
    cell: 'Macrophages.M2',
    below: 0.2382656,
    above: 0.2074789,
    w: 1025,
    p: 0.940185505,
    q: 0.974668792,
  },
  {
    feature: 'Size/Lesion volume (S1)',
    cut: 2867.969,
    cell: 'Plasma.cells',
    below: 0.0195015,
    above: 0.0209925,
    w: 1052,
    p: 0.895675211,
    q: 0.974668792,
  },
]

const rowsOf = (path: string) =>
  readFileSync(resolve(realData, path), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'))

/** PanImmune rows of sample type 01 by patient, exact duplicates removed, as the pinned table says. */
function immuneByPatient(rows: string[][], wanted: ReadonlySet<string>): Map<string, string[]> {
  const found = new Map<string, string[]>()
  const seen = new Set<string>()
  for (const row of rows) {
    const [project = '', site = '', patient = '', sample = ''] = row[0]?.split('.') ?? []
    const text = row.join('\t')
    if (seen.has(text) || !sample.startsWith('01')) continue
    seen.add(text)
    const id = [project, site, patient].join('-')
    if (wanted.has(id) && found.has(id)) throw new Error(`two rows for ${id}`)
    found.set(id, row)
  }
  return found
}

describe.skipIf(!hasRealData)('TCGA-BRCA: MRI features against CIBERSORT', () => {
  function load() {
    const [header = [], ...features] = rowsOf('tcga-brca/quantitative_radiomic_features.tsv')
    const [cells = [], ...rows] = rowsOf('tcga-lihc/TCGA.Kallisto.fullIDs.cibersort.relative.tsv')
    const immune = immuneByPatient(rows, new Set(features.map((row) => row[0] ?? '')))
    const linked = features.filter((row) => immune.has(row[0] ?? ''))
    const variables = cells.slice(2, 24).map((key, i) => ({
      key,
      unit: 'share of leukocytes',
      values: Float64Array.from(linked, (row) => Number(immune.get(row[0] ?? '')?.[i + 2])),
    }))
    return { header, linked, variables }
  }

  it.each(['E1 (K6)', 'Size/Lesion volume (S1)'])(
    '%s: W, medians, p and q to 1e-9 of the figures pinned in R',
    (name) => {
      const { header, linked, variables } = load()
      expect(linked).toHaveLength(91)
      const values = Float64Array.from(linked, (row) => Number(row[header.indexOf(name)]))
      const groups = resolveGrouping({
        grouping: { kind: 'median', variable: 'imaging:mri/x' },
        patients: linked.map((row) => row[0] ?? ''),
        variable: { ref: 'imaging:mri/x', label: name, unit: '', type: 'number', levels: null, values },
        model: null,
        cohort: 'tcga-brca',
        release: 'test',
      })
      expect(groups.groups.map(({ n }) => n)).toEqual([45, 46])
      const { family, results } = compareGroups({
        groups: groups.groups,
        assignment: groups.assignment,
        variables,
        test: 'wilcoxon',
        permutations: 1,
        seed: 1,
        family: { name: 'CIBERSORT', members: 'all' },
      })
      expect(family).toMatchObject({ planned: 22, tested: 21 })
      for (const pin of pinned.filter(({ feature }) => feature === name)) {
        const result = results[variables.findIndex(({ key }) => key === pin.cell)]
        if (result?.kind !== 'twoGroups') throw new Error(pin.cell)
        expect(groups.cutoffs[0]?.value).toBe(pin.cut)
        expect(result.statistic.value).toBe(45 * 46 - pin.w)
        // pinned with nine significant digits
        expect(off(result.pValue ?? NaN, pin.p)).toBeLessThan(5e-9)
        expect(Math.abs((result.pValue ?? NaN) - pin.p)).toBeLessThan(1e-9)
        expect(Math.abs((result.qValue ?? NaN) - pin.q)).toBeLessThan(1e-9)
        expect(Math.abs((result.groups[0]?.summary.median ?? NaN) - pin.above)).toBeLessThan(6e-8)
        expect(Math.abs((result.groups[1]?.summary.median ?? NaN) - pin.below)).toBeLessThan(6e-8)
      }
      expect(results[variables.findIndex(({ key }) => key === 'T.cells.CD4.naive')]).toMatchObject({
        kind: 'notTestable',
        code: 'all-equal',
      })
    },
  )
})
