import { useId, useMemo } from 'react'
import { useQuery } from 'urql'
import { FigureMenu } from '../../figure/FigureMenu.tsx'
import { MethodAgreementOfDocument } from '../../gql/generated/graphql.ts'
import type { MethodAgreementInput } from '../../gql/generated/graphql.ts'
import { requestOf } from '../../gql/request.ts'
import { Figure } from '../../plots/Figure.tsx'
import { screenStyle } from '../../plots/style.ts'
import { sentence } from '../../format.ts'
import { QueryDrawer } from '../../ui/QueryDrawer.tsx'
import { Loading, RequestFailed } from '../../ui/states.tsx'
import { useWidth } from '../RiskGroupComparison/useWidth.ts'
import { agreementFigure, agreementKind, agreementSides } from './agreementKind.tsx'
import type { Agreement } from './agreementKind.tsx'
import { MethodLink } from '../../ui/MethodLink.tsx'

interface Props {
  input: MethodAgreementInput
}

/** Panel 6: the same cell in every method that has it. */
export function AgreementPanel(props: Props) {
  const { input } = props
  const [{ data, error }, again] = useQuery({ query: MethodAgreementOfDocument, variables: { input } })
  return (
    <section className="panel" aria-labelledby="panel-6">
      {error !== undefined ? (
        <>
          <h2 id="panel-6">
            <span className="panel-letter">f</span> Agreement of methods
          </h2>
          <MethodLink name="method-agreement" about="agreement of methods" />
          <RequestFailed
            error={error}
            retry={() => {
              again({ requestPolicy: 'network-only' })
            }}
          />
        </>
      ) : data === undefined ? (
        <>
          <h2 id="panel-6">
            <span className="panel-letter">f</span> Agreement of methods
          </h2>
          <Loading label="Methods against each other" rows={6} />
        </>
      ) : (
        <Answer {...props} agreement={data.methodAgreement} />
      )}
    </section>
  )
}

function Answer({ agreement, input }: Props & { agreement: Agreement }) {
  const [frame, width] = useWidth<HTMLDivElement>()
  const id = useId()
  const figure = useMemo(() => agreementFigure(agreement), [agreement])
  const sides = agreementSides(agreement)
  const hasCommon = agreement.leukocytes !== null
  const below = hasCommon
    ? `below it, once shares of leukocytes are multiplied by ${agreement.leukocytes ?? ''} and so are shares of all cells`
    : 'below it nothing: this release has no leukocyte fraction'
  const how = `Above the diagonal: Spearman’s ρ with its 95 % interval, each method in its own unit; ${below}. Under the grid: the mean rank of the patients that all methods have, and the same without each method in turn, with ρ of the one left out with the rest.`
  const right =
    sides === null
      ? []
      : [`Right: Cliff’s δ, ${sides}, with its 95 % interval, as given; the diamond is the mean rank of all.`]
  const plot = width === 0 ? null : figure.draw(width, screenStyle)
  return (
    <>
      <div className="panel-head">
        <h2 id="panel-6">
          <span className="panel-letter">f</span> Agreement of methods
        </h2>
        <FigureMenu figure={figure} kind={agreementKind} variables={{ input }} />
        <QueryDrawer request={requestOf(MethodAgreementOfDocument, { input })} />
      </div>
      <ul className="words-list">
        {agreement.words.map(({ cell, text }) => (
          <li key={cell}>{text}</li>
        ))}
      </ul>
      <div className="plot-frame" ref={frame}>
        {plot !== null && (
          <Figure
            id={id}
            title="The same cell in every method that has it"
            summary={agreement.words.map(({ text }) => text).join(' ')}
            style={screenStyle}
            width={width}
            height={plot.height}
          >
            {plot.drawing}
          </Figure>
        )}
      </div>
      <p className="figure-note">
        {how} {right.join(' ')} {agreement.warnings.map(({ message }) => sentence(message)).join(' ')}
      </p>
    </>
  )
}
