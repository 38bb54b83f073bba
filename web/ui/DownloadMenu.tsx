import { useState } from 'react'
import { Button } from './Button.tsx'
import { usePopover } from './usePopover.ts'

export interface DownloadItem {
  label: string
  /** what it is for, in a few words */
  detail?: string
  run: () => void | Promise<void>
}

/** The files that a panel can be taken home as. A failed one says so instead of doing nothing. */
export function DownloadMenu({
  label = 'Download',
  items,
}: {
  label?: string
  items: readonly DownloadItem[]
}) {
  const { open, setOpen, ref } = usePopover<HTMLDivElement>()
  const [failure, setFailure] = useState<string | null>(null)
  const run = async (item: DownloadItem) => {
    setFailure(null)
    try {
      await item.run()
      setOpen(false)
    } catch (error) {
      setFailure(`${item.label} failed: ${error instanceof Error ? error.message : 'unknown reason'}`)
    }
  }
  return (
    <div className="download no-print" ref={ref}>
      <Button
        size="s"
        aria-expanded={open}
        onClick={() => {
          setOpen(!open)
        }}
      >
        {label} <span aria-hidden="true">▾</span>
      </Button>
      {open && (
        <ul className="download-list">
          {items.map((item) => (
            <li key={item.label}>
              <button type="button" onClick={() => void run(item)}>
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
      )}
    </div>
  )
}
