import { formatP } from '../../format.ts'
import type { ForestRow, Panel, SeenPanel } from '../../plots/data.ts'
import { intervalRuns, probabilityRuns } from '../../plots/numbers.ts'
import type { Phrase } from '../../plots/runs.ts'
import { cellKey, cellLabel, claimCells, effectSymbol, isClaimCell } from './answer.ts'
import type { Cell, Comparison, Result } from './answer.ts'

/** "Δ" for a difference in the unit of the variable, "ε²" and its like for an effect without direction. */
function effectPhrases(result: Exclude<Result, { __typename: 'NotTestable' }>): Phrase[] {
  const isDifference = result.__typename === 'TwoGroups'
  const interval = isDifference ? result.estimate : result.effectSize
  const { value, bounds } = intervalRuns(interval, { isSigned: isDifference })
  const symbol = isDifference ? 'Δ ' : `${effectSymbol(result.effectSize.name)} `
  const phrases: Phrase[] = [{ runs: [{ text: symbol }, ...value] }]
  return bounds.length === 0 ? phrases : [...phrases, { runs: bounds, close: true }]
}

export function resultPhrases(result: Result): Phrase[] {
  if (result.__typename === 'NotTestable') return []
  return [
    ...effectPhrases(result),
    { runs: probabilityRuns('P', result.pValue, result.logP), keep: true },
    { runs: probabilityRuns('q', result.qValue) },
  ]
}

export function seenPanel(cell: Cell): SeenPanel {
  return {
    kind: 'seen',
    key: cellKey(cell),
    title: cellLabel(cell),
    groups: cell.result.groups,
    points: cell.points,
    phrases: resultPhrases(cell.result),
    notTestable: cell.result.__typename === 'NotTestable' ? cell.result.reason : null,
  }
}

/** Panel 1: the cells of the claim, seen or not, and the one that was chosen in panel 2. */
export function claimPanels(comparison: Comparison, chosen: string | undefined): Panel[] {
  const byKey = new Map(comparison.cells.map((cell) => [cellKey(cell), cell]))
  const panels = claimCells.flatMap((key): Panel[] => {
    const cell = byKey.get(key)
    if (cell !== undefined) return [seenPanel(cell)]
    const unseen = comparison.unseen.find((other) => other.cell.key === key)
    if (unseen === undefined) return []
    return [{ kind: 'unseen', key, title: unseen.cell.label, reason: unseen.reason }]
  })
  const extra = chosen === undefined || isClaimCell(chosen) ? undefined : byKey.get(chosen)
  return extra === undefined ? panels : [...panels, seenPanel(extra)]
}

export function forestRows(comparison: Comparison): ForestRow[] {
  return comparison.cells.map((cell) => {
    const { result } = cell
    const tested = result.__typename !== 'NotTestable'
    return {
      key: cellKey(cell),
      label: cellLabel(cell),
      isClaim: isClaimCell(cellKey(cell)),
      effect: tested ? result.effectSize : null,
      counts: result.groups.map((group) => group.n),
      qValue: tested ? result.qValue : null,
      notTestable: tested ? null : result.reason,
    }
  })
}

/** A paragraph for those who do not see the figure. */
export function panelsSummary(comparison: Comparison, panels: readonly Panel[]): string {
  const sentences = panels.map((panel) => {
    if (panel.kind === 'unseen') return `${panel.title}: not seen by this method.`
    const groups = panel.groups.map(
      (group) =>
        `${group.label} n ${group.n}, missing ${group.nMissing}, zero ${group.nZero}, median ${shown(group.summary.median)}`,
    )
    const test =
      panel.notTestable === null ? testWords(comparison, panel.key) : `not testable: ${panel.notTestable}`
    return `${panel.title}: ${groups.join('; ')}; ${test}.`
  })
  return sentences.join(' ')
}

function shown(value: number | null): string {
  return value === null ? 'none' : String(value)
}

function testWords(comparison: Comparison, key: string): string {
  const result = comparison.cells.find((cell) => cellKey(cell) === key)?.result
  if (result === undefined || result.__typename === 'NotTestable') return 'not testable'
  return `P ${formatP(result.pValue, result.logP)}, q ${formatP(result.qValue)}`
}
