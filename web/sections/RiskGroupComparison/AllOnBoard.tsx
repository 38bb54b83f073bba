import { Link } from '@tanstack/react-router'
import { useContext, useState } from 'react'
import { mostFigures } from '../../figure/board.ts'
import { draftBoard, joined, keepDraft } from '../../figure/boardDraft.ts'
import { PageFiguresContext } from '../../figure/pageFigures.ts'
import { plural } from '../../format.ts'
import { Button } from '../../ui/Button.tsx'

/** Every figure that the page has drawn by now onto the board, from where they are exported as one. */
export function AllOnBoard() {
  const page = useContext(PageFiguresContext)
  const [said, setSaid] = useState<string | null>(null)
  if (page === null) return null
  return (
    <>
      <Button
        size="s"
        onClick={() => {
          const whole = joined(draftBoard(), page.all())
          const kept = { ...whole, figures: whole.figures.slice(0, mostFigures) }
          keepDraft(kept)
          const left = whole.figures.length - kept.figures.length
          setSaid(
            `${plural(kept.figures.length, 'figure')} on the board${left === 0 ? '' : `, ${left} did not fit`}`,
          )
        }}
      >
        All panels to the board
      </Button>
      <span role="status" className="small">
        {said !== null && <Link to="/board">{said}</Link>}
      </span>
    </>
  )
}
