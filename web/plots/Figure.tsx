import type { ReactElement, ReactNode, Ref } from 'react'
import type { PlotStyle } from './style.ts'

export interface FigureProps {
  title: string
  /** one paragraph that says what is to be seen, for those who do not see it */
  summary: string
  width: number
  height: number
  style: PlotStyle
  /** id that is unique on the page: the title and description are referred to by it */
  id: string
  /** a figure with rows to choose from is a radio group; any other is one image */
  role?: 'img' | 'radiogroup'
  svgRef?: Ref<SVGSVGElement>
  children: ReactNode
}

/** The svg element around a plot, on screen: it scales down, never up. */
export function Figure(props: FigureProps): ReactElement {
  const { id, style, width, height } = props
  return (
    <svg
      ref={props.svgRef}
      xmlns="http://www.w3.org/2000/svg"
      role={props.role ?? 'img'}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-summary`}
      viewBox={`0 0 ${Math.ceil(width)} ${Math.ceil(height)}`}
      width={Math.ceil(width)}
      height={Math.ceil(height)}
      fontFamily={style.family}
    >
      <title id={`${id}-title`}>{props.title}</title>
      <desc id={`${id}-summary`}>{props.summary}</desc>
      {props.children}
    </svg>
  )
}
