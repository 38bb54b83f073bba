/** What every engine answers: amounts of cells per sample, how far each sample can be trusted, and what was missing. */
import type { Json } from '../canonical.ts'
import { crosswalk } from './crosswalk.ts'
import { immuneMethod, type ImmuneUnit } from './methods.ts'

export interface DeconvolvedCell {
  /** as the reference names it */
  name: string
  /** key of the vocabulary (cells and totals), or null where the vocabulary has no such cell */
  key: string | null
}

/** A column that says how far a sample can be trusted. */
export interface SampleQuality {
  /** `p_value`, `correlation` and `rmse` are known to the vocabulary; others are the engine's own */
  key: string
  label: string
  /** one per sample; NaN = not known */
  values: Float64Array
}

/** Which genes of a reference the expression matrix has. */
export interface GeneCoverage {
  /** "LM22", or the name of a gene set */
  of: string
  wanted: number
  found: number
  /** sorted */
  missing: readonly string[]
}

export type DeconvolutionRule =
  | 'log-scale'
  | 'negative-values'
  | 'not-human'
  | 'spreadsheet-names'
  | 'no-gene-found'
  | 'genes-missing'
  | 'few-genes'
  | 'unit-unsuited'
  | 'anti-logged'
  | 'constant-sample'
  | 'no-weight'
  | 'cells-alike'
  | 'not-converged'
  | 'scaling-missing'
  | 'cohort-dependent'
  | 'platform'
  | 'other-cells-express'
  | 'duplicate-genes'
  | 'cell-unknown'

export interface Remark {
  rule: DeconvolutionRule
  message: string
  /** what to do about it; empty where nothing can be done */
  hint: string
  /** samples it is about; empty = all */
  samples: readonly string[]
}

export interface Deconvolution {
  kind: 'deconvolution'
  /** key of science/immune/methods.ts, or `custom:<name>` for a user's own reference */
  method: string
  unit: ImmuneUnit
  samples: readonly string[]
  cells: readonly DeconvolvedCell[]
  /** one column per cell, one value per sample; NaN = could not be estimated */
  values: readonly Float64Array[]
  quality: readonly SampleQuality[]
  coverage: readonly GeneCoverage[]
  /** everything that decides the numbers, apart from the matrix and the reference: goes into the provenance */
  settings: { readonly [key: string]: Json }
  warnings: readonly Remark[]
}

/** The matrix cannot be deconvolved, in plain words; the first reason is the gravest. */
export interface Refusal {
  kind: 'refused'
  reasons: readonly Remark[]
}

export function refuse(...reasons: readonly Remark[]): Refusal {
  return { kind: 'refused', reasons }
}

export function remark(
  rule: DeconvolutionRule,
  message: string,
  hint = '',
  samples: readonly string[] = [],
): Remark {
  return { rule, message, hint, samples }
}

/** Names of a reference as cells of the vocabulary. @param method key of methods.ts; unknown for a user's own reference */
export function cellsOf(method: string, names: readonly string[]): DeconvolvedCell[] {
  return names.map((name) => ({ name, key: keyOf(method, name) }))
}

function keyOf(method: string, name: string): string | null {
  if (immuneMethod(method)) {
    const found = crosswalk(method, name)
    return found.kind === 'cell' || found.kind === 'total' ? found.key : null
  }
  // a user's own signature: xCell's list is the widest, CIBERSORT's has the resting and activated ones
  for (const wide of ['cibersort-lm22', 'xcell', 'mcp-counter', 'epic']) {
    const found = crosswalk(wide, name)
    if (found.kind === 'cell') return found.key
  }
  return null
}

/** How many samples pass a rule, for "54 of 371 pass". @param isGood of one value; NaN counts as not known */
export function countPassing(
  values: ArrayLike<number>,
  isGood: (value: number) => boolean,
): { pass: number; fail: number; unknown: number } {
  const counts = { pass: 0, fail: 0, unknown: 0 }
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? NaN
    counts[Number.isNaN(value) ? 'unknown' : isGood(value) ? 'pass' : 'fail'] += 1
  }
  return counts
}
