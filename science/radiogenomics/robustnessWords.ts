import type { Curve, CurveInference, CurveStatistic, Robustness } from './curve.ts'
import { choiceNames, type ChoiceName } from './specifications.ts'
import { probabilityWords, shareWords, signedNumber } from './words.ts'

const choiceWords: Readonly<Record<ChoiceName, string>> = {
  cut: 'the cut',
  method: 'the method',
  scale: 'the scale',
  quality: 'the quality rule',
  test: 'the test',
  adjustment: 'the adjustment',
}

/** A curve in one or two sentences: how many agree, how often chance does as well, and which choice moves it most. */
export function curveInWords({ cell, inference, explained }: Curve, label: string): string {
  if (inference.tested === 0) return `${label}: none of ${inference.planned} specifications can be tested.`
  const expected =
    cell.expected === null ? 'one sign' : `the expected sign (${cell.expected === 'higher' ? '+' : '−'})`
  const strongest = explained
    .flatMap(({ choice, share }) => (share === null ? [] : [{ choice, share }]))
    .sort((a, b) => b.share - a.share || choiceNames.indexOf(a.choice) - choiceNames.indexOf(b.choice))[0]
  const moved = strongest
    ? ` What moves it most is ${choiceWords[strongest.choice]} (${percent(strongest.share)} of the variance).`
    : ''
  return `${label}: ${percent(valueOf(inference, 'sign'))} of ${inference.tested} specifications have ${expected}${chanceOf(inference, 'sign')}, ${percent(valueOf(inference, 'q'))} have it with q ≤ .05${chanceOf(inference, 'q')}; median δ in the expected direction ${signedNumber(valueOf(inference, 'median effect') ?? 0, 2)}${chanceOf(inference, 'median effect')}.${moved}`
}

/** All expectations together, or null where there is only one. */
export function togetherInWords({ together }: Pick<Robustness, 'together'>): string | null {
  if (!together) return null
  if (together.tested === 0) return 'No specification can test all expectations at once.'
  return `All expectations at once: every sign is right in ${percent(valueOf(together, 'sign'))} of ${together.tested} specifications${chanceOf(together, 'sign')}.`
}

function statistic(inference: CurveInference, name: CurveStatistic['name']): CurveStatistic | undefined {
  return inference.statistics.find((each) => each.name === name)
}

function valueOf(inference: CurveInference, name: CurveStatistic['name']): number | null {
  return statistic(inference, name)?.value ?? null
}

/** " (as many by chance: P = .21)" */
function chanceOf(inference: CurveInference, name: CurveStatistic['name']): string {
  const p = statistic(inference, name)?.p ?? null
  return p === null ? '' : ` (as much by chance: P = ${probabilityWords(Math.log(p), 2)})`
}

function percent(share: number | null): string {
  return share === null || Number.isNaN(share) ? 'an unknown share' : shareWords(share)
}
