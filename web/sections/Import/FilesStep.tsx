import { useMutation } from 'urql'
import { formatBytes, formatCount, plural } from '../../format.ts'
import { RemoveImportFileDocument } from '../../gql/generated/graphql.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Callout } from '../../ui/Callout.tsx'
import { Table, type Column } from '../../ui/Table.tsx'
import { DropZone } from './DropZone.tsx'
import { ProgressBar } from './ProgressBar.tsx'
import { isBusy } from './useImportFolder.ts'
import type { Folder, ImportedFile } from './useImportFolder.ts'
import type { Upload } from './useUpload.ts'

interface Row {
  path: string
  bytes: number | null
  file: ImportedFile | undefined
}

/** A folder of per-sample files is one entry of what was recognised and many of what arrived. */
function rowsOf({ uploads, files }: Folder): Row[] {
  const known = (files ?? []).map((file): Row => {
    const own = uploads.filter(({ path }) => path === file.path || path.startsWith(`${file.path}/`))
    return { path: file.path, bytes: own.reduce((sum, { bytes }) => sum + bytes, 0), file }
  })
  const others = uploads.filter(
    ({ path }) => !known.some((row) => path === row.path || path.startsWith(`${row.path}/`)),
  )
  return [...known, ...others.map(({ path, bytes }): Row => ({ path, bytes, file: undefined }))]
}

function columnsFor(busy: boolean, remove: (path: string) => void): Column<Row>[] {
  return [
    { key: 'path', header: 'File', rowHeader: true, loose: true, cell: ({ path }) => path },
    {
      key: 'is',
      header: 'Recognised as',
      cell: ({ file }) => {
        if (!file) return <span className="muted">not looked at yet</span>
        if (file.format === null || file.role === null) return <Badge tone="note">not used</Badge>
        return (
          <>
            <Badge tone={file.sure ? 'ok' : 'note'}>{file.role}</Badge> {file.format}
          </>
        )
      },
    },
    { key: 'because', header: 'By', cell: ({ file }) => file?.because ?? '–' },
    {
      key: 'rows',
      header: 'Rows',
      align: 'end',
      cell: ({ file }) => (file?.rows == null ? '–' : formatCount(file.rows)),
    },
    {
      key: 'bytes',
      header: 'Size',
      align: 'end',
      cell: ({ bytes }) => (bytes === null ? '–' : formatBytes(bytes)),
    },
    {
      key: 'remove',
      header: 'Take out',
      cell: ({ path }) => (
        <Button
          look="quiet"
          className="import-short"
          size="s"
          disabled={busy}
          aria-label={`Take out ${path}`}
          onClick={() => {
            remove(path)
          }}
        >
          Take out
        </Button>
      ),
    },
  ]
}

/** Files that have arrived, and what each of them is. */
export function FilesStep({ folder, upload }: { folder: Folder; upload: Upload }) {
  const [, removeFile] = useMutation(RemoveImportFileDocument)
  const rows = rowsOf(folder)
  const busy = isBusy(folder) || upload.sent !== null
  return (
    <section className="section" aria-labelledby="import-files">
      <h2 id="import-files">1. Files</h2>
      {folder.looking !== null && (
        <ProgressBar
          label={`Looking at ${folder.looking === '' ? 'the files' : folder.looking}`}
          done={0}
          total={0}
        />
      )}
      {rows.length > 0 && (
        <Table
          caption={plural(rows.length, 'file')}
          columns={columnsFor(busy, (path) => {
            void removeFile({ id: folder.id, path })
          })}
          rows={rows}
          rowKey={({ path }) => path}
        />
      )}
      {folder.notes.length > 0 && (
        <Callout title="To know">
          <ul>
            {folder.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </Callout>
      )}
      <UploadState upload={upload} />
      <DropZone
        title="Drag more files here; one with the name of a file above takes its place"
        disabled={busy}
        onFiles={(dropped) => {
          void upload.start(folder.id, dropped)
        }}
      />
    </section>
  )
}

/** What is on its way, what went wrong, what was left where it is. */
export function UploadState({ upload }: { upload: Upload }) {
  const { sent, wrong, hidden, cancel } = upload
  return (
    <>
      {sent !== null && (
        <div className="row">
          <ProgressBar
            label={`Sending ${sent.path}: ${formatBytes(sent.bytes)} of ${formatBytes(sent.total)}`}
            done={sent.bytes}
            total={sent.total}
          />
          <Button size="s" onClick={cancel}>
            Stop
          </Button>
        </div>
      )}
      {wrong !== null && (
        <Callout tone="bad" title="The files did not all arrive">
          <p role="alert">{wrong}</p>
        </Callout>
      )}
      {hidden > 0 && (
        <p className="small muted">
          {plural(hidden, 'hidden file')} (with a dot in front) left where{' '}
          {hidden === 1 ? 'it is' : 'they are'}.
        </p>
      )}
    </>
  )
}
