import { formatNumber, formatP } from '../../format.ts'
import type { AssociationPairQuery, ScatterPartsFragment } from '../../gql/generated/graphql.ts'
import { intervalRuns, probabilityRuns } from '../../plots/numbers.ts'
import type { Phrase } from '../../plots/runs.ts'
import type { ScatterPanelShape } from '../../plots/scatterLayout.ts'
import { symbols, takenOut } from './caption.ts'

type Found = AssociationPairQuery['correlate']
type Pair = NonNullable<Found['pair']>
type Correlation = Pair['raw']

function phrases(symbol: string, found: Correlation, withQ: boolean): Phrase[] {
  const { correlation, pValue, logP, qValue, reason, n } = found
  if (reason !== null) return [{ runs: [{ text: `Not tested: ${reason}` }] }]
  const { value, bounds } = intervalRuns(correlation, { decimals: 2 })
  return [
    { runs: [{ text: `${symbol} ` }, ...value] },
    { runs: bounds, close: true },
    { runs: probabilityRuns('P', pValue, logP), keep: true },
    ...(withQ && qValue !== null ? [{ runs: probabilityRuns('q', qValue) }] : []),
    { runs: [{ text: `n ${n}` }] },
  ]
}

function panel(
  key: string,
  title: string,
  drawn: ScatterPartsFragment,
  { found, symbol, withQ }: { found: Correlation; symbol: string; withQ: boolean },
): ScatterPanelShape {
  return {
    key,
    title,
    points: drawn.points.flatMap(({ patient, x, y }) =>
      x === null || y === null ? [] : [{ patient, x, y, group: -1 }],
    ),
    phrases: [phrases(symbol, found, withQ)],
    notTestable: found.reason,
    fit: drawn.fit,
    xName: drawn.xLabel,
    yName: drawn.yLabel,
  }
}

/** A panel has room for one short name; the note and the legend have them all. */
function adjustedTitle(found: Found): string {
  const names = takenOut(found)
  return names.length > 16 ? 'Adjusted' : `Adjusted for ${names}`
}

/** Values, residuals and rival: as many panels as the answer has. */
export function pairPanels(found: Found, pair: Pair): ScatterPanelShape[] {
  const symbol = symbols[found.method]
  const { values, rests, rivals } = pair
  return [
    ...(values === null
      ? []
      : [panel('raw', 'As measured', values, { found: pair.raw, symbol, withQ: true })]),
    ...(rests === null || pair.adjusted === null
      ? []
      : [
          panel('adjusted', adjustedTitle(found), rests, {
            found: pair.adjusted,
            symbol: `partial ${symbol}`,
            withQ: true,
          }),
        ]),
    ...(rivals === null || pair.rivalWithY === null
      ? []
      : [
          panel('rival', `${found.rival?.label ?? 'Volume'} alone`, rivals, {
            found: pair.rivalWithY,
            symbol,
            withQ: false,
          }),
        ]),
  ]
}

/** The pair for those who do not see the figure. */
export function pairSentence(found: Found, { x, y, raw, adjusted, rivalWithY }: Pair): string {
  const one = (what: string, correlation: Correlation): string =>
    correlation.reason === null
      ? `${what} ${symbols[found.method]} ${formatNumber(correlation.correlation.value)}, P ${formatP(correlation.pValue, correlation.logP)}, n ${correlation.n}.`
      : `${what} not tested: ${correlation.reason}.`
  return [
    `${x.label} and ${y.label}:`,
    one('as measured', raw),
    ...(adjusted === null ? [] : [one('adjusted', adjusted)]),
    ...(rivalWithY === null ? [] : [one(`${found.rival?.label ?? 'volume'} alone`, rivalWithY)]),
  ].join(' ')
}
