import { useId, useMemo } from 'react'
import { useQuery } from 'urql'
import { FigureMenu } from '../../figure/FigureMenu.tsx'
import { InfluenceOfDocument } from '../../gql/generated/graphql.ts'
import type { InfluenceInput } from '../../gql/generated/graphql.ts'
import { influencePlaces, layoutInfluence } from '../../plots/influenceLayout.ts'
import { InfluencePlot } from '../../plots/InfluencePlot.tsx'
import { screenStyle } from '../../plots/style.ts'
import { Answered } from '../../ui/Answered.tsx'
import { MethodLink } from '../../ui/MethodLink.tsx'
import { useWidth } from '../../ui/useWidth.ts'
import { PatientFigure } from '../Patients/PatientFigure.tsx'
import { influenceFigure, influenceKind, influenceShape } from './influenceKind.tsx'
import type { Influence } from './influenceKind.tsx'

interface Props {
  input: InfluenceInput
  groupCount: number
}

/** Does the effect hang on one patient or one hospital: each is left out in turn. */
export function InfluenceSection({ input, groupCount }: Props) {
  const isOfTwo = groupCount === 2
  const asked = useQuery({ query: InfluenceOfDocument, variables: { input }, pause: !isOfTwo })
  const found = isOfTwo ? asked[0].data?.influence : undefined
  return (
    <section className="panel" aria-labelledby="panel-influence">
      <div className="panel-head">
        <h2 id="panel-influence">Influence of single patients and sites</h2>
        <MethodLink name="influence" about="influence" />
        {found !== undefined && (
          <FigureMenu figure={influenceFigure(found)} kind={influenceKind} variables={{ input }} />
        )}
      </div>
      {isOfTwo ? (
        <Answered of={asked} loading="Leaving everybody out in turn" rows={6}>
          {({ influence }) => <Answer influence={influence} />}
        </Answered>
      ) : (
        <p className="figure-note">
          It is about one group against another: choose a grouping with two groups.
        </p>
      )}
    </section>
  )
}

function Answer({ influence }: { influence: Influence }) {
  const [frame, width] = useWidth<HTMLDivElement>()
  const id = useId()
  const shape = useMemo(
    () => ({ ...influenceShape(influence), width, style: screenStyle }),
    [influence, width],
  )
  const layout = useMemo(() => layoutInfluence(shape), [shape])
  const places = useMemo(() => influencePlaces(layout), [layout])
  const drawing = useMemo(() => <InfluencePlot {...shape} />, [shape])
  return (
    <>
      <ul className="words-list">
        {influence.cells.map(({ key, words }) => (
          <li key={key}>{words.join(' ')}</li>
        ))}
      </ul>
      <div className="plot-frame" ref={frame}>
        {width > 0 && (
          <PatientFigure
            id={id}
            title="Influence of single patients and sites"
            summary={influence.cells.flatMap(({ words }) => words).join(' ')}
            width={width}
            height={layout.height}
            places={places}
          >
            {drawing}
          </PatientFigure>
        )}
      </div>
      <p className="figure-note">
        Points: the effect without that patient, by group; squares: without that tissue source site; dashed:
        everybody. {influence.warnings.map(({ message }) => message).join(' ')}
      </p>
    </>
  )
}
