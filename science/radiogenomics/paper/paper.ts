import { plainNumber } from '../words.ts'
import type { Family, GroupResult, Interval, Variant, Warning } from '../result.ts'

/** What a manuscript takes from an analysis, ready to paste. */
export interface Paper {
  /** how it was done: goes into the methods section */
  methods: string
  /** one for each figure that the analysis can be drawn as, by the panel's name */
  legends: readonly { panel: string; text: string }[]
}

/** Where an answer comes from, in the words of its address. */
export interface PaperOrigin {
  cohort: { title: string; simulated: boolean }
  release: string
  analysis: string
  codeVersion: string
  /** name and version of the program */
  software: string
  /** null where nothing was random */
  seed: number | null
}

/** A grouping as an answer holds it. */
export interface PaperGrouping {
  label: string
  groups: readonly { label: string; n: number }[]
  cutoffs: readonly { value: number; rule: string; origin: string }[]
}

export interface PaperFlow {
  n: number
  leftOut: readonly { reason: string; n: number }[]
}

/** Sentences as one paragraph; what is empty is not there. */
export function paragraph(sentences: readonly string[]): string {
  return sentences.filter((sentence) => sentence !== '').join(' ')
}

/** "n = 17" that stays on one line */
export function sizeWords(n: number): string {
  return `n\u00a0=\u00a0${n}`
}

export function percentWords(level: number): string {
  return `${plainNumber(level * 100, 3)}\u00a0%`
}

export function cohortWords({ cohort }: PaperOrigin): string {
  return cohort.simulated ? `${cohort.title} (simulated data: no patients, planted effects)` : cohort.title
}

/** "High risk, n = 17; Low risk, n = 17" */
export function groupsWords(groups: readonly { label: string; n: number }[]): string {
  return groups.map(({ label, n }) => `${label}, ${sizeWords(n)}`).join('; ')
}

export function groupingWords({ label, groups, cutoffs }: PaperGrouping): string {
  const cut = cutoffs.map(({ value, rule, origin }) => `${plainNumber(value, 5)} (${rule}; ${origin})`)
  const where = cut.length === 0 ? '' : `, cut at ${cut.join(' and at ')}`
  return `Patients were grouped by ${label} (${groupsWords(groups)})${where}.`
}

const mostReasons = 8

/** Who was left out on the way, each reason with its number: nobody goes missing between the cohort and the figure. */
export function flowWords(flow: readonly PaperFlow[]): string {
  const [first, last] = [flow[0], flow.at(-1)]
  if (first === undefined || last === undefined || first.n === last.n) return ''
  const reasons = flow.flatMap(({ leftOut }) => leftOut).filter(({ n }) => n > 0)
  const shown = reasons.slice(0, mostReasons).map(({ reason, n }) => `${n} (${reason})`)
  const rest = reasons.slice(mostReasons).reduce((sum, { n }) => sum + n, 0)
  const others = rest === 0 ? [] : [`${rest} for further reasons`]
  return `Of ${first.n} patients of the cohort, ${last.n} were analysed; left out: ${[...shown, ...others].join('; ')}.`
}

/** How p was obtained, as methods sections say it. */
export function variantWords(variant: Variant): string {
  switch (variant.kind) {
    case 'exact':
      return 'exact'
    case 'conditional-exact':
      return 'exact, conditional on ties'
    case 'asymptotic':
      return variant.correction === 'none' ? 'asymptotic' : `asymptotic with ${variant.correction} correction`
    case 'permutation':
      return `${variant.permutations.toLocaleString('en')} permutations, seed ${variant.seed}`
  }
}

interface TestedWith {
  method: string
  variant: Variant
}

/** The tests that were used, each once: they may differ from cell to cell with ties and sizes. */
export function testsWords(results: readonly TestedWith[]): string {
  const names = results.map(({ method, variant }) => `${method} (${variantWords(variant)})`)
  return [...new Set(names)].join(' or ')
}

export function familyWords({ name, planned, tested }: Family): string {
  return `P values were adjusted by the method of Benjamini and Hochberg over ${name} (${planned} planned, ${tested} tested); q is the adjusted value.`
}

export function intervalWords({ name, level, intervalMethod }: Interval): string {
  return `${name} with its ${percentWords(level)} confidence interval (${intervalMethod})`
}

/** What stands beside a figure so that it can be found again. */
export function originWords({ release, analysis, codeVersion }: PaperOrigin): string {
  return `Release ${release}, analysis ${analysis}, code ${codeVersion.slice(0, 12)}.`
}

export function softwareWords(origin: PaperOrigin): string {
  const { software, codeVersion, release, analysis, seed } = origin
  const random = seed === null ? '' : `, seed ${seed}`
  return `Computed with ${software} (code ${codeVersion.slice(0, 12)}; data release ${release}; analysis ${analysis}${random}).`
}

/** Warnings that belong into print: that a cohort is simulated is said already. */
export function warningWords(warnings: readonly Warning[]): string[] {
  return warnings.filter(({ code }) => code !== 'simulated').map(({ message }) => message)
}

/** Missing values and zeros of groups, counted: they are in no test and in every test. */
export function missingWords(groups: readonly GroupResult[]): string {
  const missing = groups.reduce((sum, { nMissing }) => sum + nMissing, 0)
  return missing === 0 ? '' : `${missing} missing ${missing === 1 ? 'value' : 'values'}`
}
