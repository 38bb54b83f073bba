import { tissueSourceSite } from './barcodes.ts'
import { baselineTable } from './baselineTable.ts'
import type { BaselineColumn, BaselineRow, BaselineTable } from './baselineTable.ts'
import { estimateNumber, plainNumber } from './words.ts'

/** Of what patients one asks whether those with images are like those without. */
export interface ImagedSubsetInput {
  /** submitter ids */
  patients: readonly string[]
  /** one per patient: has what makes them "imaged" */
  imaged: readonly boolean[]
  /** one per patient: is asked about at all, e.g. has immune fractions */
  among: readonly boolean[]
  /** what they are compared in, one value per patient */
  columns: readonly BaselineColumn[]
  /** as people say it: "CT", "imaging features" */
  imagedBy: string
  /** of Fisher's test where its tables are too many to go through */
  permutations?: number
  work?: number
  seed?: number
}

export interface ImagedSubset {
  table: BaselineTable
  words: string[]
}

/** Key of the row of tissue source sites: it comes from the barcodes and is no variable of the release. */
export const siteKey = 'tissue-source-site'

/** A standardised difference above this is commonly called an imbalance. */
export const imbalance = 0.1

/** The site of each patient as a category; null where no id is a TCGA barcode, or all are of one site. */
export function siteColumn(patients: readonly string[]): BaselineColumn | null {
  const sites = patients.map(tissueSourceSite)
  const levels = [...new Set(sites.filter((site) => site !== null))].sort()
  if (levels.length < 2) return null
  const values = Float64Array.from(sites, (site) => (site === null ? NaN : levels.indexOf(site)))
  return { kind: 'category', key: siteKey, label: 'Tissue source site', levels, values }
}

/**
 * Is the imaged subset like the rest: a baseline table of [imaged, not imaged] with standardised differences, and in words.
 * @throws InvalidInput as `baselineTable`
 * @source Austin 2009 (standardised differences as balance diagnostics)
 */
export function imagedSubset(input: ImagedSubsetInput): ImagedSubset {
  const { patients, imaged, among, columns, imagedBy } = input
  const site = siteColumn(patients)
  const assignment = Int32Array.from(among, (isAmong, i) => (isAmong ? (imaged[i] ? 0 : 1) : -1))
  const table = baselineTable({
    groups: [
      { key: 'imaged', label: `With ${imagedBy}` },
      { key: 'rest', label: `Without ${imagedBy}` },
    ],
    assignment,
    columns: site ? [...columns, site] : columns,
    ...(input.permutations === undefined ? {} : { permutations: input.permutations }),
    ...(input.work === undefined ? {} : { work: input.work }),
    ...(input.seed === undefined ? {} : { seed: input.seed }),
  })
  return { table, words: subsetInWords(table, imagedBy) }
}

function distance({ standardisedDifference }: BaselineRow): number | null {
  return standardisedDifference.value
}

function subsetInWords({ groups, rows }: BaselineTable, imagedBy: string): string[] {
  const [imaged = { n: 0 }, rest = { n: 0 }] = groups
  const all = imaged.n + rest.n
  const share = all === 0 ? '' : ` (${plainNumber((100 * imaged.n) / all, 2)} %)`
  const head = `${imaged.n} of ${all} patients have ${imagedBy}${share}.`
  if (rest.n === 0) return [head, 'Nobody is without, so there is nobody to compare them with.']
  if (imaged.n === 0) return [head, 'Nobody has, so there is nobody to compare.']
  const known = rows.flatMap((row) => {
    const value = distance(row)
    return value === null ? [] : [{ row, value }]
  })
  const apart = known.filter(({ value }) => value > imbalance).sort((a, b) => b.value - a.value)
  const furthest = apart
    .slice(0, 3)
    .map(({ row, value }) => `${row.label} (${estimateNumber(value, 2)})`)
    .join(', ')
  return [
    head,
    apart.length === 0
      ? `In none of ${known.length} variables do they differ by more than ${imbalance} standard deviations.`
      : `In ${apart.length} of ${known.length} variables they differ by more than ${imbalance} standard deviations; most in ${furthest}.`,
    ...siteWords(rows),
  ]
}

/** Where all the imaged come from few sites, site and image cannot be told apart. */
function siteWords(rows: readonly BaselineRow[]): string[] {
  const row = rows.find(({ key }) => key === siteKey)
  if (row?.kind !== 'category') return []
  const counts = row.groups[0]?.counts ?? []
  const total = counts.reduce((sum, count) => sum + count, 0)
  const present = counts.filter((count) => count > 0).length
  const most = Math.max(0, ...counts)
  const name = row.levels[counts.indexOf(most)] ?? ''
  if (total === 0) return []
  return [
    `The imaged come from ${present} of ${row.levels.length} tissue source sites; ${most} of ${total} from site ${name}.`,
  ]
}
