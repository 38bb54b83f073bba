import {
  causeSpecificHazard,
  cumulativeIncidence,
  type CompetingFollowUp,
  type CumulativeIncidence,
} from './competingRisks.ts'
import type { CoxFit } from './cox.ts'
import { checkFollowUp, checkGroups, type NotTestable } from './followUp.ts'
import { grayTest, type GrayTest } from './gray.ts'

export interface IncidenceComparison {
  cause: number
  /** per group; a group without patients has a curve without times */
  curves: readonly CumulativeIncidence[]
  /** are the incidences of this cause equal? */
  gray: GrayTest | NotTestable
  /** hazard ratios of this cause, each group against the first, the other causes censored: what Gray's test is not about */
  causeSpecific: CoxFit | NotTestable
}

/**
 * Everything about one cause where others compete, by group: incidence curves, Gray's test, and beside it the cause-specific hazard ratio.
 * @param group 0 …, one per patient   @param cause the one asked about, 1 … causes
 * @throws InvalidInput times, causes or groups that are none
 * @source as its parts: Aalen & Johansen 1978; Gray 1988; Prentice et al. 1978   @oracle as its parts
 */
export function compareIncidence(
  followUp: CompetingFollowUp,
  group: ArrayLike<number>,
  { cause, causes, level = 0.95 }: { cause: number; causes: number; level?: number },
): IncidenceComparison {
  checkFollowUp(followUp, causes)
  const { time, event } = followUp
  const groups = checkGroups(group, time.length)
  const curves = Array.from({ length: groups }, (_, g) => {
    const rows = Array.from(group).flatMap((at, row) => (at === g ? [row] : []))
    const of = (column: ArrayLike<number>): Float64Array =>
      Float64Array.from(rows, (row) => column[row] ?? NaN)
    return cumulativeIncidence({ time: of(time), event: of(event) }, { cause, causes, level })
  })
  const covariates = Array.from({ length: Math.max(1, groups - 1) }, (_, k) => ({
    name: `group ${k + 1}`,
    term: 'group',
    values: Float64Array.from(group, (g) => (g === k + 1 ? 1 : 0)),
  }))
  return {
    cause,
    curves,
    gray: grayTest({ time, event, group, cause, causes }),
    causeSpecific: causeSpecificHazard({ time, event, covariates, level }, { cause, causes }),
  }
}
