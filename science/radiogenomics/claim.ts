import { InvalidInput } from '../errors.ts'
import type { Result, TwoGroupsResult } from './result.ts'
import { estimateNumber, plainNumber, probabilityWords, signedNumber } from './words.ts'

/** What is expected of the first group against the second in one cell. */
export interface Expectation {
  /** key of the vocabulary */
  cell: string
  direction: 'higher' | 'lower'
}

/** A saved set of directed expectations. */
export interface Claim {
  key: string
  title: string
  /** the claim in full, worded so that it is true */
  wording: string
  /** what has to be known before it is believed */
  caveats: readonly string[]
  source: string
  expectations: readonly Expectation[]
  /** what the groups have to be made of for the claim itself to be tested; null: any groups that the user chose */
  exposure: { label: string; variable: string; groups: 'riskModel' } | null
  /** key of the immune method that the claim is about */
  method: string
}

/** The published finding, with what its authors' data and code allow to be said. */
export const publishedClaim: Claim = {
  key: 'published',
  title: 'Low-risk tumours are immune-inflamed',
  wording:
    'In the authors’ TCGA–TCIA subset, tumours classed GTR-ITH low risk (score above the training median, i.e. predicted responders) had higher CIBERSORT-estimated relative proportions of plasma cells and M1 and lower M2 macrophages than high-risk tumours (unadjusted rank-sum tests, 20 cell types).',
  caveats: [
    'Association only: TCGA-LIHC patients were resected, mostly at an early stage, and had no TACE with immunotherapy.',
    'Volume, stage, purity, aetiology, site and scanner may explain both sides.',
    'Adjusting for purity or leukocyte fraction may remove a mediator, so raw and adjusted stand together.',
    'Relative fractions are shares of the modelled leukocytes: LM22 comes from blood and knows no hepatocytes or Kupffer cells, so “inflamed” needs absolute amounts too.',
    'About 18 patients a group see only differences of d ≈ 0.96 and more in four times out of five.',
    'The authors’ scores of these patients and their list are not public: where GTR and ITH probabilities are missing the claim can be neither replicated nor refuted.',
    'The published stars are unadjusted, over 20 of 22 cells; which two were left out is not written down.',
  ],
  source: 'Jin ZC et al., Hepatology 2025, doi:10.1097/HEP.0000000000001593',
  expectations: [
    { cell: 'plasma_cell', direction: 'lower' },
    { cell: 'macrophage_m1', direction: 'lower' },
    { cell: 'macrophage_m2', direction: 'higher' },
  ],
  exposure: { label: 'GTR-ITH score', variable: 'score:gtr-ith/score', groups: 'riskModel' },
  method: 'cibersort-lm22',
}

/** @throws InvalidInput a title is empty, there is no expectation, or a cell stands twice */
export function checkExpectations(expectations: readonly Expectation[]): void {
  if (expectations.length < 1 || expectations.length > 30)
    throw new InvalidInput('expectations', expectations.length, '1 to 30')
  const cells = expectations.map(({ cell }) => cell)
  const twice = cells.find((cell, i) => cells.indexOf(cell) !== i)
  if (twice !== undefined) throw new InvalidInput('expectations', twice, 'each cell once')
}

export type Verdict = 'holds' | 'points the same way' | 'mixed' | 'contradicted' | 'cannot be tested'

export interface ExpectationVerdict extends Expectation {
  label: string
  /** null where it cannot be tested, and then `reason` says why */
  agrees: boolean | null
  /** effect on the scale of the test's effect size */
  effect: { name: string; value: number | null; low: number | null; high: number | null } | null
  logP: number | null
  qValue: number | null
  reason: string | null
  words: string
}

export interface ClaimVerdict {
  verdict: Verdict
  expectations: readonly ExpectationVerdict[]
  /** the verdict as a sentence or two */
  words: string
}

export interface VerdictInput {
  expectations: readonly Expectation[]
  /** label and result of each cell of the method, by key */
  results: ReadonlyMap<string, { label: string; result: Result }>
  /** labels of the two groups */
  groups: readonly [string, string]
  /** how often shuffled labels do as well for all expectations together; null where not run */
  chance: number | null
}

const alpha = 0.05

/**
 * The verdict on a set of expectations in one cohort.
 * "holds": every expectation has its sign with q ≤ .05; "contradicted": one goes the other way with q ≤ .05; "points the same way":
 * every sign is right, not every q is ≤ .05; "mixed" otherwise. What has no result is named, and then the claim cannot hold.
 */
export function verdictOf(input: VerdictInput): ClaimVerdict {
  const expectations = input.expectations.map((expectation) => judged(expectation, input))
  const tested = expectations.filter(({ agrees }) => agrees !== null)
  const verdict = overall(expectations, tested)
  return { verdict, expectations, words: verdictWords(verdict, expectations, input.chance) }
}

function overall(all: readonly ExpectationVerdict[], tested: readonly ExpectationVerdict[]): Verdict {
  if (tested.length === 0) return 'cannot be tested'
  const isSure = ({ qValue }: ExpectationVerdict): boolean => qValue !== null && qValue <= alpha
  if (tested.some((each) => each.agrees === false && isSure(each))) return 'contradicted'
  if (!tested.every(({ agrees }) => agrees === true)) return 'mixed'
  return tested.length === all.length && tested.every(isSure) ? 'holds' : 'points the same way'
}

function judged(expectation: Expectation, { results, groups }: VerdictInput): ExpectationVerdict {
  const found = results.get(expectation.cell)
  const none = { effect: null, logP: null, qValue: null, agrees: null }
  if (!found) {
    const reason = 'the method does not measure this cell'
    return {
      ...expectation,
      ...none,
      label: expectation.cell,
      reason,
      words: `${expectation.cell}: ${reason}.`,
    }
  }
  const { label, result } = found
  if (result.kind !== 'twoGroups') {
    const reason = result.kind === 'notTestable' ? result.reason : 'there are more than two groups'
    return { ...expectation, ...none, label, reason, words: `${label}: not tested, ${reason}.` }
  }
  const { effectSize, logP, qValue } = result
  const value = effectSize.value ?? 0
  const agrees = expectation.direction === 'higher' ? value > 0 : value < 0
  const { name, low, high } = effectSize
  return {
    ...expectation,
    label,
    agrees,
    effect: { name, value: effectSize.value, low, high },
    logP,
    qValue,
    reason: null,
    words: expectationWords({ label, expectation, agrees }, result, groups),
  }
}

function expectationWords(
  { label, expectation, agrees }: { label: string; expectation: Expectation; agrees: boolean },
  { effectSize, logP, qValue }: TwoGroupsResult,
  [first, second]: readonly [string, string],
): string {
  const expected = `expected ${expectation.direction} in ${first} than in ${second}`
  const effect =
    effectSize.value === null
      ? 'no effect size'
      : `${effectSize.name} ${signedNumber(effectSize.value, 2)}${bounds(effectSize)}`
  const q = qValue === null ? '' : `, q = ${probabilityWords(Math.log(qValue))}`
  return `${label}: ${expected}; ${agrees ? 'it is' : 'it is not'} (${effect}, P = ${probabilityWords(logP)}${q}).`
}

function bounds({ low, high, level }: TwoGroupsResult['effectSize']): string {
  if (low === null || high === null) return ''
  return `, ${plainNumber(level * 100, 3)} % CI ${estimateNumber(low, 2)} to ${estimateNumber(high, 2)}`
}

const opening: Readonly<Record<Verdict, string>> = {
  holds: 'Every expectation holds here: each has its sign, with q ≤ .05.',
  'points the same way':
    'Every sign that can be tested is as expected, but not each is beyond chance (q ≤ .05).',
  mixed: 'Some signs are as expected and some are not, none beyond chance the other way.',
  contradicted: 'At least one cell goes the other way with q ≤ .05.',
  'cannot be tested': 'Nothing of this can be tested here.',
}

function verdictWords(
  verdict: Verdict,
  expectations: readonly ExpectationVerdict[],
  chance: number | null,
): string {
  const untested = expectations.filter(({ agrees }) => agrees === null)
  const missing =
    untested.length === 0 || verdict === 'cannot be tested'
      ? ''
      : ` Not tested: ${untested.map(({ label }) => label).join(', ')}.`
  const luck =
    chance === null || verdict === 'cannot be tested'
      ? ''
      : ` Shuffled labels do as well in ${plainNumber(100 * chance, 2)} % of shuffles.`
  return `${opening[verdict]}${missing}${luck}`
}
