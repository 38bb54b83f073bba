/** Published teaching data and the two liver cohorts: R 4.2.2, survival 3.5-3, on the same files. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cox, type CoxFit, type CoxOptions } from '../../../science/survival/cox.ts'
import { concordance } from '../../../science/survival/concordance.ts'
import { kaplanMeierByGroup, survivalQuantile } from '../../../science/survival/kaplanMeier.ts'
import { logRank } from '../../../science/survival/logRank.ts'
import { proportionality } from '../../../science/survival/proportionality.ts'
import { column, readPath, tableOf } from '../../etl/readers/reading.ts'
import { hasRealData, realData } from '../../shared.ts'

type Rows = Record<string, string>[]
function table(name: string): Rows {
  const [head = '', ...lines] = readFileSync(join(realData, 'survival', name), 'utf8')
    .trimEnd()
    .split('\n')
  const cut = name.endsWith('.csv') ? ',' : '\t'
  const names = head.trim().split(cut)
  return lines.map((line) => {
    const cells = line.replace('\r', '').split(cut)
    return Object.fromEntries(names.map((key, i) => [key, cells[i] ?? '']))
  })
}
const num = (rows: Rows, name: string) => rows.map((row) => (row[name] === '' ? NaN : Number(row[name])))
const is = (rows: Rows, name: string, value: string) => rows.map((row) => (row[name] === value ? 1 : 0))
const covariates = (rows: Rows, ...names: string[]) =>
  names.map((name) => ({ name, values: num(rows, name) }))
function fitted(options: CoxOptions): CoxFit {
  const fit = cox(options)
  if (fit.kind !== 'cox') throw new Error(fit.reason)
  return fit
}
const coefficients = (fit: CoxFit) => fit.terms.map(({ coefficient }) => coefficient)
const chi = (fit: CoxFit) => {
  const test = proportionality(fit)
  if (test.kind !== 'proportionality') throw new Error(test.reason)
  return [...test.terms, test.global].map(({ statistic }) => statistic)
}
const chiSquared = (input: Parameters<typeof logRank>[0]) => {
  const test = logRank(input)
  if (test.kind !== 'logRank') throw new Error(test.reason)
  return test.chiSquared
}
// R's own iteration stops at 1e-9 of the likelihood: coefficients agree to 1e-8
const near = (ours: ArrayLike<number>, theirs: number[], digits = 7) => {
  expect(ours.length).toBe(theirs.length)
  theirs.forEach((value, i) => {
    expect(ours[i] ?? NaN).toBeCloseTo(value, digits)
  })
}
function cOf(fit: CoxFit, options: CoxOptions) {
  const marker = Array.from(options.time, (_, i) =>
    options.covariates.reduce(
      (s, { values }, j) => s + (values[i] ?? NaN) * (fit.terms[j]?.coefficient ?? NaN),
      0,
    ),
  ).map((value) => Math.round(value * 1e10) / 1e10)
  const c = concordance({ time: options.time, event: options.event, marker })
  return c.kind === 'concordance' ? [c.c, c.standardError] : []
}

describe.skipIf(!hasRealData)('published teaching data', () => {
  it('lung: medians 270 and 426, log-rank 10.3, Cox on age, sex, ECOG', () => {
    const rows = table('lung.tsv')
    const follow = (r: Rows) => ({ time: num(r, 'time'), event: is(r, 'status', '2') })
    const group = is(rows, 'sex', '2')
    near([chiSquared({ ...follow(rows), group })], [10.3267419549])
    const medians = kaplanMeierByGroup(follow(rows), group).map((curve) => survivalQuantile(curve, 0.5))
    expect(medians).toEqual([
      { value: 270, low: 212, high: 310 },
      { value: 426, low: 348, high: 550 },
    ])
    const complete = rows.filter((row) => row['ph.ecog'] !== '')
    const options = { ...follow(complete), covariates: covariates(complete, 'age', 'sex', 'ph.ecog') }
    const fit = fitted(options)
    expect([fit.n, fit.events]).toEqual([227, 164])
    near(coefficients(fit), [0.0110667645601, -0.5526123957036, 0.4637284753704])
    near(fit.logLikelihood, [-744.480455761, -729.230121375])
    near([fit.score?.statistic ?? NaN, fit.wald.statistic], [30.4999227049, 29.9292512092])
    near(chi(fit), [0.187987673652, 2.305437227405, 2.054248774054, 4.463657588759])
    near(cOf(fit, options), [0.637135493, 0.0250679738531])
  })

  it('veteran: eight covariates, cell type as one term; hazards are not proportional', () => {
    const rows = table('veteran.tsv')
    const follow = { time: num(rows, 'time'), event: num(rows, 'status') }
    const cells = ['large', 'smallcell', 'squamous']
    const types = cells.map((name) => ({ name, term: 'celltype', values: is(rows, 'celltype', name) }))
    const [trt, ...others] = covariates(rows, 'trt', 'karno', 'diagtime', 'age', 'prior')
    const options = { ...follow, covariates: [...(trt ? [trt] : []), ...types, ...others] }
    const fit = fitted(options)
    near(
      coefficients(fit),
      [
        0.294602821508, -0.794774719848, -0.334505911424, -1.19606637418, -0.0328153261943, 8.13205130462e-5,
        -0.00870647494579, 0.00715936018951,
      ],
    )
    near(fit.logLikelihood, [-505.449054918, -474.397111715])
    near(
      chi(fit),
      [
        0.2643888357543, 15.2273639238783, 12.9351978287468, 0.0128893707072, 1.828826609416, 2.1655663303672,
        34.5524911057328,
      ],
    )
    near(cOf(fit, options), [0.736029077692, 0.0211701176841])
    near([chiSquared({ ...follow, group: is(rows, 'trt', '2') })], [0.00822734320235])
    const four = rows.map((row) => ['adeno', ...cells].indexOf(row['celltype'] ?? ''))
    near([chiSquared({ ...follow, group: four })], [25.4037003458])
  })

  it('ovarian: log-rank 1.06, Peto 1.68, Cox', () => {
    const rows = table('ovarian.tsv')
    const follow = { time: num(rows, 'futime'), event: num(rows, 'fustat') }
    const group = is(rows, 'rx', '2')
    near(
      [chiSquared({ ...follow, group }), chiSquared({ ...follow, group, rho: 1 })],
      [1.06273986129, 1.68485461166],
    )
    const fit = fitted({ ...follow, covariates: covariates(rows, 'rx', 'age') })
    near(coefficients(fit), [-0.803973012665, 0.147326595469])
    near(fit.logLikelihood, [-34.9849403712, -27.041898863])
    expect(kaplanMeierByGroup(follow, group).map((curve) => survivalQuantile(curve, 0.5))).toEqual([
      { value: 638, low: 268, high: NaN },
      { value: NaN, low: 475, high: NaN },
    ])
  })

  it('colon: three arms, recurrence and death, stratified, robust by patient', () => {
    const rows = table('colon.tsv')
    const arms = ['Lev', 'Lev+5FU', 'Obs']
    const rx = (r: Rows) => arms.slice(1).map((name) => ({ name, term: 'rx', values: is(r, 'rx', name) }))
    const follow = (r: Rows) => ({ time: num(r, 'time'), event: num(r, 'status') })
    const deaths = rows.filter((row) => row['etype'] === '2')
    const group = deaths.map((row) => arms.indexOf(row['rx'] ?? ''))
    near([chiSquared({ ...follow(deaths), group })], [11.6830927106])
    const complete = deaths.filter((row) => row['nodes'] !== '')
    const fit = fitted({
      ...follow(complete),
      covariates: [...rx(complete), ...covariates(complete, 'nodes')],
      strata: num(complete, 'sex'),
    })
    near(coefficients(fit), [-0.3176316993284, 0.0887518768688, 0.0916596186833])
    near(chi(fit), [2.431799858468, 0.099182836514, 2.584890834997])
    const both = fitted({ ...follow(rows), covariates: rx(rows), cluster: num(rows, 'id') })
    near(coefficients(both), [-0.4201079985778, 0.0208983759269])
    near(
      both.terms.map(({ standardError }) => standardError),
      [0.115442546713, 0.103678687048],
    )
    near([both.robustScore?.statistic ?? NaN], [18.9333514675])
  })

  it('rossi: seven covariates, likelihood ratio 33.27, concordance .64', () => {
    const rows = table('rossi.csv')
    const names = ['fin', 'age', 'race', 'wexp', 'mar', 'paro', 'prio']
    const options = {
      time: num(rows, 'week'),
      event: num(rows, 'arrest'),
      covariates: covariates(rows, ...names),
    }
    const fit = fitted(options)
    near(
      coefficients(fit),
      [
        -0.3794221664859, -0.0574377426841, 0.3138997878425, -0.1497956976665, -0.4337038779373,
        -0.0848710825004, 0.0914970809853,
      ],
    )
    near([fit.likelihoodRatio.statistic], [33.2659458016])
    near(cOf(fit, options), [0.6403292471, 0.0266581227726])
    near(chi(fit).slice(1, 2), [5.9739816534184])
    near(chi(fit).slice(-1), [17.694415254455])
  })
})

const stages = ['I', 'II', 'III', 'IV']

describe.skipIf(!hasRealData)('liver cohorts, figures of real-cohorts.md', () => {
  it('TCGA-LIHC: overall survival by stage of patients with primary RNA', async () => {
    const lihc = (name: string) => join(realData, 'tcga-lihc', name)
    const filter = { column: 'type', equals: 'LIHC' }
    const cdr = tableOf(await readPath('tcga-cdr', lihc('TCGA-CDR.xlsx'), { filter }))
    const rna = tableOf(await readPath('cibersort-r', lihc('CIBERSORT-Results.txt')))
    const primary = new Set(rna.ids.filter((id) => id.slice(13, 15) === '01').map((id) => id.slice(0, 12)))
    const [time, status, stage] = ['OS.time', 'OS', 'ajcc_pathologic_tumor_stage'].map((name) =>
      column(cdr, name),
    )
    const patients = cdr.ids.flatMap((id, i) => {
      const t = time?.[i]
      const found = /^Stage (IV|I{1,3})[A-C]?$/.exec(String(stage?.[i]))
      if (!primary.has(id) || typeof t !== 'number' || Number.isNaN(t) || !found) return []
      return [{ time: t, event: status?.[i] === '1' ? 1 : 0, stage: stages.indexOf(found[1] ?? '') }]
    })
    const follow = { time: patients.map((p) => p.time), event: patients.map((p) => p.event) }
    expect([
      patients.length,
      follow.event.filter((e) => e === 1).length,
      follow.time.filter((t) => t === 0).length,
    ]).toEqual([346, 116, 5])
    const group = patients.map((p) => p.stage)
    const test = logRank({ ...follow, group })
    if (test.kind !== 'logRank') throw new Error(test.reason)
    expect(test.df).toBe(3)
    near([test.chiSquared], [28.1360544], 6)
    expect(Math.exp(test.logP)).toBeCloseTo(3.400877e-6, 12)
    const options = {
      ...follow,
      covariates: [1, 2, 3].map((s) => ({
        name: stages[s] ?? '',
        term: 'stage',
        values: group.map((g) => (g === s ? 1 : 0)),
      })),
    }
    const fit = fitted(options)
    near(
      fit.terms.map(({ hazardRatio }) => hazardRatio),
      [1.4228887, 2.6762827, 5.4960657],
      6,
    )
    near([fit.terms[1]?.low ?? NaN, fit.terms[1]?.high ?? NaN], [1.7542597, 4.0829128], 6)
    near([fit.likelihoodRatio.statistic], [23.7816727], 6)
    near(cOf(fit, options).slice(0, 1), [0.609246], 6)
    const hazards = proportionality(fit)
    expect(hazards.kind === 'proportionality' ? Math.exp(hazards.global.logP) : NaN).toBeCloseTo(0.4551, 4)
  })

  it('HCC-TACE-Seg: overall survival by BCLC, where the null is the truth', async () => {
    const table = tableOf(
      await readPath('hcc-tace-seg-clinical', join(realData, 'hcc-tace-seg', 'clinical-V2.xlsx')),
    )
    const [weeks, dead, bclc] = ['OS', 'Death_1_StillAliveorLostToFU_0', 'BCLC'].map((name) => [
      ...column(table, name),
    ])
    const levels = [...new Set(bclc)].map(String).sort()
    const group = (bclc ?? []).map((value) => levels.indexOf(String(value)))
    const time = (weeks ?? []).map((value) => Number(value) * 7)
    const event = (dead ?? []).map((value) => (String(value) === '1' ? 1 : 0))
    expect([time.length, event.filter((e) => e === 1).length]).toEqual([105, 93])
    expect(levels.map((_, g) => group.filter((one) => one === g).length)).toEqual([12, 24, 66, 3])
    const test = logRank({ time, event, group })
    if (test.kind !== 'logRank') throw new Error(test.reason)
    near([test.chiSquared], [3.390751812])
    near([Math.exp(test.logP)], [0.335210091])
  })
})
