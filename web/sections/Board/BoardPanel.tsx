import { useId } from 'react'
import { questionOf } from '../../figure/board.ts'
import type { BoardFigure } from '../../figure/board.ts'
import { boardLetter } from '../../figure/BoardSheet.tsx'
import type { LoadedFigure } from '../../figure/boardZip.ts'
import { legendOf } from '../../figure/panelFigure.tsx'
import type { PanelFigure } from '../../figure/panelFigure.tsx'
import { ScreenFigure } from '../../figure/ScreenFigure.tsx'
import { Button } from '../../ui/Button.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { QueryDrawer } from '../../ui/QueryDrawer.tsx'
import { Failed, Loading } from '../../ui/states.tsx'
import { useFigure } from './useFigure.ts'

interface Props {
  entry: BoardFigure
  at: number
  of: number
  onReady: (question: string, loaded: LoadedFigure) => void
  onChange: (entry: BoardFigure) => void
  onMove: (by: -1 | 1) => void
  onRemove: () => void
}

/** One figure of the board with its note, its legend and its place among the others. */
export function BoardPanel(props: Props) {
  const { entry, at, onChange } = props
  const found = useFigure(questionOf(entry), props.onReady)
  const id = useId()
  const letter = boardLetter(at)
  const title = found.state === 'ready' ? found.loaded.figure.title : entry.panel
  return (
    <section className="panel board-panel" data-half={entry.half === true} aria-labelledby={`${id}-head`}>
      <div className="panel-head">
        <h2 id={`${id}-head`}>
          <span className="panel-letter">{letter}</span> {title}
        </h2>
        {found.state === 'ready' && <QueryDrawer request={found.loaded.kind.request(entry.variables)} />}
      </div>
      {found.state === 'loading' && <Loading label="Asking for the figure" rows={8} />}
      {found.state === 'failed' && (
        <Failed title="This figure cannot be drawn" message={found.error.message} id={null} />
      )}
      {found.state === 'ready' && <Drawn figure={found.loaded.figure} />}
      <label className="board-note">
        <span className="small muted">Note to {letter}</span>
        <textarea
          rows={2}
          maxLength={600}
          defaultValue={entry.note ?? ''}
          onBlur={({ target }) => {
            const { note: before = '', ...rest } = entry
            const note = target.value.trim()
            if (note !== before) onChange(note === '' ? rest : { ...rest, note })
          }}
        />
      </label>
      <div className="row no-print">
        <Button
          size="s"
          disabled={at === 0}
          onClick={() => {
            props.onMove(-1)
          }}
        >
          Move {letter} up
        </Button>
        <Button
          size="s"
          disabled={at === props.of - 1}
          onClick={() => {
            props.onMove(1)
          }}
        >
          Move {letter} down
        </Button>
        <Button
          size="s"
          aria-pressed={entry.half === true}
          onClick={() => {
            const { half, ...rest } = entry
            onChange(half === true ? rest : { ...rest, half: true })
          }}
        >
          Half the width
        </Button>
        <Button size="s" onClick={props.onRemove}>
          Remove {letter}
        </Button>
      </div>
    </section>
  )
}

function Drawn({ figure }: { figure: PanelFigure }) {
  return (
    <>
      <ScreenFigure figure={figure} summary={legendOf(figure)} />
      <Disclosure summary="Legend and methods">
        <p className="figure-note">{legendOf(figure)}</p>
        <p className="figure-note">{figure.origin.paper.methods}</p>
        <div className="row no-print">
          <CopyButton label="Copy legend" text={`${figure.title}. ${legendOf(figure)}`} />
          <CopyButton label="Copy methods" text={figure.origin.paper.methods} />
        </div>
      </Disclosure>
    </>
  )
}
