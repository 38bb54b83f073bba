import { questionOf, readBoard, writeBoard } from './board.ts'
import type { Board, BoardFigure } from './board.ts'

/** Where this browser keeps the board that is being put together; the board's own page has it in its address. */
const place = 'radimmune.board'

export function draftBoard(): Board {
  return readBoard(localStorage.getItem(place) ?? '') ?? { title: '', figures: [] }
}

export function keepDraft(board: Board): void {
  localStorage.setItem(place, writeBoard(board))
}

/** The board with further figures behind its own; the same figure twice is on it once. */
export function joined(board: Board, figures: readonly BoardFigure[]): Board {
  const known = new Set(board.figures.map(questionOf))
  return {
    ...board,
    figures: [...board.figures, ...figures.filter((figure) => !known.has(questionOf(figure)))],
  }
}

export function addToBoard(figure: BoardFigure): void {
  keepDraft(joined(draftBoard(), [figure]))
}

/** Whether a board in the address is somebody else's: changing it must not take the place of the one that is kept here. */
export function isForeign(board: Board): boolean {
  const draft = draftBoard()
  return draft.figures.length > 0 && writeBoard(draft) !== writeBoard(board)
}
