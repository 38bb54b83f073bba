/** A `.tcia` manifest, read by its keys: which series a download was made of. */
import { readFile } from 'node:fs/promises'
import { ioMessage } from '../bytes.ts'
import type { Findings } from '../findings.ts'
import { report } from '../rules.ts'

const uid = /^[0-9]+(\.[0-9]+)+$/
const key = /^[A-Za-z]\w*=/
/** lines among the series that some versions write */
const words = /^(ListOfSeriesToDownload=|Series ?(ID|UID|InstanceUID))$/i

export function isTciaManifest(lines: readonly string[]): boolean {
  return lines.some((line) => line.startsWith('ListOfSeriesToDownload='))
}

/** The series to download; null when the file is no such manifest (a finding). */
export async function seriesOfManifest(
  file: string,
  path: string,
  findings: Findings,
): Promise<ReadonlySet<string> | null> {
  let lines: string[]
  try {
    lines = (await readFile(path, 'utf8')).split(/\r\n|\n|\r/).map((line) => line.trim())
  } catch (error) {
    report(findings, 'file-unreadable', { file, message: ioMessage(error) })
    return null
  }
  if (!isTciaManifest(lines)) {
    report(findings, 'file-unreadable', {
      file,
      message: 'The companion "tcia" is no .tcia manifest: it has no line "ListOfSeriesToDownload=".',
    })
    return null
  }
  const series = new Set<string>()
  lines.forEach((line, i) => {
    if (line === '' || key.test(line) || words.test(line)) return
    if (uid.test(line)) series.add(line)
    else
      report(findings, 'series-invalid', {
        file,
        line: i + 1,
        value: line,
        message: 'A line of the .tcia manifest is neither a setting nor a series.',
      })
  })
  return series
}
