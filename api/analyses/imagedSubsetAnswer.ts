import type { ImagedSubset } from '../../science/radiogenomics/imagedSubset.ts'
import type { IntervalToSpecimen } from './ctSpecimenInterval.ts'
import type { AnswerFacts } from './storedAnalysis.ts'

/** What makes a patient imaged: a series in the release, or features measured on one. */
export type ImagedBy = 'ct' | 'features'

export interface ImagedSubsetAnswer extends AnswerFacts, ImagedSubset {
  by: ImagedBy
  /** beside the rows: the variable behind each; null of the tissue source site */
  references: (string | null)[]
  interval: IntervalToSpecimen
}
