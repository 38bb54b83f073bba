import { useId, useMemo } from 'react'
import { useClient, useQuery } from 'urql'
import { FigureSheet, sheetWidth } from '../../figure/FigureSheet.tsx'
import { formatNumber } from '../../format.ts'
import { failureOf } from '../../gql/failure.ts'
import { WhoIsImagedDocument, WhoIsImagedTsvDocument } from '../../gql/generated/graphql.ts'
import type { ImagedSubsetInput, WhoIsImagedQuery } from '../../gql/generated/graphql.ts'
import { requestOf } from '../../gql/request.ts'
import { Figure } from '../../plots/Figure.tsx'
import { LovePlot, lovePlotHeight } from '../../plots/LovePlot.tsx'
import type { LoveRow } from '../../plots/LovePlot.tsx'
import { printStyle, screenStyle } from '../../plots/style.ts'
import type { ColumnWidth } from '../../plots/style.ts'
import { Callout } from '../../ui/Callout.tsx'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { DownloadMenu } from '../../ui/DownloadMenu.tsx'
import { QueryDrawer } from '../../ui/QueryDrawer.tsx'
import { Empty, Loading, RequestFailed } from '../../ui/states.tsx'
import { tsvItem } from '../ImmuneProfile/facts.ts'
import type { PanelFacts } from '../ImmuneProfile/facts.ts'
import { figureDownloads } from '../../figure/figureDownloads.ts'
import { useWidth } from '../RiskGroupComparison/useWidth.ts'
import { ImagedTable } from './ImagedTable.tsx'
import { MethodLink } from '../../ui/MethodLink.tsx'

type Imaged = WhoIsImagedQuery['imagedSubset']

interface Props {
  release: string
  /** only those who have fractions by it are asked about */
  method: string
  facts: PanelFacts
}

/** Whoever has images is seldom like the rest: shown before anybody believes the figures. */
export function WhoIsImaged({ release, method, facts }: Props) {
  const input = useMemo(() => ({ release, method }), [release, method])
  const [{ data, error, fetching }, again] = useQuery({ query: WhoIsImagedDocument, variables: { input } })
  const isRefused = error !== undefined && failureOf(error).kind === 'input'
  return (
    <section className="panel" aria-labelledby="panel-imaged">
      <div className="panel-head">
        <h2 id="panel-imaged">Who is imaged</h2>
        <MethodLink name="who-is-imaged" about="who is imaged" />
      </div>
      {error !== undefined && !fetching && isRefused && (
        <Empty title="This release has neither images nor imaging features">
          <p>There is nobody to compare with the rest.</p>
        </Empty>
      )}
      {error !== undefined && !fetching && !isRefused && (
        <RequestFailed
          error={error}
          retry={() => {
            again({ requestPolicy: 'network-only' })
          }}
        />
      )}
      {data === undefined && error === undefined && (
        <Loading label="Comparing those with images with the rest" rows={6} />
      )}
      {data !== undefined && <Answer imaged={data.imagedSubset} input={input} facts={facts} />}
    </section>
  )
}

const threshold = 0.1

function rowsOf({ rows }: Imaged): LoveRow[] {
  return rows
    .map(({ variable, shown, standardisedDifference, noDifference }) => ({
      key: variable.ref,
      label: variable.label,
      difference: standardisedDifference,
      isDistance: shown === 'count',
      reason: noDifference,
    }))
    .toSorted((a, b) => Math.abs(b.difference ?? 0) - Math.abs(a.difference ?? 0))
}

function intervalWords({ interval }: Imaged): string {
  const { n, unit, median, min, max, reason } = interval
  return (
    reason ?? `median ${formatNumber(median)} ${unit} (${formatNumber(min)} to ${formatNumber(max)}), n ${n}`
  )
}

function captionOf(imaged: Imaged, { cohortTitle, isSimulated }: PanelFacts): string[] {
  const { words, family, release, id, provenance } = imaged
  return [
    `${cohortTitle}${isSimulated ? ' (simulated data: no patients, planted effects)' : ''}: patients with images against those without, among those with immune fractions.`,
    'Difference in means over the root of the mean variance; diamonds: categories, a distance without direction; filled: beyond 0.1.',
    ...words,
    `Interval between image and specimen: ${intervalWords(imaged)}.`,
    `q: ${family.adjustment} over ${family.name} (${family.planned} planned, ${family.tested} tested).`,
    `Release ${release.id}, analysis ${id}, code ${provenance.codeVersion.slice(0, 12)}. ${location.href}`,
  ]
}

function Answer({ imaged, input, facts }: { imaged: Imaged; input: ImagedSubsetInput; facts: PanelFacts }) {
  const [frame, width] = useWidth<HTMLDivElement>()
  const client = useClient()
  const id = useId()
  const rows = useMemo(() => rowsOf(imaged), [imaged])
  const isOneSided = imaged.groups.some(({ n }) => n === 0)
  const shape = { rows, threshold, width, style: screenStyle }
  const parts = [facts.slug, imaged.release.id, imaged.id, 'who-is-imaged']
  const tsv = tsvItem(
    client,
    WhoIsImagedTsvDocument,
    { input },
    { parts, textOf: ({ imagedSubset }) => imagedSubset.tsv },
  )
  const sheet = (column: ColumnWidth) => {
    const printed = { rows, threshold, width: sheetWidth(column), style: printStyle }
    return (
      <FigureSheet
        letter="a"
        title="Who is imaged"
        caption={captionOf(imaged, facts)}
        isSimulated={facts.isSimulated}
        column={column}
        plot={{ height: lovePlotHeight(printed), drawing: <LovePlot {...printed} /> }}
        metadata={imaged.spec}
      />
    )
  }
  return (
    <>
      <div className="row no-print">
        <DownloadMenu items={[...(isOneSided ? [] : figureDownloads(sheet, parts)), tsv]} />
        <QueryDrawer request={requestOf(WhoIsImagedDocument, { input })} />
      </div>
      <ul className="words-list">
        {imaged.words.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
      <Callout tone="note" title="Between image and specimen">
        {`${intervalWords(imaged)}.`}
      </Callout>
      {!isOneSided && (
        <>
          <div className="plot-frame" ref={frame}>
            {width > 0 && (
              <Figure
                id={id}
                title="Standardised differences of those with images and the rest"
                summary={imaged.words.join(' ')}
                style={screenStyle}
                width={width}
                height={lovePlotHeight(shape)}
              >
                <LovePlot {...shape} />
              </Figure>
            )}
          </div>
          <p className="figure-note">
            Furthest first; filled: beyond 0.1; diamonds: categories, a distance without direction.
          </p>
          <Disclosure summary="All numbers and tests as a table">
            <ImagedTable imaged={imaged} />
          </Disclosure>
        </>
      )}
    </>
  )
}
