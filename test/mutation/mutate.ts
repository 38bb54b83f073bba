/** Mutations judged: refused, warned about, the same content, one value made another plausible one, or silent. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { locateFiles } from '../../etl/files.ts'
import { Findings } from '../../etl/findings.ts'
import type { Manifest } from '../../etl/manifest.ts'
import { parseManifest } from '../../etl/manifest.ts'
import { prepare } from '../../etl/prepare.ts'
import { splitLine } from '../../etl/recognise/splitLine.ts'
import type { Grid } from '../etl/miniCohort.ts'
import { chanceOf, pick } from './chance.ts'
import { cleanSet } from './cleanSet.ts'
import type { Operator, Target } from './operators.ts'
import { operators, textOf } from './operators.ts'

export type Verdict = 'refused' | 'warned' | 'same content' | 'plausible value' | 'SILENT'

export interface Judged {
  n: number
  operator: string
  path: string
  verdict: Verdict
  /** with the hashes declared, as every manifest of `etl init` has them */
  refusedByHash: boolean
  content: Uint8Array | string
}

interface Looked {
  hash: string | null
  warnings: ReadonlyMap<string, number>
}

async function look(manifest: Manifest, folder: string): Promise<Looked> {
  const findings = new Findings()
  const located = await locateFiles(manifest, folder, findings, () => undefined)
  const prepared = await prepare({ manifest, files: located.files, foreignModel: null }, () => undefined)
  const refused = findings.count('error') > 0
  const warnings = prepared.findingCounts.filter(({ severity }) => severity === 'warning')
  return {
    hash: refused ? null : prepared.contentHash,
    warnings: new Map(warnings.map(({ rule, count }) => [rule, count])),
  }
}

/** Whether the manifest's hash of a file refuses other bytes. */
async function isRefusedByHash(
  manifest: Manifest,
  folder: string,
  hashes: ReadonlyMap<string, string>,
): Promise<boolean> {
  const vouching = {
    ...manifest,
    files: manifest.files.map((file) => ({ ...file, sha256: hashes.get(file.path) })),
  }
  const findings = new Findings()
  await locateFiles(vouching, folder, findings, () => undefined)
  return findings.kept.some(({ rule }) => rule === 'hash-differs')
}

/** One cell changed into another of the same kind, or two of one column changed about: no file says which was meant. */
export function isPlausible(before: Grid, content: Uint8Array | string, separator: string): boolean {
  const text = typeof content === 'string' ? content : Buffer.from(content).toString('utf8')
  const after = text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => splitLine(line, separator))
  if (after.length !== before.length || after.some((row, i) => row.length !== before[i]?.length)) return false
  const changed = after.flatMap((row, r) =>
    row.flatMap((cell, c) => (cell === before[r]?.[c] ? [] : [{ r, c, cell }])),
  )
  const [first, second] = changed
  if (!first || changed.length > 2) return false
  if (second && first.r === 0 && second.r === 0) return true
  if (second) return false
  // the name of a feature; a number for a number; what other rows of the column say; nothing
  if (first.r === 0 || first.cell === '' || first.cell === 'NA') return true
  const number = /^\s*-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i
  const was = before[first.r]?.[first.c] ?? ''
  return (
    (number.test(first.cell) && number.test(was)) ||
    before.slice(1).some((row) => row[first.c] === first.cell)
  )
}

export async function mutate(
  count: number,
  seed: number,
  onJudged: (judged: Judged) => void,
  only: readonly Operator[] = operators,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'radimmune-mutate-'))
  const chance = chanceOf(seed)
  const clean = cleanSet()
  const parsed = parseManifest(JSON.stringify(clean.manifest))
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  const { manifest } = parsed
  const targets = Object.entries(clean.files).map(([path, grid]): Target => ({
    path,
    grid,
    separator: path.endsWith('.tsv') ? '\t' : ',',
  }))
  try {
    await mkdir(folder, { recursive: true })
    for (const target of targets) await writeFile(join(folder, target.path), textOf(target))
    const hashes = new Map(
      targets.map((target) => [target.path, createHash('sha256').update(textOf(target)).digest('hex')]),
    )
    const baseline = await look(manifest, folder)
    if (baseline.hash === null) throw new Error('the clean set is refused')
    for (let n = 0; n < count;) {
      // every operator in turn, each on a file and a place by chance
      const operator = only[n % only.length]
      const target = pick(chance, targets)
      const content = operator?.apply(target, chance) ?? null
      if (
        operator === undefined ||
        content === null ||
        Buffer.from(content).equals(Buffer.from(textOf(target)))
      )
        continue
      const path = join(folder, target.path)
      await writeFile(path, content)
      const seen = await look(manifest, folder)
      const refusedByHash = await isRefusedByHash(manifest, folder, hashes)
      onJudged({
        n,
        operator: operator.name,
        path: target.path,
        content,
        refusedByHash,
        verdict: verdictOf(baseline, seen, target, content),
      })
      await writeFile(path, textOf(target))
      n += 1
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function verdictOf(baseline: Looked, seen: Looked, target: Target, content: Uint8Array | string): Verdict {
  if (seen.hash === null) return 'refused'
  if (seen.hash === baseline.hash) return 'same content'
  if ([...seen.warnings].some(([rule, count]) => count > (baseline.warnings.get(rule) ?? 0))) return 'warned'
  return isPlausible(target.grid, content, target.separator) ? 'plausible value' : 'SILENT'
}
