import { useEffect, useState } from 'react'
import { getRouteApi, Link } from '@tanstack/react-router'
import { readBoard, writeBoard } from '../figure/board.ts'
import type { Board } from '../figure/board.ts'
import { draftBoard, isForeign, joined, keepDraft } from '../figure/boardDraft.ts'
import { plural } from '../format.ts'
import { BoardSection } from '../sections/Board/BoardSection.tsx'
import '../sections/RiskGroupComparison/comparison.css'
import { Button } from '../ui/Button.tsx'
import { Callout } from '../ui/Callout.tsx'
import { Page } from '../ui/Page.tsx'
import { Empty } from '../ui/states.tsx'

const route = getRouteApi('/board')

const lead = (
  <p>
    Figures that belong together, with notes, at one address. “Put on the board” stands in the download menu
    of every figure; here they become one figure with panels A, B, C …
  </p>
)

/** A hypothesis board: all of it is in the address; this browser keeps the reader's own, which no link replaces unasked. */
export function BoardPage() {
  const { board: text } = route.useSearch()
  const navigate = route.useNavigate()
  const draft = text === undefined ? draftBoard() : null
  const hasDraft = draft !== null && draft.figures.length > 0
  useEffect(() => {
    if (hasDraft) void navigate({ search: { board: writeBoard(draft) }, replace: true })
  }, [hasDraft, draft, navigate])
  const board = text === undefined ? null : readBoard(text)
  // what is kept is no state of the page: it is read again when it was changed here
  const [, setKept] = useState(0)
  const isOthers = board !== null && isForeign(board)
  const show = (next: Board) => {
    void navigate({
      search: next.figures.length === 0 ? {} : { board: writeBoard(next) },
      resetScroll: false,
    })
  }
  const keep = (next: Board) => {
    keepDraft(next)
    setKept((times) => times + 1)
    show(next)
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
      {isOthers && <NotKept board={board} onKeep={keep} onShow={show} />}
      <BoardSection board={board} onChange={isOthers ? show : keep} />
    </Page>
  )
}

/** A board that came by a link, or by Back, beside the one that this browser keeps: both stay until the reader says otherwise. */
function NotKept({
  board,
  onKeep,
  onShow,
}: {
  board: Board
  onKeep: (board: Board) => void
  onShow: (board: Board) => void
}) {
  const own = draftBoard()
  return (
    <Callout tone="note" title="This is not the board that you put together">
      <p>
        Yours has {plural(own.figures.length, 'figure')}
        {own.title === '' ? '' : ` (“${own.title}”)`} and stays as it is; what you change here is in the
        address alone.
      </p>
      <div className="row no-print">
        <Button
          size="s"
          onClick={() => {
            onShow(own)
          }}
        >
          Open mine
        </Button>
        <Button
          size="s"
          onClick={() => {
            onKeep(joined(own, board.figures))
          }}
        >
          Add these figures to mine
        </Button>
        <Button
          size="s"
          onClick={() => {
            onKeep(board)
          }}
        >
          Keep this one instead
        </Button>
      </div>
    </Callout>
  )
}
