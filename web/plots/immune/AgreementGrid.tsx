import type { ReactElement } from 'react'
import { Line, Words, round } from '../marks.tsx'
import type { PlotStyle } from '../style.ts'
import { fitText } from '../text.ts'
import { layoutAgreement, rhoColour } from './agreementLayout.ts'
import type { AgreementBlock, AgreementCell, AgreementProps } from './agreementLayout.ts'

/** The same cell in every method that has it: ρ above the diagonal as given, below it on one denominator, and the direction of the groups. */
export function AgreementGrid(props: AgreementProps): ReactElement {
  const { blocks } = layoutAgreement(props)
  return (
    <g>
      {props.cells.map((cell, i) => {
        const block = blocks[i]
        return block === undefined ? null : <Block key={cell.key} cell={cell} block={block} props={props} />
      })}
    </g>
  )
}

interface Part {
  cell: AgreementCell
  block: AgreementBlock
  props: AgreementProps
}

function Block({ cell, block, props }: Part): ReactElement {
  const { style } = props
  const size = (style.font * 6) / 7
  const gridBottom = block.gridTop + cell.methods.length * block.tile.height
  return (
    <g>
      <Words
        runs={[{ text: cell.label, face: 'bold' }]}
        x={0}
        y={block.top + style.font * 1.2}
        size={style.font}
        fill={style.ink}
      />
      {cell.methods.map(({ ref, label }, i) => (
        <g key={ref}>
          <Words
            runs={[
              { text: String(i + 1), face: 'bold' },
              { text: ` ${fitText(label, block.left - style.font * 2, size)}` },
            ]}
            x={0}
            y={block.gridTop + (i + 0.5) * block.tile.height + size * 0.34}
            size={size}
            fill={style.ink}
          />
          <Words
            runs={[{ text: String(i + 1), face: 'bold' }]}
            x={block.left + (i + 0.5) * block.tile.width}
            y={block.gridTop - style.font * 0.4}
            size={size}
            fill={style.ink}
            anchor="middle"
          />
        </g>
      ))}
      {cell.pairs.map((pair) => {
        const [a, b] = [pair.a, pair.b].map((ref) => cell.methods.findIndex((method) => method.ref === ref))
        if (a === undefined || b === undefined || a < 0 || b < 0) return null
        const [row, column] = pair.scale === 'given' ? [a, b] : [b, a]
        return (
          <Tile
            key={`${pair.a} ${pair.b} ${pair.scale}`}
            x={block.left + column * block.tile.width}
            y={block.gridTop + row * block.tile.height}
            block={block}
            pair={pair}
            style={style}
          />
        )
      })}
      {cell.methods.map(({ ref }, i) => (
        <rect
          key={ref}
          x={round(block.left + i * block.tile.width)}
          y={round(block.gridTop + i * block.tile.height)}
          width={round(block.tile.width - 1)}
          height={round(block.tile.height - 1)}
          fill={style.faint}
        />
      ))}
      {props.contrast === null ? null : <Directions cell={cell} block={block} props={props} />}
      {block.blindLines.map((text, i) => (
        <Words
          key={text}
          runs={[{ text, face: 'italic' }]}
          x={0}
          y={gridBottom + style.font * 1.3 + i * size * 1.4}
          size={size}
          fill={style.muted}
        />
      ))}
    </g>
  )
}

/** Dark tiles take white ink. */
function inkOn(rho: number): string {
  return Math.abs(rho) > 0.7 ? '#ffffff' : '#111111'
}

/** ".78", "−.03" as journals write correlations. */
function rhoText(rho: number): string {
  const text = Math.abs(rho).toFixed(2)
  return `${rho < 0 && text !== '0.00' ? '−' : ''}${text.replace(/^0/, '')}`
}

function Tile(props: {
  x: number
  y: number
  block: AgreementBlock
  pair: AgreementCell['pairs'][number]
  style: PlotStyle
}): ReactElement {
  const { x, y, block, pair, style } = props
  const { rho, low, high } = pair
  const { width, height } = block.tile
  const size = (style.font * 6) / 7
  const hasRoom = width > size * 5.2
  return (
    <g>
      <rect
        x={round(x)}
        y={round(y)}
        width={round(width - 1)}
        height={round(height - 1)}
        fill={rho === null ? style.ground : rhoColour(rho)}
        stroke={style.faint}
        strokeWidth={style.hair * 0.5}
      />
      <Words
        runs={[{ text: rho === null ? 'none' : rhoText(rho), face: 'bold' }]}
        x={x + width / 2}
        y={y + height * (hasRoom && low !== null ? 0.45 : 0.58)}
        size={style.font}
        fill={rho === null ? style.muted : inkOn(rho)}
        anchor="middle"
      />
      {hasRoom && low !== null && high !== null ? (
        <Words
          runs={[{ text: `${rhoText(low)} to ${rhoText(high)}` }]}
          x={x + width / 2}
          y={y + height * 0.82}
          size={size * 0.92}
          fill={inkOn(rho ?? 0)}
          anchor="middle"
        />
      ) : null}
    </g>
  )
}

/** Cliff's δ by each method, −1 to 1, in the rows of the grid. */
function Directions({ cell, block, props }: Part): ReactElement {
  const { style } = props
  const { deltaLeft, deltaWidth, gridTop, tile } = block
  const size = (style.font * 6) / 7
  const scale = (value: number): number => deltaLeft + ((value + 1) / 2) * deltaWidth
  const bottom = gridTop + cell.methods.length * tile.height
  return (
    <g>
      <Words
        runs={[{ text: fitText(`δ ${props.contrast ?? ''}`, deltaWidth, size) }]}
        x={deltaLeft}
        y={gridTop - style.font * 0.4}
        size={size}
        fill={style.ink}
      />
      <Line
        x1={scale(0)}
        x2={scale(0)}
        y1={gridTop}
        y2={bottom}
        stroke={style.muted}
        width={style.hair}
        dashes="2 2"
      />
      {cell.directions.map(({ method, delta, low, high }) => {
        const row = cell.methods.findIndex(({ ref }) => ref === method)
        if (row < 0) return null
        const y = gridTop + (row + 0.5) * tile.height
        if (delta === null)
          return (
            <Words
              key={method}
              runs={[{ text: 'not tested' }]}
              x={deltaLeft}
              y={y + size * 0.34}
              size={size}
              fill={style.muted}
            />
          )
        return (
          <g key={method}>
            {low === null || high === null ? null : (
              <Line
                x1={scale(low)}
                x2={scale(high)}
                y1={y}
                y2={y}
                stroke={style.line}
                width={style.hair * 1.2}
              />
            )}
            <circle cx={round(scale(delta))} cy={round(y)} r={round(style.radius)} fill={style.accent} />
          </g>
        )
      })}
      {[-1, 0, 1].map((tick) => (
        <Words
          key={tick}
          runs={[{ text: tick < 0 ? '−1' : String(tick) }]}
          x={scale(tick)}
          y={bottom + style.font * 0.95}
          size={size * 0.92}
          fill={style.muted}
          anchor={tick < 0 ? 'start' : tick > 0 ? 'end' : 'middle'}
        />
      ))}
    </g>
  )
}
