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

/** For ids that are not in the cohort, those that may be meant. */
export function alikeHint(strangers: readonly string[], members: ReadonlySet<string>): string | undefined {
  const known = new Map([...members].map((id) => [alikeKey(id), id]))
  const pairs = strangers.flatMap((id) => {
    const meant = known.get(alikeKey(id))
    return meant === undefined ? [] : [`"${id}" may be "${meant}"`]
  })
  return pairs.length === 0 ? undefined : `${pairs.slice(0, 3).join(', ')}.`
}
