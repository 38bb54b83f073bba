import { useNavigate, useSearch } from '@tanstack/react-router'
import { DropZone } from '../sections/Import/DropZone.tsx'
import { UploadState } from '../sections/Import/FilesStep.tsx'
import { ImportFolderList } from '../sections/Import/ImportFolderList.tsx'
import { ImportFolderSection } from '../sections/Import/ImportFolderSection.tsx'
import { useUpload } from '../sections/Import/useUpload.ts'
import '../sections/Import/import.css'
import { Page } from '../ui/Page.tsx'

/** Import in the browser: a folder dragged in, to a release. The folder is in the address, so that one can come back to it. */
export function ImportPage() {
  const { folder } = useSearch({ from: '/import' })
  const navigate = useNavigate()
  const upload = useUpload()
  return (
    <Page
      title="Import"
      lead={
        <p>
          Files become a cohort: each is recognised by its content, you say what no file says, everything is
          checked, and either one release is written or nothing.
        </p>
      }
    >
      {folder === undefined ? (
        <>
          <DropZone
            title="Drag a folder or files here"
            disabled={upload.sent !== null}
            onFiles={(dropped) => {
              void upload.start(null, dropped).then((id) => {
                if (id !== null) void navigate({ to: '/import', search: { folder: id } })
              })
            }}
          />
          <UploadState upload={upload} />
          <ImportFolderList />
        </>
      ) : (
        <ImportFolderSection key={folder} id={folder} upload={upload} />
      )}
    </Page>
  )
}
