import type { ReleaseRow } from '../../db/read/releases.ts'
import { cellType } from '../../science/immune/cellTypes.ts'
import { stripPaper } from '../../science/radiogenomics/paper/claimPaper.ts'
import type { Paper } from '../../science/radiogenomics/paper/paper.ts'
import { poolClaim, whyNotPooled } from '../../science/radiogenomics/poolClaim.ts'
import type { PoolCohort, Pooled } from '../../science/radiogenomics/poolClaim.ts'
import { claimAnalysis } from './claimVerdict.ts'
import type { ClaimAnswer } from './claimVerdict.ts'
import { claimPaperOf } from './paper/robustness.ts'
import type { Context } from '../context.ts'
import type { StoredAnalysis } from './storedAnalysis.ts'
import { analysisTsv, commentLine, tsvLine } from './tsv.ts'

/** A claim in the current release of one cohort. */
export interface CohortClaim {
  release: ReleaseRow
  verdict: StoredAnalysis<ClaimAnswer>
}

/** A claim in every cohort, and what may be pooled of it. */
export interface ClaimStripAnswer {
  cohorts: readonly CohortClaim[]
  pooled: readonly Pooled[]
  notPooled: readonly string[]
}

function poolCohort({ release, verdict: { answer } }: CohortClaim): PoolCohort | null {
  const { tested } = answer
  if (!tested) return null
  const { exposure, cutoffs, patients, effects, method } = tested
  const { slug, title, simulated } = release.cohort
  return {
    ...{ slug, title, simulated, exposure, cutoffs, patients, effects },
    groups: tested.groups.map(({ label }) => label),
    method: method.label,
    unit: method.unit,
  }
}

export function claimStripOf(cohorts: readonly CohortClaim[], cells: readonly string[]): ClaimStripAnswer {
  const tested = cohorts.map(poolCohort).filter((cohort) => cohort !== null)
  return { cohorts, pooled: poolClaim(tested, cells), notPooled: whyNotPooled(tested) }
}

export function cellLabel(cell: string): string {
  return cellType(cell)?.label ?? cell
}

export function stripPaperOf(context: Context, { cohorts, pooled, notPooled }: ClaimStripAnswer): Paper {
  const papers = cohorts.map(({ verdict }) => claimPaperOf(context, verdict))
  return stripPaper({ papers, pooled, notPooled, labelOf: cellLabel })
}

const pooledNames = [
  ...['cell', 'cohorts', 'effect_size', 'value', 'low', 'high', 'log_p', 'tau_squared', 'i_squared'],
  ...['heterogeneity_log_p', 'prediction_low', 'prediction_high', 'reason'],
]

function pooledTable({ titles, exposure, method, unit, cells }: Pooled): string {
  return [
    commentLine('pooled', `${titles.join(' and ')}: ${exposure}, ${method} (${unit})`),
    tsvLine(pooledNames),
    ...cells.map((one) =>
      tsvLine([
        ...[one.cell, one.cohorts.join(' '), 'Cliff’s δ', one.value, one.low, one.high, one.logP],
        ...[one.tauSquared, one.iSquared, one.heterogeneityLogP],
        ...[one.prediction?.low ?? null, one.prediction?.high ?? null, one.reason],
      ]),
    ),
  ].join('')
}

/** Every cohort's table, then the pooled effects or why there are none. */
export function stripTsv({ cohorts, pooled, notPooled }: ClaimStripAnswer): string {
  return [
    ...cohorts.map(({ verdict }) => analysisTsv(verdict, claimAnalysis.table(verdict))),
    ...pooled.map(pooledTable),
    ...notPooled.map((reason) => commentLine('all cohorts together are not pooled', reason)),
  ].join('\n')
}
