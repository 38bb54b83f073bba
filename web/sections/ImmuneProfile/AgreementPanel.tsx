import { useId, useMemo } from 'react'
import { useClient, useQuery } from 'urql'
import { FigureSheet, sheetWidth } from '../../figure/FigureSheet.tsx'
import { MethodAgreementOfDocument, MethodAgreementTsvDocument } from '../../gql/generated/graphql.ts'
import type { MethodAgreementInput, MethodAgreementOfQuery } from '../../gql/generated/graphql.ts'
import { requestOf } from '../../gql/request.ts'
import { Figure } from '../../plots/Figure.tsx'
import { AgreementGrid } from '../../plots/immune/AgreementGrid.tsx'
import { layoutAgreement } from '../../plots/immune/agreementLayout.ts'
import type { AgreementCell, AgreementConsensus } from '../../plots/immune/agreementLayout.ts'
import { printStyle, screenStyle } from '../../plots/style.ts'
import type { ColumnWidth } from '../../plots/style.ts'
import { sentence } from '../../format.ts'
import { DownloadMenu } from '../../ui/DownloadMenu.tsx'
import { QueryDrawer } from '../../ui/QueryDrawer.tsx'
import { Loading, RequestFailed } from '../../ui/states.tsx'
import { cellWords } from './cellWords.ts'
import { figureDownloads } from '../RiskGroupComparison/downloads.ts'
import { useWidth } from '../RiskGroupComparison/useWidth.ts'
import { originWords, subjectWords, tsvItem } from './facts.ts'
import type { PanelFacts } from './facts.ts'
import { MethodLink } from '../../ui/MethodLink.tsx'

type Agreement = MethodAgreementOfQuery['methodAgreement']

interface Props {
  input: MethodAgreementInput
  facts: PanelFacts
  /** "High risk − Low risk"; null without two groups */
  sides: string | null
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

function cellsOf(agreement: Agreement): AgreementCell[] {
  const label = (ref: string): string => agreement.methods.find((method) => method.ref === ref)?.label ?? ref
  return agreement.cells.map((key) => {
    const sight = agreement.sight.filter((one) => one.cell === key)
    return {
      key,
      label: cellWords(key),
      methods: sight
        .filter(({ reason }) => reason === null)
        .map(({ method }) => ({ ref: method, label: label(method) })),
      pairs: agreement.pairs
        .filter((pair) => pair.cell === key)
        .map(({ a, b, scale, rho, low, high, n }) => ({
          ...{ a, b, rho, low, high, n },
          scale: scale === 'AS_GIVEN' ? ('given' as const) : ('common' as const),
        })),
      directions: agreement.directions
        .filter(({ cell, scale }) => cell === key && scale === 'AS_GIVEN')
        .map(({ direction }) => direction),
      consensus: consensusOf(agreement, key),
      blind: sight.flatMap(({ method, reason }) => (reason === null ? [] : [`${label(method)}: ${reason}`])),
    }
  })
}

const untested = { delta: null, low: null, high: null }

function consensusOf({ consensus }: Agreement, key: string): AgreementConsensus | null {
  const found = consensus.find(({ cell, scale }) => cell === key && scale === 'AS_GIVEN')
  if (found === undefined) return null
  const { n, effect, without } = found
  return {
    n,
    ...(effect ?? untested),
    without: without.map((one) => ({ method: one.method, rho: one.rho, ...(one.effect ?? untested) })),
  }
}

function Answer({ agreement, input, facts, sides }: Props & { agreement: Agreement }) {
  const [frame, width] = useWidth<HTMLDivElement>()
  const client = useClient()
  const id = useId()
  const cells = useMemo(() => cellsOf(agreement), [agreement])
  const hasCommon = agreement.leukocytes !== null
  const base = { cells, contrast: sides, hasCommon }
  const parts = [facts.slug, 'agreement', agreement.release.id, agreement.id]
  const below = hasCommon
    ? `below it, once shares of leukocytes are multiplied by ${agreement.leukocytes ?? ''} and so are shares of all cells`
    : 'below it nothing: this release has no leukocyte fraction'
  const how = `Above the diagonal: Spearman’s ρ with its 95 % interval, each method in its own unit; ${below}. Under the grid: the mean rank of the patients that all methods have, and the same without each method in turn, with ρ of the one left out with the rest.`
  const right =
    sides === null
      ? []
      : [`Right: Cliff’s δ, ${sides}, with its 95 % interval, as given; the diamond is the mean rank of all.`]
  const caption = [
    subjectWords(facts),
    how,
    ...right,
    ...agreement.warnings.map(({ message }) => sentence(message)),
    originWords(agreement),
  ]
  const sheet = (column: ColumnWidth) => {
    const shape = { ...base, width: sheetWidth(column), style: printStyle }
    return (
      <FigureSheet
        letter="f"
        title="Agreement of methods"
        caption={caption}
        isSimulated={facts.isSimulated}
        column={column}
        plot={{ height: layoutAgreement(shape).height, drawing: <AgreementGrid {...shape} /> }}
        metadata={agreement.spec}
      />
    )
  }
  const tsv = tsvItem(
    client,
    MethodAgreementTsvDocument,
    { input },
    {
      parts,
      textOf: ({ methodAgreement }) => methodAgreement.tsv,
    },
  )
  const shape = { ...base, width, style: screenStyle }
  return (
    <>
      <div className="panel-head">
        <h2 id="panel-6">
          <span className="panel-letter">f</span> Agreement of methods
        </h2>
        <DownloadMenu items={[...figureDownloads(sheet, parts), tsv]} />
        <QueryDrawer request={requestOf(MethodAgreementOfDocument, { input })} />
      </div>
      <ul className="words-list">
        {agreement.words.map(({ cell, text }) => (
          <li key={cell}>{text}</li>
        ))}
      </ul>
      <div className="plot-frame" ref={frame}>
        {width > 0 && (
          <Figure
            id={id}
            title="The same cell in every method that has it"
            summary={agreement.words.map(({ text }) => text).join(' ')}
            style={screenStyle}
            width={width}
            height={layoutAgreement(shape).height}
          >
            <AgreementGrid {...shape} />
          </Figure>
        )}
      </div>
      <p className="figure-note">
        {how} {right.join(' ')} {agreement.warnings.map(({ message }) => sentence(message)).join(' ')}
      </p>
    </>
  )
}
