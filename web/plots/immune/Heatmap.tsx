import type { ReactElement } from 'react'
import { Words, round } from '../marks.tsx'
import { groupColour } from '../style.ts'
import type { PlotStyle } from '../style.ts'
import { firstThatFits, fitText, textWidth } from '../text.ts'
import { allSteps, cut, layoutHeatmap, stepColour, stepOf } from './heatmapLayout.ts'
import type { HeatmapLayout, HeatmapProps } from './heatmapLayout.ts'
import type { ProfileAnnotation } from './profileData.ts'

/** Cells × patients as z-scores of each row, under what else is known of the patients. */
export function Heatmap(props: HeatmapProps): ReactElement {
  const layout = layoutHeatmap(props)
  const { style, cells, cellOrder, annotations } = props
  const size = (style.font * 6) / 7
  const label = (text: string, y: number, isBold: boolean, height: number) => (
    <Words
      runs={[
        {
          text: fitText(text, layout.left - style.font * 0.6, size, isBold),
          ...(isBold ? { face: 'bold' as const } : {}),
        },
      ]}
      x={layout.left - style.font * 0.5}
      y={y + height / 2 + size * 0.34}
      size={size}
      fill={style.ink}
      anchor="end"
    />
  )
  return (
    <g>
      <g>
        {label('Group', layout.tracks[0] ?? 0, false, layout.trackHeight)}
        <Track
          layout={layout}
          track={0}
          places={orderedGroups(props)}
          colourOf={(g) => groupColour(style, g)}
        />
      </g>
      {annotations.map((annotation, i) => (
        <g key={annotation.label}>
          {label(annotation.label, layout.tracks[i + 1] ?? 0, false, layout.trackHeight)}
          <Track
            layout={layout}
            track={i + 1}
            places={props.patientOrder.map((p) => stepOfAnnotation(annotation, p))}
            colourOf={(step) => greyOf(step, annotation)}
          />
        </g>
      ))}
      {cellOrder.map((c, row) => {
        const cell = cells[c]
        return cell === undefined ? null : (
          <g key={cell.key}>
            {label(cell.label, layout.top + row * layout.cell.height, cell.isClaim, layout.cell.height)}
          </g>
        )
      })}
      <Missing props={props} layout={layout} />
      {allSteps.map((step) => (
        <path key={step} fill={stepColour(step)} d={pathOf(props, layout, step)} />
      ))}
      <Legend props={props} layout={layout} />
    </g>
  )
}

function orderedGroups({ patientOrder, patientGroups }: HeatmapProps): (number | null)[] {
  return patientOrder.map((p) => patientGroups[p] ?? null)
}

/** All tiles of one colour as one path, neighbours joined: small files, and nothing shines through between them. */
function pathOf(
  { cells, cellOrder, patientOrder }: HeatmapProps,
  layout: HeatmapLayout,
  step: number | null,
): string {
  const { left, top, cell } = layout
  return cellOrder
    .flatMap((c, row) => {
      const z = cells[c]?.z ?? []
      const steps = patientOrder.map((p) => stepOf(z[p] ?? null))
      return runsOf(steps, step).map(
        ([from, to]) =>
          `M${round(left + from * cell.width)} ${round(top + row * cell.height)}h${round((to - from) * cell.width)}v${round(cell.height - 0.6)}h${round(-(to - from) * cell.width)}z`,
      )
    })
    .join('')
}

function runsOf(values: readonly (number | null)[], wanted: number | null): [number, number][] {
  const runs: [number, number][] = []
  values.forEach((value, i) => {
    if (value !== wanted) return
    const last = runs.at(-1)
    if (last?.[1] === i) last[1] = i + 1
    else runs.push([i, i + 1])
  })
  return runs
}

/** Missing is hatched-looking grey of its own, never the pale middle of the scale. */
function Missing({ props, layout }: { props: HeatmapProps; layout: HeatmapLayout }): ReactElement | null {
  const d = pathOf(props, layout, null)
  return d === '' ? null : <path d={d} fill={props.style.faint} />
}

const levelsShown = 5

function stepOfAnnotation({ kind, places }: ProfileAnnotation, patient: number): number | null {
  const place = places[patient] ?? null
  if (place === null) return null
  return kind === 'level' ? place : Math.round(place * (levelsShown - 1))
}

/** One hue from pale to dark for numbers and levels alike: levels of stage and sex have an order or two values. */
function greyOf(step: number, { kind, words }: Pick<ProfileAnnotation, 'kind' | 'words'>): string {
  const last = kind === 'level' ? Math.max(1, words.length - 1) : levelsShown - 1
  const light = 88 - (60 * Math.min(step, last)) / last
  return `hsl(265 22% ${round(light)}%)`
}

function Track(props: {
  layout: HeatmapLayout
  track: number
  places: readonly (number | null)[]
  colourOf: (step: number) => string
}): ReactElement {
  const { layout, places } = props
  const y = layout.tracks[props.track] ?? 0
  const steps = [...new Set(places)].filter((place) => place !== null)
  return (
    <g>
      {steps.map((step) => (
        <path
          key={step}
          fill={props.colourOf(step)}
          d={runsOf(places, step)
            .map(
              ([from, to]) =>
                `M${round(layout.left + from * layout.cell.width)} ${round(y)}h${round((to - from) * layout.cell.width)}v${round(layout.trackHeight)}h${round(-(to - from) * layout.cell.width)}z`,
            )
            .join('')}
        />
      ))}
    </g>
  )
}

function Legend({ props, layout }: { props: HeatmapProps; layout: HeatmapLayout }): ReactElement {
  const { style, annotations, width } = props
  const size = (style.font * 6) / 7
  const shortest = `≥ ${cut} SD`
  const room = width - layout.left - textWidth(shortest, size) - size
  const swatch = Math.min(size * 0.9, room / allSteps.length)
  const y = layout.legendTop
  return (
    <g>
      {allSteps.map((step, i) => (
        <rect
          key={step}
          x={round(layout.left + i * swatch)}
          y={round(y)}
          width={round(swatch + 0.2)}
          height={round(size * 0.9)}
          fill={stepColour(step)}
        />
      ))}
      <Words
        runs={[{ text: `≤ −${cut}` }]}
        x={layout.left - style.font * 0.5}
        y={y + size * 0.75}
        size={size}
        fill={style.muted}
        anchor="end"
      />
      <Words
        runs={[
          {
            text: firstThatFits(
              [
                `≥ ${cut} standard deviations from the mean of the row`,
                `≥ ${cut} SD from the mean`,
                shortest,
              ],
              width - layout.left - allSteps.length * swatch - size,
              size,
            ),
          },
        ]}
        x={layout.left + allSteps.length * swatch + size * 0.6}
        y={y + size * 0.75}
        size={size}
        fill={style.muted}
      />
      {[groupTrack(props), ...annotations].map((annotation, i) => (
        <AnnotationLegend
          key={annotation.label}
          annotation={annotation}
          colourOf={(step) => (i === 0 ? groupColour(style, step) : greyOf(step, annotation))}
          style={style}
          x={layout.left}
          y={y + style.font * (2.1 + 1.35 * i)}
          width={width - layout.left}
        />
      ))}
    </g>
  )
}

/** The groups as a track like the others, so that their colours are named too. */
function groupTrack({ groups }: HeatmapProps): Pick<ProfileAnnotation, 'label' | 'kind' | 'words'> {
  return { label: 'Group', kind: 'level', words: groups.map(({ label }) => label) }
}

function AnnotationLegend(props: {
  annotation: Pick<ProfileAnnotation, 'label' | 'kind' | 'words'>
  colourOf: (step: number) => string
  style: PlotStyle
  x: number
  y: number
  width: number
}): ReactElement {
  const { annotation, style, x, y } = props
  const size = (style.font * 6) / 7
  let at = x
  return (
    <g>
      <Words
        runs={[{ text: fitText(annotation.label, x - style.font, size) }]}
        x={x - style.font * 0.5}
        y={y}
        size={size}
        fill={style.muted}
        anchor="end"
      />
      {annotation.words.map((word, i) => {
        const own = at
        const text = fitText(word, Math.max(size, x + props.width - own - size * 2), size)
        at += size * 2.2 + textWidth(text, size)
        const step = annotation.kind === 'level' ? i : i * (levelsShown - 1)
        if (own > x + props.width - size * 3) return null
        return (
          <g key={word}>
            <rect
              x={round(own)}
              y={round(y - size * 0.72)}
              width={round(size * 0.9)}
              height={round(size * 0.8)}
              fill={props.colourOf(step)}
              stroke={style.line}
              strokeWidth={round(style.hair * 0.5)}
            />
            <Words runs={[{ text }]} x={own + size * 1.2} y={y} size={size} fill={style.ink} />
          </g>
        )
      })}
    </g>
  )
}
