import type { CoxOptions } from '../../../science/survival/cox.ts'
import { readOracle } from '../../oracles/read.ts'

export interface CaseData {
  time: number[]
  event: number[]
  cause: number[]
  entry?: number[] | null
  group: number[]
  x1: number[]
  x2: number[]
  stratum: number[]
  cluster: number[]
  marker: number[]
}
type Maybe = number | null
export interface CurveLimits {
  low?: Maybe[] | null
  high?: Maybe[] | null
  rises: boolean
  quantile: Maybe[]
  qlow: Maybe[]
  qhigh: Maybe[]
}
export interface RankAnswer {
  chisq?: number | null
  observed: number[]
  expected: number[]
  var: number[]
  trend?: number
}
export interface CoxAnswer {
  ties: 'efron' | 'breslow'
  kind: 'plain' | 'factor' | 'strata' | 'robust' | 'cluster'
  coef: number[]
  se: number[]
  naive: number[] | null
  loglik: [number, number]
  wald: number
  score: number
  rscore: number | null
  lr: number
  concordance: [number, number]
  low: number[]
  high: number[]
  martingale: number[] | null
  deviance: number[] | null
  schoenfeld: number[] | null
  zph: Record<'km' | 'identity' | 'rank' | 'log', number[] | null> | null
  hazard: { time: number[]; hazard: number[] } | null
}
export interface Case {
  shape: string
  data: CaseData
  km: {
    time: number[]
    nRisk: number[]
    nEvent: number[]
    nCensored: number[]
    survival: number[]
    /** Inf is null */
    se: (number | null)[]
    plain: CurveLimits
    log: CurveLimits
    loglog: CurveLimits
    at: { time: number[]; nRisk?: number[] | null; survival: number[] }
  }
  logrank: Record<string, RankAnswer> | null
  cox: CoxAnswer[]
  concordance: { c: number; se: number; count: number[]; strataC: number | null; strataSe: number | null }
  cif: {
    gray: number[]
    grayStratified: number[] | null
    grayRho1: number[] | null
    curves: Record<string, { time: number[]; est: number[]; var: number[] }>
  } | null
  cutpoint: {
    statistic: number
    cut: number
    stats: number[] | number
    cuts: number[] | number
    lau92: number
    lau94: number
  } | null
  rmst: { tau: number; groups: number[]; rmean: number[]; se: number[] } | null
}

/** The data sets of cases.R with R's answers. */
export const { cases } = readOracle('survival/cases.json') as { cases: Case[] }

export const named = cases.map((one, i) => ({ name: `${i} ${one.shape}`, ...one }))

export const followUpOf = ({ time, event, entry }: CaseData) => ({ time, event, ...(entry ? { entry } : {}) })

/** The model of an answer, as cases.R writes it. */
export function modelOf(data: CaseData, { kind, ties }: Pick<CoxAnswer, 'kind' | 'ties'>): CoxOptions {
  const x1 = { name: 'x1', values: data.x1 }
  const x2 = { name: 'x2', values: data.x2 }
  const levels = [...new Set(data.group)].sort().slice(1)
  const factor = levels.map((level) => ({
    name: `g${level}`,
    term: 'g',
    values: data.group.map((g) => (g === level ? 1 : 0)),
  }))
  return {
    ...followUpOf(data),
    ties,
    covariates: kind === 'factor' ? [x1, ...factor] : [x1, x2],
    ...(kind === 'strata' ? { strata: data.stratum } : {}),
    ...(kind === 'robust' ? { robust: true } : {}),
    ...(kind === 'cluster' ? { cluster: data.cluster } : {}),
  }
}

/** Largest difference, relative to the value or to 1, whichever is larger; NaN stands for R's NA. */
export function farthest(ours: ArrayLike<number>, theirs: ArrayLike<number | string | null>): number {
  if (ours.length !== theirs.length) return Infinity
  let worst = 0
  for (let i = 0; i < ours.length; i += 1) {
    const a = ours[i] ?? NaN
    const b = theirs[i]
    if (b === null || b === undefined || b === 'NA') {
      if (!Number.isNaN(a)) return Infinity
    } else if (b === 'Inf') {
      if (a !== Infinity) return Infinity
    } else if (typeof b === 'number') {
      const gap = Math.abs(a - b) / Math.max(1, Math.abs(b))
      if (!(gap <= worst)) worst = Number.isNaN(gap) ? Infinity : gap
    } else return Infinity
  }
  return worst
}
