import { formatNumber } from '../../format.ts'
import type { CutStripProps } from '../../plots/CutStrip.tsx'
import { intervalRuns, probabilityRuns, raisedRuns } from '../../plots/numbers.ts'
import type { RatioProps, RatioRow } from '../../plots/ratioLayout.ts'
import type { Phrase } from '../../plots/runs.ts'
import type { PatientPlace } from '../../plots/PatientMarks.tsx'
import { layoutSurvival } from '../../plots/survivalLayout.ts'
import type { SurvivalProps } from '../../plots/survivalLayout.ts'
import type { FittedModel, Model, Outcome } from './outcomeAnswer.ts'

type Drawn<Props> = Omit<Props, 'width' | 'style'>

/** Answer → what is drawn: numbers as given, words around them. */
export function survivalShape(outcome: Outcome): Drawn<SurvivalProps> {
  const { curves, axis, endpoint } = outcome
  return { curves, ticks: axis.ticks, unit: axis.unit, endpoint: endpoint.label, phrases: phrases(outcome) }
}

/** Everybody where the own follow-up ends on the curve of the group. */
export function survivalPlaces(
  outcome: Outcome,
  { width, style }: Pick<SurvivalProps, 'width' | 'style'>,
): PatientPlace[] {
  const { x, y } = layoutSurvival({ ...survivalShape(outcome), width, style })
  return outcome.patients.map(({ patient, group, time, survival }) => ({
    patient,
    group: outcome.curves.findIndex(({ key }) => key === group),
    x: x(time),
    y: y(survival),
  }))
}

function phrases({ logRank, univariable }: Outcome): Phrase[] {
  if (logRank.__typename === 'NoAnswer') return [{ runs: [{ text: `Not tested: ${logRank.reason}.` }] }]
  const { statistic, df, pValue, logP } = logRank
  const test: Phrase[] = [
    {
      runs: [
        { text: `Log-rank ${statistic.name} = ${formatNumber(statistic.value)} (${df.join(' and ')} df), ` },
        ...probabilityRuns('P', pValue, logP),
      ],
    },
  ]
  const [model] = univariable
  if (model?.__typename !== 'HazardModel' || model.ratios.length !== 1) return test
  return [
    ...test,
    ...model.ratios.map((ratio): Phrase => {
      const { value, bounds } = intervalRuns(ratio.hazardRatio, { isSigned: false, decimals: 2 })
      return {
        runs: [
          { text: `HR ${levelsOf(ratio.label, ratio.level ?? '', ratio.reference ?? '')}: ` },
          ...value,
          { text: ' ' },
          ...bounds,
          ...(ratio.caution === null ? [] : [{ text: `, ${ratio.caution}` }]),
        ],
      }
    }),
  ]
}

function heading(key: string, label: string): RatioRow {
  return {
    key,
    label,
    count: '',
    ratio: null,
    text: [],
    p: [],
    isHeading: true,
    reason: null,
  }
}

/** What the legend explains: few events. */
const dagger = ' †'

type Ratio = FittedModel['ratios'][number]

/** Two decimals, as journals write hazard ratios; what they would hide or drown is written as other numbers are. */
function ratioText(value: number | null): string {
  return value !== null && value >= 0.1 && value < 100 ? value.toFixed(2) : formatNumber(value)
}

/** "Sex: male vs female"; groups that are cut, "volume > 5", bring the name of what is cut: it stands once. */
export function levelsLabel(label: string, level: string, reference: string): string {
  return `${label}: ${levelsOf(label, level, reference)}`
}

function levelsOf(label: string, level: string, reference: string): string {
  const own = (name: string): string => (name.startsWith(`${label} `) ? name.slice(label.length + 1) : name)
  return `${own(level)} vs ${own(reference)}`
}

function ratioRow(
  part: string,
  { term, label, level, reference, n, events, caution, hazardRatio, pValue, logP }: Ratio,
): RatioRow {
  const { value, low, high } = hazardRatio
  const written = ratioText(value)
  const bounds = `(${low === null ? '0' : ratioText(low)} to ${high === null ? '∞' : ratioText(high)})`
  return {
    key: `${part} ${term} ${level ?? ''}`,
    label: level === null ? `${label}, ${hazardRatio.unit}` : levelsLabel(label, level, reference ?? ''),
    count: `${events}/${n}`,
    ratio: { value, low, high },
    text: [...raisedRuns(written), { text: ` ${bounds}${caution === null ? '' : dagger}` }],
    p: probabilityRuns('P', pValue, logP).slice(2),
    isHeading: false,
    isFew: caution !== null,
    reason: null,
  }
}

function modelRows(part: string, model: Model, name: string): RatioRow[] {
  if (model.__typename === 'HazardModel') return model.ratios.map((ratio) => ratioRow(part, ratio))
  return [{ ...heading(`${part} ${name}`, name), isHeading: false, reason: model.reason }]
}

/** Each on its own, then all together. */
export function ratioShape({ univariable, multivariable, grouping, covariates }: Outcome): Drawn<RatioProps> {
  const names = [grouping.label, ...covariates.map(({ label }) => label)]
  const alone = univariable.flatMap((model, i) => modelRows('alone', model, names[i] ?? ''))
  const together =
    multivariable === null
      ? []
      : [
          heading('together', togetherName(multivariable)),
          ...modelRows('together', multivariable, 'Groups and covariates'),
        ]
  return {
    rows: [heading('alone', 'Each alone'), ...alone, ...together],
    name: 'Hazard ratio (95 % CI)',
    countHead: 'Events/n',
    above: 'more events',
  }
}

function togetherName(model: Model): string {
  return model.__typename === 'HazardModel' ? `Together (n = ${model.n}, ${model.events} events)` : 'Together'
}

/** null where there is no number behind the groups, or nothing to search. */
export function cutShape({ cutSearch, grouping }: Outcome): Drawn<CutStripProps> | null {
  if (cutSearch?.__typename !== 'CutSearch') return null
  const { cuts, best, naive, adjustedP, adjustedLogP, label } = cutSearch
  return {
    cuts,
    best,
    naive: {
      logP: naive.logP,
      runs: [{ text: 'naive ' }, ...probabilityRuns('P', naive.pValue, naive.logP)],
    },
    adjusted: {
      logP: adjustedLogP,
      runs: [{ text: 'allowing for the choice ' }, ...probabilityRuns('P', adjustedP, adjustedLogP)],
    },
    used: grouping.cutoffs.map(({ value }) => value),
    name: label,
  }
}
