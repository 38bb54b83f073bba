import { derivation } from './schema/derivation.ts'

/** The columns of a derivation, as read and release both give it. */
export const derivationSelection = {
  command: derivation.command,
  key: derivation.key,
  settings: derivation.settings,
  inputs: derivation.inputs,
  outputs: derivation.outputs,
  sourceFiles: derivation.sourceFiles,
  findings: derivation.findings,
  findingCounts: derivation.findingCounts,
  base: { shortId: derivation.baseShortId, contentHash: derivation.baseContentHash },
  codeVersion: derivation.codeVersion,
}
