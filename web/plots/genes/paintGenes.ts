import { pointClasses } from './volcanoLayout.ts'
import type { PlacedGene, PointClass } from './volcanoLayout.ts'

export interface GenePaint {
  /** pixels of the canvas per CSS pixel */
  ratio: number
  colours: Record<PointClass, string>
  /** side of a point in CSS pixels */
  size: number
}

/** Paints all points of a view; squares, because 60,000 circles take ten times as long. The strong ones stand above the quiet. */
export function paintGenes(
  context: CanvasRenderingContext2D,
  placed: readonly PlacedGene[],
  { ratio, colours, size }: GenePaint,
): void {
  context.clearRect(0, 0, context.canvas.width, context.canvas.height)
  const side = Math.max(1, Math.round(size * ratio))
  for (const kind of pointClasses) {
    context.fillStyle = colours[kind]
    context.globalAlpha = kind === 'quiet' ? 0.35 : 0.8
    for (const gene of placed) {
      if (gene.kind !== kind) continue
      context.fillRect(
        Math.round(gene.x * ratio - side / 2),
        Math.round(gene.y * ratio - side / 2),
        side,
        side,
      )
    }
  }
  context.globalAlpha = 1
}
