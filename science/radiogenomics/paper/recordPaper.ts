import { cohortWords, paragraph } from './paper.ts'
import type { Paper, PaperOrigin } from './paper.ts'

/** What was read and not computed has no analysis of its own. */
export type RecordOrigin = Omit<PaperOrigin, 'analysis' | 'seed'>

function releaseWords({ release, codeVersion }: RecordOrigin): string {
  return `Release ${release}, code ${codeVersion.slice(0, 12)}.`
}

function softwareWords({ software, codeVersion, release }: RecordOrigin): string {
  return `Read with ${software} (code ${codeVersion.slice(0, 12)}; data release ${release}).`
}

const unknown = { analysis: '', seed: null }

export interface AvailabilityPaperInput {
  origin: RecordOrigin
  patients: number
  sets: readonly { label: string; n: number }[]
  combinations: number
}

/** Who has what. */
export function availabilityPaper({ origin, patients, sets, combinations }: AvailabilityPaperInput): Paper {
  const cohort = cohortWords({ ...origin, ...unknown })
  const listed = sets.map(({ label, n }) => `${label} ${n}`).join(', ')
  return {
    methods: paragraph([
      `${cohort}: of ${patients} patients it was counted who has what (${listed}); everybody belongs to exactly one of ${combinations} combinations.`,
      softwareWords(origin),
    ]),
    legends: [
      {
        panel: 'who-has-what',
        text: paragraph([
          `${cohort}: who has what among ${patients} patients. Every patient stands in exactly one column; numbers beside the names count all patients of the row, whatever else they have.`,
          releaseWords(origin),
        ]),
      },
    ],
  }
}

export interface PercentilePaperInput {
  origin: RecordOrigin
  patient: string
  layer: { label: string; unit: string; method: string }
  /** the row that stands for the patient; null where none does */
  row: string | null
  /** most patients with a value of one of the variables */
  most: number
  variables: number
}

/** One layer of one patient among all patients. */
export function percentilePaper(input: PercentilePaperInput): Paper {
  const { origin, patient, layer, row, most, variables } = input
  const cohort = cohortWords({ ...origin, ...unknown })
  const what = `${layer.label}${layer.unit === '' ? '' : ` (${layer.unit})`}`
  const whose = row === null || row === patient ? '' : ` (row ${row})`
  const percentile =
    'Percentile: share of the patients of the release with a lower value and half of those with the same one; 50 is the middle'
  return {
    methods: paragraph([
      `${cohort}: ${variables} numbers of ${what} of ${patient}${whose} were placed among those of all patients of the release (at most ${most} with a value) as mid-rank percentiles.`,
      layer.method === '' ? '' : `${layer.label}: ${layer.method}.`,
      softwareWords(origin),
    ]),
    legends: [
      {
        panel: 'percentiles',
        text: paragraph([
          `${patient}${whose} of ${cohort}: ${what}.`,
          `${percentile}; at most ${most} patients have a value. Line: from the middle to the patient. Bold: cells of the published claim.`,
          releaseWords(origin),
        ]),
      },
    ],
  }
}
