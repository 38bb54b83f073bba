import type { ImmuneUnit } from '../../science/immune/methods.ts'
import type { ScaleUsed } from '../../science/radiogenomics/methodAgreement.ts'
import type { AnswerFacts } from './storedAnalysis.ts'
import type { RiskGroupsAnswer } from './riskGroupsAnswer.ts'

export interface AgreementMethod {
  ref: string
  label: string
  /** key of science/immune/methods.ts; null = a reference of the user's own */
  method: string | null
  unit: ImmuneUnit
}

export interface SightAnswer {
  method: string
  cell: string
  unit: ImmuneUnit
  /** null = it has values */
  reason: string | null
  n: number
  nZero: number
}

/** Two methods on one cell. */
export interface AgreementPair {
  cell: string
  a: string
  b: string
  scale: ScaleUsed
  n: number
  rho: number | null
  low: number | null
  high: number | null
  logP: number | null
  /** why there is no rho */
  reason: string | null
}

/** Difference of the first group against the second in one cell by one method, or by a consensus of ranks. */
export interface DirectionAnswer {
  cell: string
  method: string
  scale: ScaleUsed
  delta: number | null
  low: number | null
  high: number | null
  logP: number | null
  n: number
  reason: string | null
}

export interface ConsensusAnswer {
  cell: string
  scale: ScaleUsed
  methods: string[]
  n: number
  effect: Omit<DirectionAnswer, 'cell' | 'scale'> | null
  without: {
    method: string
    n: number
    rho: number | null
    effect: Omit<DirectionAnswer, 'cell' | 'scale'> | null
  }[]
}

export interface AgreementAnswer extends AnswerFacts {
  cells: string[]
  methods: AgreementMethod[]
  /** label of the leukocyte fraction by which shares of leukocytes became shares of all cells; null without one */
  leukocytes: string | null
  grouping: RiskGroupsAnswer | null
  sight: SightAnswer[]
  pairs: AgreementPair[]
  directions: DirectionAnswer[]
  signs: {
    cell: string
    scale: ScaleUsed
    positive: number
    negative: number
    zero: number
    untestable: number
    share: number | null
  }[]
  consensus: ConsensusAnswer[]
  /** one sentence a cell */
  words: { cell: string; text: string }[]
}

/** Reads back what was stored; it is our own. */
export function parseAgreementAnswer(stored: unknown): AgreementAnswer {
  return stored as AgreementAnswer
}
