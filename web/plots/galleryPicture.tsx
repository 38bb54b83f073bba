import type { ReactElement, ReactNode } from 'react'
import { Figure } from './Figure.tsx'
import type { PlotStyle } from './style.ts'

/** A picture of the gallery page, compared with its file in test/web/plots. */
export interface GalleryPicture {
  name: string
  about: string
  draw: () => ReactElement
}

/** A drawing of made-up data in its frame. */
export function madeUp(
  name: string,
  { width, height, style }: { width: number; height: number; style: PlotStyle },
  drawing: ReactNode,
): ReactElement {
  return (
    <Figure id={name} title={name} summary="Made-up data" style={style} width={width} height={height}>
      {drawing}
    </Figure>
  )
}
