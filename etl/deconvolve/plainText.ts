import { readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { ioMessage } from '../bytes.ts'
import type { Findings } from '../findings.ts'
import { parseNumber } from '../numbers.ts'
import { report } from '../rules.ts'
import type { BroughtFile } from './broughtFile.ts'

/** Small files of a reference that are no tables: gene lists, GMT with rows of any length, a name and a number. */

/** Cells of every line that is not blank, tab or else comma between them, quotes taken off. @returns null when it cannot be read */
export async function readLines(file: BroughtFile, findings: Findings): Promise<string[][] | null> {
  try {
    const bytes = await readFile(file.path)
    const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes
    const text = new TextDecoder('utf-8', { fatal: true }).decode(plain)
    const separator = text.includes('\t') ? '\t' : ','
    return text
      .split(/\r\n|\n|\r/)
      .filter((line) => line.trim() !== '')
      .map((line) => line.split(separator).map((cell) => cell.trim().replace(/^"|"$/g, '')))
  } catch (error) {
    report(findings, 'file-unreadable', { file: file.name, message: ioMessage(error) })
    return null
  }
}

const headings = /^(name|value|rowname|gene|genes|symbol|gene ?symbol|hugo symbols?|id|entrezid|x)$/i

/** One gene a line: the first column that holds no numbers, without a heading. */
export function geneList(lines: readonly (readonly string[])[]): string[] {
  const body = lines.filter(
    (cells, at) => at > 0 || !cells.every((cell) => headings.test(cell) || cell === ''),
  )
  const column = body[0]?.findIndex((cell) => parseNumber(cell) === null) ?? -1
  return [...new Set(body.map((cells) => cells[column] ?? '').filter((gene) => gene !== ''))]
}

/** The column of gene symbols of a table with a heading; a plain list without one. */
export function symbolColumn(lines: readonly (readonly string[])[]): string[] {
  const at = lines[0]?.findIndex((cell) => /^(gene[ _]?)?symbols?$|^hugo symbols?$/i.test(cell)) ?? -1
  if (at < 0) return geneList(lines)
  return [
    ...new Set(
      lines
        .slice(1)
        .map((cells) => cells[at] ?? '')
        .filter((gene) => gene !== ''),
    ),
  ]
}

/** A name and a number a line; a heading has no number. @returns null when a later line has none: that is a finding */
export function namedNumbers(
  file: string,
  lines: readonly (readonly string[])[],
  findings: Findings,
): Map<string, number> | null {
  const numbers = new Map<string, number>()
  for (const [at, [name = '', text = '']] of lines.entries()) {
    const value = parseNumber(text)
    if (value !== null) numbers.set(name, value)
    else if (at > 0) {
      report(findings, 'not-a-number', {
        file,
        line: at + 1,
        value: text,
        message: 'A name and a number are wanted.',
      })
      return null
    }
  }
  return numbers
}

/** Gene sets: a marker table (gene, population) with a heading, or GMT (name, description, genes). */
export function geneSets(lines: readonly (readonly string[])[]): { name: string; genes: string[] }[] {
  const [head = []] = lines
  const gene = head.findIndex((cell) => /symbol|^genes?$/i.test(cell))
  const population = head.findIndex((cell) => /population|cell ?type|^sets?$/i.test(cell))
  if (gene >= 0 && population >= 0) {
    const bySet = Map.groupBy(lines.slice(1), (cells) => cells[population] ?? '')
    return Array.from(bySet, ([name, rows]) => ({ name, genes: rows.map((cells) => cells[gene] ?? '') }))
  }
  return lines
    .filter(([name = '']) => !headings.test(name))
    .map(([name = '', , ...genes]) => ({ name, genes: genes.filter((cell) => cell !== '' && cell !== 'NA') }))
    .filter(({ genes }) => genes.length > 0)
}
