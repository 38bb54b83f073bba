/**
 * Every format that can be imported. A further format is one new file beside this one and one line here. A file is shown to the
 * readers in this order, so tools come before the plain tables that nearly everything resembles.
 */
import { cbioportalClinical, cbioportalExport, cbioportalGenericAssay } from './cbioportal.ts'
import { cibersortR, panimmuneCibersort } from './cibersort.ts'
import { aimiCtSeries, gdcClinical, gdcClinicalOld, hccTaceSegClinical, tcgaCdr } from './clinicalSources.ts'
import { epic } from './epic.ts'
import { estimateGct, estimateTable } from './estimate.ts'
import { gdcHtseq, gdcStarCounts } from './gdcExpression.ts'
import { geneMatrix } from './geneMatrix.ts'
import { immunedeconvTable, quantiseqImmunedeconv } from './immunedeconv.ts'
import { ips } from './ips.ts'
import { leukocyteFraction } from './leukocyteFraction.ts'
import { mcpCounter } from './mcpCounter.ts'
import { mirp } from './mirp.ts'
import { nbiaMetadata, nbiaSeries } from './nbia.ts'
import { clinicalTable, featureTable, scoreTable } from './plainTables.ts'
import { pyradiomics } from './pyradiomics.ts'
import { quantiseq } from './quantiseq.ts'
import type { Reader } from './reader.ts'
import { firehoseRsem, rsemGenes } from './rsem.ts'
import { iobr, timer2 } from './suffixedMethods.ts'
import { timer } from './timer.ts'
import { worc } from './worc.ts'
import { xcell } from './xcell.ts'
import { xenaSurvival } from './xenaSurvival.ts'

export const readers: readonly Reader[] = [
  tcgaCdr,
  gdcClinical,
  gdcClinicalOld,
  hccTaceSegClinical,
  xenaSurvival,
  cbioportalClinical,
  cbioportalExport,
  cbioportalGenericAssay,
  aimiCtSeries,
  nbiaSeries,
  nbiaMetadata,
  pyradiomics,
  worc,
  mirp,
  scoreTable,
  panimmuneCibersort,
  timer2,
  iobr,
  cibersortR,
  estimateGct,
  estimateTable,
  ips,
  quantiseq,
  epic,
  mcpCounter,
  timer,
  xcell,
  quantiseqImmunedeconv,
  immunedeconvTable,
  leukocyteFraction,
  gdcHtseq,
  gdcStarCounts,
  rsemGenes,
  firehoseRsem,
  geneMatrix,
  featureTable,
  clinicalTable,
]

export function readerOf(format: string): Reader | undefined {
  return readers.find((reader) => reader.format === format)
}
