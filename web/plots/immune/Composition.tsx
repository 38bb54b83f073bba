import type { ReactElement } from 'react'
import { labelTicks } from '../axis.ts'
import { Line, Words, round, symbolPath } from '../marks.tsx'
import { groupColour } from '../style.ts'
import { fitText, wrapText } from '../text.ts'
import { layoutComposition, stackOf } from './compositionLayout.ts'
import type { CompositionLayout, CompositionProps } from './compositionLayout.ts'

const ticks = labelTicks([0, 0.25, 0.5, 0.75, 1], 0)

/** Mean composition of each group, and every patient's in score order; the cells of a patient are parts of a whole. */
export function Composition(props: CompositionProps): ReactElement {
  const layout = layoutComposition(props)
  const reach = Math.max(1, ...props.groups.map((_, g) => stackOf(meansOf(props, g)).at(-1)?.high ?? 0))
  return (
    <g>
      <Axis props={props} layout={layout} top={layout.top} />
      {layout.patientTop === layout.top ? null : (
        <Axis props={props} layout={layout} top={layout.patientTop} />
      )}
      {props.groups.map((group, g) => (
        <GroupBar key={group.key} props={props} layout={layout} g={g} reach={reach} />
      ))}
      <PatientBars props={props} layout={layout} reach={reach} />
      <Legend props={props} layout={layout} />
    </g>
  )
}

function meansOf({ cells }: CompositionProps, g: number): (number | null)[] {
  return cells.map(({ means }) => means[g]?.mean ?? null)
}

interface Part {
  props: CompositionProps
  layout: CompositionLayout
}

function Axis({ props: { style }, layout, top }: Part & { top: number }): ReactElement {
  return (
    <g>
      {ticks.map(({ value, text }) => {
        const y = top + layout.barHeight * (1 - value)
        return (
          <g key={text}>
            <Line
              x1={layout.axis - style.font * 0.4}
              x2={layout.axis}
              y1={y}
              y2={y}
              stroke={style.line}
              width={style.hair}
            />
            <Words
              runs={[{ text }]}
              x={layout.axis - style.font * 0.6}
              y={y + style.font * 0.32}
              size={(style.font * 6) / 7}
              fill={style.muted}
              anchor="end"
            />
          </g>
        )
      })}
      <Line
        x1={layout.axis}
        x2={layout.axis}
        y1={top}
        y2={top + layout.barHeight}
        stroke={style.line}
        width={style.hair}
      />
    </g>
  )
}

/** Segments thinner than this share carry no whisker: it would hide them. */
const leastWhisker = 0.015

function GroupBar({ props, layout, g, reach }: Part & { g: number; reach: number }): ReactElement {
  const { style, cells, groups } = props
  const { x, width } = layout.groups[g] ?? { x: 0, width: 0 }
  const scale = (value: number): number => layout.top + layout.barHeight * (1 - value / reach)
  const stack = stackOf(meansOf(props, g))
  const n = cells[0]?.means[g]?.n ?? 0
  const size = (style.font * 6) / 7
  const room = layout.step * 0.9 - style.radius * 3
  const [first = '', ...rest] = wrapText(groups[g]?.label ?? '', room, size, true)
  const lines = rest.length === 0 ? [first] : [first, rest.join(' ')]
  return (
    <g>
      {stack.map(({ low, high }, c) => {
        const cell = cells[c]
        return cell === undefined ? null : (
          <rect
            key={cell.key}
            x={round(x)}
            y={round(scale(high))}
            width={round(width)}
            height={round(Math.max(0, scale(low) - scale(high)))}
            fill={cell.colour}
            stroke={style.ground}
            strokeWidth={style.hair * 0.4}
          />
        )
      })}
      {stack.map(({ low, high }, c) => {
        const cell = cells[c]
        const mean = cell?.means[g]
        if (!cell || !mean || mean.low === null || mean.high === null || mean.mean === null) return null
        if (high - low < leastWhisker) return null
        const at = x + width * (1.05 + 0.07 * (c % 3))
        return (
          <Line
            key={cell.key}
            x1={at}
            x2={at}
            y1={scale(low + mean.low)}
            y2={scale(low + mean.high)}
            stroke={style.ink}
            width={style.hair * 1.2}
          />
        )
      })}
      <path
        d={symbolPath(g, style.radius)}
        transform={`translate(${round(x + style.radius)},${round(layout.top - style.font * 2.85)})`}
        fill={groupColour(style, g)}
      />
      {lines.map((text, i) => (
        <Words
          key={text}
          runs={[{ text: i === 1 ? fitText(text, room, size, true) : text, face: 'bold' }]}
          x={x + style.radius * 3}
          y={layout.top - style.font * (2.5 - 1.1 * i)}
          size={size}
          fill={style.ink}
        />
      ))}
      <Words
        runs={[{ text: `n = ${n}` }]}
        x={x}
        y={layout.top - style.font * 0.35}
        size={(style.font * 6) / 7}
        fill={style.muted}
      />
    </g>
  )
}

/** Bars of few patients stand apart; hairlines between hundreds would be all one sees. */
function drawn(width: number): number {
  return width > 5 ? width * 0.95 : width
}

function PatientBars({ props, layout, reach }: Part & { reach: number }): ReactElement {
  const { cells, patientGroups, style, groups } = props
  const stacks = patientGroups.map((_, i) => stackOf(cells.map(({ values }) => values[i] ?? null)))
  const scale = (value: number): number => layout.patientTop + layout.barHeight * (1 - value / reach)
  return (
    <g>
      {cells.map((cell, c) => (
        <path
          key={cell.key}
          fill={cell.colour}
          d={layout.patients
            .map(({ x, width }, i) => {
              const part = stacks[i]?.[c]
              if (!part || part.high <= part.low) return ''
              const top = round(scale(part.high))
              return `M${round(x)} ${top}h${round(drawn(width))}V${round(scale(part.low))}h${round(-drawn(width))}z`
            })
            .join('')}
        />
      ))}
      {groups.map((group, g) => {
        const own = layout.patients.filter((_, i) => patientGroups[i] === g)
        const [first, last] = [own[0], own.at(-1)]
        if (!first || !last) return null
        const y = layout.patientTop + layout.barHeight + style.font * 0.4
        return (
          <g key={group.key}>
            <Line
              x1={first.x}
              x2={last.x + last.width}
              y1={y}
              y2={y}
              stroke={groupColour(style, g)}
              width={style.hair * 2.5}
            />
            <Words
              runs={[{ text: shortLabel(group.label, last.x + last.width - first.x, (style.font * 6) / 7) }]}
              x={(first.x + last.x + last.width) / 2}
              y={y + style.font * 1.1}
              size={(style.font * 6) / 7}
              fill={style.ink}
              anchor="middle"
            />
          </g>
        )
      })}
    </g>
  )
}

/** A name as short as "IV" stands whole under the narrowest group: half of it would be another group. */
function shortLabel(label: string, width: number, size: number): string {
  return label.length <= 3 ? label : fitText(label, width, size)
}

function Legend({ props: { style }, layout }: Part): ReactElement {
  const size = (style.font * 6) / 7
  return (
    <g>
      {layout.legend.map(({ cell, x, y }) => (
        <g key={cell.key}>
          <rect
            x={round(x)}
            y={round(y - size * 0.75)}
            width={round(size)}
            height={round(size * 0.85)}
            fill={cell.colour}
            stroke={style.line}
            strokeWidth={round(style.hair * 0.5)}
          />
          <Words
            runs={[{ text: cell.label, ...(cell.isClaim ? { face: 'bold' as const } : {}) }]}
            x={x + size * 1.5}
            y={y}
            size={size}
            fill={style.ink}
          />
        </g>
      ))}
    </g>
  )
}
