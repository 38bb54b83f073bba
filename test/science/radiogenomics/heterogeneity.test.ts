import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../../../science/errors.ts'
import {
  fitHeterogeneity,
  heterogeneityVector,
  type RegionTable,
} from '../../../science/radiogenomics/heterogeneity.ts'
import { heterogeneityReport } from '../../../science/radiogenomics/heterogeneityReport.ts'
import {
  publishedRules,
  robustnessFilter,
  unstableFeatures,
} from '../../../science/radiogenomics/robustnessFilter.ts'
import { isNotTestable } from '../../../science/stats/notTestable.ts'
import { createRandom } from '../../../science/stats/random.ts'
import { normals } from './simulatedCohort.ts'

/** Patients whose first feature has 1, 2 or 3 far-apart sub-populations in turn, with 6 to 60 regions. */
function regionTable(patients: number): RegionTable {
  const normal = normals(4)
  const rows = Array.from({ length: patients }, (_, p) =>
    Array.from({ length: 30 + (p % 3) * 15 }, (__, r) => ({
      patient: `P${100 + p}`,
      region: `r${String(r).padStart(3, '0')}`,
      p,
      r,
    })),
  ).flat()
  return {
    regions: rows.map(({ region }) => region),
    patients: rows.map(({ patient }) => patient),
    features: ['original_firstorder_Mean', 'original_glcm_Idm', 'original_shape_Sphericity', 'flat'],
    columns: [
      Float64Array.from(rows, ({ p, r }) => (r % (1 + (p % 3))) * 20 + normal()),
      Float64Array.from(rows, () => normal()),
      Float64Array.from(rows, () => normal()),
      Float64Array.from(rows, () => 7),
    ],
  }
}
const table = regionTable(12)
const { source, leftOut } = fitHeterogeneity(table, {
  measures: ['componentCount', 'mixtureEntropy', 'dispersion'],
})

describe('the vector of heterogeneity', () => {
  const vector = heterogeneityVector(table, source)
  const column = (name: string) => Array.from(vector.table.columns[vector.table.features.indexOf(name)] ?? [])

  it('K counts the planted sub-populations; the continuous measures agree and stand apart by name', () => {
    const planted = vector.table.patients.map((_, p) => 1 + (p % 3))
    expect(column('original_firstorder_Mean')).toEqual(planted)
    const entropy = column('original_firstorder_Mean.entropy')
    entropy.forEach((value, p) => {
      expect(value).toBeCloseTo(Math.log(planted[p] ?? NaN), 1)
    })
    const spread = column('original_firstorder_Mean.dispersion')
    expect(Math.min(...spread.filter((_, p) => planted[p] === 3))).toBeGreaterThan(
      Math.max(...spread.filter((_, p) => planted[p] === 1)),
    )
    expect(vector.table.features).toHaveLength(6)
  })

  it('leaves out shape, constant and unstable features, each with its reason', () => {
    expect(leftOut.map(({ feature }) => feature)).toEqual(['flat', 'original_shape_Sphericity'])
    const unstable = new Map([['original_glcm_Idm', 'ICC(3,1) 0.5, not above 0.75']])
    expect(fitHeterogeneity(table, { leaveOut: unstable }).leftOut[1]).toEqual({
      feature: 'original_glcm_Idm',
      reason: 'ICC(3,1) 0.5, not above 0.75',
    })
  })

  it('the order of a file does not matter; JSON keeps how it was made', () => {
    const turned: RegionTable = {
      ...table,
      regions: table.regions.toReversed(),
      patients: table.patients.toReversed(),
      columns: table.columns.map((values) => values.toReversed()),
    }
    const sent = JSON.parse(JSON.stringify(source)) as typeof source
    expect(heterogeneityVector(turned, sent)).toEqual(vector)
  })

  it('a patient with too few regions has no value and is named; too few values of one feature are a gap', () => {
    const few = table.patients.findIndex((patient) => patient === 'P101')
    const keep = Array.from(table.patients.keys()).filter(
      (row) => table.patients[row] !== 'P101' || row < few + 4,
    )
    const cut: RegionTable = {
      ...table,
      regions: keep.map((row) => table.regions[row] ?? ''),
      patients: keep.map((row) => table.patients[row] ?? ''),
      columns: table.columns.map((values, f) =>
        Float64Array.from(keep, (row) =>
          f === 1 && table.patients[row] === 'P102' && row % 15 > 0 ? NaN : (values[row] ?? NaN),
        ),
      ),
    }
    const own = heterogeneityVector(cut, source)
    expect(own.tooFew).toEqual([{ patient: 'P101', reason: '4 regions, at least 5 are needed' }])
    expect(own.table.columns.map((values) => Number.isNaN(values[1]))).toEqual(Array(6).fill(true))
    expect(own.table.columns[1]?.[2]).toBeNaN()
    expect(own.table.columns[0]?.[2]).toBe(3)
  })

  it('refuses: a region twice, an infinite value, a table without the features', () => {
    expect(() => heterogeneityVector({ ...table, regions: table.regions.map(() => 'r') }, source)).toThrow(
      InvalidInput,
    )
    expect(() =>
      heterogeneityVector({ ...table, columns: table.columns.map((c) => c.map(() => Infinity)) }, source),
    ).toThrow(InvalidInput)
    const less = { ...table, features: table.features.slice(1), columns: table.columns.slice(1) }
    expect(() => heterogeneityVector(less, source)).toThrow('original_firstorder_Mean')
    expect(() => fitHeterogeneity(table, { leastRegions: 3 })).toThrow(InvalidInput)
  })

  it('the report: K against regions and volume, again with equally many regions', () => {
    const volumes = Float64Array.from(vector.regions, (n) => n * 3)
    const report = heterogeneityReport(table, source, vector, {
      volumes,
      subsample: { regions: 20, draws: 3, random: createRandom(2) },
    })
    // by construction K and the number of regions rise together
    const rho = report.asPublished.withRegions
    expect(isNotTestable(rho) ? NaN : rho.rho).toBeGreaterThan(0.5)
    expect(report.asPublished.withVolume).toEqual(rho)
    expect(report.subsampled?.meanComponents.every((k) => k >= 1)).toBe(true)
    expect(report.counts[0]).toEqual({ feature: 'original_firstorder_Mean', patients: [4, 4, 4, 0, 0] })
  })
})

describe('the robustness filter', () => {
  const normal = normals(9)
  const truth = Array.from({ length: 30 }, normal)
  const reader = (name: string, noise: readonly number[], shift = 0) => ({
    name,
    cases: truth.map((_, i) => `c${100 + i}`),
    features: ['steady', 'loose', 'shifted', 'same', 'flat', 'cm_corr_d1.0_3d_v_mrg_fbs_w16.0'],
    columns: [
      ...noise.slice(0, 2).map((sd) => Float64Array.from(truth, (value) => value + sd * normal())),
      Float64Array.from(truth, (value) => value + 3 * shift + 0.1 * normal()),
      Float64Array.from(truth),
      new Float64Array(30).fill(2),
      Float64Array.from(truth, () => normal()),
    ],
  })
  const tables = [reader('A', [0.1, 3]), reader('B', [0.1, 3], 1)]
  const report = robustnessFilter(tables, publishedRules.interReader)
  const of = (feature: string) => report.features.find((own) => own.feature === feature)

  it('keeps what agrees, says what fell and why; agreement beside consistency tells a shift between readers', () => {
    expect(report.kept).toEqual(['same', 'shifted', 'steady'])
    expect(of('loose')?.reason).toMatch(/^ICC\(3,1\) -?0\.\d+, not above 0\.75$/)
    expect(of('flat')?.reason).toBe('not testable: all values equal')
    expect(of('shifted')?.agreementSingle?.value).toBeLessThan(0.5)
    // shifted only: readings that are the same to the last digit have no F, and agree as well as can be
    expect([of('same')?.deciding, report.keptButDisagreeing]).toEqual([null, 1])
    expect(unstableFeatures(report).leaveOut.get('original_glcm_Correlation')).toMatch(
      /^ICC.*\(cm_corr_d1\.0_3d_v_mrg_fbs_w16\.0\)$/,
    )
    expect(unstableFeatures(report).withoutName).toEqual(['flat', 'loose'])
  })

  it('readings apart by a constant alone: agreement is variance between cases over that and between readers', () => {
    const cases = ['a', 'b', 'c', 'd', 'e']
    // variance of 1…5 is 2.5, of two readers apart by s it is s²/2: ICC(2,1) is .833 at 1 and .357 at 3
    const apart = (shift: number) =>
      [0, shift].map((more, t) => ({
        name: `reader ${t}`,
        cases,
        features: ['x'],
        columns: [Float64Array.of(1 + more, 2 + more, 3 + more, 4 + more, 5 + more)],
      }))
    const counts = [0, 1, 3].map(
      (shift) => robustnessFilter(apart(shift), publishedRules.interReader).keptButDisagreeing,
    )
    expect(counts).toEqual([0, 0, 1])
  })

  it('ICC(3,k) of three readings at .75 is a single ICC of .5: the published perturbation rule is the milder', () => {
    const three = [reader('r1', [0.8, 0.9]), reader('r2', [0.8, 0.9]), reader('r3', [0.8, 0.9])]
    const mild = robustnessFilter(three, publishedRules.perturbation)
    const strict = robustnessFilter(three, publishedRules.interReader)
    expect(mild.kept).toContain('steady')
    expect(strict.kept).not.toContain('steady')
    for (const { consistencySingle: one, consistencyMean: many } of mild.features)
      if (one && many) expect(many.value).toBeCloseTo((3 * one.value) / (1 + 2 * one.value), 10)
  })

  it('cases in one table only, and gaps, take no part and are counted', () => {
    const [a, b] = tables
    if (!a || !b) throw new Error('no tables')
    const less = {
      ...b,
      cases: b.cases.map((id, i) => (i === 0 ? 'other' : id)),
      features: ['steady', 'lost', ...b.features.slice(2)],
    }
    const gappy = { ...a, columns: a.columns.map((column) => column.map((x, i) => (i === 5 ? NaN : x))) }
    const own = robustnessFilter([gappy, less], publishedRules.interReader)
    expect([own.cases, own.casesLeftOut]).toEqual([29, ['c100', 'other']])
    expect(own.featuresLeftOut).toEqual(['loose', 'lost'])
    expect(own.features[0]).toMatchObject({ cases: 28, gaps: 1 })
    expect(() => robustnessFilter([a], publishedRules.interReader)).toThrow(InvalidInput)
    expect(() =>
      robustnessFilter([{ ...a, cases: a.cases.map(() => 'x') }, b], publishedRules.interReader),
    ).toThrow(InvalidInput)
  })
})
