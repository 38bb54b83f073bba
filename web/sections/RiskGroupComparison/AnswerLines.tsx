import { sentence } from '../../format.ts'
import { Callout } from '../../ui/Callout.tsx'
import type { Comparison } from './answer.ts'

/** The answer as sentences, written by the API; the page adds no word to them. */
export function AnswerLines({ comparison }: { comparison: Comparison }) {
  if (comparison.answer.length === 0) return null
  return (
    <section aria-label="The answer in words" className="answer">
      <h2 className="compare-h2">The answer in words</h2>
      <ul>
        {comparison.answer.map((line) => (
          <li key={line.cell}>{line.text}</li>
        ))}
      </ul>
    </section>
  )
}

/** What a careful reader has to know before believing it. */
export function Warnings({ comparison }: { comparison: Comparison }) {
  const note = comparison.quality?.note
  const selection = comparison.quality?.selection
  const messages = [...new Set(comparison.warnings.map((warning) => warning.message))]
  if (messages.length === 0 && note === undefined) return null
  return (
    <Callout tone="warn" title="Before you believe it">
      <ul className="warnings">
        {messages.map((message) => (
          <li key={message}>{sentence(message)}</li>
        ))}
        {selection !== null && selection !== undefined && <li>{selection}</li>}
        {note !== undefined && !messages.includes(note) && <li>{note}</li>}
      </ul>
    </Callout>
  )
}
