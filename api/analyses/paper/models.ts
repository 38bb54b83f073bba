import { modelPaper, shiftPaper } from '../../../science/radiogenomics/paper/modelPaper.ts'
import type { Paper } from '../../../science/radiogenomics/paper/paper.ts'
import type { Context } from '../../context.ts'
import { domainShift } from '../domainShift.ts'
import { parseModelValidationAnswer } from '../modelValidationAnswer.ts'
import { requiredModel } from '../modelCardOf.ts'
import type { StoredAnalysis } from '../storedAnalysis.ts'
import { originOf } from './origin.ts'

export async function modelPaperOf(context: Context, stored: StoredAnalysis): Promise<Paper> {
  const { model, outcome, cutoff, evaluations } = parseModelValidationAnswer(stored.answer)
  return modelPaper({
    origin: originOf(stored),
    model: (await requiredModel(context, model)).label,
    outcome,
    cutoff,
    evaluations: evaluations.map(({ anatomy: { gtr, ith }, ...rest }) => ({
      ...rest,
      isSquare: gtr !== null && ith !== null && gtr.some((value, i) => value !== null && ith[i] !== null),
    })),
  })
}

export async function shiftPaperOf(context: Context, stored: StoredAnalysis): Promise<Paper> {
  const { model, features, patients, inside } = domainShift.parseAnswer(stored.answer)
  return shiftPaper({
    origin: originOf(stored),
    model: (await requiredModel(context, model)).label,
    features: features.length,
    patients,
    inside,
  })
}
