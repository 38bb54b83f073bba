/**
 * Every rule an import can report, in one place: how severe it is and what it means in one sentence.
 * error = the whole import is refused, warning = imported with a warning, note = normalised and recorded.
 */
import type { Findings } from './findings.ts'
import { numberFault } from './numbers.ts'
import { harmoniseRules } from './harmoniseRules.ts'
import { error, note, type Rule, warning } from './rule.ts'

export const readerRules = {
  // the file as a whole
  'file-unreadable': error('A file of the manifest cannot be opened or is not what its name says.'),
  'settings-invalid': error('A setting that the reader needs is missing, misspelt or of the wrong type.'),
  'companion-missing': error('A file that this one cannot be read without is not declared in the manifest.'),
  'gzip-damaged': error(
    'The gzip file is cut short or its checksum is wrong, so no row of it can be trusted.',
  ),
  'not-utf8': error('The file is not UTF-8 text.'),
  'no-rows': error('The file holds no data rows.'),
  'limit-exceeded': error('A line, a row or the file is larger than the reader allows.'),
  'md5-differs': error('The bytes of the file are not those that its metadata vouches for.'),
  'file-not-in-metadata': error('A per-sample file has no entry in the metadata, so its aliquot is unknown.'),
  'gene-rows-differ': error('Per-sample files of one folder do not list the same genes in the same order.'),
  'encoding-normalised': note('A byte order mark, line ends or compression were normalised.'),
  'delimiter-found': note('The delimiter is not the one that the file name suggests.'),
  // rows and columns
  'ragged-row': error('A row has more or fewer cells than the header.'),
  'unbalanced-quote': error('A quoted cell is not closed, or text follows its closing quote.'),
  'control-character': error('A cell holds a NUL, control or text-direction character.'),
  'duplicate-column': error('Two columns have the same name.'),
  'empty-column-name': error('A column other than the first has no name.'),
  'empty-columns': note('Columns at the end have no name and no values.'),
  'row-end-separator': warning('Rows end in a separator that the header lacks.'),
  'one-column': error('The cells of a table are separated by neither tabs, commas nor semicolons.'),
  'column-missing': error('A column that the format or the manifest names is not in the file.'),
  'blank-line': warning('An empty line stands between rows and was skipped.'),
  'blank-id': error('A row has no id.'),
  // cells
  'not-a-number': error('A cell of a number column is neither a number nor a word for missing.'),
  'blank-number': error('A cell of a number column is empty where this format writes a word for missing.'),
  'decimal-comma': error('A number is written with a decimal comma.'),
  'thousands-separator': error('A number is written with thousands separators.'),
  'infinite-number': error('A cell holds an infinite number, or one too large or too small to store.'),
  'spreadsheet-error': error('A spreadsheet wrote an error value into a cell.'),
  'spreadsheet-date': error('A spreadsheet turned a cell into a date.'),
  'date-as-text': warning('A date cell of a workbook was kept as ISO text.'),
  'limit-value': error('A cell states a detection limit (>8) where a number should be.'),
  'limit-missing': warning('A cell states a detection limit; as declared, its value is missing.'),
  // workbooks
  'legacy-workbook': error('The workbook is in the binary .xls format of before 2007.'),
  'workbook-damaged': error('The workbook cannot be read.'),
  'formula-without-value': error('A workbook cell holds a formula whose result was never stored.'),
  'sheet-missing': error('The sheet that the format or the manifest names is not in the workbook.'),
  // what a reader left out or took for something else
  'rows-filtered': note('Rows were left out by the filter that the manifest declares.'),
  'not-computed': note('A tool wrote its code for "not computed" and the value is missing.'),
  'fit-not-converged': warning('A tool gave values for a sample that it did not converge on.'),
  'summary-rows': note('Rows that count reads instead of genes were skipped.'),
  'files-absent': note('Metadata lists files that are not in the folder.'),
  'version-damaged': warning('A spreadsheet turned the version of a tool into a date.'),
  'series-unlisted': error('A series that was downloaded is not in the table of series.'),
  'settings-vary': warning('Rows of one table were made with different settings or tool versions.'),
} as const satisfies Record<string, Rule>

export const rules = { ...readerRules, ...harmoniseRules }

export type RuleName = keyof typeof rules

export interface FoundAt {
  message: string
  file?: string | undefined
  line?: number | undefined
  column?: string | undefined
  value?: string | undefined
  hint?: string | undefined
}

/** Values in findings are shown, so they are short and hold nothing invisible. */
export function shownValue(text: string): string {
  const visible = text.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0
    return `\\u${code.toString(16).padStart(4, '0')}`
  })
  return visible.length <= 80 ? visible : `${visible.slice(0, 77)}…`
}

/** Adds a finding with the severity its rule has. */
export function report(findings: Findings, rule: RuleName, at: FoundAt): void {
  findings.add({
    severity: rules[rule].severity,
    rule,
    message: at.message,
    ...(at.file === undefined ? {} : { file: at.file }),
    ...(at.line === undefined ? {} : { line: at.line }),
    ...(at.column === undefined ? {} : { column: shownValue(at.column) }),
    ...(at.value === undefined ? {} : { value: shownValue(at.value) }),
    ...(at.hint === undefined ? {} : { hint: at.hint }),
  })
}

/** Adds the finding for a cell of a number column that is neither a number nor one of the words for missing. */
export function reportNotNumber(
  findings: Findings,
  at: Omit<FoundAt, 'message'> & { value: string },
  missing: readonly string[],
): void {
  const { rule, message, hint } = numberFault(at.value, missing)
  report(findings, rule, { ...at, message, hint })
}
