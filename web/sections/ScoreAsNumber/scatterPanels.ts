import { formatNumber, formatP } from '../../format.ts'
import type { ScoreAsNumberQuery } from '../../gql/generated/graphql.ts'
import { intervalRuns, probabilityRuns } from '../../plots/numbers.ts'
import type { Phrase } from '../../plots/runs.ts'
import type { ScatterPanelShape } from '../../plots/scatterLayout.ts'

type Pair = ScoreAsNumberQuery['correlate']['pairs']['nodes'][number]
type Correlation = Pair['raw']

/** Place of a patient's group among the groups of the page; −1 in none. */
export type GroupOf = (patient: string) => number

function phrases(
  name: string,
  { correlation, pValue, logP, qValue, reason }: Correlation,
  withQ: boolean,
): Phrase[] {
  if (reason !== null)
    return [{ runs: [{ text: `${name}: not tested,` }] }, { runs: [{ text: reason }], close: true }]
  const { value, bounds } = intervalRuns(correlation, { decimals: 2 })
  const q: Phrase[] = withQ && qValue !== null ? [{ runs: probabilityRuns('q', qValue) }] : []
  return [
    { runs: [{ text: `${name} ` }, ...value] },
    { runs: bounds, close: true },
    { runs: probabilityRuns('P', pValue, logP), keep: true },
    ...q,
  ]
}

const claimOrder = ['plasma_cell', 'macrophage_m1', 'macrophage_m2']

/** The cells as they stand in every other panel; others keep their order behind them. */
export function inClaimOrder(pairs: readonly Pair[]): Pair[] {
  const place = ({ y }: Pair): number =>
    (claimOrder.indexOf(y.key) + claimOrder.length + 1) % (claimOrder.length + 1)
  return pairs.toSorted((a, b) => place(a) - place(b))
}

/** Answer → small multiples: a panel a cell, raw above adjusted above the rival. */
export function scatterPanels(found: ScoreAsNumberQuery['correlate'], groupOf: GroupOf): ScatterPanelShape[] {
  return inClaimOrder(found.pairs.nodes).map((pair) => ({
    key: pair.y.key,
    title: pair.y.label,
    notTestable: pair.raw.reason,
    phrases: [
      phrases('ρ', pair.raw, true),
      ...(pair.adjusted === null ? [] : [phrases('adjusted ρ', pair.adjusted, true)]),
      ...(pair.rivalWithY === null ? [] : [phrases('volume alone', pair.rivalWithY, false)]),
    ],
    points: (pair.points ?? []).flatMap(({ patient, x, y }) =>
      x === null || y === null ? [] : [{ patient, x, y, group: groupOf(patient) }],
    ),
  }))
}

/** One pair for those who do not see the figure. */
export function correlationWords({ y, raw }: Pair): string {
  if (raw.reason !== null) return `${y.label}: not tested, ${raw.reason}.`
  return `${y.label}: ρ ${formatNumber(raw.correlation.value)}, P ${formatP(raw.pValue, raw.logP)}, n ${raw.n}.`
}
