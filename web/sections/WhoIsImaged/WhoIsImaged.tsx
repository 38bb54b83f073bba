import { useMemo } from 'react'
import { useQuery } from 'urql'
import { FigureMenu } from '../../figure/FigureMenu.tsx'
import { ScreenFigure } from '../../figure/ScreenFigure.tsx'
import { formatNumber, sentence } from '../../format.ts'
import { failureOf } from '../../gql/failure.ts'
import { WhoIsImagedDocument } from '../../gql/generated/graphql.ts'
import { Answered } from '../../ui/Answered.tsx'
import { Callout } from '../../ui/Callout.tsx'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { MethodLink } from '../../ui/MethodLink.tsx'
import { Empty } from '../../ui/states.tsx'
import { imagedFigure, imagedKind } from './imagedKind.tsx'
import type { Imaged } from './imagedKind.tsx'
import { ImagedTable } from './ImagedTable.tsx'

interface Props {
  release: string
  /** only those who have fractions by it are asked about */
  method: string
}

/** Whoever has images is seldom like the rest: shown before anybody believes the figures. */
export function WhoIsImaged({ release, method }: Props) {
  const input = useMemo(() => ({ release, method }), [release, method])
  const asked = useQuery({ query: WhoIsImagedDocument, variables: { input } })
  const [{ data, error, fetching }] = asked
  const figure = data === undefined ? null : imagedFigure(data.imagedSubset)
  const isRefused = error !== undefined && !fetching && failureOf(error).kind === 'input'
  return (
    <section className="panel" aria-labelledby="panel-imaged">
      <div className="panel-head">
        <h2 id="panel-imaged">Who is imaged</h2>
        <MethodLink name="who-is-imaged" about="who is imaged" />
        {figure !== null && <FigureMenu figure={figure} kind={imagedKind} variables={{ input }} />}
      </div>
      {isRefused ? (
        <Empty title="This release has neither images nor imaging features">
          <p>There is nobody to compare with the rest.</p>
        </Empty>
      ) : (
        <Answered of={asked} loading="Comparing those with images with the rest" rows={6}>
          {({ imagedSubset }) => <Answer imaged={imagedSubset} />}
        </Answered>
      )}
    </section>
  )
}

function intervalWords({ interval }: Imaged): string {
  const { n, unit, median, min, max, reason } = interval
  return (
    reason ?? `median ${formatNumber(median)} ${unit} (${formatNumber(min)} to ${formatNumber(max)}), n ${n}`
  )
}

function Answer({ imaged }: { imaged: Imaged }) {
  const figure = imagedFigure(imaged)
  return (
    <>
      <ul className="words-list">
        {imaged.words.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
      <Callout tone="note" title="Between image and specimen">
        {sentence(intervalWords(imaged))}
      </Callout>
      {figure !== null && (
        <>
          <ScreenFigure
            figure={figure}
            title="Standardised differences of those with images and the rest"
            summary={imaged.words.join(' ')}
          />
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
