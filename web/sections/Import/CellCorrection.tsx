import { useState } from 'react'
import type { SyntheticEvent } from 'react'
import { useMutation } from 'urql'
import { correctionText } from '../../format.ts'
import { failureOf } from '../../gql/failure.ts'
import { CorrectImportDocument } from '../../gql/generated/graphql.ts'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { isBusy } from './useImportFolder.ts'
import type { Folder, Finding } from './useImportFolder.ts'

export type Correction = Folder['corrections'][number]

function isOf(correction: Correction, { file, line, column }: Finding): boolean {
  return correction.file === file && correction.line === line && correction.column === column
}

/** Cells that a finding points at; a place in a folder of files has no line of its own. */
function cellOf({ file, line, column, value }: Finding): Omit<Correction, 'to' | 'reason'> | null {
  if (file === null || line === null || column === null || value === null || value.length > 200) return null
  return { file, line, column, from: value.trim() === '' ? null : value }
}

function useCorrections(folder: Folder) {
  const [{ error, fetching }, correct] = useMutation(CorrectImportDocument)
  const save = (corrections: readonly Correction[]) => {
    void correct({
      id: folder.id,
      corrections: corrections.map(({ file, line, column, from, to, reason }) => ({
        file,
        line,
        column,
        from,
        to,
        reason,
      })),
    })
  }
  return { save, fetching: fetching || isBusy(folder), message: error ? failureOf(error).message : null }
}

function Declare({ folder, finding, done }: { folder: Folder; finding: Finding; done: () => void }) {
  const { save, fetching, message } = useCorrections(folder)
  const [to, setTo] = useState('')
  const [reason, setReason] = useState('')
  const cell = cellOf(finding)
  if (cell === null) return null
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    save([...folder.corrections, { ...cell, to: to === '' ? null : to, reason }])
    done()
  }
  return (
    <form className="import-correction" onSubmit={submit}>
      <Field label="Read it as" hint="Left empty: not known." error={message}>
        {({ id, describedBy }) => (
          <input
            id={id}
            className="input"
            aria-describedby={describedBy}
            value={to}
            maxLength={200}
            onChange={({ target }) => {
              setTo(target.value)
            }}
          />
        )}
      </Field>
      <Field label="Reason" hint="Kept with the release and shown with the value.">
        {({ id, describedBy }) => (
          <input
            id={id}
            className="input"
            aria-describedby={describedBy}
            value={reason}
            maxLength={2000}
            required
            onChange={({ target }) => {
              setReason(target.value)
            }}
          />
        )}
      </Field>
      <div className="row">
        <Button size="s" type="submit" look="primary" disabled={fetching}>
          Declare
        </Button>
        <Button size="s" onClick={done}>
          Leave it
        </Button>
      </div>
    </form>
  )
}

/** Declares that a cell is to be read as another than the file writes, where a finding points at one. */
export function CellCorrection({ folder, finding }: { folder: Folder; finding: Finding }) {
  const [open, setOpen] = useState(false)
  const declared = folder.corrections.find((one) => isOf(one, finding))
  if (declared) return <>{correctionText(declared)}</>
  if (cellOf(finding) === null) return null
  if (!open)
    return (
      <Button
        size="s"
        look="quiet"
        aria-label={`Correct line ${finding.line ?? ''}, ${finding.column ?? ''}`}
        onClick={() => {
          setOpen(true)
        }}
      >
        Correct
      </Button>
    )
  return (
    <Declare
      folder={folder}
      finding={finding}
      done={() => {
        setOpen(false)
      }}
    />
  )
}

/** What is declared, to be withdrawn one by one. */
export function DeclaredCorrections({ folder }: { folder: Folder }) {
  const { save, fetching, message } = useCorrections(folder)
  if (folder.corrections.length === 0) return null
  return (
    <section className="stack" aria-labelledby="import-corrections">
      <h3 id="import-corrections">Declared corrections</h3>
      <p className="muted">
        They stand in the manifest; the files stay as they are. Another file in the place of one ends its
        corrections.
      </p>
      <ul className="import-corrections">
        {folder.corrections.map((one) => (
          <li key={`${one.file} ${one.line} ${one.column}`} className="row">
            <span>
              {one.file}: {correctionText(one)}
            </span>
            <Button
              size="s"
              disabled={fetching}
              onClick={() => {
                save(folder.corrections.filter((other) => other !== one))
              }}
            >
              Withdraw
            </Button>
          </li>
        ))}
      </ul>
      {message !== null && (
        <p role="alert" className="field-error">
          {message}
        </p>
      )}
    </section>
  )
}
