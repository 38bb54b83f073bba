/**
 * How far immune methods agree, per cell: who can see it and in what unit, ranks of patients against ranks of patients, the direction of the
 * group difference, and what is left of a consensus when one method is left out. Methods share the RNA they are computed from, so agreement
 * is no independent confirmation; disagreement is informative.
 */
import { onCommonScale } from '../immune/denominators.ts'
import { immuneMethod, whyUnseen, type ImmuneUnit } from '../immune/methods.ts'
import { InvalidInput } from '../errors.ts'
import { ascending } from '../stats/describe.ts'
import { cliffDelta } from '../stats/cliffDelta.ts'
import { splitByGroup } from '../stats/missing.ts'
import { isNotTestable, notTestable, type NotTestable } from '../stats/notTestable.ts'
import { midRanks, orderOf } from '../stats/rank.ts'
import { spearman, type SpearmanCorrelation } from '../stats/spearman.ts'
import { wilcoxonRankSum } from '../stats/wilcoxon.ts'

/** One cell by one method, one value per patient. */
export interface MethodColumn {
  method: string
  cell: string
  /** in the method's unit; NaN = missing */
  values: ArrayLike<number>
}

/** A method as a cohort has it: one method may be there twice, run on expression of two pipelines. */
export interface MethodInstance {
  /** its own name among the instances, e.g. the key of its layer */
  key: string
  /** key of science/immune/methods.ts; null = a reference of the user's own */
  method: string | null
  unit: ImmuneUnit
}

export interface AgreementInput {
  /** in the order of display; a key of science/immune/methods.ts stands for the one instance of it */
  methods: readonly (string | MethodInstance)[]
  /** keys of the cells that are asked for */
  cells: readonly string[]
  columns: readonly MethodColumn[]
  /** share of leukocytes among all cells per patient, NaN = missing: brings shares of leukocytes to the scale of all cells */
  leukocytes?: ArrayLike<number>
  /** group of each patient: 0 first, 1 second, −1 neither; effects are first − second */
  assignment?: Int32Array
  level?: number
}

export interface Sight {
  method: string
  cell: string
  unit: ImmuneUnit
  /** null = sees it and has values */
  reason: string | null
  n: number
  nZero: number
}

export type ScaleUsed = 'as given' | 'share of all cells'

/** Two methods on one cell. */
export interface MethodPair {
  cell: string
  a: string
  b: string
  scale: ScaleUsed
  result: SpearmanCorrelation | NotTestable
}

/** Group difference of one column: Cliff's δ, first against second, and the rank-sum log p. */
export interface GroupEffect {
  delta: number
  low: number | null
  high: number | null
  logP: number
  nFirst: number
  nSecond: number
}

export interface Direction {
  cell: string
  method: string
  scale: ScaleUsed
  result: GroupEffect | NotTestable
}

export interface SignAgreement {
  cell: string
  scale: ScaleUsed
  positive: number
  negative: number
  zero: number
  /** methods that see the cell but cannot be tested */
  untestable: number
  /** largest of the three counts over all tested; null when fewer than two were tested */
  share: number | null
}

export interface Consensus {
  cell: string
  scale: ScaleUsed
  methods: readonly string[]
  /** mean over methods of rank / n, one per patient; NaN for a patient that one of them lacks */
  ranks: Float64Array
  n: number
  effect: GroupEffect | NotTestable | null
  /** the same without each method in turn; needs three methods */
  without: readonly {
    method: string
    n: number
    effect: GroupEffect | NotTestable | null
    rho: number | null
  }[]
}

export interface MethodAgreement {
  sight: Sight[]
  pairs: MethodPair[]
  directions: Direction[]
  signs: SignAgreement[]
  consensus: Consensus[]
}

interface Column {
  method: string
  values: Float64Array
}

/**
 * @param input columns of one value per patient, all alike in length and order
 * @returns all five answers; each on the scale given, and, with `leukocytes`, once more where shares of leukocytes are made shares of all cells
 * @throws InvalidInput a method is unknown, a column is there twice, or lengths differ
 * @source Spearman with Bonett–Wright intervals; Cliff 1996; consensus of ranks as in Kendall & Gibbons 1990
 * @oracle shared real-cohorts.md: CIBERSORT–quanTIseq M1 .148 → .457, M2 .216 → .437 in TCGA-LIHC
 */
export function methodAgreement(input: AgreementInput): MethodAgreement {
  check(input)
  const scales: ScaleUsed[] = input.leukocytes ? ['as given', 'share of all cells'] : ['as given']
  const answer: MethodAgreement = {
    sight: sightOf(input),
    pairs: [],
    directions: [],
    signs: [],
    consensus: [],
  }
  for (const cell of input.cells)
    for (const scale of scales) {
      const columns = columnsOf(input, cell, scale)
      if (columns.length === 0) continue
      answer.pairs.push(...pairsOf(columns, { cell, scale, level: input.level ?? 0.95 }))
      if (input.assignment) {
        const directions = columns.map(({ method, values }) => ({
          cell,
          method,
          scale,
          result: groupEffect(values, input),
        }))
        answer.directions.push(...directions)
        answer.signs.push(signsOf(directions, cell, scale))
      }
      if (columns.length >= 2) answer.consensus.push(consensusOf(columns, cell, scale, input))
    }
  return answer
}

/** @throws InvalidInput a method is unknown */
function instanceOf(method: string | MethodInstance): MethodInstance {
  const key = typeof method === 'string' ? method : method.method
  const known = key === null ? undefined : immuneMethod(key)
  if (key !== null && !known) throw new InvalidInput('methods', key, 'a key of science/immune/methods.ts')
  if (typeof method !== 'string') return method
  return { key: method, method, unit: known?.unit ?? 'arbitrary' }
}

function check({ methods, columns, leukocytes, assignment }: AgreementInput): void {
  methods.forEach(instanceOf)
  const n = columns[0]?.values.length ?? 0
  const seen = new Set<string>()
  for (const { method, cell, values } of columns) {
    const name = `${method}/${cell}`
    if (seen.has(name)) throw new InvalidInput('columns', name, 'each method and cell once')
    seen.add(name)
    if (values.length !== n) throw new InvalidInput(name, `${values.length} values`, `${n}, one per patient`)
  }
  for (const [field, list] of [['leukocytes', leukocytes] as const, ['assignment', assignment] as const])
    if (list && list.length !== n)
      throw new InvalidInput(field, `${list.length} values`, `${n}, one per patient`)
}

function sightOf({ methods, cells, columns }: AgreementInput): Sight[] {
  return cells.flatMap((cell) =>
    methods.map((each) => {
      const { key, method, unit } = instanceOf(each)
      const known = method === null ? undefined : immuneMethod(method)
      const column = columns.find((one) => one.method === key && one.cell === cell)
      const present = Array.from(column?.values ?? []).filter((value) => !Number.isNaN(value))
      const unseen = (known && whyUnseen(known, cell)) ?? null
      return {
        method: key,
        cell,
        unit,
        reason: unseen ?? (present.length === 0 ? 'this release has no values' : null),
        n: present.length,
        nZero: present.filter((value) => value === 0).length,
      }
    }),
  )
}

/** The columns of one cell in the order of the methods, on a scale; methods without values are left out. */
function columnsOf(
  { methods, columns, leukocytes }: AgreementInput,
  cell: string,
  scale: ScaleUsed,
): Column[] {
  return methods.flatMap((each) => {
    const { key, unit } = instanceOf(each)
    const column = columns.find((one) => one.method === key && one.cell === cell)
    if (!column || !Array.from(column.values).some((value) => !Number.isNaN(value))) return []
    const values =
      scale === 'as given' || !leukocytes
        ? Float64Array.from(column.values)
        : onCommonScale(column.values, unit, leukocytes).values
    return [{ method: key, values }]
  })
}

function pairsOf(
  columns: readonly Column[],
  { cell, scale, level }: { cell: string; scale: ScaleUsed; level: number },
): MethodPair[] {
  return columns.flatMap((a, index) =>
    columns.slice(index + 1).map((b) => ({
      cell,
      a: a.method,
      b: b.method,
      scale,
      result: pairedSpearman(a.values, b.values, level),
    })),
  )
}

function pairedSpearman(a: Float64Array, b: Float64Array, level: number): SpearmanCorrelation | NotTestable {
  const both = a.map((value, patient) => (Number.isNaN(value + (b[patient] ?? NaN)) ? 0 : 1))
  return spearman(
    a.filter((_, patient) => both[patient] === 1),
    b.filter((_, patient) => both[patient] === 1),
    { level },
  )
}

function groupEffect(
  values: Float64Array,
  { assignment, level = 0.95 }: AgreementInput,
): GroupEffect | NotTestable {
  if (!assignment) return notTestable('too few values', 0)
  const { values: groups } = splitByGroup(values, assignment, 2)
  const [first, second] = groups.map(ascending)
  if (!first || !second || first.length < 2 || second.length < 2)
    return notTestable('too few values', (first?.length ?? 0) + (second?.length ?? 0))
  const order = orderOf([first, second])
  if (order.levels < 2) return notTestable('all values equal', order.n)
  const { logP } = wilcoxonRankSum(first, second, level, order)
  const { value, low, high } = cliffDelta(order, level)
  return { delta: value, low, high, logP, nFirst: first.length, nSecond: second.length }
}

function signsOf(directions: readonly Direction[], cell: string, scale: ScaleUsed): SignAgreement {
  const counts = { positive: 0, negative: 0, zero: 0, untestable: 0 }
  for (const { result } of directions) {
    if (isNotTestable(result)) counts.untestable += 1
    else counts[result.delta > 0 ? 'positive' : result.delta < 0 ? 'negative' : 'zero'] += 1
  }
  const tested = counts.positive + counts.negative + counts.zero
  const largest = Math.max(counts.positive, counts.negative, counts.zero)
  return { cell, scale, ...counts, share: tested < 2 ? null : largest / tested }
}

function consensusOf(
  columns: readonly Column[],
  cell: string,
  scale: ScaleUsed,
  input: AgreementInput,
): Consensus {
  const effectOf = (ranks: Float64Array) => (input.assignment ? groupEffect(ranks, input) : null)
  const all = meanRanks(columns)
  return {
    cell,
    scale,
    methods: columns.map(({ method }) => method),
    ranks: all.ranks,
    n: all.n,
    effect: effectOf(all.ranks),
    without:
      columns.length < 3
        ? []
        : columns.map(({ method, values }) => {
            const { ranks, n } = meanRanks(columns.filter((other) => other.method !== method))
            const held = pairedSpearman(values, ranks, 0.95)
            return { method, n, effect: effectOf(ranks), rho: isNotTestable(held) ? null : held.rho }
          }),
  }
}

/** Mean over methods of mid-rank / n over the patients that all of them have. Ranks are summed in whole halves, so that ties stay ties. */
function meanRanks(columns: readonly Column[]): { ranks: Float64Array; n: number } {
  const length = columns[0]?.values.length ?? 0
  const complete: number[] = []
  for (let patient = 0; patient < length; patient += 1)
    if (columns.every(({ values }) => !Number.isNaN(values[patient]))) complete.push(patient)
  const sums = new Float64Array(complete.length)
  for (const { values } of columns)
    midRanks(complete.map((patient) => values[patient] ?? NaN)).forEach((rank, place) => {
      sums[place] = (sums[place] ?? 0) + rank
    })
  const ranks = new Float64Array(length).fill(NaN)
  complete.forEach((patient, place) => {
    ranks[patient] = (sums[place] ?? NaN) / (complete.length * columns.length)
  })
  return { ranks, n: complete.length }
}
