import { useId, useRef, useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { chosenFiles, droppedFiles } from './dropped.ts'
import type { Dropped } from './dropped.ts'

function Chooser({
  label,
  whole,
  disabled,
  onFiles,
}: {
  label: string
  whole: boolean
  disabled: boolean
  onFiles: (dropped: Dropped) => void
}) {
  const input = useRef<HTMLInputElement>(null)
  const id = useId()
  return (
    <>
      <Button
        disabled={disabled}
        onClick={() => {
          input.current?.click()
        }}
      >
        {label}
      </Button>
      <label htmlFor={id} className="visually-hidden">
        {label}
      </label>
      <input
        ref={(element) => {
          input.current = element
          // React's types do not know the attribute
          if (element) element.webkitdirectory = whole
        }}
        id={id}
        type="file"
        multiple
        hidden
        onChange={({ target }) => {
          if (target.files && target.files.length > 0) onFiles(chosenFiles(target.files))
          target.value = ''
        }}
      />
    </>
  )
}

/** Where a folder or files are dragged to; the same by two buttons. */
export function DropZone({
  title,
  disabled = false,
  onFiles,
}: {
  title: string
  disabled?: boolean
  onFiles: (dropped: Dropped) => void
}) {
  const [over, setOver] = useState(false)
  return (
    <div
      className="drop-zone"
      role="group"
      aria-label={title}
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(!disabled)
      }}
      onDragLeave={() => {
        setOver(false)
      }}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        if (!disabled) void droppedFiles(event.dataTransfer).then(onFiles)
      }}
    >
      <p className="drop-zone-title">{title}</p>
      <div className="row">
        <Chooser label="Choose a folder" whole disabled={disabled} onFiles={onFiles} />
        <Chooser label="Choose files" whole={false} disabled={disabled} onFiles={onFiles} />
      </div>
      <p className="small muted">
        They go to this server only, into a folder of its own, and nothing is imported before you say so.
      </p>
    </div>
  )
}
