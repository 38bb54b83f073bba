import { formatNumber, formatP } from '../../format.ts'
import type { CompareGroupsQuery } from '../../gql/generated/graphql.ts'

/** Names for the parts of the API's answer. */
export type Comparison = CompareGroupsQuery['compareGroups']
export type Cell = Comparison['cells'][number]
export type Result = Cell['result']
export type TwoGroups = Extract<Result, { __typename: 'TwoGroups' }>
export type Interval = TwoGroups['effectSize']

/** The cells that the published claim is about, in the order in which it names them. */
export const claimCells = ['plasma_cell', 'macrophage_m1', 'macrophage_m2'] as const

export function cellKey(cell: Cell): string {
  return cell.variable.cell?.key ?? cell.variable.key
}

export function cellLabel(cell: Cell): string {
  return cell.variable.cell?.label ?? cell.variable.label
}

export function isClaimCell(key: string): boolean {
  return claimCells.some((claim) => claim === key)
}

/** The first result that is a test: it names the test and the effect for the whole answer. */
export function firstTested(comparison: Comparison): Exclude<Result, { __typename: 'NotTestable' }> | null {
  for (const { result } of comparison.cells) {
    if (result.__typename !== 'NotTestable') return result
  }
  return null
}

/** "High risk − Low risk"; null where there are not two groups. */
export function contrast(comparison: Comparison): { first: string; second: string } | null {
  const [first, second, third] = comparison.grouping.groups
  if (first === undefined || second === undefined || third !== undefined) return null
  return { first: first.label, second: second.label }
}

const symbols: Readonly<Record<string, string>> = { 'epsilon squared': 'ε²', 'eta squared': 'η²' }

/** Sign under which an effect stands in a figure: "ε²", or its name where it has no sign of its own. */
export function effectSymbol(name: string): string {
  return symbols[name.toLowerCase()] ?? name
}

/** A cutoff to five significant digits, without the zeros that nobody measured: 42, not 42.000. */
export function cutoffText(value: number): string {
  return formatNumber(value, 5)
    .replace(/^([^×]*\.\d*?)0+$/, '$1')
    .replace(/\.$/, '')
}

/** The groups as they were compared: grouped patients who have a row in the method, missing values included. */
export function comparedGroups(comparison: Comparison): { key: string; label: string; n: number }[] {
  const first = comparison.cells[0]
  if (first === undefined) return comparison.grouping.groups
  return first.result.groups.map(({ key, label, n, nMissing }) => ({ key, label, n: n + nMissing }))
}

/** What the method's own check says of one sample: a probability as probabilities are written, else a number. */
export function qualityText(rule: { label: string }, value: number | null): string {
  return /\bP$/.test(rule.label) && value !== 0 ? formatP(value, null, 3) : formatNumber(value)
}

/** What the numbers are: the scale that was chosen may not be the method's own unit. */
export function unitOf({ cells, method }: Comparison): string {
  const unit = cells[0]?.variable.unit ?? ''
  return unit === '' ? method.unit : unit
}

/** References of the cells of the claim that the method measures. */
export function claimVariables(comparison: Comparison): string[] {
  return claimCells.flatMap((key) => {
    const found = comparison.cells.find((cell) => cellKey(cell) === key)
    return found === undefined ? [] : [found.variable.ref]
  })
}

/** Place of each patient's group in the order of the groups; −1 of who is in none. */
export function groupsOf(comparison: Comparison): (patient: string) => number {
  const places = new Map(comparison.grouping.groups.map(({ key }, place) => [key, place]))
  const groups = new Map(comparison.cells[0]?.points.map(({ patient, group }) => [patient, group]))
  return (patient) => places.get(groups.get(patient) ?? '') ?? -1
}
