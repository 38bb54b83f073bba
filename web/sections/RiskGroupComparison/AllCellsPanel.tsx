import { useId } from 'react'
import { formatPercent } from '../../format.ts'
import { Figure } from '../../plots/Figure.tsx'
import { Forest } from '../../plots/Forest.tsx'
import type { ForestProps } from '../../plots/forestLayout.ts'
import { forestHeight } from '../../plots/forestLayout.ts'
import { screenStyle } from '../../plots/style.ts'
import { contrast, firstTested } from './answer.ts'
import type { Comparison } from './answer.ts'
import { forestRows } from './panels.ts'
import { useWidth } from '../../ui/useWidth.ts'

/** What panel 2 draws, for the screen and for the file alike. */
export function forestShape(comparison: Comparison): Omit<ForestProps, 'width' | 'style'> {
  const tested = firstTested(comparison)
  const sides = contrast(comparison)
  const name = tested?.effectSize.name ?? 'Effect size'
  const level = tested === null ? '95 %' : formatPercent(tested.effectSize.level, 1)
  return {
    rows: forestRows(comparison),
    effectName: sides === null ? name : `${name} (${sides.first} − ${sides.second})`,
    effectHead: `${name} (${level} CI)`,
    sides: sides === null ? null : { left: sides.second, right: sides.first },
  }
}

/** Panel 2 on screen: every cell of the method; choosing a row shows its patients in panel 1. */
export function AllCellsPanel(props: {
  comparison: Comparison
  chosen: string | null
  onChoose: (key: string) => void
}) {
  const { comparison } = props
  const [frame, width] = useWidth<HTMLDivElement>()
  const id = useId()
  const shape = { ...forestShape(comparison), width, style: screenStyle }
  return (
    <div className="plot-frame" ref={frame}>
      {width === 0 ? null : (
        <Figure
          id={id}
          role="radiogroup"
          title={`All cells of ${comparison.method.label}: choose one to see its patients`}
          summary={`${shape.effectName} of ${comparison.cells.length} cells, largest first; arrow keys choose a cell.`}
          style={screenStyle}
          width={width}
          height={forestHeight({ ...shape, isSigned: shape.sides !== null })}
        >
          <Forest {...shape} selected={props.chosen} onSelect={props.onChoose} />
        </Figure>
      )}
    </div>
  )
}
