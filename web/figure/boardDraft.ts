import { readBoard, writeBoard } from './board.ts'
import type { Board, BoardFigure } from './board.ts'

/** Where this browser keeps the board that is being put together; the board's own page has it in its address. */
const place = 'radimmune.board'

export function draftBoard(): Board {
  return readBoard(localStorage.getItem(place) ?? '') ?? { title: '', figures: [] }
}

export function keepDraft(board: Board): void {
  localStorage.setItem(place, writeBoard(board))
}

/** The same figure twice is on it once. */
export function addToBoard(figure: BoardFigure): void {
  const board = draftBoard()
  const text = JSON.stringify(figure)
  if (board.figures.some((other) => JSON.stringify({ ...other, note: undefined }) === text)) return
  keepDraft({ ...board, figures: [...board.figures, figure] })
}
