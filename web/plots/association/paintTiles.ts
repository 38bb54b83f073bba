import { heatColour, heatStep, valueAt } from './heatLayout.ts'
import type { HeatLayout, HeatProps } from './heatLayout.ts'

/**
 * Paints the tiles onto a canvas that lies over the drawing at `left`, `top`. Edges are put on whole pixels, so that
 * 1,500 rows leave no pale seams.
 * @param ratio pixels of the canvas per CSS pixel   @param missing colour of what was not tested
 */
export function paintTiles(
  context: CanvasRenderingContext2D,
  props: HeatProps,
  layout: HeatLayout,
  { ratio, missing }: { ratio: number; missing: string },
): void {
  const [fromRow, toRow] = props.rowSpan
  const [fromColumn, toColumn] = props.columnSpan
  context.clearRect(0, 0, context.canvas.width, context.canvas.height)
  for (let row = fromRow; row < toRow; row += 1) {
    const top = Math.round((row - fromRow) * layout.tile.height * ratio)
    const bottom = Math.max(top + 1, Math.round((row + 1 - fromRow) * layout.tile.height * ratio))
    for (let column = fromColumn; column < toColumn; column += 1) {
      const left = Math.round((column - fromColumn) * layout.tile.width * ratio)
      const right = Math.max(left + 1, Math.round((column + 1 - fromColumn) * layout.tile.width * ratio))
      const step = heatStep(valueAt(props.matrix, { row, column }), layout.reach)
      context.fillStyle = step === null ? missing : heatColour(step)
      context.fillRect(left, top, right - left, bottom - top)
    }
  }
}
