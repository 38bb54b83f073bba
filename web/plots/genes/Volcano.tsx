import type { ReactElement } from 'react'
import { VolcanoFrame } from './VolcanoFrame.tsx'
import { classColour, layoutVolcano, placeGenes, pointClasses } from './volcanoLayout.ts'
import type { PlacedGene, VolcanoProps } from './volcanoLayout.ts'

/** The whole plot as vectors, for files: one path a class, and points that would cover each other wholly are drawn once. */
export function Volcano(props: VolcanoProps): ReactElement {
  const layout = layoutVolcano(props)
  const placed = placeGenes(props.genes, layout)
  const size = props.style.radius * 0.85
  return (
    <g>
      {pointClasses.map((kind) => (
        <path
          key={kind}
          d={dots(
            placed.filter((gene) => gene.kind === kind),
            size,
          )}
          fill={classColour(props.style, kind)}
          fillOpacity={kind === 'quiet' ? 0.5 : 0.85}
        />
      ))}
      <VolcanoFrame props={props} layout={layout} />
    </g>
  )
}

/** Squares on a grid of a tenth of a unit. */
function dots(genes: readonly PlacedGene[], size: number): string {
  const tenth = (value: number): number => Math.round(value * 10) / 10
  const side = tenth(size)
  const all = new Set(
    genes.map(({ x, y }) => `M${tenth(x - size / 2)} ${tenth(y - size / 2)}h${side}v${side}h${-side}z`),
  )
  return [...all].join('')
}
