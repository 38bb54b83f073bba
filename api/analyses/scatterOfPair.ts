import type { ReleaseRow } from '../../db/read/releases.ts'
import { pairScatter } from '../../science/radiogenomics/pairScatter.ts'
import type { PairScatter } from '../../science/radiogenomics/pairScatter.ts'
import type { Interval } from '../../science/radiogenomics/result.ts'
import type { LineBand } from '../../science/stats/lineBand.ts'
import type { Context } from '../context.ts'
import type { CorrelateAnswer } from './correlateAnswer.ts'
import type { PairShape } from './correlatePairs.ts'
import { covariateOf } from './outcome.ts'
import { unpack } from './packed.ts'
import { patientColumn } from './patientColumn.ts'
import type { PatientColumn } from './patientColumn.ts'

export type ScatterView = 'raw' | 'adjusted' | 'rival' | 'without'

export interface PairScatterAnswer {
  xLabel: string
  yLabel: string
  points: { patient: string; x: number; y: number }[]
  fit: PairScatter['fit']
}

function refsOf({ answer, i }: PairShape): { x: string; y: string } {
  const ny = answer.y.refs.length
  return { x: answer.x.refs[Math.floor(i / ny)] ?? '', y: answer.y.refs[i % ny] ?? '' }
}

/** What is taken out of both sides in a view; null where the answer has no such view. */
function takenOut({ adjusted, rival }: CorrelateAnswer, view: ScatterView): string[] | null {
  if (view === 'raw') return []
  if (view === 'adjusted') return adjusted && adjusted.variables.map(({ ref }) => ref)
  if (!rival) return null
  return view === 'rival' ? [] : [rival.variable.ref]
}

function axisName({ variable: { label, unit } }: PatientColumn, method: string, isRest: boolean): string {
  const name = unit === '' ? label : `${label} (${unit})`
  if (!isRest) return name
  return method === 'spearman' ? `${label}, rank, residual` : `${name}, residual`
}

/** Reads the columns of one pair and lays it out; null where the answer has no such view. */
export async function scatterOfPair(
  context: Context,
  release: ReleaseRow,
  pair: PairShape,
  view: ScatterView,
): Promise<PairScatterAnswer | null> {
  const { answer } = pair
  const taken = takenOut(answer, view)
  if (!taken) return null
  const refs = refsOf(pair)
  const xRef = view === 'rival' ? (answer.rival?.variable.ref ?? '') : refs.x
  const [x, y, covariates, patients] = await Promise.all([
    patientColumn(context, release, xRef, 'x'),
    patientColumn(context, release, refs.y, 'y'),
    Promise.all(taken.map((ref) => patientColumn(context, release, ref, 'adjustFor'))),
    context.facts.patientIds(release.id),
  ])
  const method = answer.method === 'pearson' ? 'pearson' : 'spearman'
  // the rival is correlated over the patients of the association, though others may have it too
  const inside = new Set(unpack(answer.rows))
  const drawn = pairScatter({
    x: x.patientValues.map((value, row) => (inside.has(row) ? value : NaN)),
    y: y.patientValues,
    covariates: covariates.map(covariateOf),
    method,
  })
  return {
    xLabel: axisName(x, method, taken.length > 0),
    yLabel: axisName(y, method, taken.length > 0),
    points: drawn.rows.map((row, i) => ({
      patient: patients[row] ?? '',
      x: drawn.x[i] ?? NaN,
      y: drawn.y[i] ?? NaN,
    })),
    fit: drawn.fit,
  }
}

/** The slope in the shape of every interval of the contract. */
export function slopeInterval({ value, low, high }: LineBand['slope'], level: number): Interval {
  return { name: 'slope', value, low, high, level, unit: '', intervalMethod: 'Student’s t' }
}
