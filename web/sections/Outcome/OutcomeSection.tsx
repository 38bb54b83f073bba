import { useId, useMemo } from 'react'
import { useQuery } from 'urql'
import { EndpointChoiceDocument, OutcomeByGroupDocument } from '../../gql/generated/graphql.ts'
import type { EndpointChoiceQuery, GroupingInput, OutcomeInput } from '../../gql/generated/graphql.ts'
import { plural } from '../../format.ts'
import { Answered } from '../../ui/Answered.tsx'
import { Warnings } from '../../ui/Warnings.tsx'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { Empty } from '../../ui/states.tsx'
import { useAnswerTo } from '../../ui/useAnswerTo.ts'
import { Select } from '../../ui/Select.tsx'
import { groupingVariable } from '../RiskGroupComparison/choices.ts'
import { AdjustControl } from './AdjustControl.tsx'
import { adjusted, writeAdjust } from './adjust.ts'
import { OutcomeFigures } from './OutcomeFigures.tsx'
import type { Outcome } from './outcomeAnswer.ts'
import { MethodLink } from '../../ui/MethodLink.tsx'
import './outcome.css'

interface Props {
  release: string
  grouping: GroupingInput
  /** from the address */
  endpoint: string | undefined
  adjust: string | undefined
  /** of the panel; left out on pages whose panels have none */
  letter?: string
  title?: string
  /** whose groups these are */
  note?: string
  /** key of the group that others are compared with; left out: the API's choice */
  reference?: string
  onChange: (change: { endpoint?: string | undefined; adjust?: string | undefined }) => void
}

/** what one adjusts survival for before anybody has chosen */
const usualRoles = ['stage', 'age', 'sex']

/** Survival by group, with everything that says how far it can be trusted. */
export function OutcomeSection(props: Props) {
  const { letter, title = 'Outcome', note } = props
  const id = useId()
  const asked = useQuery({ query: EndpointChoiceDocument, variables: { release: props.release } })
  return (
    <section className="panel" aria-labelledby={id}>
      <div className="panel-head">
        <h2 id={id}>
          {letter !== undefined && <span className="panel-letter">{letter}</span>} {title}
        </h2>
        <MethodLink name="outcome" about="outcome by group" />
      </div>
      {note !== undefined && <p className="muted">{note}</p>}
      <Answered of={asked} loading="Looking for endpoints" rows={3}>
        {({ release }) => release !== null && <Chosen {...props} choice={release} />}
      </Answered>
    </section>
  )
}

type Choice = NonNullable<EndpointChoiceQuery['release']>

function Chosen(props: Props & { choice: Choice }) {
  const { choice, release, grouping, reference, onChange } = props
  const endpoints = choice.variables.nodes
  // overall survival where there is one: what a reader expects to see first
  const first = endpoints.find(({ ref }) => /\/os$/.test(ref)) ?? endpoints[0]
  const chosen = props.endpoint ?? first?.ref
  // what makes the groups cannot stand beside them: the model would not know which of the two it is
  const own = groupingVariable(grouping)
  const suggested = choice.suggestedAdjustments.filter(({ variable }) => variable.ref !== own)
  const covariates = adjusted(props.adjust, suggested, usualRoles)
  const joined = covariates.join(',')
  const input = useMemo<OutcomeInput | null>(
    () =>
      chosen === undefined
        ? null
        : {
            release,
            grouping,
            endpoint: chosen,
            covariates: joined === '' ? [] : joined.split(','),
            ...(reference === undefined ? {} : { reference }),
          },
    [release, grouping, chosen, joined, reference],
  )
  const asked = useAnswerTo(OutcomeByGroupDocument, input, nothing)
  if (chosen === undefined)
    return (
      <Empty title="This release has no endpoint">
        <p>No time to an event was imported, so there are no curves.</p>
      </Empty>
    )
  const options = endpoints.map(({ ref, label, summary }) => ({
    value: ref,
    label: `${label} (${plural(summary.events ?? 0, 'event')} in ${summary.n})`,
  }))
  const isKnown = endpoints.some(({ ref }) => ref === chosen)
  return (
    <>
      <div className="outcome-controls no-print">
        <Select
          label="Endpoint"
          help="Time to an event, as imported; patients without the event are censored at their last time."
          value={chosen}
          options={
            isKnown ? options : [...options, { value: chosen, label: `${chosen} (not in this release)` }]
          }
          onChange={(endpoint) => {
            onChange({ endpoint })
          }}
        />
        <AdjustControl
          label="Beside the groups in the multivariable model"
          suggested={suggested}
          chosen={covariates}
          onChange={(refs) => {
            onChange({ adjust: writeAdjust(refs) })
          }}
        />
      </div>
      <Answered of={asked} loading="Estimating survival" rows={8} className="outcome">
        {({ outcome }) => (
          <>
            <ul className="words-list">
              {outcome.answer.map(({ about, text }) => (
                <li key={about}>{text}</li>
              ))}
            </ul>
            <Warnings of={outcome.warnings} tone="warn" />
            {input !== null && <OutcomeFigures outcome={outcome} input={input} letter={props.letter ?? ''} />}
            <WhoIsIn outcome={outcome} />
          </>
        )}
      </Answered>
    </>
  )
}

const nothing: OutcomeInput = { release: '', grouping: { median: { variable: '' } }, endpoint: '' }

/** Who is in the curves, and who is not in the multivariable model. */
function WhoIsIn({ outcome }: { outcome: Outcome }) {
  const { flow, multivariable } = outcome
  const lacking = multivariable?.__typename === 'HazardModel' ? multivariable.leftOut : []
  const steps = flow.flatMap(({ leftOut }) => leftOut)
  if (steps.length === 0 && lacking.length === 0) return null
  return (
    <Disclosure summary="Who is not in these curves and models">
      <ul className="words-list">
        {steps.map(({ code, reason, n, patients }) => (
          <li key={`${code} ${reason}`}>
            {plural(n, 'patient')}: {reason}. <span className="small muted">{patients.join(', ')}</span>
          </li>
        ))}
        {lacking.map(({ reason, n, patients }) => (
          <li key={reason}>
            Not in the multivariable model, {plural(n, 'patient')}: {reason}.{' '}
            <span className="small muted">{patients.join(', ')}</span>
          </li>
        ))}
      </ul>
    </Disclosure>
  )
}
