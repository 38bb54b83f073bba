import { useId, useMemo, useRef, useState } from 'react'
import type { PointerEvent } from 'react'
import { formatNumber } from '../../format.ts'
import { Figure } from '../../plots/Figure.tsx'
import { ThreeCells } from '../../plots/ThreeCells.tsx'
import { layoutThreeCells, spots } from '../../plots/threeCellsLayout.ts'
import type { Spot } from '../../plots/threeCellsLayout.ts'
import type { Panel } from '../../plots/data.ts'
import { screenStyle } from '../../plots/style.ts'
import { qualityText } from './answer.ts'
import type { Comparison } from './answer.ts'
import { panelsSummary } from './panels.ts'
import { useWidth } from './useWidth.ts'

/** How near the pointer must come to a point, in pixels. */
const reach = 14

interface Props {
  comparison: Comparison
  panels: readonly Panel[]
  unit: string
}

/** Panel 1 on screen: a patient under the pointer is shown in every cell at once. */
export function ThreeCellsPanel({ comparison, panels, unit }: Props) {
  const [frame, width] = useWidth<HTMLDivElement>()
  const [spot, setSpot] = useState<Spot | null>(null)
  const svg = useRef<SVGSVGElement>(null)
  const id = useId()
  const shape = useMemo(() => ({ panels, unit, width, style: screenStyle }), [panels, unit, width])
  const places = useMemo(() => (width === 0 ? [] : spots(shape)), [shape, width])
  const onPointerMove = (event: PointerEvent) => {
    const box = svg.current?.getBoundingClientRect()
    if (box === undefined) return
    setSpot(nearest(places, event.clientX - box.left, event.clientY - box.top))
  }
  return (
    <div
      className="plot-frame"
      ref={frame}
      onPointerMove={onPointerMove}
      onPointerLeave={() => {
        setSpot(null)
      }}
    >
      {width === 0 ? null : (
        <Figure
          id={id}
          svgRef={svg}
          title={panels.map((panel) => panel.title).join(', ') + ` by ${comparison.grouping.label}`}
          summary={panelsSummary(comparison, panels)}
          style={screenStyle}
          width={width}
          height={layoutThreeCells(shape).height}
        >
          <ThreeCells {...shape} highlighted={spot?.point.patient ?? null} />
        </Figure>
      )}
      {spot === null ? null : (
        <PatientTip comparison={comparison} panels={panels} spot={spot} width={width} />
      )}
    </div>
  )
}

function nearest(places: readonly Spot[], x: number, y: number): Spot | null {
  let best: Spot | null = null
  let least = reach * reach
  for (const place of places) {
    const distance = (place.x - x) ** 2 + (place.y - y) ** 2
    if (distance < least) {
      best = place
      least = distance
    }
  }
  return best
}

function PatientTip({
  comparison,
  panels,
  spot,
  width,
}: Omit<Props, 'unit'> & { spot: Spot; width: number }) {
  const { patient, group, passes } = spot.point
  const row = comparison.cells[0]?.points.find((point) => point.patient === patient)
  const { specimen = null, quality = null } = row ?? {}
  const label = comparison.grouping.groups.find((other) => other.key === group)?.label ?? group
  const rule = comparison.quality?.rule
  const isLeft = spot.x < width / 2
  return (
    <div
      className="plot-tip"
      data-side={isLeft ? 'right' : 'left'}
      style={isLeft ? { left: spot.x + 14, top: spot.y } : { right: width - spot.x + 14, top: spot.y }}
      aria-hidden="true"
    >
      <strong>{patient}</strong>
      <span>{label}</span>
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
    </div>
  )
}
