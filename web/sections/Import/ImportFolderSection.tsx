import { RequestFailed, Empty, Loading } from '../../ui/states.tsx'
import { ColumnsStep } from './ColumnsStep.tsx'
import { FilesStep } from './FilesStep.tsx'
import { JobStep } from './JobStep.tsx'
import { QuestionsStep } from './QuestionsStep.tsx'
import { useImportFolder } from './useImportFolder.ts'
import type { Upload } from './useUpload.ts'

/** One import folder from files to release, step by step; all of its state is on the server. */
export function ImportFolderSection({ id, upload }: { id: string; upload: Upload }) {
  const { folder, error, again } = useImportFolder(id)
  if (error !== undefined && (folder === undefined || folder === null))
    return <RequestFailed error={error} retry={again} />
  if (folder === undefined) return <Loading label="Loading the import folder" />
  if (folder === null)
    return (
      <Empty title="There is no such import folder">It may have been removed, or the address is cut.</Empty>
    )
  return (
    <>
      {error !== undefined && <RequestFailed error={error} retry={again} />}
      <FilesStep folder={folder} upload={upload} />
      <ColumnsStep folder={folder} />
      <QuestionsStep folder={folder} />
      {folder.files !== null && <JobStep folder={folder} />}
    </>
  )
}
