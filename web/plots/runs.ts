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

/** What is not broken within a line. */
export interface Phrase {
  runs: Runs
  /** stands one space, not two, after the phrase before */
  close?: boolean
  /** stays on one line with the next phrase where a line can hold both */
  keep?: boolean
}

/** Sets phrases one after another, a new line where the next does not fit. */
export function packPhrases(phrases: readonly Phrase[], width: number, size: number): Runs[] {
  const lines: Runs[] = []
  for (const [index, phrase] of phrases.entries()) {
    const last = lines.at(-1)
    const joined = last === undefined ? phrase.runs : join(last, phrase)
    const next = phrase.keep === true ? phrases[index + 1] : undefined
    const wouldPart =
      next !== undefined &&
      runsWidth(join(joined, next), size) > width &&
      runsWidth(join(phrase.runs, next), size) <= width
    if (last !== undefined && !wouldPart && runsWidth(joined, size) <= width) lines[lines.length - 1] = joined
    else lines.push(phrase.runs)
  }
  return lines
}

/**
 * The numbers of several panels side by side, all broken at the same place: where one of them needs a second line, the others begin
 * theirs with the phrase that keeps to its next (P with q).
 */
export function packAlike(all: readonly (readonly Phrase[])[], width: number, size: number): Runs[][] {
  const packed = all.map((phrases) => packPhrases(phrases, width, size))
  if (packed.every((lines) => lines.length <= 1)) return packed
  return packed.map((lines, i) => {
    const phrases = all[i] ?? []
    const at = phrases.findIndex(({ keep }) => keep === true)
    if (lines.length !== 1 || at < 1) return lines
    return [phrases.slice(0, at), phrases.slice(at)].flatMap((part) => packPhrases(part, width, size))
  })
}

/** No-break spaces: SVG collapses ordinary ones. */
function join(before: Runs, { runs, close }: Phrase): Runs {
  return [...before, { text: close === true ? '\u00a0' : '\u00a0\u00a0' }, ...runs]
}
