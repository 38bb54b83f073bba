import type { VariableRow } from '../../db/read/variables.ts'
import type { CorrelationMethod, Pairs } from '../../science/radiogenomics/associate.ts'
import type { Family } from '../../science/radiogenomics/result.ts'
import type { LeftOut } from '../../science/radiogenomics/whoIsIn.ts'
import type { FlowStepAnswer } from './comparisonAnswer.ts'
import { pack, unpack } from './packed.ts'
import type { PackedNumbers } from './packed.ts'
import type { AnswerFacts } from './storedAnalysis.ts'

/** Variables of one side in columns: there may be tens of thousands. */
export interface SideAnswer {
  label: string
  refs: string[]
  labels: string[]
  units: string[]
}

type PairColumn = 'r' | 'logP' | 'logQ' | 'n' | 'state' | 'variant'

export interface PairsAnswer extends Record<PairColumn, PackedNumbers> {
  family: Family
  covariates: number
}

/** Values of few variables, patient by patient, for scatter plots; NaN is null. */
export interface ValuesAnswer {
  patients: string[]
  x: (number | null)[][]
  y: (number | null)[][]
}

export interface CorrelateAnswer extends AnswerFacts {
  x: SideAnswer
  y: SideAnswer
  method: CorrelationMethod
  p: 'r' | 't' | null
  /** patients with some x and some y */
  n: number
  /** their ordinals */
  rows: PackedNumbers
  flow: FlowStepAnswer[]
  raw: PairsAnswer
  adjusted: (PairsAnswer & { same: PackedNumbers; variables: VariableRow[]; leftOut: LeftOut[] }) | null
  rival: { variable: VariableRow; withY: PairsAnswer; withX: PairsAnswer; without: PairsAnswer } | null
  /** null where there are too many variables */
  values: ValuesAnswer | null
}

export function packPairs({ r, logP, logQ, n, state, variant, family, covariates }: Pairs): PairsAnswer {
  return {
    r: pack(r),
    logP: pack(logP),
    logQ: pack(logQ),
    n: pack(n),
    state: pack(state),
    variant: pack(variant),
    family,
    covariates,
  }
}

export interface PairNumbers {
  r: number
  logP: number
  logQ: number
  n: number
  state: number
  variant: number
}

type Columns = Record<PairColumn, ArrayLike<number>>

/** Decoded once an answer, however many pairs are asked for. */
const decoded = new WeakMap<PairsAnswer, Columns>()

export function pairColumns(pairs: PairsAnswer): Columns {
  const known = decoded.get(pairs)
  if (known) return known
  const columns = {
    r: unpack(pairs.r),
    logP: unpack(pairs.logP),
    logQ: unpack(pairs.logQ),
    n: unpack(pairs.n),
    state: unpack(pairs.state),
    variant: unpack(pairs.variant),
  }
  decoded.set(pairs, columns)
  return columns
}

export function pairAt(pairs: PairsAnswer, i: number): PairNumbers {
  const columns = pairColumns(pairs)
  return {
    r: columns.r[i] ?? NaN,
    logP: columns.logP[i] ?? NaN,
    logQ: columns.logQ[i] ?? NaN,
    n: columns.n[i] ?? 0,
    state: columns.state[i] ?? 0,
    variant: columns.variant[i] ?? 0,
  }
}

/** Reads back what was stored; it is our own. */
export function parseCorrelateAnswer(stored: unknown): CorrelateAnswer {
  return stored as CorrelateAnswer
}
