import type { PaperOrigin } from '../../../science/radiogenomics/paper/paper.ts'
import type { Context } from '../../context.ts'
import { softwareVersion } from '../../softwareVersion.ts'
import type { StoredAnalysis } from '../storedAnalysis.ts'

export function originOf({ id, release, codeVersion, answer }: StoredAnalysis): PaperOrigin {
  return {
    cohort: { title: release.cohort.title, simulated: release.cohort.simulated },
    release: release.shortId,
    analysis: id,
    codeVersion,
    software: softwareVersion,
    seed: answer.seed,
  }
}

/** The name of a layer; its reference where the release has it no more. */
export async function labelOfLayer(
  context: Context,
  { release }: Pick<StoredAnalysis, 'release'>,
  ref: string,
): Promise<string> {
  const layers = await context.facts.layers(release.id)
  return layers.find((layer) => layer.ref === ref)?.label ?? ref
}

/** The specification is our own canonical JSON. */
export function specOf({ spec }: StoredAnalysis): unknown {
  return JSON.parse(spec)
}
