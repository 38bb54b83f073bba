import { z } from 'zod'
import { missingWords } from '../missing.ts'
import { hasAll, sure, textTable } from '../recognise/looks.ts'
import type { Reader } from './reader.ts'
import { readSettings, tableSettings } from './settings.ts'
import { readTextTable, tableOptions } from './textTable.ts'

/** OS.time, and the older OS_TIME_TO_EVENT; times are days */
const time = /(\.time|_TIME_TO_EVENT|_time)$/

export const xenaSurvival: Reader = {
  format: 'xena-survival',
  role: 'clinical',
  describes: 'Survival table of UCSC Xena: sample, _PATIENT, OS, OS.time and further endpoints, in days.',
  recognise(head) {
    const table = textTable(head)
    return table && hasAll(table.names, ['sample', '_PATIENT']) && table.names.some((name) => time.test(name))
      ? sure('sample, _PATIENT and a time: a survival table of Xena')
      : null
  },
  async read(source, findings, progress) {
    const settings = readSettings(z.strictObject(tableSettings), source, findings)
    if (settings === null) return null
    return readTextTable(
      tableOptions(source, settings),
      {
        file: source.id,
        idColumns: ['sample'],
        required: ['_PATIENT'],
        kind: (name) => (name === 'sample' ? 'skip' : time.test(name) ? 'number' : 'text'),
        missing: ['', ...missingWords.tcga, ...(settings.missing ?? [])],
        filter: settings.filter,
      },
      findings,
      progress,
    )
  },
}
