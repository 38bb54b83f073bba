import { useId, useMemo } from 'react'
import { useClient, useQuery } from 'urql'
import { FigureSheet, sheetWidth } from '../../figure/FigureSheet.tsx'
import { ImmuneProfileOfDocument, ImmuneProfileTsvDocument } from '../../gql/generated/graphql.ts'
import type { ImmuneProfileInput } from '../../gql/generated/graphql.ts'
import { requestOf } from '../../gql/request.ts'
import { Composition } from '../../plots/immune/Composition.tsx'
import { compositionPlaces, layoutComposition } from '../../plots/immune/compositionLayout.ts'
import { Heatmap } from '../../plots/immune/Heatmap.tsx'
import { heatmapPlaces, layoutHeatmap } from '../../plots/immune/heatmapLayout.ts'
import { printStyle, screenStyle } from '../../plots/style.ts'
import type { ColumnWidth } from '../../plots/style.ts'
import { DownloadMenu } from '../../ui/DownloadMenu.tsx'
import { QueryDrawer } from '../../ui/QueryDrawer.tsx'
import { SegmentedControl } from '../../ui/SegmentedControl.tsx'
import { Loading, RequestFailed } from '../../ui/states.tsx'
import { PatientFigure } from '../Patients/PatientFigure.tsx'
import { figureDownloads } from '../RiskGroupComparison/downloads.ts'
import { useWidth } from '../RiskGroupComparison/useWidth.ts'
import { ControlGenes } from './ControlGenes.tsx'
import { originWords, subjectWords, tsvItem } from './facts.ts'
import type { PanelFacts } from './facts.ts'
import { profileShape } from './profileShape.ts'
import type { ProfileAnswer, ProfileMethod } from './profileShape.ts'
import { MethodLink } from '../../ui/MethodLink.tsx'

interface Props {
  input: ImmuneProfileInput
  facts: PanelFacts
  isClustered: boolean
  onCluster: (isClustered: boolean) => void
}

/** Panels 3 and 4: what the groups are made of, and every cell in every patient. */
export function ProfilePanels(props: Props) {
  const { input } = props
  const [{ data, error }, again] = useQuery({ query: ImmuneProfileOfDocument, variables: { input } })
  if (error !== undefined)
    return (
      <RequestFailed
        error={error}
        retry={() => {
          again({ requestPolicy: 'network-only' })
        }}
      />
    )
  const method = data?.immuneProfile.methods[0]
  if (data === undefined || method === undefined) return <Loading label="Composition and heatmap" rows={8} />
  return (
    <>
      <CompositionPanel {...props} answer={data.immuneProfile} method={method} />
      <HeatmapPanel {...props} answer={data.immuneProfile} method={method} />
      <ControlGenes answer={data.immuneProfile} />
    </>
  )
}

type PanelProps = Props & { answer: ProfileAnswer; method: ProfileMethod }

function useFiles({ answer, method, input, facts }: PanelProps, panel: string) {
  const client = useClient()
  const parts = [facts.slug, method.ref.replace('immune:', ''), answer.release.id, answer.id, panel]
  const tsv = tsvItem(
    client,
    ImmuneProfileTsvDocument,
    { input },
    {
      parts,
      textOf: ({ immuneProfile }) => immuneProfile.tsv,
    },
  )
  return { parts, tsv }
}

function whoWords({ answer, method, facts }: PanelProps): string[] {
  const sizes = answer.grouping.groups.map(
    ({ key, label }) => `${label}, n = ${method.groups.filter((group) => group === key).length}`,
  )
  return [subjectWords(facts), `${method.label}; ${method.scale}. ${sizes.join('; ')}.`]
}

function CompositionPanel(props: PanelProps) {
  const { answer, method, input, facts } = props
  const [frame, width] = useWidth<HTMLDivElement>()
  const id = useId()
  const { parts, tsv } = useFiles(props, 'composition')
  const profile = useMemo(() => profileShape(answer, method), [answer, method])
  const caption = [
    ...whoWords(props),
    `Left: mean of each group; lines beside it: 95 % percentile bootstrap interval of each mean above the cells below it (${answer.replicates} replicates of whole patients within groups, seed ${String(answer.provenance.seed)}). Right: every patient, ordered by ${answer.grouping.label} within the group.`,
    originWords(answer),
  ]
  const sheet = (column: ColumnWidth) => {
    const shape = { ...profile, width: sheetWidth(column), style: printStyle }
    return (
      <FigureSheet
        letter="c"
        title="Composition"
        caption={caption}
        isSimulated={facts.isSimulated}
        column={column}
        plot={{ height: layoutComposition(shape).height, drawing: <Composition {...shape} /> }}
        metadata={answer.spec}
      />
    )
  }
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
        {method.isComposition && <DownloadMenu items={[...figureDownloads(sheet, parts), tsv]} />}
        <QueryDrawer request={requestOf(ImmuneProfileOfDocument, { input })} />
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
          Lines beside a bar: bootstrap interval of each mean. {method.scale}.
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
  const { answer, method, input, facts, isClustered, onCluster } = props
  const [frame, width] = useWidth<HTMLDivElement>()
  const id = useId()
  const { parts, tsv } = useFiles(props, 'heatmap')
  const profile = useMemo(() => profileShape(answer, method), [answer, method])
  const order = useMemo(
    () => ({
      patientOrder: isClustered ? method.clusteredPatients : [...method.patients.keys()],
      cellOrder: isClustered ? method.clusteredCells : [...method.cells.keys()],
    }),
    [isClustered, method],
  )
  const orderWords = isClustered
    ? 'Rows, and patients within each group, by average-linkage clustering of z.'
    : `Patients by group, then by ${answer.grouping.label}.`
  const caption = [
    ...whoWords(props),
    `Colour: value minus the mean of the row, in standard deviations, cut at ±2; grey: missing. ${orderWords} Bold: cells of the published claim.`,
    originWords(answer),
  ]
  const sheet = (column: ColumnWidth) => {
    const shape = { ...profile, ...order, width: sheetWidth(column), style: printStyle }
    return (
      <FigureSheet
        letter="d"
        title="All cells in every patient"
        caption={caption}
        isSimulated={facts.isSimulated}
        column={column}
        plot={{ height: layoutHeatmap(shape).height, drawing: <Heatmap {...shape} /> }}
        metadata={answer.spec}
      />
    )
  }
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
        <DownloadMenu items={[...figureDownloads(sheet, parts), tsv]} />
        <QueryDrawer request={requestOf(ImmuneProfileOfDocument, { input })} />
      </div>
      <div className="no-print">
        <SegmentedControl
          label="Order"
          value={isClustered ? 'clustered' : 'score'}
          options={[
            { value: 'score', label: 'by score' },
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
