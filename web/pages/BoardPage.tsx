import { useEffect } from 'react'
import { getRouteApi, Link } from '@tanstack/react-router'
import { readBoard, writeBoard } from '../figure/board.ts'
import type { Board } from '../figure/board.ts'
import { draftBoard, keepDraft } from '../figure/boardDraft.ts'
import { BoardSection } from '../sections/Board/BoardSection.tsx'
import '../sections/RiskGroupComparison/comparison.css'
import { Page } from '../ui/Page.tsx'
import { Empty } from '../ui/states.tsx'

const route = getRouteApi('/board')

const lead = (
  <p>
    Figures that belong together, with notes, at one address. “Put on the board” stands in the download menu
    of every figure; here they become one figure with panels A, B, C …
  </p>
)

/** A hypothesis board: all of it is in the address; this browser remembers the last one. */
export function BoardPage() {
  const { board: text } = route.useSearch()
  const navigate = route.useNavigate()
  const draft = text === undefined ? draftBoard() : null
  const hasDraft = draft !== null && draft.figures.length > 0
  useEffect(() => {
    if (hasDraft) void navigate({ search: { board: writeBoard(draft) }, replace: true })
  }, [hasDraft, draft, navigate])
  const board = text === undefined ? null : readBoard(text)
  const change = (next: Board) => {
    keepDraft(next)
    void navigate({
      search: next.figures.length === 0 ? {} : { board: writeBoard(next) },
      resetScroll: false,
    })
  }
  if (board === null || board.figures.length === 0) {
    return (
      <Page title="Board" lead={lead}>
        {text !== undefined && board === null ? (
          <Empty title="This address holds no board" action={<Link to="/board">Your own board</Link>}>
            <p>It may have been cut short on its way.</p>
          </Empty>
        ) : (
          <Empty title="Nothing is on the board yet" action={<Link to="/compare">Compare groups</Link>} />
        )}
      </Page>
    )
  }
  return (
    <Page title={board.title === '' ? 'Board' : board.title} width="wide" lead={lead}>
      <BoardSection board={board} onChange={change} />
    </Page>
  )
}
