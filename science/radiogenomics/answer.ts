import type { ResolvedGrouping } from './grouping.ts'
import type {
  GroupResult,
  Interval,
  ManyGroupsResult,
  NotTestable,
  Result,
  TwoGroupsResult,
} from './result.ts'
import { estimateNumber, plainNumber, probabilityWords, signedNumber } from './words.ts'

/**
 * The answer in words: what was found, how sure, how many, and what could have been missed. It judges nothing.
 * @param cell as a person says it, e.g. "M2 macrophages"   @param result of that cell
 * @param contrast what is compared with what, from `contrastInWords`; else the groups' own labels
 */
export function answerInWords(cell: string, result: Result, contrast?: string): string {
  switch (result.kind) {
    case 'twoGroups':
      return `${cell}, ${contrast ?? labels(result.groups)}: ${twoGroups(result)}`
    case 'manyGroups':
      return `${cell}, ${contrast ?? `${result.groups.length} groups`}: ${manyGroups(result)}`
    case 'notTestable':
      return `${cell}: ${notTestable(result)}`
  }
}

/**
 * What is compared with what, as a person would say it: "high − low risk", "above − at or below the median of E1 (K6)",
 * "“I + II” − “III + IV”", "4 groups of stage".
 */
export function contrastInWords({ kind, label, groups, cutoffs }: ResolvedGrouping): string {
  const [cutoff] = cutoffs
  if (groups.length !== 2) return `${groups.length} groups of ${label}`
  if (kind === 'riskModel' || cutoff === undefined) return labels(groups)
  const cut = kind === 'median' ? 'the median' : plainNumber(cutoff.value, 5)
  return kind === 'median' ? `above − at or below ${cut} of ${label}` : `${label} above − at or below ${cut}`
}

/** E.g. "3 of 36 samples pass CIBERSORT's own fit (P ≤ .05)." @param tool its name   @param rule in words */
export function qualityInWords({
  nPassing,
  n,
  tool,
  rule,
}: {
  nPassing: number
  n: number
  tool: string
  rule: string
}): string {
  const verb = nPassing === 1 ? 'passes' : 'pass'
  return `${nPassing} of ${n} ${n === 1 ? 'sample' : 'samples'} ${verb} ${tool}'s own fit (${rule}).`
}

function twoGroups(result: TwoGroupsResult): string {
  const { estimate, minimumDetectableEffect } = result
  const difference =
    estimate.value === null ? 'no estimate' : `${signedNumber(estimate.value, 3)}${unitWords(estimate.unit)}`
  const d = minimumDetectableEffect.value
  const missed =
    d === null
      ? ''
      : ` With this n a shift under d = ${plainNumber(d, 3)} would be missed at least one time in five.`
  return `${difference} (${intervalWords(estimate)}), ${decision(result)}.${leastPossible(result)}${adjustment(result)}${zeros(result)}${missed}`
}

function manyGroups(result: ManyGroupsResult): string {
  const { effectSize, statistic, df } = result
  const name = statistic.value === null ? '' : `, ${statistic.name} = ${estimateNumber(statistic.value, 3)}`
  const freedom = df.length === 0 ? '' : ` (${df.map((value) => plainNumber(value, 3)).join(' and ')} df)`
  const share = effectSize.value === null ? '' : `${effectSize.name} ${estimateNumber(effectSize.value, 3)} `
  return `${share}(${boundsWords(effectSize)})${name}${freedom}, ${decision(result)}.${zeros(result)}`
}

function notTestable({ reason, groups }: NotTestable): string {
  const sizes = groups.length === 0 ? '' : `, ${sizesWords(groups)}`
  return `not tested${sizes}: ${reason}.`
}

/** "P = .24, q = .61 (all cells, 22 tested), n 17/17" */
function decision(result: TwoGroupsResult | ManyGroupsResult): string {
  const { logP, family, groups } = result
  return `P = ${probabilityWords(logP)}, ${adjusted(result)} (${family.name}, ${family.tested} tested), ${sizesWords(groups)}`
}

/** A q that is null either was never asked for or is below the smallest number. */
function adjusted({ qValue, warnings }: TwoGroupsResult | ManyGroupsResult): string {
  if (qValue !== null) return `q = ${probabilityWords(Math.log(qValue))}`
  return warnings.some(({ code }) => code === 'outside-family') ? 'no q' : 'q < 10⁻³²³'
}

/** Above this a small n alone bounds what P can say. */
const coarse = 0.001

function leastPossible({ smallestReachableP: least }: TwoGroupsResult): string {
  return least === null || least < coarse
    ? ''
    : ` No P below ${probabilityWords(Math.log(least))} is possible with this n.`
}

function adjustment({ warnings }: TwoGroupsResult): string {
  const found = warnings.find(({ code }) => code === 'adjusted')
  return found === undefined ? '' : ` It is ${found.message}.`
}

function sizesWords(groups: readonly GroupResult[]): string {
  return `n ${groups.map((group) => group.n).join('/')}`
}

function zeros({ groups, warnings }: TwoGroupsResult | ManyGroupsResult): string {
  if (!warnings.some(({ code }) => code === 'mostly-zero')) return ''
  const zero = groups.reduce((sum, group) => sum + group.nZero, 0)
  const n = groups.reduce((sum, group) => sum + group.n, 0)
  return ` ${zero} of ${n} values are 0.`
}

/** "high − low risk" for the groups of a risk model, else the two labels in quotation marks: a level may be called "high" too. */
function labels(groups: readonly Pick<GroupResult, 'key' | 'label'>[]): string {
  const [first, second] = groups
  const isRisk = first?.key === 'high' && first.label === 'High risk'
  if (isRisk && second?.key === 'low' && second.label === 'Low risk') return 'high − low risk'
  return `“${first?.label ?? ''}” − “${second?.label ?? ''}”`
}

function intervalWords(interval: Interval): string {
  return `${interval.name}, ${boundsWords(interval)}`
}

function boundsWords({ low, high, level, reason }: Interval): string {
  if (low === null || high === null) return reason ?? 'no interval'
  return `${plainNumber(level * 100, 3)} % CI ${estimateNumber(low, 3)} to ${estimateNumber(high, 3)}`
}

function unitWords(unit: string): string {
  return unit === '' ? '' : ` ${unit}`
}
