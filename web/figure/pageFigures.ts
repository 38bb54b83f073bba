import { createContext } from 'react'
import type { BoardFigure } from './board.ts'

interface Entry {
  letter: string
  figure: BoardFigure
}

/** The figures that are drawn on a page, as a board would ask for them. */
export interface PageFigures {
  /** @returns takes it away again */
  add: (letter: string, figure: BoardFigure) => () => void
  /** in the order of their letters, those without one last */
  all: () => BoardFigure[]
}

export function createPageFigures(): PageFigures {
  const entries = new Set<Entry>()
  return {
    add: (letter, figure) => {
      const entry = { letter, figure }
      entries.add(entry)
      return () => {
        entries.delete(entry)
      }
    },
    all: () =>
      [...entries]
        .sort((one, other) => (one.letter || '~').localeCompare(other.letter || '~'))
        .map(({ figure }) => figure),
  }
}

/** null on pages that do not gather their figures */
export const PageFiguresContext = createContext<PageFigures | null>(null)
