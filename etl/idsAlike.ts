import type { Findings } from './findings.ts'
import { report } from './rules.ts'

/** `HCC_007`, `hcc-7` and `HCC007` as one: what a hand or a spreadsheet makes of an id. */
export function alikeKey(id: string): string {
  return id
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '')
    .replace(/(^|[a-z])0+(?=\d)/g, '$1')
}

/** Two patients whose ids are one but for their dress are likely one patient, counted twice. */
export function checkAlike(members: ReadonlySet<string>, findings: Findings): void {
  for (const [, ids] of Map.groupBy([...members].sort(), alikeKey))
    if (ids.length > 1)
      report(findings, 'ids-alike', {
        value: ids.join(', '),
        message: `${ids.length} patients of the cohort have ids that differ only in case, punctuation or leading zeros: are they one?`,
        hint: 'Write the id of a patient in one way in all files.',
      })
}

/** `1-Mar`, `2021-03-01`, `1.00E+05`: what spreadsheets make of ids such as MARCH1, 1-3 and 1E5 */
const damaged =
  /^(\d{1,2}-(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(-\d{2,4})?|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)-\d{2,4}|\d{4}-\d{2}-\d{2}( .*)?|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d(\.\d+)?e\+\d{2,3})$/i

/** Two ids that became one date or one number would be one patient. */
export function checkDamaged(members: ReadonlySet<string>, findings: Findings): void {
  const found = [...members].sort().filter((id) => damaged.test(id))
  if (found.length > 0)
    report(findings, 'ids-damaged', {
      value: found.slice(0, 5).join(', '),
      message: `${found.length} ids of the cohort look like what a spreadsheet makes of an id: a date or a rounded number.`,
      hint: 'Look them up in the table that the file was made of.',
    })
}

/** For ids that are not in the cohort, those that may be meant. */
export function alikeHint(strangers: readonly string[], members: ReadonlySet<string>): string | undefined {
  const known = new Map([...members].map((id) => [alikeKey(id), id]))
  const pairs = strangers.flatMap((id) => {
    const meant = known.get(alikeKey(id))
    return meant === undefined ? [] : [`"${id}" may be "${meant}"`]
  })
  return pairs.length === 0 ? undefined : `${pairs.slice(0, 3).join(', ')}.`
}
