import { findAnalysis } from '../../db/app/analyses.ts'
import { readReleaseById } from '../../db/read/releases.ts'
import { parseLayerRef } from '../../science/variableRef.ts'
import type { Context } from '../context.ts'
import type { AnswerFacts, StoredAnalysis } from './storedAnalysis.ts'

export type KeptAnalysis = StoredAnalysis & { kind: string }

/** Stored answers are our own. */
function factsOf(result: string): AnswerFacts {
  return JSON.parse(result) as AnswerFacts
}

/** An answer that was computed on this server before, found by its address alone. */
export async function keptAnalysis(context: Context, id: string): Promise<KeptAnalysis | null> {
  const row = await findAnalysis(context.db, id)
  const release = row && (await readReleaseById(context.db, row.releaseId))
  if (!row || !release) return null
  const { spec, kind, codeVersion, computedAt, result } = row
  return {
    id,
    kind,
    spec,
    release,
    codeVersion,
    computedAt: Promise.resolve(computedAt),
    answer: factsOf(result),
  }
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (value === null || typeof value !== 'object') return []
  return Object.values(value).flatMap(textsIn)
}

/** References of the layers that a specification names, itself or by one of their variables. */
export function layersNamedIn(spec: string): string[] {
  const parsed: unknown = JSON.parse(spec)
  const named = textsIn(parsed).flatMap((text) => {
    try {
      const { kind, layer } = parseLayerRef(text.split('/')[0] ?? '', 'spec')
      return [`${kind}:${layer}`]
    } catch {
      return []
    }
  })
  return [...new Set(named)].sort()
}
