import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

/** Reads a committed file of reference answers. */
export function readOracle(path: string): unknown {
  return JSON.parse(readFileSync(resolve(import.meta.dirname, path), 'utf8'))
}

/** Rows of a plain comma-separated file as texts, without its header. */
export function readRows(path: string): string[][] {
  const lines = readFileSync(resolve(import.meta.dirname, path), 'utf8').trimEnd().split('\n')
  return lines.slice(1).map((line) => line.split(','))
}

/** |a − b| relative to b, or absolute where b is 0. */
export function off(a: number, b: number): number {
  if (a === b) return 0
  return Math.abs(a - b) / (b === 0 ? 1 : Math.abs(b))
}

/** The cases of a folder of reference answers. */
export function readCases(folder: string): unknown {
  const file = readOracle(`${folder}/answers.json`)
  if (typeof file !== 'object' || file === null || !('cases' in file)) throw new Error(`${folder}: no cases`)
  return file.cases
}
