/** A check or an import of an import folder: what it tells is kept in the folder, so that whoever comes back sees it. */
import { join } from 'node:path'
import type { ImportJob, ImportReport, JobEvent, Report } from '../job.ts'
import { runKept } from '../keptRun.ts'
import type { Places } from './places.ts'

export type RunJob = (
  job: ImportJob,
  onEvent: (event: JobEvent) => void,
  signal: AbortSignal,
) => Promise<Report>

export function runPath({ folder }: Places): string {
  return join(folder, 'run.json')
}

/** @returns what went wrong in the program, null when nothing   @throws Ended the server closes: it has to be done again */
export async function runFolder(
  places: Places,
  job: { id: string; command: ImportJob['command'] },
  runJob: RunJob,
  signal: AbortSignal,
): Promise<unknown> {
  const input: ImportJob = { command: job.command, manifestPath: places.manifest, dataRoot: places.files }
  return runKept(
    runPath(places),
    job.id,
    async (onEvent, ended): Promise<ImportReport> => {
      const report = await runJob(input, onEvent, ended)
      if (report.command !== 'import' && report.command !== 'check') throw new Error('another report')
      return report
    },
    signal,
  )
}
