import type { ReactElement } from 'react'
import { Line, Words, round } from '../marks.tsx'
import { fitText } from '../text.ts'
import { layoutUpset } from './upsetLayout.ts'
import type { UpsetCombination, UpsetLayout, UpsetProps, UpsetSet } from './upsetLayout.ts'

/** Who has what: a column a combination with its patients above, a row a set. Every patient stands in one column. */
export function Upset(props: UpsetProps): ReactElement {
  const layout = layoutUpset(props)
  const { style, sets, combinations } = props
  const left = combinations.length - layout.shown
  const others = combinations.slice(layout.shown).reduce((sum, { n }) => sum + n, 0)
  return (
    <g>
      {sets.map((set, i) => (
        <SetRow key={set.key} props={props} layout={layout} set={set} place={i} />
      ))}
      {combinations.slice(0, layout.shown).map((combination, i) => (
        <Column key={i} props={props} layout={layout} combination={combination} place={i} />
      ))}
      <Line
        x1={layout.left}
        y1={layout.barBottom}
        x2={layout.left + layout.shown * layout.column}
        y2={layout.barBottom}
        stroke={style.line}
        width={style.hair}
      />
      <Words
        runs={[{ text: 'Patients' }]}
        x={layout.left - style.font * 0.7}
        y={layout.barBottom}
        size={style.font}
        fill={style.muted}
        anchor="end"
      />
      {left > 0 && (
        <Words
          runs={[
            {
              text: `${left} more ${left === 1 ? 'combination' : 'combinations'}, ${others} ${others === 1 ? 'patient' : 'patients'}`,
            },
          ]}
          x={0}
          y={layout.height - style.font * 0.5}
          size={style.font}
          fill={style.muted}
        />
      )}
    </g>
  )
}

function SetRow({
  props,
  layout,
  set,
  place,
}: {
  props: UpsetProps
  layout: UpsetLayout
  set: UpsetSet
  place: number
}): ReactElement {
  const { style } = props
  const { font } = style
  const y = layout.rowTop + place * layout.row
  const length = (layout.setRoom * set.n) / layout.mostSet
  const end = layout.left + layout.shown * layout.column
  return (
    <g>
      {place % 2 === 0 && (
        <rect
          x={round(layout.setRoom)}
          y={round(y)}
          width={round(end - layout.setRoom)}
          height={round(layout.row)}
          fill={style.faint}
          fillOpacity={0.35}
        />
      )}
      {layout.setRoom > 0 && (
        <rect
          x={round(layout.setRight - length)}
          y={round(y + layout.row * 0.22)}
          width={round(length)}
          height={round(layout.row * 0.56)}
          fill={style.muted}
        />
      )}
      <Words
        runs={[{ text: fitText(`${set.label}  ${set.n}`, layout.left - layout.setRoom - font, font) }]}
        x={layout.left - font * 0.7}
        y={y + layout.row / 2 + font * 0.35}
        size={font}
        fill={style.ink}
        anchor="end"
      />
    </g>
  )
}

interface ColumnProps {
  props: UpsetProps
  layout: UpsetLayout
  combination: UpsetCombination
  place: number
}

/** In words, for those who do not see the dots. */
export function combinationWords(sets: readonly UpsetSet[], { sets: keys, n }: UpsetCombination): string {
  const named = sets.filter(({ key }) => keys.includes(key)).map(({ label }) => label)
  const what = named.length === 0 ? 'nothing of these' : `${named.join(', ')} and nothing else`
  return `${n} patients have ${what}`
}

function Column({ props, layout, combination, place }: ColumnProps): ReactElement {
  const { style, sets, selected, onSelect } = props
  const { font } = style
  const x = layout.left + (place + 0.5) * layout.column
  const height = ((layout.barBottom - layout.barTop) * combination.n) / layout.most
  const rows = sets.flatMap(({ key }, i) =>
    combination.sets.includes(key) ? [layout.rowTop + (i + 0.5) * layout.row] : [],
  )
  const isSelected = selected === place
  const radius = Math.min(layout.column, layout.row) * 0.26
  const choose = onSelect && {
    role: 'radio',
    'aria-checked': isSelected,
    'aria-label': combinationWords(sets, combination),
    tabIndex: isSelected || ((selected ?? null) === null && place === 0) ? 0 : -1,
    className: 'upset-column',
    onClick: () => {
      onSelect(place)
    },
  }
  return (
    <g {...choose} data-place={place}>
      {onSelect && (
        <rect
          className="row-ground"
          x={round(x - layout.column / 2)}
          y={0}
          width={round(layout.column)}
          height={round(layout.rowTop + sets.length * layout.row)}
          fill={isSelected ? style.selected : 'transparent'}
        />
      )}
      <rect
        x={round(x - layout.column * 0.32)}
        y={round(layout.barBottom - height)}
        width={round(layout.column * 0.64)}
        height={round(height)}
        fill={style.ink}
      />
      <Words
        runs={[{ text: String(combination.n) }]}
        x={x}
        y={layout.barBottom - height - font * 0.4}
        size={(font * 6) / 7}
        fill={style.ink}
        anchor="middle"
      />
      {sets.map(({ key }, i) => (
        <circle
          key={key}
          cx={round(x)}
          cy={round(layout.rowTop + (i + 0.5) * layout.row)}
          r={round(radius)}
          fill={combination.sets.includes(key) ? style.ink : style.faint}
        />
      ))}
      {rows.length > 1 && (
        <Line x1={x} y1={rows[0] ?? 0} x2={x} y2={rows.at(-1) ?? 0} stroke={style.ink} width={radius * 0.6} />
      )}
    </g>
  )
}
