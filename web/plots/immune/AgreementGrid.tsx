import type { ReactElement } from 'react'
import { Line, Words, round } from '../marks.tsx'
import type { PlotStyle } from '../style.ts'
import { fitText, textWidth } from '../text.ts'
import { layoutAgreement, rhoColour } from './agreementLayout.ts'
import type { AgreementBlock, AgreementCell, AgreementConsensus, AgreementProps } from './agreementLayout.ts'

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
  return (
    <g>
      <Words
        runs={[{ text: cell.label, face: 'bold' }]}
        x={0}
        y={block.top + style.font * 1.2}
        size={style.font}
        fill={style.ink}
      />
      {block.keyLines.map(({ number, text }, i) => (
        <Words
          key={number}
          runs={[{ text: number, face: 'bold' }, { text: ` ${text}` }]}
          x={0}
          y={block.top + style.font * 2.5 + i * size * 1.4}
          size={size}
          fill={style.ink}
        />
      ))}
      {cell.methods.map(({ ref, label }, i) => (
        <g key={ref}>
          <Words
            runs={[
              { text: String(i + 1), face: 'bold' },
              {
                text:
                  block.keyLines.length > 0 ? '' : ` ${fitText(label, block.left - style.font * 2, size)}`,
              },
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
      <ConsensusRows cell={cell} block={block} props={props} />
      {props.contrast === null ? null : <Directions cell={cell} block={block} props={props} />}
      {block.blindLines.map((text, i) => (
        <Words
          key={text}
          runs={[{ text, face: 'italic' }]}
          x={0}
          y={block.blindTop + i * size * 1.4}
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
  // "−.03" is twice as wide as high
  const numberSize = Math.min(style.font, (width - 2) / 2.05)
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
        size={numberSize}
        fill={rho === null ? style.muted : inkOn(rho)}
        anchor="middle"
      />
      {hasRoom && low !== null && high !== null ? (
        <Words
          runs={[{ text: `${rhoText(low)} to ${rhoText(high)}` }]}
          x={x + width / 2}
          y={y + height * 0.82}
          size={size}
          fill={inkOn(rho ?? 0)}
          anchor="middle"
        />
      ) : null}
    </g>
  )
}

/** "All 4 methods", "Without 1", and how the one left out goes with the others. */
function ConsensusRows({ cell, block, props }: Part): ReactElement | null {
  const { style } = props
  const { consensus, methods } = cell
  if (consensus === null) return null
  const size = (style.font * 6) / 7
  const yOf = (row: number): number => block.consensusTop + (row + 0.5) * block.rowHeight + size * 0.34
  const room = methods.length * block.tile.width
  if (block.keyLines.length > 0)
    return <ShortConsensus consensus={consensus} yOf={yOf} part={{ cell, block, props }} />
  return (
    <g>
      <Words
        runs={[{ text: fitText('Mean rank of all', block.left - style.font, size), face: 'bold' }]}
        x={0}
        y={yOf(0)}
        size={size}
        fill={style.ink}
      />
      <Words runs={[{ text: `n = ${consensus.n}` }]} x={block.left} y={yOf(0)} size={size} fill={style.ink} />
      {consensus.without.map(({ method, rho }, i) => {
        const rest = ' with the rest'
        const number = String(methods.findIndex(({ ref }) => ref === method) + 1)
        return (
          <g key={method}>
            <Words
              runs={[{ text: 'without ' }, { text: number, face: 'bold' }]}
              x={0}
              y={yOf(i + 1)}
              size={size}
              fill={style.ink}
            />
            {rho === null ? null : (
              <Words
                runs={[
                  { text: 'ρ ' },
                  { text: rhoText(rho), face: 'bold' },
                  { text: textWidth(rest, size) < room - size * 2.6 ? rest : '' },
                ]}
                x={block.left}
                y={yOf(i + 1)}
                size={size}
                fill={style.ink}
              />
            )}
          </g>
        )
      })}
    </g>
  )
}

/** The same in one line each, where the names stand above the grid. */
function ShortConsensus(props: {
  consensus: AgreementConsensus
  yOf: (row: number) => number
  part: Part
}): ReactElement {
  const { consensus, yOf } = props
  const { cell, block, props: plot } = props.part
  const { style } = plot
  const size = (style.font * 6) / 7
  const room = block.deltaLeft - style.font
  const number = (method: string): string => String(cell.methods.findIndex(({ ref }) => ref === method) + 1)
  return (
    <g>
      <Words
        runs={[{ text: fitText(`All by mean rank, n = ${consensus.n}`, room, size, true), face: 'bold' }]}
        x={0}
        y={yOf(0)}
        size={size}
        fill={style.ink}
      />
      {consensus.without.map(({ method, rho }, i) => (
        <Words
          key={method}
          runs={[
            { text: 'without ' },
            { text: number(method), face: 'bold' },
            { text: rho === null ? '' : `, its ρ with the rest ${rhoText(rho)}` },
          ]}
          x={0}
          y={yOf(i + 1)}
          size={size}
          fill={style.ink}
        />
      ))}
    </g>
  )
}

/** Cliff's δ, −1 to 1: by each method in the rows of the grid, by their consensus in the rows below. */
function Directions({ cell, block, props }: Part): ReactElement {
  const { style } = props
  const { deltaLeft, deltaWidth, gridTop, tile, consensusTop, rowHeight, bottom } = block
  const size = (style.font * 6) / 7
  const scale = (value: number): number => deltaLeft + ((value + 1) / 2) * deltaWidth
  const { consensus } = cell
  // half a name of a group says less than none; the note under the figure names both
  const inWords = `δ ${props.contrast ?? ''}`
  const rows = [
    ...cell.directions.map((effect) => {
      const row = cell.methods.findIndex(({ ref }) => ref === effect.method)
      return { ...effect, key: effect.method, y: gridTop + (row + 0.5) * tile.height, isOfAll: false }
    }),
    ...(consensus === null ? [] : [{ ...consensus, method: 'all' }, ...consensus.without]).map(
      ({ method, delta, low, high }, i) => ({
        ...{ delta, low, high, key: `consensus ${method}` },
        y: consensusTop + (i + 0.5) * rowHeight,
        isOfAll: i === 0,
      }),
    ),
  ]
  return (
    <g>
      <Words
        runs={[{ text: textWidth(inWords, size) > deltaWidth ? 'Cliff’s δ' : inWords }]}
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
      {rows.map(({ key, ...row }) => (
        <EffectMark key={key} {...row} scale={scale} left={deltaLeft} style={style} />
      ))}
      {[-1, 0, 1].map((tick) => (
        <Words
          key={tick}
          runs={[{ text: tick < 0 ? '−1' : String(tick) }]}
          x={scale(tick)}
          y={bottom + style.font * 0.95}
          size={size}
          fill={style.muted}
          anchor={tick < 0 ? 'start' : tick > 0 ? 'end' : 'middle'}
        />
      ))}
    </g>
  )
}

/** A difference with its interval; of all methods together as a diamond. */
function EffectMark(props: {
  delta: number | null
  low: number | null
  high: number | null
  y: number
  isOfAll: boolean
  scale: (value: number) => number
  left: number
  style: PlotStyle
}): ReactElement {
  const { delta, low, high, y, isOfAll, scale, left, style } = props
  const size = (style.font * 6) / 7
  if (delta === null)
    return (
      <Words runs={[{ text: 'not tested' }]} x={left} y={y + size * 0.34} size={size} fill={style.muted} />
    )
  const [x, r] = [scale(delta), style.radius * 1.5]
  return (
    <g>
      {low === null || high === null ? null : (
        <Line x1={scale(low)} x2={scale(high)} y1={y} y2={y} stroke={style.line} width={style.hair * 1.2} />
      )}
      {isOfAll ? (
        <path
          d={`M${round(x - r)} ${round(y)}L${round(x)} ${round(y - r)}L${round(x + r)} ${round(y)}L${round(x)} ${round(y + r)}Z`}
          fill={style.accent}
        />
      ) : (
        <circle cx={round(x)} cy={round(y)} r={round(style.radius)} fill={style.accent} />
      )}
    </g>
  )
}
