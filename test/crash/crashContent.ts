import type { ReleaseContent, ReleaseRecord } from '../../db/release/content.ts'
import { expressionContent, sampleRecord } from '../db/sampleRelease.ts'

export const crashVariables = 6_000
const bases = new Map<number, ReleaseContent>()

function baseOf(variables: number): ReleaseContent {
  const base = bases.get(variables) ?? expressionContent(variables, 60, 'crash')
  bases.set(variables, base)
  return base
}

/** Big enough for several COPY statements; the first value is the release's own number. */
export function crashContent(n: number, variables = crashVariables): ReleaseContent {
  const base = baseOf(variables)
  const layers = base.layers.map((layer) => ({
    ...layer,
    columns: layer.columns.map((column, i) => (i === 0 ? Float32Array.from(column).fill(n, 0, 1) : column)),
  }))
  return { ...base, layers }
}

export function crashRecord(n: number): ReleaseRecord {
  return sampleRecord(`crash ${n}`)
}
