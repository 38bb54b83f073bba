import { useId, useMemo } from 'react'
import { useQuery } from 'urql'
import { FigureMenu } from '../../figure/FigureMenu.tsx'
import { ImmuneProfileOfDocument } from '../../gql/generated/graphql.ts'
import type { ImmuneProfileInput } from '../../gql/generated/graphql.ts'
import { Composition } from '../../plots/immune/Composition.tsx'
import { compositionPlaces, layoutComposition } from '../../plots/immune/compositionLayout.ts'
import { Heatmap } from '../../plots/immune/Heatmap.tsx'
import { heatmapPlaces, layoutHeatmap } from '../../plots/immune/heatmapLayout.ts'
import { sentence } from '../../format.ts'
import { screenStyle } from '../../plots/style.ts'
import { Answered } from '../../ui/Answered.tsx'
import { SegmentedControl } from '../../ui/SegmentedControl.tsx'
import { PatientFigure } from '../Patients/PatientFigure.tsx'
import { useWidth } from '../../ui/useWidth.ts'
import { ControlGenes } from './ControlGenes.tsx'
import { heatmapOrder, profileFigures, profileKind } from './profileKind.tsx'
import { profileShape } from './profileShape.ts'
import type { ProfileAnswer, ProfileMethod } from './profileShape.ts'
import { MethodLink } from '../../ui/MethodLink.tsx'

interface Props {
  input: ImmuneProfileInput
  isClustered: boolean
  onCluster: (isClustered: boolean) => void
}

/** Panels 3 and 4: what the groups are made of, and every cell in every patient. */
export function ProfilePanels(props: Props) {
  const { input } = props
  const asked = useQuery({ query: ImmuneProfileOfDocument, variables: { input } })
  return (
    <Answered of={asked} loading="Composition and heatmap" rows={8}>
      {({ immuneProfile: answer }) => {
        const [method] = answer.methods
        if (method === undefined) return null
        return (
          <>
            <CompositionPanel {...props} answer={answer} method={method} />
            <HeatmapPanel {...props} answer={answer} method={method} />
            <ControlGenes answer={answer} />
          </>
        )
      }}
    </Answered>
  )
}

type PanelProps = Props & { answer: ProfileAnswer; method: ProfileMethod }

function MenuOf({ answer, input, panel }: PanelProps & { panel: string }) {
  const figure = profileFigures(answer).find((one) => one.panel === panel)
  return figure === undefined ? null : <FigureMenu figure={figure} kind={profileKind} variables={{ input }} />
}

function CompositionPanel(props: PanelProps) {
  const { answer, method } = props
  const [frame, width] = useWidth<HTMLDivElement>()
  const id = useId()
  const profile = useMemo(() => profileShape(answer, method), [answer, method])
  const { patients } = method
  const { layout, places, drawing } = useMemo(() => {
    const shape = { ...profile, width, style: screenStyle }
    const placed = layoutComposition(shape)
    return {
      layout: placed,
      places: compositionPlaces(placed, patients, profile.patientGroups),
      drawing: <Composition {...shape} />,
    }
  }, [profile, patients, width])
  return (
    <section className="panel" aria-labelledby="panel-3">
      <div className="panel-head">
        <h2 id="panel-3">
          <span className="panel-letter">c</span> Composition
        </h2>
        <MethodLink name="resampling" about="bootstrap intervals of the means" />
        <MenuOf {...props} panel="composition" />
      </div>
      <div className="plot-frame" ref={frame}>
        {!method.isComposition ? (
          <p className="figure-note">
            {method.label}, {method.scale}: these numbers are no parts of a whole, so they cannot be stacked.
            The heatmap below shows them.
          </p>
        ) : (
          width > 0 && (
            <PatientFigure
              id={id}
              title={`Composition by ${answer.grouping.label}`}
              summary={meansInWords(answer, method)}
              width={width}
              height={layout.height}
              places={places}
            >
              {drawing}
            </PatientFigure>
          )
        )}
      </div>
      {method.isComposition && (
        <p className="figure-note">
          Lines beside a bar: bootstrap interval of each mean. Cells of one lineage share a colour, in the
          order of the legend from the bottom up. {sentence(method.scale)}
          {method.nIncomplete > 0 ? ` ${method.nIncomplete} patients lack a cell and are in no mean.` : ''}
        </p>
      )}
    </section>
  )
}

function meansInWords({ grouping }: ProfileAnswer, { cells }: ProfileMethod): string {
  return grouping.groups
    .map(({ label }, g) => {
      const parts = cells.map(
        ({ variable, means }) => `${variable.label} ${String(means[g]?.mean ?? 'none')}`,
      )
      return `${label}: ${parts.join(', ')}.`
    })
    .join(' ')
}

function HeatmapPanel(props: PanelProps) {
  const { answer, method, isClustered, onCluster, input } = props
  const [frame, width] = useWidth<HTMLDivElement>()
  const id = useId()
  const profile = useMemo(() => profileShape(answer, method), [answer, method])
  const order = useMemo(() => heatmapOrder(method, isClustered), [isClustered, method])
  const { categories, patients: lists } = input.grouping.within?.grouping ?? input.grouping
  const isByNumber = !categories && !lists
  const orderWords = isClustered
    ? 'Rows, and patients within each group, by average-linkage clustering of z.'
    : `Patients by group${isByNumber ? `, then by ${answer.grouping.label}` : ''}.`
  const { patients } = method
  const { height, places, drawing } = useMemo(() => {
    const shape = { ...profile, ...order, width, style: screenStyle }
    return {
      height: layoutHeatmap(shape).height,
      places: heatmapPlaces(shape, patients),
      drawing: <Heatmap {...shape} />,
    }
  }, [profile, order, patients, width])
  return (
    <section className="panel" aria-labelledby="panel-4">
      <div className="panel-head">
        <h2 id="panel-4">
          <span className="panel-letter">d</span> Heatmap
        </h2>
        <MethodLink name="components-and-clusters" about="clustering" />
        <MenuOf {...props} panel={isClustered ? 'heatmap-clustered' : 'heatmap'} />
      </div>
      <div className="no-print">
        <SegmentedControl
          label="Order"
          value={isClustered ? 'clustered' : 'score'}
          options={[
            { value: 'score', label: isByNumber ? 'by score' : 'by group' },
            { value: 'clustered', label: 'clustered' },
          ]}
          onChange={(next) => {
            onCluster(next === 'clustered')
          }}
        />
      </div>
      <div className="plot-frame" ref={frame}>
        {width > 0 && (
          <PatientFigure
            id={id}
            title={`All cells of ${method.label} in ${method.patients.length} patients`}
            summary={`${method.cells.length} cells by ${method.patients.length} patients as z-scores of each row. ${orderWords}`}
            width={width}
            height={height}
            places={places}
          >
            {drawing}
          </PatientFigure>
        )}
      </div>
      <p className="figure-note">{orderWords} Bold: cells of the published claim.</p>
    </section>
  )
}
