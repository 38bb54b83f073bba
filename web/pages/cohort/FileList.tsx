import { formatBytes, formatCount } from '../../format.ts'
import type { CohortReleaseFragment } from '../../gql/generated/graphql.ts'
import { Table, type Column } from '../../ui/Table.tsx'

type File = CohortReleaseFragment['files'][number]

function shape({ rows, columns }: File): string {
  return rows === null || columns === null ? '–' : `${formatCount(rows)} × ${formatCount(columns)}`
}

function toolOf({ tool, version }: File): string {
  return [tool, version].filter((part) => part !== null).join(' ') || '–'
}

const columns: readonly Column<File>[] = [
  {
    key: 'path',
    header: 'File',
    rowHeader: true,
    loose: true,
    cell: (file) => (
      <>
        {file.path}
        <br />
        <span className="muted">
          {file.role}, {file.format}
        </span>
      </>
    ),
    sort: (file) => file.path,
  },
  { key: 'shape', header: 'Rows × columns', align: 'end', cell: shape, sort: (file) => file.rows },
  {
    key: 'bytes',
    header: 'Size',
    align: 'end',
    cell: (file) => formatBytes(file.bytes),
    sort: (file) => file.bytes,
  },
  { key: 'tool', header: 'Made by', cell: toolOf, sort: (file) => file.tool },
  { key: 'licence', header: 'Licence', cell: (file) => file.licence, sort: (file) => file.licence },
  {
    key: 'sha256',
    header: 'SHA-256',
    loose: true,
    cell: (file) => <span className="hash">{file.sha256}</span>,
  },
]

/** The files that the release was made from. */
export function FileList({ files }: { files: readonly File[] }) {
  return (
    <section className="section" aria-labelledby="files">
      <h2 id="files">Where it comes from</h2>
      <Table
        caption="Source files of this release"
        columns={columns}
        rows={files}
        rowKey={(file) => file.id}
      />
    </section>
  )
}
