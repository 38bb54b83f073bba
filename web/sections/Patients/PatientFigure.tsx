import { useRef, useState } from 'react'
import type { KeyboardEvent, PointerEvent, ReactNode } from 'react'
import { Figure } from '../../plots/Figure.tsx'
import { PatientMarks } from '../../plots/PatientMarks.tsx'
import type { PatientPlace } from '../../plots/PatientMarks.tsx'
import { screenStyle } from '../../plots/style.ts'
import { usePatients, useFocusedPatient } from './patientFocus.ts'
import { nearestPlace, patientsWithin, walkOrder } from './places.ts'
import { useBrush } from './useBrush.ts'

interface Props {
  id: string
  title: string
  summary: string
  width: number
  height: number
  /** where the patients are, in the figure's coordinates */
  places: readonly PatientPlace[]
  /** what else is said of the patient beside the pointer */
  tip?: (patient: string) => ReactNode
  /** the drawing, which does not change with the patient who is looked at */
  children: ReactNode
}

/**
 * A figure of patients. Pointing at one shows it in every figure of the page, a click opens it, dragging picks those inside.
 * By keyboard: arrows go from one to the next, Enter opens, Space picks, Escape leaves.
 */
export function PatientFigure(props: Props) {
  const { width, height, places } = props
  const { focus, pick, open } = usePatients()
  const [at, setAt] = useState<PatientPlace | null>(null)
  const frame = useRef<HTMLDivElement>(null)
  const here = (event: PointerEvent) => {
    const box = frame.current?.getBoundingClientRect()
    return { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) }
  }
  const look = (place: PatientPlace | null) => {
    setAt(place)
    focus.set(place?.patient ?? null)
  }
  const brush = useBrush(here, (rectangle, event) => {
    if (rectangle !== null) {
      pick(patientsWithin(places, rectangle), event.shiftKey)
      return
    }
    const { x, y } = here(event)
    const place = nearestPlace(places, x, y)
    if (place !== null) open(place.patient)
  })
  const { brushed } = brush
  return (
    <div
      className="patient-figure"
      ref={frame}
      onPointerDown={brush.onPointerDown}
      onPointerMove={(event) => {
        if (brush.onDrag(event)) {
          look(null)
          return
        }
        const { x, y } = here(event)
        look(nearestPlace(places, x, y))
      }}
      onPointerUp={brush.onPointerUp}
      onPointerCancel={() => {
        brush.cancel()
        look(null)
      }}
      onPointerLeave={() => {
        look(null)
      }}
    >
      <Figure
        id={props.id}
        title={props.title}
        summary={props.summary}
        style={screenStyle}
        width={width}
        height={height}
      >
        {props.children}
        <Marks places={places} />
        {brushed !== null && (
          <rect
            className="brush"
            x={brushed.left}
            y={brushed.top}
            width={brushed.right - brushed.left}
            height={brushed.bottom - brushed.top}
          />
        )}
      </Figure>
      <Walker title={props.title} places={places} at={at} look={look} />
      {at !== null && brushed === null && <Tip place={at} width={width} more={props.tip} />}
    </div>
  )
}

/** Only this is drawn anew when another patient is looked at. */
function Marks({ places }: { places: readonly PatientPlace[] }) {
  const { picked } = usePatients()
  return <PatientMarks places={places} focused={useFocusedPatient()} picked={picked} style={screenStyle} />
}

const jump = 10

/** The keyboard's way through the patients of a figure; it lies over the figure and lets the pointer through. */
function Walker(props: {
  title: string
  places: readonly PatientPlace[]
  at: PatientPlace | null
  look: (place: PatientPlace | null) => void
}) {
  const { places, at, look } = props
  const { picked, pick, open, groupOf } = usePatients()
  const order = walkOrder(places)
  if (order.length === 0) return null
  const now = at === null ? -1 : order.findIndex(({ patient }) => patient === at.patient)
  const go = (to: number) => {
    look(order[Math.max(0, Math.min(order.length - 1, to))] ?? null)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = {
      ArrowRight: now + 1,
      ArrowDown: now + 1,
      ArrowLeft: now - 1,
      ArrowUp: now - 1,
      PageDown: now + jump,
      PageUp: now - jump,
      Home: 0,
      End: order.length - 1,
    }
    const to = steps[event.key]
    const patient = order[now]?.patient
    if (to !== undefined) go(to)
    else if (event.key === 'Enter' && patient !== undefined) open(patient)
    else if (event.key === ' ' && patient !== undefined)
      pick(picked.has(patient) ? [...picked].filter((id) => id !== patient) : [...picked, patient], false)
    else if (event.key === 'Escape' && at !== null) look(null)
    else return
    event.preventDefault()
  }
  const patient = order[now]?.patient
  const words =
    patient === undefined
      ? 'nobody yet'
      : `${patient}, ${groupOf(patient) ?? 'in no group'}${picked.has(patient) ? ', picked' : ''}`
  return (
    <div
      className="patient-walker no-print"
      role="slider"
      tabIndex={0}
      aria-label={`Patients of the figure ${props.title}: arrows move, Enter shows, Space picks`}
      aria-valuemin={0}
      aria-valuemax={order.length}
      aria-valuenow={now + 1}
      aria-valuetext={words}
      onKeyDown={onKeyDown}
      onBlur={() => {
        look(null)
      }}
    />
  )
}

function Tip({
  place,
  width,
  more,
}: {
  place: PatientPlace
  width: number
  more: ((patient: string) => ReactNode) | undefined
}) {
  const { groupOf } = usePatients()
  const isLeft = place.x < width / 2
  return (
    <div
      className="plot-tip"
      data-side={isLeft ? 'right' : 'left'}
      style={isLeft ? { left: place.x + 14, top: place.y } : { right: width - place.x + 14, top: place.y }}
      aria-hidden="true"
    >
      <strong>{place.patient}</strong>
      <span>{groupOf(place.patient) ?? 'in no group'}</span>
      {more?.(place.patient)}
    </div>
  )
}
