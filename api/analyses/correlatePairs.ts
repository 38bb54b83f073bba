import { pairVariants, whyNotPaired } from '../../science/radiogenomics/associate.ts'
import { correlationInterval } from '../../science/radiogenomics/correlationInterval.ts'
import { finiteOrNull, probability } from '../../science/radiogenomics/probability.ts'
import type { Interval } from '../../science/radiogenomics/result.ts'
import { pairAt, pairColumns } from './correlateAnswer.ts'
import type { CorrelateAnswer, PairsAnswer } from './correlateAnswer.ts'
import { unpack } from './packed.ts'

/** One correlation of the contract. */
export interface CorrelationShape {
  correlation: Interval
  n: number
  logP: number | null
  pValue: number | null
  qValue: number | null
  /** how p came about */
  variant: string
  /** why it was not tested */
  reason: string | null
}

/** One pair of x and y: place in the answer. */
export interface PairShape {
  answer: CorrelateAnswer
  i: number
}

export function correlationAt({ method }: CorrelateAnswer, pairs: PairsAnswer, i: number): CorrelationShape {
  const { r, n, logP, logQ, state, variant } = pairAt(pairs, i)
  return {
    correlation: correlationInterval(method, { r, n, covariates: pairs.covariates }),
    n,
    logP: finiteOrNull(logP),
    pValue: Number.isNaN(logP) ? null : probability(logP),
    qValue: Number.isNaN(logQ) ? null : probability(logQ),
    variant: pairVariants[variant] ?? pairVariants[0],
    reason: whyNotPaired(state),
  }
}

export function rawSameAt({ adjusted }: CorrelateAnswer, i: number): number | null {
  return adjusted ? finiteOrNull(unpack(adjusted.same)[i]) : null
}

export type PairOrder = 'given' | 'p' | 'adjustedP' | 'effect'

/** Places of the pairs in the order wanted; untested ones last, equals in the order given. */
export function pairOrder(answer: CorrelateAnswer, order: PairOrder): Int32Array {
  const count = answer.x.refs.length * answer.y.refs.length
  const places = Int32Array.from({ length: count }, (_, i) => i)
  if (order === 'given') return places
  const { r, logP } = pairColumns(order === 'adjustedP' && answer.adjusted ? answer.adjusted : answer.raw)
  const key = (i: number): number => {
    const value = order === 'effect' ? -Math.abs(r[i] ?? NaN) : (logP[i] ?? NaN)
    return Number.isNaN(value) ? Infinity : value
  }
  const keys = Float64Array.from(places, key)
  return places.sort((a, b) => {
    const difference = (keys[a] ?? 0) - (keys[b] ?? 0)
    return Number.isNaN(difference) || difference === 0 ? a - b : difference
  })
}
