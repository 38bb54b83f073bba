import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { readOracle } from './read.ts'

/**
 * Counts the golden cases: inputs with the answer that R gave for one call, each compared with ours by a test. A row of a table of
 * answers is one; a survival data set counts once per model or test that R fitted to it. What Python answered is counted apart.
 */
export interface Golden {
  r: ReadonlyMap<string, number>
  python: ReadonlyMap<string, number>
}

const python = new Set(['distributions', 'mixture', 'random', 'firthLogistic/profiles'])
/** figures that came with their inputs in one heap, or vectors that are one answer: compared by tests, not counted */
const uncounted = new Set([
  'baselineTable/tableone',
  'calibration/answers',
  'correlation/patients',
  'padj/answers',
  'pca/answers',
  'survival/handed',
  'wilcoxon/answers',
])
/** about the answers, or inputs: no answers themselves */
const besides = new Set(['versions', 'source', 'meta'])
/** parts of a survival data set that are answers, one call of R each; `logrank` and `cox` hold several */
const calls = ['km', 'logrank', 'cox', 'concordance', 'cif', 'cutpoint', 'rmst']

function sizeOf(value: unknown): number {
  if (Array.isArray(value)) return value.length
  return typeof value === 'object' && value !== null ? Object.keys(value).length : 1
}

function rowsIn(file: unknown): number {
  if (typeof file !== 'object' || file === null) return 0
  let sum = 0
  for (const [key, value] of Object.entries(file)) {
    if (besides.has(key)) continue
    if (Array.isArray(value)) sum += value.length
    else sum += rowsIn(value)
  }
  return sum
}

function survivalCalls(file: unknown): number {
  if (typeof file !== 'object' || file === null || !('cases' in file) || !Array.isArray(file.cases)) return 0
  let sum = 0
  for (const entry of file.cases as unknown[]) {
    if (typeof entry !== 'object' || entry === null) continue
    for (const [key, value] of Object.entries(entry))
      if (calls.includes(key)) sum += key === 'logrank' || key === 'cox' ? sizeOf(value) : 1
  }
  return sum
}

/** Every file of answers under test/oracles. @param folders the folders that tests read */
export function countGolden(folders: readonly string[]): Golden {
  const r = new Map<string, number>()
  const others = new Map<string, number>()
  for (const folder of folders)
    for (const file of readdirSync(resolve(import.meta.dirname, folder)).filter((name) => name.endsWith('.json'))) {
      const name = `${folder}/${file.replace('.json', '')}`
      if (uncounted.has(name)) continue
      const answers = readOracle(`${folder}/${file}`)
      const count = name === 'survival/cases' ? survivalCalls(answers) : rowsIn(answers)
      const to = python.has(folder) || python.has(name) ? others : r
      to.set(name, count)
    }
  return { r, python: others }
}
