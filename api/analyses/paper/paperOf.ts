import type { Paper } from '../../../science/radiogenomics/paper/paper.ts'
import type { Context } from '../../context.ts'
import type { StoredAnalysis } from '../storedAnalysis.ts'
import { agreementPaperOf, associationPaperOf } from './associations.ts'
import { comparisonPaperOf, profilePaperOf } from './comparisons.ts'
import { modelPaperOf, shiftPaperOf } from './models.ts'
import { outcomePaperOf, responsePaperOf } from './outcomes.ts'
import { claimPaperOf, influencePaperOf, placeboPaperOf, robustnessPaperOf } from './robustness.ts'
import { baselinePaperOf, imagedPaperOf, numbersPaperOf } from './tables.ts'

type PaperMaker = (context: Context, stored: StoredAnalysis) => Paper | Promise<Paper>

/** By the kind of the specification. */
export const paperMakers: Readonly<Record<string, PaperMaker>> = {
  compareGroups: comparisonPaperOf,
  immuneProfile: profilePaperOf,
  correlate: associationPaperOf,
  methodAgreement: agreementPaperOf,
  compareVariables: numbersPaperOf,
  imagedSubset: imagedPaperOf,
  influence: influencePaperOf,
  robustness: robustnessPaperOf,
  placebo: placeboPaperOf,
  claim: claimPaperOf,
  outcome: outcomePaperOf,
  response: responsePaperOf,
  baselineTable: baselinePaperOf,
  modelValidation: modelPaperOf,
  domainShift: shiftPaperOf,
}

function kindOf({ spec }: StoredAnalysis): string {
  const { kind } = JSON.parse(spec) as { kind: string }
  return kind
}

/** Legends and methods of an answer. */
export async function paperOf(context: Context, stored: StoredAnalysis): Promise<Paper> {
  const kind = kindOf(stored)
  const make = paperMakers[kind]
  if (!make) throw new Error(`an answer of kind ${kind} has no words for a manuscript`)
  return make(context, stored)
}
