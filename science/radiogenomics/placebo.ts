import { InvalidInput } from '../errors.ts'
import { permutationP } from '../stats/permutation.ts'
import { createRandom } from '../stats/random.ts'
import type { RankSumRule } from '../stats/rankSumTable.ts'
import { inducedOrder, shuffledOrder } from '../stats/shuffle.ts'
import { effectsUnder, type Effects } from './blockEffects.ts'
import { samplesOf, type BlockSample } from './blockSample.ts'
import type { ExpectedCell } from './curve.ts'
import { familyLogQ } from './familyOfRow.ts'
import type { SpecificationTest } from './specifications.ts'

export interface PlaceboInput {
  /** one per patient: 0 first group, 1 second, −1 in neither */
  assignment: Int32Array
  /** every cell of the method, one value per patient, NaN = missing */
  cells: readonly { key: string; values: Float64Array }[]
  /** what each sample is to count, ≥ 0, NaN = left out; absent = all alike. A weight goes with its values, not with the label */
  weights?: Float64Array
  /** what is expected of the first group */
  expected: readonly ExpectedCell[]
  /** hits and q are counted over these */
  family: 'all' | readonly string[]
  test: SpecificationTest
  rule: RankSumRule
  /** level of a hit, e.g. .05 */
  alpha: number
  /** 1 … 100,000 */
  shuffles: number
  seed: number
}

export interface PlaceboCell {
  key: string
  expected: ExpectedCell['expected']
  /** null where it cannot be tested */
  delta: number | null
  logP: number | null
  logQ: number | null
  /** (1 + shuffles with an effect at least as far from 0) / (B + 1) */
  asFar: number | null
  /** the same in the expected direction only; null without an expectation */
  asFarDirected: number | null
}

export interface PlaceboClaim {
  /** expectations that could be tested, and how many have the expected sign in the data */
  expectations: number
  agreeing: number
  /** share of shuffles with every sign as expected, and with P ≤ alpha for each besides */
  allSigns: number
  allSignsAndP: number
  /** (1 + shuffles with no fewer signs right and no smaller sum of effects in the expected directions) / (B + 1) */
  asGood: number
}

export interface Placebo {
  cells: readonly PlaceboCell[]
  /** cells of the family that could be tested */
  tested: number
  /** shuffles with 0, 1, 2, … cells at P ≤ alpha, and at q ≤ alpha */
  hits: { byP: readonly number[]; byQ: readonly number[] }
  /** the same counts in the data */
  observed: { byP: number; byQ: number }
  /** share of shuffles with at least one hit */
  atLeastOne: { byP: number; byQ: number }
  claim: PlaceboClaim | null
  shuffles: number
  seed: number
  alpha: number
}

/**
 * The comparison as it stands, run again on shuffled labels: how often chance does as well, cell by cell and for all expectations.
 * @param orders instead of random shuffles: each is an order of the grouped patients (who gets whose values)
 * @param report told how many shuffles are done
 * @throws InvalidInput lengths differ, a number is out of range, or the family is empty
 * @source Phipson & Smyth 2010 for (1 + b) / (B + 1)
 * @oracle R wilcox.test on the same splits: test/oracles/placebo
 */
export function placebo(
  input: PlaceboInput,
  report: (done: number, of: number) => void = () => undefined,
  orders?: readonly Int32Array[],
): Placebo {
  checkInput(input)
  const run = runOf(input)
  const observed = run(Int32Array.from(input.assignment.keys()))
  const tally = createTally(input, observed)
  const of = orders?.length ?? input.shuffles
  const next = shufflerOf(input, orders)
  for (let b = 0; b < of; b += 1) {
    tally.add(run(next(b)))
    if ((b + 1) % 200 === 0 || b + 1 === of) report(b + 1, of)
  }
  return tally.result(of)
}

interface Outcome {
  delta: Float64Array
  logP: Float64Array
  logQ: Float64Array
}

/** The whole comparison under an order of all patients. */
function runOf(input: PlaceboInput): (order: Int32Array) => Outcome {
  const { assignment, cells, test, rule, family } = input
  const weights = input.weights ?? null
  const isFirst = Int8Array.from(assignment, (group) => (group < 0 ? -1 : 1 - group))
  const layer = { method: '', methodLabel: '', scale: '', scaleLabel: '', cells, passes: null, weights }
  const cut = { key: '', label: '', isFirst }
  const adjustment = { key: 'none', label: '', terms: [] }
  const quality = weights ? ('weight' as const) : ('mark' as const)
  const block = { layer, quality, test, adjustment, cuts: [cut], rule }
  const samples = samplesOf(block).map((sample) => ({ sample, effects: effectsUnder(block, sample) }))
  const isMember = cells.map(({ key }) => family === 'all' || family.includes(key))
  return (order) => {
    const outcome = {
      delta: new Float64Array(cells.length).fill(NaN),
      logP: new Float64Array(cells.length).fill(NaN),
    }
    for (const { sample, effects } of samples)
      if (sample.cuts.length > 0)
        place(sample, effects(inducedOrder(order, sample.patients, sample.places)), outcome)
    return { ...outcome, logQ: familyLogQ(outcome.logP, isMember) }
  }
}

function place({ cells }: BlockSample, effects: Effects, outcome: Pick<Outcome, 'delta' | 'logP'>): void {
  cells.forEach(({ index }, c) => {
    outcome.delta[index] = effects.delta[c] ?? NaN
    outcome.logP[index] = effects.logP[c] ?? NaN
  })
}

/** Orders of all patients in which only those in a group change places. */
function shufflerOf(
  { assignment, seed }: PlaceboInput,
  given?: readonly Int32Array[],
): (b: number) => Int32Array {
  const random = createRandom(seed)
  const grouped = Int32Array.from(assignment.keys()).filter((patient) => (assignment[patient] ?? -1) >= 0)
  const order = Int32Array.from(assignment.keys())
  return (b) => {
    const shuffle = given?.[b] ?? shuffledOrder(grouped.length, random)
    shuffle.forEach((from, to) => {
      order[grouped[to] ?? 0] = grouped[from] ?? 0
    })
    return order
  }
}

interface Tally {
  add(outcome: Outcome): void
  result(shuffles: number): Placebo
}

function createTally(input: PlaceboInput, observed: Outcome): Tally {
  const { cells, family, alpha } = input
  const logAlpha = Math.log(alpha)
  const places = cells.flatMap(({ key }, i) => (family === 'all' || family.includes(key) ? [i] : []))
  const hitsIn = (log: Float64Array): number =>
    places.reduce((sum, i) => sum + ((log[i] ?? NaN) <= logAlpha ? 1 : 0), 0)
  const byP = new Array<number>(places.length + 1).fill(0)
  const byQ = new Array<number>(places.length + 1).fill(0)
  const far = cells.map(() => 0)
  const farDirected = cells.map(() => 0)
  const signs = signsOf(input)
  const claim = createClaimTally(signs, observed, logAlpha)
  return {
    add: (outcome) => {
      bump(byP, hitsIn(outcome.logP))
      bump(byQ, hitsIn(outcome.logQ))
      cells.forEach((_, i) => {
        const [seen = NaN, now = NaN] = [observed.delta[i], outcome.delta[i]]
        const slack = 1e-12
        if (Math.abs(now) >= Math.abs(seen) - slack) bump(far, i)
        const sign = signs[i] ?? 0
        if (sign !== 0 && sign * now >= sign * seen - slack) bump(farDirected, i)
      })
      claim.add(outcome)
    },
    result: (shuffles) => ({
      cells: cells.map(({ key }, i) =>
        cellResult({ key, i, sign: signs[i] ?? 0 }, observed, shuffles, [far, farDirected]),
      ),
      tested: places.filter((i) => !Number.isNaN(observed.logP[i] ?? NaN)).length,
      hits: { byP, byQ },
      observed: { byP: hitsIn(observed.logP), byQ: hitsIn(observed.logQ) },
      atLeastOne: { byP: (shuffles - (byP[0] ?? 0)) / shuffles, byQ: (shuffles - (byQ[0] ?? 0)) / shuffles },
      claim: claim.result(shuffles),
      shuffles,
      seed: input.seed,
      alpha,
    }),
  }
}

function bump(counts: number[], at: number): void {
  counts[at] = (counts[at] ?? 0) + 1
}

/** +1, −1 or 0 for each cell. */
function signsOf({ cells, expected }: PlaceboInput): number[] {
  return cells.map(({ key }) => {
    const direction = expected.find((cell) => cell.key === key)?.expected ?? null
    return direction === null ? 0 : direction === 'higher' ? 1 : -1
  })
}

function cellResult(
  { key, i, sign }: { key: string; i: number; sign: number },
  observed: Outcome,
  shuffles: number,
  [far, directed]: readonly [readonly number[], readonly number[]],
): PlaceboCell {
  const there = (value: number | undefined): number | null =>
    value === undefined || Number.isNaN(value) ? null : value
  const isTested = there(observed.logP[i]) !== null
  return {
    key,
    expected: sign === 0 ? null : sign > 0 ? 'higher' : 'lower',
    delta: there(observed.delta[i]),
    logP: there(observed.logP[i]),
    logQ: there(observed.logQ[i]),
    asFar: isTested ? permutationP(far[i] ?? 0, shuffles) : null,
    asFarDirected: isTested && sign !== 0 ? permutationP(directed[i] ?? 0, shuffles) : null,
  }
}

function createClaimTally(
  signs: readonly number[],
  observed: Outcome,
  logAlpha: number,
): { add(outcome: Outcome): void; result(shuffles: number): PlaceboClaim | null } {
  const places = signs.flatMap((sign, i) => (sign !== 0 && !Number.isNaN(observed.logP[i] ?? NaN) ? [i] : []))
  const judge = ({ delta, logP }: Outcome): { right: number; strength: number; allP: boolean } => {
    const directed = places.map((i) => (signs[i] ?? 0) * (delta[i] ?? NaN))
    return {
      right: directed.filter((effect) => effect > 0).length,
      strength: directed.reduce((sum, effect) => sum + effect, 0),
      allP: places.every((i) => (logP[i] ?? NaN) <= logAlpha),
    }
  }
  const seen = judge(observed)
  let [allSigns, allSignsAndP, asGood] = [0, 0, 0]
  return {
    add: (outcome) => {
      const now = judge(outcome)
      if (now.right === places.length) {
        allSigns += 1
        if (now.allP) allSignsAndP += 1
      }
      if (now.right >= seen.right && now.strength >= seen.strength - 1e-12) asGood += 1
    },
    result: (shuffles) =>
      places.length === 0
        ? null
        : {
            expectations: places.length,
            agreeing: seen.right,
            allSigns: allSigns / shuffles,
            allSignsAndP: allSignsAndP / shuffles,
            asGood: permutationP(asGood, shuffles),
          },
  }
}

function checkInput({ assignment, cells, family, shuffles, alpha }: PlaceboInput): void {
  const other = cells.find(({ values }) => values.length !== assignment.length)
  if (other) throw new InvalidInput(other.key, `${other.values.length} values`, `${assignment.length}`)
  if (!Number.isInteger(shuffles) || shuffles < 1 || shuffles > 100_000)
    throw new InvalidInput('shuffles', shuffles, 'a whole number from 1 to 100000')
  if (!(alpha > 0 && alpha < 1)) throw new InvalidInput('alpha', alpha, 'a number between 0 and 1')
  if (family !== 'all' && family.length === 0) throw new InvalidInput('family', 'none', 'at least one cell')
}
