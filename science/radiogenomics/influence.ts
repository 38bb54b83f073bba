import { InvalidInput } from '../errors.ts'
import { cliffDelta } from '../stats/cliffDelta.ts'
import { ascending } from '../stats/describe.ts'
import { isMissing, presentValues } from '../stats/missing.ts'
import { orderOf } from '../stats/rank.ts'
import { rankSumTable } from '../stats/rankSumTable.ts'
import type { CellInfluence, Without } from './influenceResult.ts'
import { influenceInWords } from './influenceWords.ts'

export interface InfluenceInput {
  /** submitter ids, in patient order */
  patients: readonly string[]
  /** site of each patient; null where it is not known */
  sites: readonly (string | null)[]
  /** one per patient: 0 first group, 1 second, −1 in neither */
  assignment: Int32Array
  /** one value per patient, NaN = missing */
  cells: readonly { key: string; label: string; values: Float64Array }[]
}

/**
 * Does the effect hang on one patient or one site: each is left out in turn and the groups are compared again by the rank-sum test.
 * Groups stay as they are: a cutoff that was taken from these patients is not taken anew.
 * @returns per cell: everybody, without each patient, without each site, and in words
 * @throws InvalidInput lengths differ, a group is none of 0, 1, −1, or a value is infinite
 * @source jackknife influence, Efron & Tibshirani 1993, ch. 11; leave-one-site-out as in leave-one-study-out (Viechtbauer & Cheung 2010)
 * @oracle `wilcoxonRankSum` and `cliffDelta` on the values that are left
 */
export function influence(input: InfluenceInput): CellInfluence[] {
  checkInput(input)
  return input.cells.map((cell) => cellInfluence(input, cell))
}

interface Row {
  patient: number
  group: number
  value: number
}

function cellInfluence(input: InfluenceInput, cell: InfluenceInput['cells'][number]): CellInfluence {
  presentValues(cell.values, cell.key)
  const rows: Row[] = []
  input.assignment.forEach((group, patient) => {
    const value = cell.values[patient] ?? NaN
    if (group >= 0 && !isMissing(value)) rows.push({ patient, group, value })
  })
  const all = compared('', rows, true)
  const patients = rows.map(({ patient, group }, i) => ({
    ...compared(input.patients[patient] ?? '', rows.toSpliced(i, 1), false),
    group,
    site: input.sites[patient] ?? null,
  }))
  const names = new Set(
    rows.map(({ patient }) => input.sites[patient] ?? null).filter((site) => site !== null),
  )
  const sites = [...names].sort().map((site) =>
    compared(
      site,
      rows.filter(({ patient }) => input.sites[patient] !== site),
      true,
    ),
  )
  const { key, label } = cell
  const found = { key, label, all, patients, sites }
  return { ...found, words: influenceInWords(found) }
}

function compared(key: string, rows: readonly Row[], withInterval: boolean): Without {
  const [x, y] = [0, 1].map((group) => rows.filter((row) => row.group === group).map(({ value }) => value))
  const sizes = [x?.length ?? 0, y?.length ?? 0] as const
  const [m, n] = sizes
  const none = { key, sizes, delta: null, low: null, high: null, logP: null }
  if (m < 2 || n < 2) return { ...none, reason: `groups of ${m} and ${n}: two are needed in each` }
  const values = [...(x ?? []), ...(y ?? [])]
  if (values.every((value) => value === values[0])) return { ...none, reason: 'all values are equal' }
  const table = rankSumTable(values)
  let sum = 0
  for (let i = 0; i < m; i += 1) sum += table.doubled[i] ?? 0
  const logP = table.logP(sum, m)
  const delta = (sum - m * (m + 1)) / (m * n) - 1
  if (!withInterval) return { ...none, delta, logP, reason: null }
  const { low, high } = cliffDelta(orderOf([ascending(x ?? []), ascending(y ?? [])]))
  return { key, sizes, delta, low, high, logP, reason: null }
}

function checkInput({ patients, sites, assignment, cells }: InfluenceInput): void {
  const n = patients.length
  const other = [sites.length, assignment.length, ...cells.map(({ values }) => values.length)].find(
    (length) => length !== n,
  )
  if (other !== undefined) throw new InvalidInput('influence', `${other} entries`, `${n}, one per patient`)
  const group = assignment.find((place) => place < -1 || place > 1)
  if (group !== undefined) throw new InvalidInput('assignment', group, '0, 1 or −1')
}
