import { formatCount, formatGiven, formatNumber, unitAfter } from '../../format.ts'
import type {
  PatientLayerPartsFragment,
  PatientRecordQuery,
  PatientValuePartsFragment,
} from '../../gql/generated/graphql.ts'
import type { PercentileRow } from '../../plots/PercentileStrip.tsx'
import { claimCells, isClaimCell } from '../RiskGroupComparison/answer.ts'

/** Names for the parts of the API's answer. */
export type RecordRelease = NonNullable<PatientRecordQuery['release']>
export type RecordPatient = NonNullable<RecordRelease['patient']>
export type RecordLayer = PatientLayerPartsFragment
export type RecordValue = PatientValuePartsFragment

export function valueLabel({ cell, variable }: RecordValue): string {
  return cell?.label ?? variable.label
}

/** A value as it is written: the number with its unit, the level, the time with what ended it; never a blank for what is missing. */
export function valueText({ variable, value, level, event }: RecordValue): string {
  if (variable.type === 'CATEGORY') return level ?? 'missing'
  if (value === null) return 'missing'
  if (variable.type === 'ENDPOINT')
    return `${formatCount(value)} days, ${event === null ? 'unknown' : event ? 'event' : 'censored'}`
  return recorded(value) + unitAfter(variable.unit)
}

/** Three digits of what was computed; what was written down in fewer stays as it is: "67 years", "0.8 cm". */
function recorded(value: number): string {
  const isShort = Number(value.toPrecision(3)) === value && Math.abs(value) >= 1e-4 && Math.abs(value) < 1000
  return isShort ? formatGiven(value) : formatNumber(value)
}

/** Numbers with a place among all patients, as rows of a figure; those of the claim first, in its order. */
export function percentileRows(values: readonly RecordValue[]): PercentileRow[] {
  const numbers = values.filter(({ variable }) => variable.type === 'NUMBER' && variable.role === 'MEASURE')
  const claim = claimCells.flatMap((key) => numbers.filter(({ cell }) => cell?.key === key))
  return [...claim, ...numbers.filter((one) => !claim.includes(one))].map((one) => ({
    key: one.variable.ref,
    label: valueLabel(one),
    percentile: one.percentile,
    value: valueText(one),
    colour: one.cell?.colour ?? null,
    isClaim: isClaimCell(one.cell?.key ?? ''),
  }))
}

export function ofKind(
  record: readonly RecordLayer[],
  ...kinds: RecordLayer['layer']['kind'][]
): RecordLayer[] {
  return record.filter(({ layer }) => kinds.includes(layer.kind))
}
