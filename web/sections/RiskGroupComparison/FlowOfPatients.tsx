import { formatCount, plural } from '../../format.ts'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { comparedGroups } from './answer.ts'
import type { Comparison } from './answer.ts'

type Step = Comparison['flow'][number]

function LeftOut({ step }: { step: Step }) {
  const total = step.leftOut.reduce((sum, reason) => sum + reason.n, 0)
  if (total === 0) return <p className="flow-none">nobody left out</p>
  return (
    <Disclosure summary={`${formatCount(total)} left out`}>
      <ul className="flow-reasons">
        {step.leftOut.map((reason) => (
          <li key={`${reason.code} ${reason.reason}`}>
            <Disclosure summary={`${formatCount(reason.n)}: ${reason.reason}`}>
              <p
                className="flow-patients"
                tabIndex={0}
                role="group"
                aria-label={`Left out: ${reason.reason}`}
              >
                {reason.patients.join(', ')}
              </p>
            </Disclosure>
          </li>
        ))}
      </ul>
    </Disclosure>
  )
}

/** Who is in: every step with its count, everybody left out with a reason, and by name on request. */
export function FlowOfPatients({ comparison }: { comparison: Comparison }) {
  return (
    <section aria-label="Who is in">
      <h2 className="compare-h2">Who is in</h2>
      <ol className="flow">
        {comparison.flow.map((step, index) => (
          <li key={`${index} ${step.label}`}>
            <span className="flow-n">{formatCount(step.n)}</span>
            <span className="flow-label">{step.label}</span>
            {index === 0 && step.leftOut.length === 0 ? null : <LeftOut step={step} />}
          </li>
        ))}
        <li className="flow-groups">
          {comparedGroups(comparison).map((group, index) => (
            <span key={group.key} className="flow-group" data-group={index + 1}>
              <span className="flow-n">{formatCount(group.n)}</span>
              <span className="flow-label">{group.label}</span>
            </span>
          ))}
        </li>
      </ol>
      <p className="visually-hidden">
        {plural(comparison.flow.at(-1)?.n ?? 0, 'patient')} compared in{' '}
        {plural(comparison.grouping.groups.length, 'group')}.
      </p>
    </section>
  )
}
