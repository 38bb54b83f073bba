import { Link } from '@tanstack/react-router'
import { useMutation } from 'urql'
import { failureOf } from '../../gql/failure.ts'
import { CancelImportDocument, StartImportDocument } from '../../gql/generated/graphql.ts'
import type { ImportCommand } from '../../gql/generated/graphql.ts'
import { Button } from '../../ui/Button.tsx'
import { Callout } from '../../ui/Callout.tsx'
import { DeclaredCorrections } from './CellCorrection.tsx'
import { JobFindings } from './JobFindings.tsx'
import { ProgressBar } from './ProgressBar.tsx'
import { ReconciliationFlow } from './ReconciliationFlow.tsx'
import { isBusy } from './useImportFolder.ts'
import type { Folder, Job, Report } from './useImportFolder.ts'

const stages: Readonly<Record<string, string>> = {
  wait: 'Waiting',
  hash: 'Hashing',
  read: 'Reading',
  harmonise: 'Harmonising',
  link: 'Linking',
  check: 'Checking',
  derive: 'Computing scores',
  compute: 'Computing',
  load: 'Writing',
}

const outcomes: Readonly<Record<string, { title: string; text: string; tone: 'ok' | 'bad' | 'note' }>> = {
  checked: {
    title: 'Checked',
    text: 'It can be imported. Nothing was written yet.',
    tone: 'ok',
  },
  refused: {
    title: 'Refused',
    text: 'Nothing was written. Mend what is said below and drag the file in again, declare a correction of a cell, or change columns and answers; then check again.',
    tone: 'bad',
  },
  imported: { title: 'Imported', text: 'It is the current release of its cohort.', tone: 'ok' },
  unchanged: {
    title: 'Nothing new',
    text: 'The content is that of the current release, so no new one was made.',
    tone: 'note',
  },
  'already-imported': {
    title: 'Already imported',
    text: 'Manifest, files and program are those of the current release.',
    tone: 'note',
  },
}

/** Why nothing can be started now; null when it can. */
function obstacle({ questions, problems, manifest }: Folder): string | null {
  if (manifest === null) return 'No file of this folder is data of patients.'
  const open = questions.find(({ answer }) => answer === null || answer.trim() === '')
  if (open) return `A question is open: ${open.ask}`
  return problems[0] ?? null
}

function Running({ folder, job }: { folder: Folder; job: Job }) {
  const [, cancel] = useMutation(CancelImportDocument)
  const label = `${stages[job.stage] ?? job.stage}: ${job.message}`
  return (
    <div className="stack">
      <div className="row">
        <ProgressBar label={label} done={job.done} total={job.total} />
        <Button
          size="s"
          onClick={() => {
            void cancel({ id: folder.id })
          }}
        >
          Cancel
        </Button>
      </div>
      <p className="small muted">This goes on when the tab is closed; come back by this address.</p>
      <JobFindings folder={folder} job={job} />
    </div>
  )
}

function Done({ report }: { report: Report }) {
  const outcome = outcomes[report.outcome]
  return (
    <Callout tone={outcome?.tone ?? 'note'} title={outcome?.title ?? report.outcome}>
      <p>{outcome?.text}</p>
      {report.release !== null && report.cohort !== null && (
        <p className="row">
          <Link to="/cohort/$slug" params={{ slug: report.cohort }}>
            Open the cohort
          </Link>
          <Link to="/compare/$slug" params={{ slug: report.cohort }}>
            Compare its groups
          </Link>
        </p>
      )}
    </Callout>
  )
}

function Ended({ folder, job }: { folder: Folder; job: Job }) {
  if (job.state === 'CANCELLED') return <Callout title="Cancelled">Nothing was written.</Callout>
  if (job.state === 'FAILED' || job.report === null)
    return (
      <Callout tone="bad" title="The program failed">
        Nothing was written. The server’s log says more; try again.
      </Callout>
    )
  return (
    <>
      <Done report={job.report} />
      <JobFindings folder={folder} job={job} />
      <ReconciliationFlow report={job.report} />
    </>
  )
}

/** Check and import: the same job with and without its last step. */
export function JobStep({ folder }: { folder: Folder }) {
  const [{ error, fetching }, start] = useMutation(StartImportDocument)
  const { job } = folder
  const why = obstacle(folder)
  const idle = !isBusy(folder) && !fetching && why === null
  const begin = (command: ImportCommand) => () => {
    void start({ id: folder.id, command })
  }
  const isClean = job?.state === 'DONE' && job.report?.outcome === 'checked'
  return (
    <section className="section" aria-labelledby="import-check">
      <h2 id="import-check">4. Check and import</h2>
      <p className="muted">
        {why ??
          'The check is everything but the write. The import checks again and writes a release, or nothing.'}
      </p>
      <div className="row">
        <Button look={isClean ? 'plain' : 'primary'} disabled={!idle} onClick={begin('CHECK')}>
          Check
        </Button>
        <Button look={isClean ? 'primary' : 'plain'} disabled={!idle} onClick={begin('IMPORT')}>
          Import
        </Button>
      </div>
      <DeclaredCorrections folder={folder} />
      {error !== undefined && (
        <p role="alert" className="field-error">
          {failureOf(error).message}
        </p>
      )}
      {job !== null && (job.state === 'RUNNING' || job.state === 'WAITING') && (
        <Running folder={folder} job={job} />
      )}
      {job !== null && job.state !== 'RUNNING' && job.state !== 'WAITING' && (
        <Ended folder={folder} job={job} />
      )}
    </section>
  )
}
