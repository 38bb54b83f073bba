import type { ReleaseRow } from '../../db/read/releases.ts'
import { InvalidInput } from '../../science/errors.ts'
import { publishedClaim, verdictOf } from '../../science/radiogenomics/claim.ts'
import type { ClaimVerdict, Expectation } from '../../science/radiogenomics/claim.ts'
import type { Grouping } from '../../science/radiogenomics/grouping.ts'
import { cellEffect } from '../../science/radiogenomics/poolClaim.ts'
import type { CellEffect } from '../../science/radiogenomics/poolClaim.ts'
import { starsInWords } from '../../science/radiogenomics/claimWords.ts'
import type { StarLine } from '../../science/radiogenomics/claimWords.ts'
import { cellType } from '../../science/immune/cellTypes.ts'
import type { Context } from '../context.ts'
import type { AnalysisKind } from './analysis.ts'
import type { ComparisonAnswer } from './comparisonAnswer.ts'
import { parseComparison } from './comparisonSpec.ts'
import { computeComparison } from './computeComparison.ts'
import { parseExpectations } from './expectations.ts'
import type { ExpectationShape } from './expectations.ts'
import { loadGrouping } from './grouping.ts'
import { groupingInputOf, groupingShape, parseGrouping } from './groupingInput.ts'
import type { GroupingInputShape } from './groupingInput.ts'
import { loadMethod } from './loadMethod.ts'
import { placeboAnalysis, placeboOf } from './placebo.ts'
import type { PlaceboAnswer } from './placebo.ts'
import type { AnswerFacts, StoredAnalysis } from './storedAnalysis.ts'
import { suggestGroupings } from './suggestGroupings.ts'
import type { Table, TsvRow } from './tsv.ts'

export interface ClaimInputShape {
  release: string
  expectations?: readonly ExpectationShape[] | null | undefined
  /** default: a risk model where there is one, else the first suggestion that makes two groups */
  grouping?: GroupingInputShape | null | undefined
  /** layer reference; default: the first that has all cells, else the first that has one */
  method?: string | null | undefined
  shuffles?: number | null | undefined
  seed?: number | null | undefined
}

export interface ClaimSpec {
  kind: 'claim'
  expectations: Expectation[]
  grouping: Grouping | null
  method: string | null
  shuffles: number
  seed: number
}

export interface ClaimAnswer extends AnswerFacts {
  /** why the published claim itself cannot be tested here; empty where it can */
  notItself: string[]
  /** null where nothing can be compared; `notItself` says why */
  tested: {
    grouping: Grouping
    groups: { key: string; label: string; n: number }[]
    cutoffs: number[]
    exposure: string
    /** patients in a group */
    patients: string[]
    /** of the cells of the claim, as they can be pooled with those of other cohorts */
    effects: CellEffect[]
    method: { ref: string; label: string; unit: string }
    verdict: ClaimVerdict
    /** the settings of the published analysis: rank sum as R does it, unadjusted */
    published: StarLine[]
    publishedWords: string
    placebo: Pick<PlaceboAnswer, 'words' | 'claim' | 'shuffles'>
  } | null
}

/** A set of directed expectations in one release: the published settings first, then ours and the placebo. */
export const claimAnalysis: AnalysisKind<ClaimInputShape, ClaimSpec, ClaimAnswer> = {
  kind: 'claim',
  parseSpec: (input) => {
    const shuffles = input.shuffles ?? 2_000
    if (!Number.isInteger(shuffles) || shuffles < 100 || shuffles > 20_000)
      throw new InvalidInput('shuffles', shuffles, '100 to 20,000')
    return {
      kind: 'claim',
      expectations: parseExpectations(input.expectations),
      grouping: input.grouping ? parseGrouping(input.grouping) : null,
      method: input.method ?? null,
      shuffles,
      seed: input.seed ?? 1,
    }
  },
  compute: computeClaim,
  parseAnswer: (stored) => stored as ClaimAnswer,
  table,
}

async function computeClaim(
  context: Context,
  release: ReleaseRow,
  spec: ClaimSpec,
  unwanted: AbortSignal,
): Promise<ClaimAnswer> {
  const [method, grouping] = await Promise.all([
    spec.method ?? methodFor(context, release, spec.expectations),
    spec.grouping ?? groupingFor(context, release),
  ])
  const notItself = await whyNotItself(context, release, { grouping, method })
  if (method === null || grouping === null)
    return { notItself, tested: null, warnings: [], seed: null, files: [] }
  return testedClaim(context, release, { spec, method, grouping, notItself }, unwanted)
}

/** Reasons in the order in which a reader would look for them. */
async function whyNotItself(
  context: Context,
  release: ReleaseRow,
  { grouping, method }: { grouping: Grouping | null; method: string | null },
): Promise<string[]> {
  const reasons: string[] = []
  const layers = await context.facts.layers(release.id)
  if (!layers.some(({ kind }) => kind === 'score'))
    reasons.push('there is no GTR-ITH score of these patients, so nobody can be called high or low risk')
  else if (!isOfModel(grouping)) reasons.push('the groups are not those of a GTR-ITH model')
  if (!layers.some(({ kind }) => kind === 'immune')) reasons.push('there is no immune layer')
  else if (method === null) reasons.push('no immune method here measures one of the cells')
  else if (!method.startsWith(`immune:${publishedClaim.method}`))
    reasons.push('the method is not CIBERSORT with LM22, relative')
  if (grouping === null) reasons.push('nothing of this release makes two groups')
  return reasons
}

function isOfModel(grouping: Grouping | null): boolean {
  const plain = grouping?.kind === 'within' ? grouping.grouping : grouping
  return plain?.kind === 'riskModel'
}

async function methodFor(
  context: Context,
  release: ReleaseRow,
  expectations: readonly Expectation[],
): Promise<string | null> {
  const layers = (await context.facts.layers(release.id)).filter(({ kind }) => kind === 'immune')
  const counted = await Promise.all(
    layers.map(async ({ ref, key }) => {
      const method = await context.facts.method(release.id, key)
      const keys = method && method !== 'no patient level' ? method.variables.map((each) => each.key) : []
      return { ref, n: expectations.filter(({ cell }) => keys.includes(cell)).length }
    }),
  )
  counted.sort((a, b) => b.n - a.n)
  const [best] = counted
  return best && best.n > 0 ? best.ref : null
}

async function groupingFor(context: Context, release: ReleaseRow): Promise<Grouping | null> {
  for (const { grouping } of await suggestGroupings(context, release)) {
    const parsed = parseGrouping(groupingInputOf(grouping))
    const { resolved } = await loadGrouping(context, release, parsed)
    if (resolved.groups.length === 2) return parsed
  }
  return null
}

interface Asked {
  spec: ClaimSpec
  method: string
  grouping: Grouping
  notItself: string[]
}

async function testedClaim(
  context: Context,
  release: ReleaseRow,
  { spec, method: ref, grouping, notItself }: Asked,
  unwanted: AbortSignal,
): Promise<ClaimAnswer> {
  const comparisonSpec = parseComparison({
    release: release.shortId,
    grouping: groupingInputOf(groupingShape(grouping)),
    method: ref,
  })
  const [method, loaded, comparison] = await Promise.all([
    loadMethod(context, release, ref),
    loadGrouping(context, release, grouping),
    computeComparison(context, release, comparisonSpec, unwanted),
  ])
  const placeboSpec = placeboAnalysis.parseSpec({
    release: release.shortId,
    grouping: groupingInputOf(groupingShape(grouping)),
    method: ref,
    expectations: spec.expectations,
    shuffles: spec.shuffles,
    seed: spec.seed,
  })
  const [ours, asPublished] = await Promise.all(
    (['ours', 'R'] as const).map((rule) =>
      placeboOf(
        context,
        release,
        {
          spec: { ...placeboSpec, rule, shuffles: rule === 'R' ? 100 : spec.shuffles },
          method,
          grouping: loaded,
        },
        unwanted,
      ),
    ),
  )
  if (!ours || !asPublished) throw new Error('a placebo without its answer')
  const results = new Map(
    comparison.cells.map(({ variable, result }) => [
      variable.key,
      { label: cellType(variable.key)?.label ?? variable.label, result },
    ]),
  )
  const [first, second] = comparison.grouping.groups
  const labels = [first?.label ?? '', second?.label ?? ''] as const
  const { lines, words } = starsInWords(spec.expectations, asPublished.cells, labels)
  return {
    notItself,
    tested: {
      grouping,
      groups: comparedSizes(comparison),
      cutoffs: comparison.grouping.cutoffs.map(({ value }) => value),
      exposure: comparison.grouping.label,
      patients: comparison.people.patients,
      effects: effectsOf(comparison, spec.expectations),
      method: { ref, label: method.layer.label, unit: unitOf(comparison, spec.expectations) },
      verdict: verdictOf({
        expectations: spec.expectations,
        results,
        groups: labels,
        chance: ours.claim?.asGood ?? null,
      }),
      published: lines,
      publishedWords: words,
      placebo: { words: ours.words, claim: ours.claim, shuffles: ours.shuffles },
    },
    warnings: comparison.warnings,
    seed: spec.seed,
    files: comparison.files,
  }
}

/** The unit of the claim's cells: that of the layer where it has one, else of its variables. */
function unitOf({ cells, method }: ComparisonAnswer, expectations: readonly Expectation[]): string {
  const units = cells.flatMap(({ variable }) =>
    expectations.some(({ cell }) => cell === variable.key) ? [variable.unit] : [],
  )
  return [...new Set([method.unit, ...units])].filter((unit) => unit !== '').join(', ')
}

/** Cliff's δ of each cell with the variance that pooling needs. */
function effectsOf(
  { cells, grouping, people }: ComparisonAnswer,
  expectations: readonly Expectation[],
): CellEffect[] {
  const places = people.groups.map((group) => grouping.groups.findIndex(({ key }) => key === group))
  return expectations.flatMap(({ cell }) => {
    const found = cells.find(({ variable }) => variable.key === cell)
    return found
      ? [
          cellEffect(
            cell,
            found.values.map((value) => value ?? NaN),
            places,
          ),
        ]
      : []
  })
}

/** Those who are compared: in a group and with a row of the method. */
function comparedSizes({ grouping, people }: ComparisonAnswer): { key: string; label: string; n: number }[] {
  return grouping.groups.map(({ key, label }) => ({
    key,
    label,
    n: people.groups.filter((group) => group === key).length,
  }))
}

function table({ answer }: StoredAnalysis<ClaimAnswer>): Table {
  const { tested, notItself } = answer
  return {
    facts: [
      ...notItself.map((reason): readonly [string, string] => [
        'the published claim itself cannot be tested',
        reason,
      ]),
      ...(tested ? [['verdict', tested.verdict.words] as const] : []),
    ],
    rows: (tested?.verdict.expectations ?? []).map((each): TsvRow => [
      ['cell', each.cell],
      ['expected', each.direction],
      ['agrees', each.agrees === null ? null : String(each.agrees)],
      ['effect_size', each.effect?.name ?? null],
      ['value', each.effect?.value ?? null],
      ['low', each.effect?.low ?? null],
      ['high', each.effect?.high ?? null],
      ['log_p', each.logP],
      ['q', each.qValue],
      ['reason', each.reason],
    ]),
  }
}
