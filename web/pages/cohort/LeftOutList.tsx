import { formatCount, plural } from '../../format.ts'
import { Answered } from '../../ui/Answered.tsx'
import { CodeBlock } from '../../ui/CodeBlock.tsx'
import { Callout } from '../../ui/Callout.tsx'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { byReason, useLedger, type LeftOutReason, type Ledger } from './useLedger.ts'

function scopeWords(scope: string): string {
  return scope === 'cohort' ? 'the cohort' : scope
}

/** All reasons where they are few; the first where each names its own case. */
function reasonWords(reasons: readonly string[]): string {
  return reasons.length <= 2
    ? reasons.join('; or ')
    : `${reasons[0] ?? ''}; and ${plural(reasons.length - 1, 'reason')} like it`
}

function Reason({ group }: { group: LeftOutReason }) {
  const several = group.reasons.length > 1
  const lines = group.entries.map((entry) => (several ? `${entry.subject}\t${entry.reason}` : entry.subject))
  return (
    <Disclosure
      summary={
        <span className="left-out-line">
          <strong>{formatCount(group.entries.length)}</strong>
          <span>
            left out of <span className="hash">{scopeWords(group.scope)}</span>: {reasonWords(group.reasons)}{' '}
            <span className="hash muted">{group.code}</span>
          </span>
        </span>
      }
    >
      <CodeBlock label={`${formatCount(group.entries.length)} left out`} code={lines.join('\n')} />
    </Disclosure>
  )
}

function Loaded({ ledger }: { ledger: Ledger }) {
  if (ledger.totalCount === 0) return <p>Nobody and nothing was left out.</p>
  return (
    <>
      <p className="muted">
        {formatCount(ledger.totalCount)} lines: patients or specimens left out of the whole cohort or of one
        layer. Open a line for the list.
      </p>
      {ledger.entries.length < ledger.totalCount && (
        <Callout tone="warn">
          Only the first {formatCount(ledger.entries.length)} lines are counted here; the API gives all.
        </Callout>
      )}
      <div>
        {byReason(ledger.entries).map((group) => (
          <Reason key={`${group.scope} ${group.code}`} group={group} />
        ))}
      </div>
    </>
  )
}

/** Everybody left out, counted by reason and named on request. */
export function LeftOutList({ release }: { release: string }) {
  const asked = useLedger(release)
  return (
    <section className="section" aria-labelledby="left-out">
      <h2 id="left-out">Who was left out</h2>
      <Answered of={asked} loading="Loading the ledger" rows={2}>
        {(ledger) => <Loaded ledger={ledger} />}
      </Answered>
    </section>
  )
}
