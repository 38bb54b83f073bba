/** What can be said of a table's header and bytes without knowing its format. */
import type { Findings } from './findings.ts'
import { report } from './rules.ts'
import type { FoundAt, RuleName } from './rules.ts'
import type { Delimiter, TableFacts, TableOptions } from './tableFacts.ts'

/** C1 controls, text direction marks, zero-width characters: they make ids differ that look the same. */
export const hiddenCharacters =
  /[\u0080-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/u

/** The delimiter that the first line has most of, outside quotes. */
export function sniffDelimiter(line: string): Delimiter {
  const bare = line.replace(/"[^"]*"/g, '')
  const counts = (['\t', ',', ';'] as const).map((d) => ({ d, count: bare.split(d).length - 1 }))
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).d
}

/** What a first line `sep=;` says; null when the line is none. */
export function declaredSeparator(line: string): Delimiter | null {
  const written = /^"?sep=(.)"?\r?$/i.exec(line)?.[1]
  return written === '\t' || written === ',' || written === ';' ? written : null
}

/** Names without the blank ones at the end, which spreadsheets leave where something once stood. */
export function withoutBlankEnd(names: readonly string[]): readonly string[] {
  return names.slice(0, 1 + names.findLastIndex((name, i) => i === 0 || name.trim() !== ''))
}

/** Names must tell columns apart; only the first may be empty (a row number or R's row names). */
export function checkNames(
  written: readonly string[],
  line: number,
  found: (rule: RuleName, at: FoundAt) => void,
): boolean {
  const seen = new Map<string, number>()
  const names = withoutBlankEnd(written)
  let good = names.length > 1
  if (!good && written.length > 1)
    found('one-column', {
      line,
      value: names[0] ?? '',
      message: 'Only the first cell of the header is filled: this is a title, not the names of columns.',
      hint: 'Delete the lines above the names of the columns.',
    })
  else if (!good)
    found('one-column', {
      line,
      value: names[0] ?? '',
      message:
        'The table has only one column; its cells are separated by neither tabs, commas nor semicolons.',
    })
  for (const [index, name] of names.entries()) {
    const before = seen.get(name)
    if (before !== undefined && name !== '') {
      good = false
      found('duplicate-column', {
        line,
        column: name,
        message: `Repeated header: columns ${before + 1} and ${index + 1}.`,
      })
    }
    if (name.trim() === '' && index > 0) {
      good = false
      found('empty-column-name', {
        line,
        message: `Column ${index + 1} has no name.`,
        hint: 'Name it or delete it.',
      })
    }
    seen.set(name, index)
  }
  return good
}

/** Records what was normalised while reading. */
export function reportNormalised(options: TableOptions, facts: TableFacts, findings: Findings): void {
  const { file, path } = options
  const named = path.endsWith('.gz')
  const seen = [
    facts.encoding === 'utf-8-bom' ? 'a byte order mark' : null,
    facts.lineEnds === 'LF' ? null : `${facts.lineEnds} line ends`,
    facts.finalNewline ? null : 'no line end after the last row',
    facts.compressed && !named ? 'gzip although the name does not say so' : null,
    !facts.compressed && named ? 'plain text although the name says gzip' : null,
    declaredSeparator(facts.comments[0] ?? '') === null ? null : 'a first line that names the separator',
  ].filter((part) => part !== null)
  if (seen.length > 0)
    report(findings, 'encoding-normalised', {
      file,
      message: `The file has ${seen.join(', ')}; read as plain UTF-8 lines.`,
    })
  const expected = /\.(csv|tsv)(\.gz)?$/.exec(path)?.[1]
  if (options.delimiter !== undefined || expected === undefined) return
  if ((expected === 'tsv') !== (facts.delimiter === '\t'))
    report(findings, 'delimiter-found', {
      file,
      value: facts.delimiter,
      message: `The file is named .${expected} and its cells are separated by ${delimiterWord(facts.delimiter)}.`,
    })
}

/** A .gct file states how many rows and samples it has, so a cut one can be told. */
export function reportCount(file: string, facts: TableFacts, findings: Findings): void {
  const [version = '', size = ''] = facts.comments
  const [, rows, samples] = /^(\d+)\s+(\d+)\s*$/.exec(size) ?? []
  if (!version.startsWith('#1.2') || rows === undefined) return
  // beside the samples: Name and Description
  const found = `${facts.rows} rows and ${facts.columns - 2} samples`
  const stated = `${rows} rows and ${samples ?? ''} samples`
  if (found === stated) return
  report(findings, 'rows-differ', {
    file,
    line: 2,
    value: size.trim(),
    message: `The file states ${stated}, and has ${found}.`,
    hint: 'Is it cut, or was it changed by hand? Write it again.',
  })
}

function delimiterWord(delimiter: Delimiter): string {
  return { '\t': 'tabs', ',': 'commas', ';': 'semicolons' }[delimiter]
}
