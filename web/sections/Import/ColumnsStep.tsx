import { useState } from 'react'
import { useMutation } from 'urql'
import { formatCount, plural } from '../../format.ts'
import { failureOf } from '../../gql/failure.ts'
import { MapImportDocument } from '../../gql/generated/graphql.ts'
import type { ColumnUse, FileMapping, FileUse } from '../../gql/generated/graphql.ts'
import { Button } from '../../ui/Button.tsx'
import { Disclosure } from '../../ui/Disclosure.tsx'
import { Select } from '../../ui/Select.tsx'
import { Table, type Column } from '../../ui/Table.tsx'
import { useOfColumn, useOfFile, withColumnUse, withFileUse } from './mapping.ts'
import { isBusy } from './useImportFolder.ts'
import type { Folder, ImportedFile } from './useImportFolder.ts'

const fileChoices: readonly { value: FileUse | ''; label: string }[] = [
  { value: '', label: 'as it is recognised' },
  { value: 'CLINICAL', label: 'a clinical table' },
  { value: 'FEATURES', label: 'a table of image features' },
  { value: 'LEFT_OUT', label: 'left out' },
]

const columnChoices: readonly { value: ColumnUse | ''; label: string }[] = [
  { value: '', label: 'as recognised' },
  { value: 'PATIENT', label: 'names the patient' },
  { value: 'NUMBER', label: 'number' },
  { value: 'CATEGORY', label: 'category' },
  { value: 'STATUS', label: 'status of an endpoint' },
  { value: 'TIME', label: 'time of an endpoint' },
  { value: 'LEFT_OUT', label: 'left out' },
]

type ShownColumn = ImportedFile['columns'][number]
type Change = (files: FileMapping[]) => void

/** What may be said of a column depends on what the file is for: a feature is a number or left out. */
function choicesFor({ role, sure }: ImportedFile) {
  if (role === 'clinical')
    return sure ? columnChoices.filter(({ value }) => value !== 'PATIENT') : columnChoices
  if (role === 'features')
    return columnChoices.filter(
      ({ value }) => value === '' || value === 'LEFT_OUT' || (value === 'PATIENT' && !sure),
    )
  return []
}

function columnsFor(
  folder: Folder,
  file: ImportedFile,
  busy: boolean,
  change: Change,
): Column<ShownColumn>[] {
  const choices = choicesFor(file)
  return [
    { key: 'name', header: 'Column', rowHeader: true, loose: true, cell: ({ name }) => name },
    {
      key: 'becomes',
      header: 'Becomes',
      cell: ({ becomes }) => (becomes === 'left out' ? <span className="muted">left out</span> : becomes),
    },
    ...(choices.length === 0
      ? []
      : [
          {
            key: 'use',
            header: 'Use it as',
            cell: ({ name }: ShownColumn) => (
              <select
                className="select import-use"
                aria-label={`Use ${name} of ${file.path} as`}
                disabled={busy}
                value={useOfColumn(folder, file.path, name) ?? ''}
                onChange={({ target }) => {
                  const use = choices.find(({ value }) => value === target.value)?.value ?? ''
                  change(withColumnUse(folder, file.path, { column: name, use: use === '' ? null : use }))
                }}
              >
                {choices.map(({ value, label }) => (
                  <option key={value} value={value}>
                    {label}
                  </option>
                ))}
              </select>
            ),
          },
        ]),
    {
      key: 'preview',
      header: 'First cells',
      cell: ({ preview }) => (
        <span className="import-cells">
          {preview.map((cell, i) => (
            <code key={i}>{cell === '' ? '␣' : cell}</code>
          ))}
        </span>
      ),
    },
  ]
}

const shownAtOnce = 30

function MappedFile({ folder, file, change }: { folder: Folder; file: ImportedFile; change: Change }) {
  const [all, setAll] = useState(false)
  const shown = all ? file.columns : file.columns.slice(0, shownAtOnce)
  const busy = isBusy(folder)
  return (
    <Disclosure
      summary={`${file.path}: ${plural(file.columnCount, 'column')}${file.role === null ? ', left out' : `, ${file.role}`}`}
    >
      <div className="stack">
        {!file.sure && (
          <Select<FileUse | ''>
            label={`Use ${file.path} as`}
            value={useOfFile(folder, file.path) ?? ''}
            options={fileChoices}
            onChange={(use) => {
              change(withFileUse(folder, file.path, use === '' ? null : use))
            }}
          />
        )}
        {shown.length > 0 && (
          <Table
            caption={
              shown.length < file.columnCount
                ? `The first ${formatCount(shown.length)} of ${formatCount(file.columnCount)} columns of ${file.path}`
                : `Columns of ${file.path}`
            }
            columns={columnsFor(folder, file, busy, change)}
            rows={shown}
            rowKey={({ name }) => name}
          />
        )}
        {file.columns.length > shown.length && (
          <Button
            size="s"
            onClick={() => {
              setAll(true)
            }}
          >
            Show {formatCount(file.columns.length)} columns
          </Button>
        )}
      </div>
    </Disclosure>
  )
}

/** What each column becomes, with its first cells, to be changed where recognition is wrong. */
export function ColumnsStep({ folder }: { folder: Folder }) {
  const [{ error }, map] = useMutation(MapImportDocument)
  const files = (folder.files ?? []).filter(
    ({ path, columns, sure, format }) =>
      columns.length > 0 || (format !== null && !sure) || useOfFile(folder, path) !== null,
  )
  if (files.length === 0) return null
  return (
    <section className="section" aria-labelledby="import-columns">
      <h2 id="import-columns">2. Columns</h2>
      <p className="muted">
        What was recognised stands there already. Change only what is wrong; the files are then looked at
        again.
      </p>
      {error !== undefined && (
        <p role="alert" className="field-error">
          {failureOf(error).message}
        </p>
      )}
      {files.map((file) => (
        <MappedFile
          key={file.path}
          folder={folder}
          file={file}
          change={(changed) => {
            void map({ id: folder.id, files: changed })
          }}
        />
      ))}
    </section>
  )
}
