import type { HazardRatio } from '../../science/radiogenomics/outcomeModels.ts'
import type { OutcomeCurve } from '../../science/radiogenomics/outcomeCurves.ts'
import type { ModelAnswer, OutcomeAnswer } from './outcomeAnswer.ts'
import type { StoredAnalysis } from './storedAnalysis.ts'
import type { Table, TsvCell, TsvRow } from './tsv.ts'

const columns = [
  'part',
  'group',
  'time_days',
  'n_risk',
  'n_event',
  'n_censored',
  'survival',
  'low',
  'high',
  'term',
  'level',
  'reference',
  'hazard_ratio',
  'z',
  'log_p',
  'p',
  'n',
  'events',
  'rests_on_n',
  'rests_on_events',
] as const
type Column = (typeof columns)[number]

/** Curves and models have different columns; one table holds both, with what does not apply left empty. */
function row(filled: Partial<Record<Column, TsvCell>>): TsvRow {
  return columns.map((name) => [name, filled[name] ?? null])
}

function curveRows(curve: OutcomeCurve): TsvRow[] {
  return curve.time.map((time, k) =>
    row({
      part: 'curve',
      group: curve.key,
      time_days: time,
      n_risk: curve.nRisk[k] ?? null,
      n_event: curve.nEvent[k] ?? null,
      n_censored: curve.nCensored[k] ?? null,
      survival: curve.survival[k] ?? null,
      low: curve.low[k] ?? null,
      high: curve.high[k] ?? null,
    }),
  )
}

function ratioRow(part: string, ratio: HazardRatio): TsvRow {
  const { term, level, reference, n, events, restsOn, hazardRatio, z, logP, pValue } = ratio
  return row({
    part,
    term,
    level,
    reference,
    hazard_ratio: hazardRatio.value,
    low: hazardRatio.low,
    high: hazardRatio.high,
    z,
    log_p: logP,
    p: pValue,
    n,
    events,
    rests_on_n: restsOn.n,
    rests_on_events: restsOn.events,
  })
}

function modelRows(part: string, model: ModelAnswer): TsvRow[] {
  return model.kind === 'notTestable' ? [] : model.ratios.map((ratio) => ratioRow(part, ratio))
}

/** Curves step by step, then hazard ratios; the tests stand in the header, in words and in figures. */
export function outcomeTable({ answer }: StoredAnalysis<OutcomeAnswer>): Table {
  const { endpoint, grouping, logRank, curves, univariable, multivariable } = answer
  const test =
    logRank.kind === 'notTestable'
      ? `not tested: ${logRank.reason}`
      : `chi-squared ${logRank.statistic.value ?? ''}, df ${logRank.df.join()}, log p ${logRank.logP}`
  return {
    facts: [
      ['endpoint', `${endpoint.ref}, ${endpoint.label}`],
      ['grouped by', grouping.label],
      ['groups', grouping.groups.map(({ key, label }) => `${key} = ${label}`).join('; ')],
      ['reference', answer.reference],
      ['log-rank test', test],
      ...answer.answer.map(({ about, text }): [string, string] => [`in words, ${about}`, text]),
    ],
    rows: [
      ...curves.flatMap(curveRows),
      ...univariable.flatMap((model) => modelRows('univariable', model)),
      ...(multivariable ? modelRows('multivariable', multivariable) : []),
    ],
  }
}
