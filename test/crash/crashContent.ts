import type { ReleaseContent, ReleaseRecord } from '../../db/release/content.ts'
import { expressionContent, sampleRecord } from '../db/sampleRelease.ts'

export const crashVariables = 6_000
const base = expressionContent(crashVariables, 60, 'crash')

/** Big enough for several COPY statements; the first value is the release's own number. */
export function crashContent(n: number): ReleaseContent {
  const layers = base.layers.map((layer) => ({
    ...layer,
    columns: layer.columns.map((column, i) => (i === 0 ? Float32Array.from(column).fill(n, 0, 1) : column)),
  }))
  return { ...base, layers }
}

export function crashRecord(n: number): ReleaseRecord {
  return sampleRecord(`crash ${n}`)
}
