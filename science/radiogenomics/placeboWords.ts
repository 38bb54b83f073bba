import type { Placebo } from './placebo.ts'
import { plainNumber, probabilityWords } from './words.ts'

/** What the placebo says, as sentences: hits by chance, and how often chance fits the expectations as well. */
export function placeboInWords(
  { shuffles, tested, atLeastOne, observed, claim }: Placebo,
  [first, second]: readonly [string, string],
): string[] {
  const percent = (share: number): string => `${plainNumber(100 * share, 2)} %`
  const words = [
    `With the labels shuffled ${shuffles.toLocaleString('en')} times, ${percent(atLeastOne.byP)} of the shuffles give at least one of ${tested} cells with P ≤ .05 uncorrected, and ${percent(atLeastOne.byQ)} one with q ≤ .05; the data give ${observed.byP} and ${observed.byQ}.`,
  ]
  if (claim)
    words.push(
      `Of ${claim.expectations} expectations about “${first}” against “${second}” the data get ${claim.agreeing} ${claim.agreeing === 1 ? 'sign' : 'signs'} right. Shuffled labels get all of them right in ${percent(claim.allSigns)}, and do as well as the data in P = ${probabilityWords(Math.log(claim.asGood), 2)}.`,
    )
  return words
}
