import { useCallback, useState } from 'react'
import { useClient } from 'urql'
import { questionOf } from '../../figure/board.ts'
import type { Board, BoardFigure } from '../../figure/board.ts'
import { BoardSheet } from '../../figure/BoardSheet.tsx'
import { boardZip } from '../../figure/boardZip.ts'
import type { LoadedFigure } from '../../figure/boardZip.ts'
import { pngBlob } from '../../figure/pngFile.ts'
import { fileName, saveBlob, saveText } from '../../figure/save.ts'
import { svgText } from '../../figure/svgFile.ts'
import { columnWidths } from '../../plots/style.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { DownloadMenu } from '../../ui/DownloadMenu.tsx'
import type { DownloadItem } from '../../ui/DownloadMenu.tsx'
import { BoardPanel } from './BoardPanel.tsx'
import './board.css'

/** The board: every figure with its note, and all of them as one. */
export function BoardSection({ board, onChange }: { board: Board; onChange: (board: Board) => void }) {
  const [ready, setReady] = useState<ReadonlyMap<string, LoadedFigure>>(new Map())
  const onReady = useCallback((question: string, loaded: LoadedFigure) => {
    setReady((before) => new Map(before).set(question, loaded))
  }, [])
  const { figures } = board
  const replaced = (at: number, figure: BoardFigure): Board => ({
    ...board,
    figures: figures.map((other, place) => (place === at ? figure : other)),
  })
  const loaded = figures.flatMap((entry) => {
    const found = ready.get(questionOf(entry))
    return found === undefined ? [] : [{ ...found, entry }]
  })
  const isWhole = loaded.length === figures.length
  return (
    <>
      <div className="board-head">
        <label className="board-title">
          <span className="small muted">Title</span>
          <input
            type="text"
            maxLength={200}
            key={board.title}
            defaultValue={board.title}
            onBlur={({ target }) => {
              if (target.value.trim() !== board.title) onChange({ ...board, title: target.value.trim() })
            }}
            onKeyDown={({ key, currentTarget }) => {
              if (key === 'Enter') currentTarget.blur()
            }}
          />
        </label>
        <div className="row no-print">
          <CopyButton label="Copy address" text={() => location.href} />
          {isWhole ? (
            <BoardMenu board={board} loaded={loaded} />
          ) : (
            <span role="status" className="small muted">
              {loaded.length} of {figures.length} figures are there
            </span>
          )}
        </div>
      </div>
      <div className="board-panels">
        {figures.map((entry, at) => (
          <BoardPanel
            key={questionOf(entry)}
            entry={entry}
            at={at}
            of={figures.length}
            onReady={onReady}
            onChange={(next) => {
              onChange(replaced(at, next))
            }}
            onMove={(by) => {
              onChange({ ...board, figures: moved(figures, at, by) })
            }}
            onRemove={() => {
              onChange({ ...board, figures: figures.filter((_, place) => place !== at) })
            }}
          />
        ))}
      </div>
    </>
  )
}

function moved(figures: readonly BoardFigure[], at: number, by: -1 | 1): BoardFigure[] {
  const next = [...figures]
  const [taken] = next.splice(at, 1)
  if (taken !== undefined) next.splice(at + by, 0, taken)
  return next
}

/** The whole board as files. */
function BoardMenu({ board, loaded }: { board: Board; loaded: readonly LoadedFigure[] }) {
  const client = useClient()
  const { title } = board
  const svg = (): string =>
    svgText(
      <BoardSheet
        title={title}
        address={location.href}
        panels={loaded.map(({ figure, entry }) => ({ figure, half: entry.half === true }))}
      />,
    )
  const pdf = async (): Promise<Blob> => {
    const { pdfBlob } = await import('../../figure/pdf/pdfBlob.ts')
    return pdfBlob(svg())
  }
  const name = (extension: string, more: readonly string[] = []) =>
    fileName(['board', title, ...more], extension)
  const mm = columnWidths.double
  const items: DownloadItem[] = [
    {
      label: 'PDF, all figures as one',
      detail: 'A, B, C …, caption and fonts inside',
      run: async () => {
        saveBlob(await pdf(), name('pdf'))
      },
    },
    {
      label: 'SVG, all figures as one',
      run: () => {
        saveText(svg(), name('svg'), 'image/svg+xml')
      },
    },
    {
      label: 'PNG, all figures as one, 300 dpi',
      run: async () => {
        saveBlob(await pngBlob(svg(), mm, 300), name('png', ['300dpi']))
      },
    },
    {
      label: 'ZIP of figure, data and provenance',
      detail: 'with TSV, JSON, specifications, legends, methods and notes',
      run: async () => {
        const bytes = new Uint8Array(await (await pdf()).arrayBuffer())
        const whole = { title, address: location.href, svg: svg(), pdf: bytes }
        saveBlob(new Blob([await boardZip(client, loaded, whole)], { type: 'application/zip' }), name('zip'))
      },
    },
  ]
  return <DownloadMenu label="Download the board" items={items} />
}
