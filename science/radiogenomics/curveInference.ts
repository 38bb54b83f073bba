import { ascending, quantile } from '../stats/describe.ts'
import { permutationP } from '../stats/permutation.ts'
import type { CurveInference, CurveStatistic, ExpectedCell, TableRow } from './curve.ts'

const names = ['median effect', 'sign', 'P', 'q'] as const
const logAlpha = Math.log(0.05)

/** Collects the observed curve and the shuffled ones, cell by cell, and sums up. */
export interface CurveTally {
  observe(row: number, table: TableRow): void
  begin(shuffles: number): void
  shuffled(shuffle: number, row: number, table: TableRow): void
  finish(shuffle: number): void
  curve(cell: number): CurveInference
  together(): CurveInference | null
}

/** The curves at hand: `[row * cells + cell]`. */
interface Sheet {
  delta: Float64Array
  logP: Float64Array
  logQ: Float64Array
}

export function createCurveTally(cells: readonly ExpectedCell[], rows: number): CurveTally {
  const observed = blankSheet(rows * cells.length)
  const current = blankSheet(rows * cells.length)
  const expecting = cells.flatMap(({ expected }, j) => (expected === null ? [] : [j]))
  let chance: Chance = { curves: [], together: [], sorted: [], tested: [] }
  return {
    observe: (row, table) => {
      put(observed, row, table)
    },
    begin: (shuffles) => {
      const tested = cells.map((_, j) => testedRows(observed, j, cells.length))
      chance = blankChance(tested, shuffles)
    },
    shuffled: (_, row, table) => {
      put(current, row, table)
    },
    finish: (shuffle) => {
      keepShuffle(chance, shuffle, current, { cells, expecting })
    },
    curve: (j) => {
      const tested = testedRows(observed, j, cells.length)
      const value = statisticsOf(observed, { j, tested, width: cells.length }, cells[j]?.expected ?? null)
      return {
        tested: tested.length,
        planned: rows,
        statistics: summed(value, chance.curves[j] ?? []),
        band: bandOf(chance.sorted[j] ?? new Float32Array(), tested.length),
      }
    },
    together: () =>
      expecting.length < 2
        ? null
        : {
            tested: completeRows(observed, cells.length, expecting).length,
            planned: rows,
            statistics: summed(togetherOf(observed, cells, expecting), chance.together),
            band: null,
          },
  }
}

/** What the shuffles gave: a list for each statistic, and the sorted effects one shuffle after the other. */
interface Chance {
  curves: Float64Array[][]
  together: Float64Array[]
  sorted: Float32Array[]
  /** rows of the observed curve that count, per cell */
  tested: readonly (readonly number[])[]
}

function blankSheet(size: number): Sheet {
  const blank = (): Float64Array => new Float64Array(size).fill(NaN)
  return { delta: blank(), logP: blank(), logQ: blank() }
}

function blankChance(tested: Chance['tested'], shuffles: number): Chance {
  const lists = (): Float64Array[] => names.map(() => new Float64Array(shuffles))
  return {
    curves: tested.map(lists),
    together: lists(),
    sorted: tested.map((rows) => new Float32Array(shuffles * rows.length)),
    tested,
  }
}

function put(sheet: Sheet, row: number, { delta, logP, logQ }: TableRow): void {
  sheet.delta.set(delta, row * delta.length)
  sheet.logP.set(logP, row * delta.length)
  sheet.logQ.set(logQ, row * delta.length)
}

function keepShuffle(
  chance: Chance,
  shuffle: number,
  sheet: Sheet,
  { cells, expecting }: { cells: readonly ExpectedCell[]; expecting: readonly number[] },
): void {
  const width = cells.length
  cells.forEach((cell, j) => {
    const tested = chance.tested[j] ?? []
    store(chance.curves[j], shuffle, statisticsOf(sheet, { j, tested, width }, cell.expected))
    const effects = Float32Array.from(tested, (row) => sheet.delta[row * width + j] ?? NaN)
    chance.sorted[j]?.set(effects.sort(), shuffle * tested.length)
  })
  store(chance.together, shuffle, togetherOf(sheet, cells, expecting))
}

function testedRows({ logP }: Sheet, j: number, width: number): number[] {
  const rows: number[] = []
  for (let row = 0; row * width < logP.length; row += 1)
    if (!Number.isNaN(logP[row * width + j] ?? NaN)) rows.push(row)
  return rows
}

function completeRows(sheet: Sheet, width: number, cells: readonly number[]): number[] {
  const sets = cells.map((j) => new Set(testedRows(sheet, j, width)))
  return [...(sets[0] ?? [])].filter((row) => sets.every((set) => set.has(row)))
}

function store(lists: readonly Float64Array[] | undefined, at: number, values: readonly number[]): void {
  values.forEach((value, i) => {
    const list = lists?.[i]
    if (list) list[at] = value
  })
}

/** Median, share of the sign, with P, with q. Without an expectation the direction that does better counts, in data and shuffles alike. */
function statisticsOf(
  sheet: Sheet,
  place: { j: number; tested: readonly number[]; width: number },
  expected: ExpectedCell['expected'],
): number[] {
  if (expected !== null) return directed(sheet, place, expected === 'higher' ? 1 : -1)
  const up = directed(sheet, place, 1)
  const down = directed(sheet, place, -1)
  return up.map((value, i) => Math.max(value, down[i] ?? value))
}

function directed(
  { delta, logP, logQ }: Sheet,
  { j, tested, width }: { j: number; tested: readonly number[]; width: number },
  sign: number,
): number[] {
  const effects: number[] = []
  let [agreeing, byP, byQ] = [0, 0, 0]
  for (const row of tested) {
    const at = row * width + j
    const effect = sign * (delta[at] ?? NaN)
    if (!Number.isNaN(effect)) effects.push(effect)
    if (!(effect > 0)) continue
    agreeing += 1
    if ((logP[at] ?? NaN) <= logAlpha) byP += 1
    if ((logQ[at] ?? NaN) <= logAlpha) byQ += 1
  }
  const n = tested.length
  const median = effects.length === 0 ? NaN : quantile(ascending(effects), 0.5)
  return [median, agreeing / n, byP / n, byQ / n]
}

/** The same over all expectations: the weakest effect of a specification stands for it, and all signs, P and q must hold. */
function togetherOf(sheet: Sheet, cells: readonly ExpectedCell[], expecting: readonly number[]): number[] {
  const width = cells.length
  const rows = completeRows(sheet, width, expecting)
  const weakest = rows.map((row) =>
    expecting.reduce(
      (worst, j) => {
        const at = row * width + j
        const effect = (cells[j]?.expected === 'higher' ? 1 : -1) * (sheet.delta[at] ?? NaN)
        return {
          effect: Math.min(worst.effect, effect),
          logP: Math.max(worst.logP, sheet.logP[at] ?? NaN),
          logQ: Math.max(worst.logQ, sheet.logQ[at] ?? NaN),
        }
      },
      { effect: Infinity, logP: -Infinity, logQ: -Infinity },
    ),
  )
  const share = (holds: (row: { effect: number; logP: number; logQ: number }) => boolean): number =>
    weakest.filter((row) => row.effect > 0 && holds(row)).length / rows.length
  const median = rows.length === 0 ? NaN : quantile(ascending(weakest.map(({ effect }) => effect)), 0.5)
  return [
    median,
    share(() => true),
    share(({ logP }) => logP <= logAlpha),
    share(({ logQ }) => logQ <= logAlpha),
  ]
}

function summed(values: readonly number[], chance: readonly Float64Array[]): CurveStatistic[] {
  return names.map((name, i) => {
    const value = values[i] ?? NaN
    const list = (chance[i] ?? new Float64Array()).filter((one) => !Number.isNaN(one))
    if (list.length === 0) return { name, value, p: null, chance: null }
    const sorted = ascending(list)
    return {
      name,
      value,
      p: permutationP(list.filter((one) => one >= value - 1e-12).length, list.length),
      chance: {
        median: quantile(sorted, 0.5),
        low: quantile(sorted, 0.025),
        high: quantile(sorted, 0.975),
      },
    }
  })
}

function bandOf(sorted: Float32Array, tested: number): CurveInference['band'] {
  const shuffles = tested === 0 ? 0 : sorted.length / tested
  if (shuffles === 0) return null
  const low = new Float64Array(tested)
  const high = new Float64Array(tested)
  for (let place = 0; place < tested; place += 1) {
    const column = new Float64Array(shuffles)
    for (let b = 0; b < shuffles; b += 1) column[b] = sorted[b * tested + place] ?? NaN
    const ordered = ascending(column.filter((value) => !Number.isNaN(value)))
    low[place] = quantile(ordered, 0.025)
    high[place] = quantile(ordered, 0.975)
  }
  return { low, high }
}
