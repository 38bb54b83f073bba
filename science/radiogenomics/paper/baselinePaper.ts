import type { BaselineRow, BaselineTable } from '../baselineTable.ts'
import { imbalance } from '../imagedSubset.ts'
import { probabilityWords } from '../words.ts'
import {
  cohortWords,
  familyWords,
  flowWords,
  groupingWords,
  groupsWords,
  originWords,
  paragraph,
  softwareWords,
  testsWords,
  variantWords,
} from './paper.ts'
import type { Paper, PaperFlow, PaperGrouping, PaperOrigin } from './paper.ts'

/** How the rows of a baseline table are described, tested and compared. */
function howWords({ rows }: BaselineTable): string[] {
  const tested = rows.flatMap(({ test }) => (test.kind === 'tested' ? [test] : []))
  return [
    'Numbers are given as mean ± standard deviation, or as median [quartiles] where a group is skewed (|G1| > 1); categories as counts and shares.',
    tested.length === 0 ? 'No row could be tested.' : `Rows were tested by ${testsWords(tested)}, two-sided.`,
    'Differences are standardised mean differences, of categories in the sense of Yang and Dalton.',
  ]
}

export interface BaselinePaperInput {
  origin: PaperOrigin
  grouping: PaperGrouping
  flow: readonly PaperFlow[]
  table: BaselineTable
}

function testOf({ test }: BaselineRow): string {
  if (test.kind !== 'tested') return `not tested: ${test.reason}`
  return `${test.method} (${variantWords(test.variant)}), P = ${probabilityWords(test.logP)}`
}

/** Who has no value, group by group: they take no part. */
function missingOf({ groups }: BaselineRow, table: BaselineTable): string {
  const missing = groups.flatMap(({ nMissing }, place) =>
    nMissing > 0 ? [`${nMissing} in ${table.groups[place]?.label ?? ''}`] : [],
  )
  return missing.length === 0 ? 'nobody lacks a value' : `no value: ${missing.join(', ')}`
}

/** The baseline table; and the shares of its categories as a figure. */
export function baselinePaper({ origin, grouping, flow, table }: BaselinePaperInput): Paper {
  const how = howWords(table)
  const categories = table.rows.filter(({ kind }) => kind === 'category')
  return {
    methods: paragraph([
      `${cohortWords(origin)}, baseline table of ${table.rows.length === 1 ? (table.rows[0]?.label ?? 'one variable') : `${table.rows.length} variables`}.`,
      groupingWords(grouping),
      flowWords(flow),
      ...how,
      familyWords(table.family),
      softwareWords(origin),
    ]),
    legends: [
      {
        panel: 'baseline',
        text: paragraph([`${cohortWords(origin)}.`, groupingWords(grouping), ...how, originWords(origin)]),
      },
      {
        panel: 'shares',
        text: paragraph([
          `${cohortWords(origin)}.`,
          groupingWords(grouping),
          'Shares of patients with a value, counts inside; missing values are counted beside and take no part.',
          ...categories.map((row) => `${row.label}: ${testOf(row)}; ${missingOf(row, table)}.`),
          originWords(origin),
        ]),
      },
    ],
  }
}

export interface ImagedPaperInput {
  origin: PaperOrigin
  /** what makes a patient imaged: a series that is listed, or features that were measured */
  by: 'ct' | 'features'
  /** label of the immune method whose patients are asked about; null = everybody of the release */
  method: string | null
  table: BaselineTable
  /** the answer in words */
  words: readonly string[]
  /** between image and specimen: how long, or why it is not known */
  interval: string
}

const imagedWords = {
  ct: 'an image series in the release',
  features: 'imaging features in the release',
} as const

/** Those with images beside those without. */
export function imagedPaper({ origin, by, method, table, words, interval }: ImagedPaperInput): Paper {
  const among = method === null ? 'all patients of the release' : `the patients with a row of ${method}`
  const sizes = groupsWords(table.groups)
  return {
    methods: paragraph([
      `${cohortWords(origin)}: among ${among}, those with ${imagedWords[by]} were compared with those without (${sizes}) in ${table.rows.length} variables.`,
      ...howWords(table),
      `A standardised difference above ${imbalance} is called an imbalance.`,
      familyWords(table.family),
      `Interval between image and specimen: ${interval}.`,
      softwareWords(origin),
    ]),
    legends: [
      {
        panel: 'imaged',
        text: paragraph([
          `${cohortWords(origin)}: patients with ${imagedWords[by]} against those without, among ${among} (${sizes}).`,
          `Difference in means over the root of the mean variance; diamonds: categories, a distance without direction (Yang and Dalton); filled: beyond ${imbalance}.`,
          ...words,
          `Interval between image and specimen: ${interval}.`,
          originWords(origin),
        ]),
      },
    ],
  }
}
