import { InvalidInput } from '../errors.ts'
import { createRandom } from '../stats/random.ts'
import { shuffledOrder, inducedOrder } from '../stats/shuffle.ts'
import { effectsUnder, type Effects } from './blockEffects.ts'
import { boundsOf } from './blockIntervals.ts'
import { samplesOf, type BlockSample } from './blockSample.ts'
import type { Estimate, ExpectedCell, Robustness, SpecificationResult, TableRow } from './curve.ts'
import { createCurveTally } from './curveInference.ts'
import { familyLogQ } from './familyOfRow.ts'
import { varianceExplained } from './varianceExplained.ts'
import { blocksOf, specificationOf, type Block, type Choices } from './specifications.ts'

export interface RobustnessInput extends Choices {
  /** the curves: one per cell; a method without the cell has no specification of it */
  cells: readonly ExpectedCell[]
  /** q is over these cells of each specification; 'all' = all cells of its method */
  family: 'all' | readonly string[]
  /** how often labels are shuffled and the whole curve is run again; 0 … 10,000 */
  shuffles: number
  seed: number
}

export type RobustnessProgress =
  | { kind: 'specifications'; done: number; of: number; rows: readonly SpecificationResult[] }
  | { kind: 'shuffles'; done: number; of: number }

/**
 * Specification curve: the same question under every combination of reasonable choices, and what chance would have made of it.
 * Effects share one scale (Cliff's δ; standardised means are brought to it). Specifications depend on each other, so the curve as a
 * whole is judged by shuffling the labels of the patients, one shuffle for all specifications, and running it again.
 * @param report told of every block of specifications as it is finished, and of the shuffles
 * @returns specifications in the order of their choices; per cell the inference and the share of variance that each choice explains
 * @throws InvalidInput a choice is empty, lengths differ, a number of shuffles is out of range, or no cell is in any method
 * @source Simonsohn, Simmons & Nelson 2020; Freedman & Lane 1983 where adjusted
 * @differs Simonsohn et al. drop covariates under the null; here their effect stays and the residuals are shuffled
 */
export function specificationCurve(
  input: RobustnessInput,
  report: (progress: RobustnessProgress) => void = () => undefined,
): Robustness {
  checkInput(input)
  const blocks = blocksOf(input).map(prepared)
  const of = blocks.length * input.cuts.length
  const rows: SpecificationResult[] = []
  const tally = createCurveTally(input.cells, of)
  let done = 0
  for (const block of blocks) {
    const tables = tabled(block, input, block.identity())
    const found = rowsOf(block, input, tables)
    tables.forEach((table, k) => {
      tally.observe(done + k, table)
    })
    rows.push(...found)
    done += found.length
    report({ kind: 'specifications', done, of, rows: found })
  }
  tally.begin(input.shuffles)
  shuffleAll(input, blocks, tally, report)
  const curves = input.cells.map((cell, j) => ({
    cell,
    inference: tally.curve(j),
    explained: varianceExplained(rows, j),
  }))
  return {
    specifications: rows,
    curves,
    together: tally.together(),
    shuffles: input.shuffles,
    seed: input.seed,
  }
}

interface Prepared {
  block: Block
  samples: readonly { sample: BlockSample; run: (order: Int32Array) => Effects }[]
  identity: () => Effects[]
}

function prepared(block: Block): Prepared {
  const samples = samplesOf(block).map((sample) => ({ sample, run: effectsUnder(block, sample) }))
  return {
    block,
    samples,
    identity: () => samples.map(({ sample, run }) => run(Int32Array.from(sample.patients.keys()))),
  }
}

/** One row for each cut of a block. */
function tabled(
  { block, samples }: Prepared,
  { cells, family }: RobustnessInput,
  effects: readonly Effects[],
): TableRow[] {
  const own = block.layer.cells
  const places = cells.map(({ key }) => own.findIndex((cell) => cell.key === key))
  const inFamily = own.map(({ key }) => family === 'all' || family.includes(key))
  return block.cuts.map((_, cut) => {
    const delta = new Float64Array(own.length).fill(NaN)
    const logP = new Float64Array(own.length).fill(NaN)
    samples.forEach(({ sample }, s) => {
      const k = sample.cuts.findIndex(({ index }) => index === cut)
      if (k < 0) return
      sample.cells.forEach(({ index }, c) => {
        delta[index] = effects[s]?.delta[k * sample.cells.length + c] ?? NaN
        logP[index] = effects[s]?.logP[k * sample.cells.length + c] ?? NaN
      })
    })
    const logQ = familyLogQ(logP, inFamily)
    const pick = (all: Float64Array): Float64Array => Float64Array.from(places, (place) => all[place] ?? NaN)
    return { delta: pick(delta), logP: pick(logP), logQ: pick(logQ) }
  })
}

function rowsOf(
  { block, samples }: Prepared,
  { cells }: RobustnessInput,
  tables: readonly TableRow[],
): SpecificationResult[] {
  return block.cuts.map((cut, k) => {
    const table = tables[k]
    let sizes: readonly [number, number] = [0, 0]
    const estimates = cells.map(({ key }, j): Estimate | { reason: string } => {
      const place = block.layer.cells.findIndex((cell) => cell.key === key)
      const values = block.layer.cells[place]?.values
      const home = samples.find(
        ({ sample }) => sample.constant.includes(place) || sample.cells.some(({ index }) => index === place),
      )
      if (!values || !home) return { reason: `${block.layer.methodLabel} has no such cell` }
      const { sample } = home
      const own = sample.cuts.find(({ index }) => index === k)
      if (!own) return { reason: sample.refused.get(k) ?? 'cannot be tested' }
      sizes = [own.m, own.n]
      if (sample.constant.includes(place)) return { reason: 'all values are equal' }
      const [delta = NaN, logP = NaN, logQ = NaN] = [table?.delta[j], table?.logP[j], table?.logQ[j]]
      if (Number.isNaN(logP)) return { reason: 'all values are equal within each group' }
      const bounds = boundsOf(block, sample, { cut: own, values })
      return { delta, low: bounds.low, high: bounds.high, logP, logQ: Number.isNaN(logQ) ? null : logQ }
    })
    return { specification: specificationOf(block, cut), sizes, cells: estimates }
  })
}

function shuffleAll(
  input: RobustnessInput,
  blocks: readonly Prepared[],
  tally: ReturnType<typeof createCurveTally>,
  report: (progress: RobustnessProgress) => void,
): void {
  const random = createRandom(input.seed)
  const n = input.cuts[0]?.isFirst.length ?? 0
  const grouped = Int32Array.from({ length: n }, (_, patient) => patient).filter((patient) =>
    input.cuts.some(({ isFirst }) => (isFirst[patient] ?? -1) >= 0),
  )
  const order = Int32Array.from({ length: n }, (_, patient) => patient)
  for (let b = 0; b < input.shuffles; b += 1) {
    shuffledOrder(grouped.length, random).forEach((from, to) => {
      order[grouped[to] ?? 0] = grouped[from] ?? 0
    })
    let row = 0
    for (const block of blocks) {
      const effects = block.samples.map(({ sample, run }) =>
        run(inducedOrder(order, sample.patients, sample.places)),
      )
      for (const table of tabled(block, input, effects)) {
        tally.shuffled(b, row, table)
        row += 1
      }
    }
    tally.finish(b)
    if ((b + 1) % 10 === 0 || b + 1 === input.shuffles)
      report({ kind: 'shuffles', done: b + 1, of: input.shuffles })
  }
}

function checkInput({ cells, layers, shuffles, family }: RobustnessInput): void {
  if (!Number.isInteger(shuffles) || shuffles < 0 || shuffles > 10_000)
    throw new InvalidInput('shuffles', shuffles, 'a whole number from 0 to 10000')
  const known = new Set(layers.flatMap((layer) => layer.cells.map(({ key }) => key)))
  if (!cells.some(({ key }) => known.has(key)))
    throw new InvalidInput('cells', cells.map(({ key }) => key).join(', '), 'a cell that a method has')
  if (family !== 'all' && family.length === 0) throw new InvalidInput('family', 'none', 'at least one cell')
}
