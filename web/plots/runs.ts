import { textWidth } from './text.ts'

/** A stretch of text in one face; P and q are set in italics, exponents raised. */
export interface Run {
  text: string
  face?: 'bold' | 'italic' | 'raised'
}
export type Runs = readonly Run[]

export function runsWidth(runs: Runs, size: number): number {
  return runs.reduce(
    (sum, run) => sum + textWidth(run.text, run.face === 'raised' ? size * 0.75 : size, run.face === 'bold'),
    0,
  )
}

export function runsText(runs: Runs): string {
  return runs.map((run) => (run.face === 'raised' ? `^${run.text}` : run.text)).join('')
}

/** What is not broken within a line; `close` phrases stand one space, others two, after the one before. */
export interface Phrase {
  runs: Runs
  close?: boolean
}

/** Sets phrases one after another, a new line where the next does not fit. */
export function packPhrases(phrases: readonly Phrase[], width: number, size: number): Runs[] {
  const lines: Runs[] = []
  for (const { runs, close } of phrases) {
    const last = lines.at(-1)
    // no-break spaces: SVG collapses ordinary ones
    const joined =
      last === undefined ? runs : [...last, { text: close === true ? '\u00a0' : '\u00a0\u00a0' }, ...runs]
    if (last !== undefined && runsWidth(joined, size) <= width) lines[lines.length - 1] = joined
    else lines.push(runs)
  }
  return lines
}
