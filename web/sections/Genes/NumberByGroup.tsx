import { Fragment, useMemo } from 'react'
import { useQuery } from 'urql'
import { FigurePanel } from '../../figure/FigurePanel.tsx'
import { formatP } from '../../format.ts'
import { CompareNumbersDocument } from '../../gql/generated/graphql.ts'
import type { CompareVariablesInput } from '../../gql/generated/graphql.ts'
import { Answered } from '../../ui/Answered.tsx'
import { readGrouping } from '../../url.ts'
import { familySentence } from '../Associations/caption.ts'
import { variantWords } from '../RiskGroupComparison/caption.ts'
import { MissingPatients, missingOf } from '../Patients/MissingPatients.tsx'
import { numberFigure, numberKind } from './numberKind.tsx'
import type { ComparedNumber } from './numberKind.tsx'

interface Props {
  release: string
  /** reference of a number */
  variable: string
  /** text of the address, which is readable */
  grouping: string
  letter: string
}

/** One number by group: points, boxes, effect with its interval. */
export function NumberByGroup({ release, variable, grouping, letter }: Props) {
  const input = useMemo<CompareVariablesInput>(
    () => ({
      release,
      grouping: readGrouping(grouping) ?? { median: { variable: '' } },
      variables: [variable],
    }),
    [release, variable, grouping],
  )
  const asked = useQuery({ query: CompareNumbersDocument, variables: { input } })
  return (
    <Answered of={asked} loading="Comparing the groups" rows={6} className="outcome">
      {({ compareVariables: found }) =>
        found.compared.map((one) => (
          <Fragment key={one.variable.ref}>
            <FigurePanel
              figure={numberFigure(found, one, letter)}
              kind={numberKind}
              method={{ name: 'wilcoxon-rank-sum', about: 'the rank-sum test' }}
              variables={{ input }}
              summary={summaryOf(one)}
              note={`${testWords(one)} ${familySentence(found.family)}`}
            />
            <MissingPatients
              lists={missingOf([
                { title: one.variable.label, groups: one.result.groups, points: one.points },
              ])}
            />
          </Fragment>
        ))
      }
    </Answered>
  )
}

function testWords({ result }: ComparedNumber): string {
  return result.__typename === 'NotTestable'
    ? 'Not tested.'
    : `${result.method} (${variantWords(result.variant)}).`
}

function summaryOf({ result }: ComparedNumber): string {
  const groups = result.groups
    .map(({ label, n, nMissing }) => `${label} n ${n}${nMissing > 0 ? `, ${nMissing} missing` : ''}`)
    .join('; ')
  return result.__typename === 'NotTestable'
    ? `${groups}. Not tested: ${result.reason}.`
    : `${groups}. P ${formatP(result.pValue, result.logP)}.`
}
