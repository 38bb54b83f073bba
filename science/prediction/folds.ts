import { InvalidInput } from '../errors.ts'
import type { Random } from '../stats/random.ts'

/**
 * Assigns rows to folds so that each has its share of both outcomes: each outcome's rows are shuffled and dealt out in turn, the second
 * going on where the first ended, so that sizes differ by one at most.
 * @param outcome 0 or 1   @param folds whole, 2 … n
 * @returns the fold of each row, 0 … folds − 1
 * @throws InvalidInput folds is no such number
 */
export function stratifiedFolds(outcome: ArrayLike<number>, folds: number, random: Random): Int32Array {
  const n = outcome.length
  if (!Number.isInteger(folds) || folds < 2 || folds > n)
    throw new InvalidInput('folds', folds, `a whole number from 2 to ${n} patients`)
  const fold = new Int32Array(n)
  let next = 0
  for (const value of [1, 0]) {
    const rows = Int32Array.from({ length: n }, (_, row) => row).filter((row) => outcome[row] === value)
    shuffle(rows, random)
    for (const row of rows) {
      fold[row] = next
      next = (next + 1) % folds
    }
  }
  return fold
}

/** Fisher–Yates, in place. */
export function shuffle(rows: Int32Array, random: Random): void {
  for (let i = rows.length - 1; i > 0; i -= 1) {
    const j = random.below(i + 1)
    const kept = rows[i] ?? 0
    rows[i] = rows[j] ?? 0
    rows[j] = kept
  }
}

/** Rows of a fold, and all others. */
export function foldRows(fold: Int32Array, which: number): { inside: Int32Array; outside: Int32Array } {
  const rows = Int32Array.from({ length: fold.length }, (_, row) => row)
  return {
    inside: rows.filter((row) => fold[row] === which),
    outside: rows.filter((row) => fold[row] !== which),
  }
}

/** How many folds are possible: no more than the rarer outcome has rows, so that every training part has both. */
export function possibleFolds(outcome: ArrayLike<number>, wanted: number): number {
  let events = 0
  for (let i = 0; i < outcome.length; i += 1) events += outcome[i] === 1 ? 1 : 0
  return Math.max(0, Math.min(wanted, events, outcome.length - events))
}
