import type { ReactElement } from 'react'
import { Words, round } from '../marks.tsx'
import type { PlotStyle } from '../style.ts'
import { fitText, textWidth } from '../text.ts'

export interface ShareGroup {
  label: string
  n: number
  nMissing: number
  /** beside the levels, as the API gives them; shares from 0 to 1 */
  counts: readonly number[]
  shares: readonly (number | null)[]
}

export interface ShareBarsProps {
  levels: readonly string[]
  groups: readonly ShareGroup[]
  width: number
  style: PlotStyle
}

function lineOf({ n, nMissing }: ShareGroup): string {
  return nMissing === 0 ? `n ${n}` : `n ${n}, ${nMissing} missing`
}

function room({ groups, style, width }: ShareBarsProps): number {
  const widest = Math.max(
    0,
    ...groups.flatMap((group) => [group.label, lineOf(group)]).map((text) => textWidth(text, style.font)),
  )
  return Math.min(widest + style.font, width * 0.4)
}

const rowsOf = (font: number): { bar: number; step: number } => ({ bar: font * 2, step: font * 3.4 })

/** Pale to dark along the order of the levels, which is often an order of severity. */
function lightness(place: number, count: number): number {
  return count < 2 ? 60 : 86 - (52 * place) / (count - 1)
}

function levelColour(place: number, count: number): string {
  return `hsl(205 32% ${round(lightness(place, count))}%)`
}

interface LegendEntry {
  level: string
  x: number
  y: number
}

function legendOf({ levels, width, style }: ShareBarsProps): { entries: LegendEntry[]; height: number } {
  const { font } = style
  let x = 0
  let y = 0
  const entries = levels.map((level): LegendEntry => {
    const own = textWidth(level, font) + font * 2.4
    if (x > 0 && x + own > width) {
      x = 0
      y += font * 1.5
    }
    const entry = { level, x, y }
    x += own
    return entry
  })
  return { entries, height: y + font * 1.6 }
}

export function shareBarsHeight(props: ShareBarsProps): number {
  const { font } = props.style
  return props.groups.length * rowsOf(font).step + font * 0.6 + legendOf(props).height
}

/** A category by group: a bar a group, its levels side by side as shares of those who have a value, counts inside. */
export function ShareBars(props: ShareBarsProps): ReactElement {
  const { levels, groups, width, style } = props
  const { font } = style
  const left = room(props)
  const { bar, step } = rowsOf(font)
  const legend = legendOf(props)
  const legendTop = groups.length * step + font * 0.6
  return (
    <g>
      {groups.map((group, g) => (
        <g key={group.label}>
          <Words
            runs={[{ text: fitText(group.label, left - font * 0.6, font) }]}
            x={left - font * 0.6}
            y={g * step + font}
            size={font}
            fill={style.ink}
            anchor="end"
          />
          <Words
            runs={[{ text: fitText(lineOf(group), left - font * 0.6, font) }]}
            x={left - font * 0.6}
            y={g * step + font * 2.2}
            size={(font * 6) / 7}
            fill={style.muted}
            anchor="end"
          />
          <Bar
            group={group}
            levels={levels}
            x={left}
            y={g * step + font * 0.3}
            width={width - left}
            height={bar}
            style={style}
          />
        </g>
      ))}
      {legend.entries.map(({ level, x, y }, place) => (
        <g key={level}>
          <rect
            x={round(x)}
            y={round(legendTop + y)}
            width={round(font)}
            height={round(font)}
            fill={levelColour(place, levels.length)}
            stroke={style.muted}
            strokeWidth={style.hair * 0.5}
          />
          <Words
            runs={[{ text: fitText(level, width - x - font * 1.4, font) }]}
            x={x + font * 1.4}
            y={legendTop + y + font * 0.85}
            size={font}
            fill={style.ink}
          />
        </g>
      ))}
    </g>
  )
}

function Bar(props: {
  group: ShareGroup
  levels: readonly string[]
  x: number
  y: number
  width: number
  height: number
  style: PlotStyle
}): ReactElement {
  const { group, levels, width, height, style } = props
  const size = (style.font * 6) / 7
  let at = props.x
  return (
    <g>
      {levels.map((level, place) => {
        const own = width * (group.shares[place] ?? 0)
        const x = at
        at += own
        const text = String(group.counts[place] ?? 0)
        if (own === 0) return null
        return (
          <g key={level}>
            <rect
              x={round(x)}
              y={round(props.y)}
              width={round(own)}
              height={round(height)}
              fill={levelColour(place, levels.length)}
              stroke={style.ground}
              strokeWidth={style.hair}
            />
            {own > textWidth(text, size) * 1.3 && (
              <Words
                runs={[{ text }]}
                x={x + own / 2}
                y={props.y + height / 2 + size * 0.35}
                size={size}
                fill={lightness(place, levels.length) < 50 ? '#ffffff' : '#1a1c1e'}
                anchor="middle"
              />
            )}
          </g>
        )
      })}
    </g>
  )
}
