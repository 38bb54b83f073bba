import { useId, useMemo } from 'react'
import { FigureMenu } from '../../figure/FigureMenu.tsx'
import type { PanelFigure } from '../../figure/panelFigure.tsx'
import { ScreenFigure } from '../../figure/ScreenFigure.tsx'
import type { OutcomeInput } from '../../gql/generated/graphql.ts'
import { formatNumber } from '../../format.ts'
import { screenStyle } from '../../plots/style.ts'
import { MethodLink } from '../../ui/MethodLink.tsx'
import { useWidth } from '../../ui/useWidth.ts'
import { PatientFigure } from '../Patients/PatientFigure.tsx'
import { useIsLinked } from '../Patients/patientFocus.ts'
import { outcomeFigures, outcomeKind } from './outcomeKind.tsx'
import { survivalPlaces } from './shapes.ts'
import type { Outcome } from './outcomeAnswer.ts'

/** Which lines of the answer a figure shows, for those who do not see it. */
const said: Readonly<Record<string, readonly string[]>> = {
  outcome: ['logRank', 'median'],
  'hazard-ratios': ['hazardRatio'],
  cuts: ['cut'],
}

const methods: Readonly<Record<string, { name: string; about: string }>> = {
  outcome: { name: 'kaplan-meier', about: 'survival curves' },
  'hazard-ratios': { name: 'cox', about: 'hazard ratios' },
  cuts: { name: 'cutpoint', about: 'the search for a cut' },
}

function summaryOf({ answer }: Outcome, { panel }: PanelFigure): string {
  return answer.flatMap(({ about, text }) => (said[panel]?.includes(about) ? [text] : [])).join(' ')
}

/** Curves, hazard ratios and the search for cuts, each with its files. */
export function OutcomeFigures({
  outcome,
  input,
  letter,
}: {
  outcome: Outcome
  input: OutcomeInput
  letter: string
}) {
  const isLinked = useIsLinked()
  const figures = useMemo(() => outcomeFigures(outcome, letter), [outcome, letter])
  return (
    <div className="outcome-figures">
      {figures.map((figure) => (
        <figure key={figure.panel} className={`outcome-${figure.panel}`}>
          <figcaption className="panel-head">
            <h3 className="compare-h2">{figure.title}</h3>
            <MethodLink {...(methods[figure.panel] ?? { name: 'outcome', about: 'outcome by group' })} />
            <FigureMenu figure={figure} kind={outcomeKind} variables={{ input }} />
          </figcaption>
          {figure.panel === 'outcome' && isLinked ? (
            <Curves figure={figure} summary={summaryOf(outcome, figure)} outcome={outcome} />
          ) : (
            <ScreenFigure figure={figure} summary={summaryOf(outcome, figure)} />
          )}
          {figure.panel === 'hazard-ratios' && <FewEvents outcome={outcome} />}
        </figure>
      ))}
    </div>
  )
}

/** What the daggers of the hazard ratios mean. */
function FewEvents({ outcome: { univariable, multivariable } }: { outcome: Outcome }) {
  const models = [...univariable, ...(multivariable === null ? [] : [multivariable])]
  const cautions = models.flatMap((model) =>
    model.__typename === 'HazardModel' ? model.ratios.flatMap(({ caution }) => caution ?? []) : [],
  )
  if (cautions.length === 0) return null
  return <p className="figure-note">† and hollow: {[...new Set(cautions)].join('; ')}.</p>
}

/** The curves, on which patients are found. */
function Curves({ figure, summary, outcome }: { figure: PanelFigure; summary: string; outcome: Outcome }) {
  const [frame, width] = useWidth<HTMLDivElement>()
  const id = useId()
  const plot = useMemo(() => (width === 0 ? null : figure.draw(width, screenStyle)), [figure, width])
  const places = useMemo(
    () => (width === 0 ? [] : survivalPlaces(outcome, { width, style: screenStyle })),
    [outcome, width],
  )
  return (
    <div className="plot-frame" ref={frame}>
      {plot !== null && (
        <PatientFigure
          id={id}
          title={figure.title}
          summary={summary}
          width={width}
          height={plot.height}
          places={places}
          tip={(patient) => <FollowUpTip outcome={outcome} patient={patient} />}
        >
          {plot.drawing}
        </PatientFigure>
      )}
    </div>
  )
}

function FollowUpTip({ outcome, patient }: { outcome: Outcome; patient: string }) {
  const found = outcome.patients.find((one) => one.patient === patient)
  if (found === undefined) return null
  return (
    <span>
      {found.event ? 'event' : 'censored'} at {formatNumber(found.time)} days
    </span>
  )
}
