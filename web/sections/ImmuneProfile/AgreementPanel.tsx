import { useQuery } from 'urql'
import { FigureMenu } from '../../figure/FigureMenu.tsx'
import { ScreenFigure } from '../../figure/ScreenFigure.tsx'
import { sentence } from '../../format.ts'
import { MethodAgreementOfDocument } from '../../gql/generated/graphql.ts'
import type { MethodAgreementInput } from '../../gql/generated/graphql.ts'
import { Answered } from '../../ui/Answered.tsx'
import { MethodLink } from '../../ui/MethodLink.tsx'
import { NotTestable } from '../../ui/states.tsx'
import { agreementFigure, agreementKind, agreementSides } from './agreementKind.tsx'
import type { Agreement } from './agreementKind.tsx'

/** Whether any cell is seen by two methods: else there is no figure. */
function isCompared({ pairs }: Agreement): boolean {
  return pairs.length > 0
}

/** Panel 6: the same cell in every method that has it. */
export function AgreementPanel({ input }: { input: MethodAgreementInput }) {
  const asked = useQuery({ query: MethodAgreementOfDocument, variables: { input } })
  const found = asked[0].data?.methodAgreement
  return (
    <section className="panel" aria-labelledby="panel-6">
      <div className="panel-head">
        <h2 id="panel-6">
          <span className="panel-letter">f</span> Agreement of methods
        </h2>
        <MethodLink name="method-agreement" about="agreement of methods" />
        {found !== undefined && isCompared(found) && (
          <FigureMenu figure={agreementFigure(found)} kind={agreementKind} variables={{ input }} />
        )}
      </div>
      <Answered of={asked} loading="Methods against each other" rows={6}>
        {({ methodAgreement }) => <Answer agreement={methodAgreement} />}
      </Answered>
    </section>
  )
}

/** How the grid is read: only what it has. */
function gridNote({ leukocytes, consensus }: Agreement): string {
  const below =
    leukocytes === null
      ? 'below it nothing: this release has no leukocyte fraction'
      : `below it, once shares of leukocytes are multiplied by ${leukocytes} and so are shares of all cells`
  const inTurn = consensus.some(({ without }) => without.length > 0)
    ? ', and the same without each method in turn, with ρ of the one left out with the rest'
    : ''
  return `Above the diagonal: Spearman’s ρ with its 95 % interval, each method in its own unit; ${below}. Under the grid: the mean rank of the patients that all methods have${inTurn}.`
}

function Answer({ agreement }: { agreement: Agreement }) {
  const sides = agreementSides(agreement)
  const right =
    sides === null
      ? []
      : [`Right: Cliff’s δ, ${sides}, with its 95 % interval, as given; the diamond is the mean rank of all.`]
  const words = (
    <ul className="words-list">
      {agreement.words.map(({ cell, text }) => (
        <li key={cell}>{text}</li>
      ))}
    </ul>
  )
  if (!isCompared(agreement))
    return (
      <NotTestable
        title="One method alone"
        reason="None of these cells is seen by two methods of this release."
      >
        {words}
      </NotTestable>
    )
  return (
    <>
      {words}
      <ScreenFigure
        figure={agreementFigure(agreement)}
        title="The same cell in every method that has it"
        summary={agreement.words.map(({ text }) => text).join(' ')}
      />
      <p className="figure-note">
        {gridNote(agreement)} {right.join(' ')}{' '}
        {agreement.warnings.map(({ message }) => sentence(message)).join(' ')}
      </p>
    </>
  )
}
