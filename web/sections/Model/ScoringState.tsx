import { Link } from '@tanstack/react-router'
import { useMutation } from 'urql'
import { plural } from '../../format.ts'
import { CancelScoringDocument } from '../../gql/generated/graphql.ts'
import { writeGrouping } from '../../url.ts'
import { Button } from '../../ui/Button.tsx'
import { Callout } from '../../ui/Callout.tsx'
import { ProgressBar } from '../Import/ProgressBar.tsx'
import type { Model } from './model.ts'
import { isUnderWay } from './useScorings.ts'
import type { Scoring, ScoringReport } from './useScorings.ts'

const outcomes: Readonly<Record<string, { title: string; tone: 'ok' | 'note' | 'bad'; text: string }>> = {
  derived: { title: 'Applied', tone: 'ok', text: 'The scores are in a new release, now the current one.' },
  unchanged: { title: 'Nothing new', tone: 'note', text: 'The current release holds these very scores.' },
  'already-derived': {
    title: 'Already applied',
    tone: 'note',
    text: 'The current release holds the scores of this model.',
  },
  refused: { title: 'Refused', tone: 'bad', text: 'Nothing was written.' },
}

interface Props {
  model: Model
  scoring: Scoring
  again: () => void
}

/** A model applied to one cohort: how far it is, or what came of it. */
export function ScoringState({ model, scoring, again }: Props) {
  const [, cancel] = useMutation(CancelScoringDocument)
  if (isUnderWay(scoring))
    return (
      <div className="stack">
        <div className="row">
          <ProgressBar label={scoring.message} done={scoring.done} total={scoring.total} />
          <Button
            size="s"
            onClick={() => {
              void cancel({ id: scoring.id }).then(again)
            }}
          >
            Cancel
          </Button>
        </div>
        <p className="small muted">This goes on when the tab is closed.</p>
      </div>
    )
  if (scoring.state === 'CANCELLED') return <Callout title="Cancelled">Nothing was written.</Callout>
  if (scoring.report === null)
    return (
      <Callout tone="bad" title="The program failed">
        Nothing was written. The server’s log says more; try again.
      </Callout>
    )
  return <Done {...{ model, scoring, report: scoring.report }} />
}

function Done({ model, scoring, report }: { model: Model; scoring: Scoring; report: ScoringReport }) {
  const outcome = outcomes[report.outcome]
  const scored = report.layers[0]?.rows
  const leftOut = report.leftOut.reduce((sum, { count }) => sum + count, 0)
  const said = report.findings.filter(({ severity }) => severity !== 'NOTE' || report.outcome === 'refused')
  return (
    <Callout tone={outcome?.tone ?? 'note'} title={outcome?.title ?? report.outcome}>
      <p>
        {outcome?.text}
        {scored !== undefined && ` ${plural(scored, 'patient')} with a score, ${leftOut} without.`}
      </p>
      {report.leftOut.length > 0 && (
        <ul>
          {report.leftOut.map(({ reason, count, subjects }) => (
            <li key={reason}>
              {count} without a score: {reason} ({subjects.slice(0, 5).join(', ')}
              {count > 5 && ', …'})
            </li>
          ))}
        </ul>
      )}
      {said.length > 0 && (
        <ul>
          {said.map(({ rule, message }) => (
            <li key={`${rule} ${message}`}>{message}</li>
          ))}
        </ul>
      )}
      {report.release !== null && (
        <p className="row">
          <Link
            to="/compare/$slug"
            params={{ slug: scoring.cohort }}
            search={{
              release: report.release,
              grouping: writeGrouping({ categories: { variable: `score:${model.key}/risk_group` } }),
            }}
          >
            Compare the immune microenvironment of its groups
          </Link>
          <Link to="/models/$release/$key" params={{ release: report.release, key: model.key }}>
            The model judged there
          </Link>
        </p>
      )}
    </Callout>
  )
}
