import type { Placebo } from './placebo.ts'
import { probabilityWords, shareWords } from './words.ts'

/** What the placebo says, as sentences: hits by chance, and how often chance fits the expectations as well. */
export function placeboInWords(
  { shuffles, tested, atLeastOne, observed, claim }: Placebo,
  [first, second]: readonly [string, string],
): string[] {
  const words = [
    `With the labels shuffled ${shuffles.toLocaleString('en')} times, ${shareWords(atLeastOne.byP)} of the shuffles give at least one of ${tested} cells with P ≤ .05 uncorrected, and ${shareWords(atLeastOne.byQ)} at least one with q ≤ .05; the data give ${observed.byP} and ${observed.byQ}.`,
  ]
  if (claim)
    words.push(
      `Of ${claim.expectations} expectations about “${first}” against “${second}” the data get ${claim.agreeing} ${claim.agreeing === 1 ? 'sign' : 'signs'} right. Shuffled labels get all of them right in ${shareWords(claim.allSigns)} of the shuffles; chance does as well as the data with P = ${probabilityWords(Math.log(claim.asGood), 2)}.`,
    )
  return words
}
