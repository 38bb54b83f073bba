/** Every format that can be imported. A further format is one new file beside this one and one line here. */
import { aimiCtSeries, gdcClinical, hccTaceSegClinical, tcgaCdr } from './clinicalSources.ts'
import { gdcHtseq, gdcStarCounts } from './gdcExpression.ts'
import { geneMatrix } from './geneMatrix.ts'
import { estimateGct, quantiseqImmunedeconv, xcell } from './immuneMatrices.ts'
import { cibersortR, estimateTable, leukocyteFraction, panimmuneCibersort } from './immuneTables.ts'
import { clinicalTable, featureTable, scoreTable } from './plainTables.ts'
import { pyradiomics } from './pyradiomics.ts'
import type { Reader } from './reader.ts'

export const readers: readonly Reader[] = [
  pyradiomics,
  featureTable,
  scoreTable,
  panimmuneCibersort,
  cibersortR,
  quantiseqImmunedeconv,
  xcell,
  estimateTable,
  estimateGct,
  leukocyteFraction,
  gdcHtseq,
  gdcStarCounts,
  geneMatrix,
  tcgaCdr,
  gdcClinical,
  hccTaceSegClinical,
  aimiCtSeries,
  clinicalTable,
]

export function readerOf(format: string): Reader | undefined {
  return readers.find((reader) => reader.format === format)
}
