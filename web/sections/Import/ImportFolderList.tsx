import { Link } from '@tanstack/react-router'
import { useMutation, useQuery } from 'urql'
import { formatDateTime, plural } from '../../format.ts'
import { ImportFoldersDocument, RemoveImportDocument } from '../../gql/generated/graphql.ts'
import type { ImportFoldersQuery } from '../../gql/generated/graphql.ts'
import { Answered } from '../../ui/Answered.tsx'
import { Button } from '../../ui/Button.tsx'
import { Table, type Column } from '../../ui/Table.tsx'

type Row = ImportFoldersQuery['importFolders'][number]

function stateWords({ job }: Row): string {
  if (job === null) return 'not checked yet'
  const command = job.command === 'IMPORT' ? 'import' : 'check'
  return job.state === 'DONE' ? (job.report?.outcome ?? 'done') : `${command} ${job.state.toLowerCase()}`
}

function columnsFor(remove: (id: string) => void): Column<Row>[] {
  return [
    {
      key: 'name',
      header: 'Folder',
      rowHeader: true,
      cell: ({ id, name }) => (
        <Link to="/import" search={{ folder: id }}>
          {name}
        </Link>
      ),
    },
    { key: 'begun', header: 'Begun', cell: ({ createdAt }) => formatDateTime(createdAt) },
    { key: 'files', header: 'Files', cell: ({ uploads }) => plural(uploads.length, 'file') },
    { key: 'state', header: 'State', cell: stateWords },
    {
      key: 'remove',
      header: 'Remove',
      cell: ({ id, name }) => (
        <Button
          look="quiet"
          size="s"
          aria-label={`Remove its files: ${name}`}
          onClick={() => {
            remove(id)
          }}
        >
          Remove its files
        </Button>
      ),
    },
  ]
}

/** Folders that were begun, to be gone on with; what was imported from them stays when they are removed. */
export function ImportFolderList() {
  const asked = useQuery({ query: ImportFoldersDocument, requestPolicy: 'network-only' })
  const [, remove] = useMutation(RemoveImportDocument)
  return (
    <Answered of={asked} loading="Looking for folders begun before" rows={2}>
      {({ importFolders }) =>
        importFolders.length > 0 && (
          <section className="section" aria-labelledby="import-begun">
            <h2 id="import-begun">Begun before</h2>
            <Table
              caption="Import folders on this server"
              captionHidden
              columns={columnsFor((id) => {
                void remove({ id }).then(() => {
                  asked[1]({ requestPolicy: 'network-only' })
                })
              })}
              rows={importFolders}
              rowKey={({ id }) => id}
            />
          </section>
        )
      }
    </Answered>
  )
}
