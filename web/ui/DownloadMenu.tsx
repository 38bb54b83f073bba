import { useState } from 'react'
import { Button } from './Button.tsx'
import { usePopover } from './usePopover.ts'

export interface DownloadItem {
  label: string
  /** what it is for, in a few words */
  detail?: string
  /** a drawing has its width: shown when that width is chosen */
  width?: { mm: number; label: string }
  /** heading under which it stands; drawings need none */
  group?: string
  run: () => void | Promise<void>
}

/** The width that was chosen last holds for every menu of the visit. */
let lastWidth: number | null = null

function widthsOf(items: readonly DownloadItem[]): { mm: number; label: string }[] {
  const widths = new Map(items.flatMap(({ width }) => (width === undefined ? [] : [[width.mm, width]])))
  return [...widths.values()]
}

/** Items in their order, each with its heading where a new group begins. */
function grouped(items: readonly DownloadItem[]): { heading: string | null; item: DownloadItem }[] {
  return items.map((item, at) => {
    const before = items[at - 1]?.group
    return { item, heading: item.group !== undefined && item.group !== before ? item.group : null }
  })
}

/** The files that a panel can be taken home as. A failed one says so instead of doing nothing; so does one that is done. */
export function DownloadMenu({
  label = 'Download',
  items,
}: {
  label?: string
  items: readonly DownloadItem[]
}) {
  const { open, setOpen, ref } = usePopover<HTMLDivElement>()
  const widths = widthsOf(items)
  const [width, setWidth] = useState(lastWidth)
  const [failure, setFailure] = useState<string | null>(null)
  const [done, setDone] = useState<string | null>(null)
  const [running, setRunning] = useState<string | null>(null)
  const shownWidth = widths.find(({ mm }) => mm === width)?.mm ?? widths[0]?.mm
  const shown = items.filter((item) => item.width === undefined || item.width.mm === shownWidth)
  const run = async (item: DownloadItem) => {
    setFailure(null)
    setDone(null)
    setRunning(item.label)
    try {
      await item.run()
      setDone(item.label)
      setOpen(false)
    } catch (error) {
      setFailure(`${item.label} failed: ${error instanceof Error ? error.message : 'unknown reason'}`)
    } finally {
      setRunning(null)
    }
  }
  return (
    <div className="download no-print" ref={ref}>
      <Button
        size="s"
        aria-expanded={open}
        onClick={() => {
          setWidth(lastWidth)
          setOpen(!open)
        }}
      >
        {label} <span aria-hidden="true">▾</span>
      </Button>
      <span role="status" className="visually-hidden">
        {done === null ? '' : `${done}: done`}
      </span>
      {open && (
        <div className="download-list">
          {widths.length > 1 && (
            <label className="download-width">
              <span>Width</span>
              <select
                value={shownWidth}
                onChange={({ target }) => {
                  lastWidth = Number(target.value)
                  setWidth(lastWidth)
                }}
              >
                {widths.map(({ mm, label: words }) => (
                  <option key={mm} value={mm}>
                    {words}
                  </option>
                ))}
              </select>
            </label>
          )}
          <ul>
            {grouped(shown).map(({ heading, item }) => (
              <li key={item.label} {...(heading === null ? {} : { 'data-heading': heading })}>
                <button type="button" disabled={running !== null} onClick={() => void run(item)}>
                  <span>{item.label}</span>
                  {item.detail !== undefined && <small>{item.detail}</small>}
                </button>
              </li>
            ))}
            {failure !== null && (
              <li role="alert" className="field-error">
                {failure}
              </li>
            )}
          </ul>
        </div>
      )}
    </div>
  )
}
