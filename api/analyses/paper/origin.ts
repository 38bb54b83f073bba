import type { PaperOrigin } from '../../../science/radiogenomics/paper/paper.ts'
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

/** The specification is our own canonical JSON. */
export function specOf({ spec }: StoredAnalysis): unknown {
  return JSON.parse(spec)
}
