import { paragraph, cohortWords, softwareWords } from '../../../science/radiogenomics/paper/paper.ts'
import type { Paper } from '../../../science/radiogenomics/paper/paper.ts'
import type { Context } from '../../context.ts'
import type { StoredAnalysis } from '../storedAnalysis.ts'
import { agreementPaperOf, associationPaperOf } from './associations.ts'
import { comparisonPaperOf, profilePaperOf } from './comparisons.ts'
import { baselinePaperOf, modelPaperOf, shiftPaperOf } from './models.ts'
import { originOf } from './origin.ts'
import { outcomePaperOf, responsePaperOf } from './outcomes.ts'
import { claimPaperOf, placeboPaperOf, robustnessPaperOf } from './robustness.ts'

type PaperMaker = (context: Context, stored: StoredAnalysis) => Paper | Promise<Paper>

/** By the kind of the specification. */
export const paperMakers: Readonly<Record<string, PaperMaker>> = {
  compareGroups: comparisonPaperOf,
  immuneProfile: profilePaperOf,
  correlate: associationPaperOf,
  methodAgreement: agreementPaperOf,
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

/** Legends and methods of an answer; of a kind without words of its own only where it comes from. */
export async function paperOf(context: Context, stored: StoredAnalysis): Promise<Paper> {
  const make = paperMakers[kindOf(stored)]
  if (make) return make(context, stored)
  const origin = originOf(stored)
  return { methods: paragraph([`${cohortWords(origin)}.`, softwareWords(origin)]), legends: [] }
}
