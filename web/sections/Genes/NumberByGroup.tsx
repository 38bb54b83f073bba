import { useMemo } from 'react'
import { useClient, useQuery } from 'urql'
import { fileName, saveText } from '../../figure/save.ts'
import { formatP } from '../../format.ts'
import { CompareNumbersDocument, CompareNumbersTsvDocument } from '../../gql/generated/graphql.ts'
import type { CompareNumbersQuery, CompareVariablesInput } from '../../gql/generated/graphql.ts'
import { requestOf } from '../../gql/request.ts'
import type { SeenPanel } from '../../plots/data.ts'
import type { PlotStyle } from '../../plots/style.ts'
import { ThreeCells } from '../../plots/ThreeCells.tsx'
import { layoutThreeCells } from '../../plots/threeCellsLayout.ts'
import { QueryDrawer } from '../../ui/QueryDrawer.tsx'
import { Loading, RequestFailed } from '../../ui/states.tsx'
import { readGrouping } from '../../url.ts'
import { answerJson } from '../Associations/files.ts'
import { familySentence } from '../Associations/caption.ts'
import type { CohortFacts } from '../Associations/settings.ts'
import { FigurePanel } from '../Model/FigurePanel.tsx'
import { variantWords } from '../RiskGroupComparison/caption.ts'
import { resultPhrases } from '../RiskGroupComparison/panels.ts'

interface Props {
  release: string
  /** reference of a number */
  variable: string
  /** text of the address, which is readable */
  grouping: string
  letter: string
  facts: CohortFacts
}

type Compared = CompareNumbersQuery['compareVariables']

/** One number by group: points, boxes, effect with its interval. */
export function NumberByGroup(props: Props) {
  const { release, variable, grouping } = props
  const input = useMemo<CompareVariablesInput>(
    () => ({
      release,
      grouping: readGrouping(grouping) ?? { median: { variable: '' } },
      variables: [variable],
    }),
    [release, variable, grouping],
  )
  const [state, again] = useQuery({ query: CompareNumbersDocument, variables: { input } })
  if (state.error !== undefined && !state.fetching)
    return (
      <RequestFailed
        error={state.error}
        retry={() => {
          again({ requestPolicy: 'network-only' })
        }}
      />
    )
  if (state.data === undefined) return <Loading label="Comparing the groups" rows={6} />
  return (
    <div aria-busy={state.fetching} data-stale={state.fetching} className="outcome">
      <Drawn {...props} input={input} found={state.data.compareVariables} />
    </div>
  )
}

function panelOf({ compared }: Compared): SeenPanel | null {
  const [one] = compared
  if (one === undefined) return null
  return {
    kind: 'seen',
    key: one.variable.ref,
    title: one.variable.label,
    groups: one.result.groups,
    points: one.points.map((point) => ({ ...point, passes: null })),
    phrases: resultPhrases(one.result),
    notTestable: one.result.__typename === 'NotTestable' ? one.result.reason : null,
  }
}

function testWords({ compared }: Compared): string {
  const result = compared[0]?.result
  if (result === undefined || result.__typename === 'NotTestable') return 'Not tested.'
  return `${result.method} (${variantWords(result.variant)}).`
}

function Drawn(props: Props & { input: CompareVariablesInput; found: Compared }) {
  const { found, facts, input } = props
  const client = useClient()
  const panel = panelOf(found)
  const one = found.compared[0]
  if (panel === null || one === undefined) return null
  const unit = one.variable.unit === '' ? one.variable.label : one.variable.unit
  const draw = (width: number, style: PlotStyle) => {
    const own = Math.min(width, style.font * 40)
    const shape = { panels: [panel], unit, width: own, style }
    return { width: own, height: layoutThreeCells(shape).height, drawing: <ThreeCells {...shape} /> }
  }
  const parts = [facts.slug, found.release.id, found.id, one.variable.label]
  const simulated = facts.isSimulated ? ' (simulated data: no patients, planted effects)' : ''
  const groups = one.result.groups
    .map(({ label, n, nMissing }) => `${label} n ${n}${nMissing > 0 ? `, ${nMissing} missing` : ''}`)
    .join('; ')
  const own = [testWords(found), familySentence(found.family)]
  const summary =
    one.result.__typename === 'NotTestable'
      ? `${groups}. Not tested: ${one.result.reason}.`
      : `${groups}. P ${formatP(one.result.pValue, one.result.logP)}.`
  const tsv = {
    label: 'TSV of all numbers',
    detail: 'unrounded, with the specification in its header',
    run: async () => {
      const { data, error } = await client.query(CompareNumbersTsvDocument, { input }).toPromise()
      if (error !== undefined) throw error
      if (data === undefined) throw new Error('the API sent no table')
      saveText(data.compareVariables.tsv, fileName(parts, 'tsv'), 'text/tab-separated-values')
    },
  }
  return (
    <>
      <FigurePanel
        letter={props.letter}
        title={`${one.variable.label} by ${found.grouping.label}`}
        summary={summary}
        caption={[
          `${facts.cohortTitle}${simulated}: ${one.variable.label} (${one.variable.unit === '' ? 'no unit' : one.variable.unit}) by ${found.grouping.label}: ${groups}.`,
          ...own,
          `Release ${found.release.id}, analysis ${found.id}, code ${found.provenance.codeVersion.slice(0, 12)}. ${location.href}`,
        ]}
        draw={draw}
        isSimulated={facts.isSimulated}
        metadata={found.spec}
        parts={parts}
        more={[tsv, answerJson(found, parts)]}
        note={own.join(' ')}
      />
      <div className="row no-print">
        <QueryDrawer request={requestOf(CompareNumbersDocument, { input })} />
      </div>
    </>
  )
}
