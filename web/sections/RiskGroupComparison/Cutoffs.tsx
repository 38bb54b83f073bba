import { cutoffText } from './answer.ts'
import type { Comparison } from './answer.ts'

/** What was grouped by, and the number between the groups with where it was taken from. */
export function Cutoffs({ grouping }: { grouping: Comparison['grouping'] }) {
  return (
    <p className="cutoffs">
      <strong>{grouping.label}</strong>
      {grouping.cutoffs.map((cutoff) => (
        <span key={cutoff.value}>
          {' · cutoff '}
          <strong>{cutoffText(cutoff.value)}</strong>, {cutoff.rule}
          <span className="muted">: {cutoff.origin}</span>
        </span>
      ))}
    </p>
  )
}
