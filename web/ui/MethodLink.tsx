import { Link } from '@tanstack/react-router'
import { Help } from './Help.tsx'
import { methodSentences } from './methodSentences.ts'

/** From a figure or a number to what it says, in a sentence, and to the page that says how it is computed. */
export function MethodLink({ name, about }: { name: string; about: string }) {
  const sentence = methodSentences[name]
  return (
    <span className="method-link no-print">
      <Link to="/methods/$name" params={{ name }} aria-label={`Method: ${about}`}>
        Method
      </Link>
      {sentence !== undefined && <Help about={about}>{sentence}</Help>}
    </span>
  )
}
