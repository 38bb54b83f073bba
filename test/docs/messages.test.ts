/** docs/import.md puts three messages beside cBioPortal's: they are what the importer says today. */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { Change } from '../etl/hostileErrors.ts'
import { grid, set } from '../etl/hostileErrors.ts'
import { miniCohort, patients, prepareMini } from '../etl/miniCohort.ts'

const page = readFileSync(new URL('../../docs/import.md', import.meta.url), 'utf8')
const [, section = ''] = page.split(/^## Three messages.*$/m)
const table = section.split('\n').filter((line) => line.startsWith('|'))

it.each<[string, Change]>([
  [
    'spreadsheet-date',
    (mini) => {
      const row = grid(mini, 'expression.tsv')[3]
      if (row) row[0] = '1-Mar'
    },
  ],
  ['time-missing', set('clinical.csv', patients[1] ?? '', 'OS.time', '')],
  [
    'column-absent',
    (mini) => {
      const [header] = grid(mini, 'clinical.csv')
      if (header) header[4] = 'OS_tme'
    },
  ],
])('%s', async (rule, change) => {
  const mini = miniCohort()
  change(mini)
  const { notable } = await prepareMini(mini)
  const said = notable.find((one) => one.rule === rule)
  expect(said, notable.map((one) => one.rule).join()).toBeDefined()
  const { file = '', line = null, column = null, value = null, message = '', hint = null } = said ?? {}
  const place = [file, line === null ? null : `line ${line}`, column, value === null ? null : `"${value}"`]
  const words = `${place.filter(Boolean).join(', ')}: ${[message, hint].filter(Boolean).join(' ')}`
  expect(
    table.filter((line) => line.includes(words)),
    words,
  ).toHaveLength(1)
})
