import type { CohortsQuery } from '../gql/generated/graphql.ts'
import type { CoverageRow } from '../ui/Coverage.tsx'

type Counts = CohortsQuery['cohorts'][number]['release']['counts']

/** The rows of a cohort's coverage, always all of them and in the same order, so that cohorts can be compared by eye. */
export function coverageRows(counts: Counts): CoverageRow[] {
  return [
    { label: 'CT series', n: counts.patientsWithCt },
    { label: 'Imaging features', n: counts.patientsWithImaging },
    { label: 'Risk score', n: counts.patientsWithScore },
    { label: 'RNA', n: counts.patientsWithRna },
    { label: 'Immune cells', n: counts.patientsWithImmune },
    { label: 'Imaging and immune', n: counts.patientsWithImagingAndImmune },
    { label: 'Outcome', n: counts.patientsWithOutcome },
  ]
}
