import { useId, useMemo } from 'react'
import { formatNumber } from '../../format.ts'
import { ThreeCells } from '../../plots/ThreeCells.tsx'
import { layoutThreeCells, spots } from '../../plots/threeCellsLayout.ts'
import type { Panel } from '../../plots/data.ts'
import { screenStyle } from '../../plots/style.ts'
import { PatientFigure } from '../Patients/PatientFigure.tsx'
import { qualityText } from './answer.ts'
import type { Comparison } from './answer.ts'
import { panelsSummary } from './panels.ts'
import { useWidth } from '../../ui/useWidth.ts'

interface Props {
  comparison: Comparison
  panels: readonly Panel[]
  unit: string
}

/** Panel 1 on screen: a patient under the pointer is shown in every cell at once. */
export function ThreeCellsPanel({ comparison, panels, unit }: Props) {
  const [frame, width] = useWidth<HTMLDivElement>()
  const id = useId()
  const shape = useMemo(() => ({ panels, unit, width, style: screenStyle }), [panels, unit, width])
  const places = useMemo(
    () =>
      width === 0
        ? []
        : spots(shape).map(({ point: { patient }, group, x, y }) => ({ patient, group, x, y })),
    [shape, width],
  )
  const drawing = useMemo(() => <ThreeCells {...shape} />, [shape])
  return (
    <div className="plot-frame" ref={frame}>
      {width === 0 ? null : (
        <PatientFigure
          id={id}
          title={panels.map((panel) => panel.title).join(', ') + ` by ${comparison.grouping.label}`}
          summary={panelsSummary(comparison, panels)}
          width={width}
          height={layoutThreeCells(shape).height}
          places={places}
          tip={(patient) => <PatientTip comparison={comparison} panels={panels} patient={patient} />}
        >
          {drawing}
        </PatientFigure>
      )}
    </div>
  )
}

function PatientTip({ comparison, panels, patient }: Omit<Props, 'unit'> & { patient: string }) {
  const row = comparison.cells[0]?.points.find((point) => point.patient === patient)
  const { specimen = null, quality = null, passes = null } = row ?? {}
  const rule = comparison.quality?.rule
  return (
    <>
      {typeof specimen === 'string' && <span className="small muted">{specimen}</span>}
      <dl>
        {panels.map((panel) =>
          panel.kind === 'unseen' ? null : (
            <div key={panel.key}>
              <dt>{panel.title}</dt>
              <dd>{formatNumber(panel.points.find((point) => point.patient === patient)?.value)}</dd>
            </div>
          ),
        )}
      </dl>
      {passes !== null && rule !== undefined && (
        <span className="small">
          {rule.label} {qualityText(rule, quality)}: {passes ? 'passes' : 'fails'} (
          {rule.op === '<=' ? '≤' : '≥'} {rule.threshold})
        </span>
      )}
    </>
  )
}
