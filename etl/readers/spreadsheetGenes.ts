import type { Findings } from '../findings.ts'
import { report } from '../rules.ts'
import { genesBehindDate, isDateSerial } from '../../science/transcriptome/spreadsheetDates.ts'

/** Reports every row id that is a date; five-digit ids only where most ids are names, since Entrez ids are numbers. */
export function reportDateIds(
  file: string,
  ids: readonly string[],
  lines: ArrayLike<number>,
  findings: Findings,
): void {
  const numeric = ids.reduce((sum, id) => sum + (/^\d+$/.test(id) ? 1 : 0), 0)
  const named = numeric * 2 < ids.length
  for (const [index, id] of ids.entries()) {
    const genes = named || !isDateSerial(id) ? genesBehindDate(id) : null
    if (genes === null) continue
    report(findings, 'spreadsheet-date', {
      file,
      line: lines[index],
      value: id,
      message: `Gene name was turned into a date by a spreadsheet; it was one of ${genes.join(', ')}.`,
      hint: 'Export the table again from the tool that made it, without opening it in a spreadsheet.',
    })
  }
}
