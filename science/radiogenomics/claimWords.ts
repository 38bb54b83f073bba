import type { Expectation } from './claim.ts'
import type { PlaceboCell } from './placebo.ts'
import { probabilityWords, signedNumber } from './words.ts'

/** One cell as the published analysis would have reported it: unadjusted, with stars. */
export interface StarLine {
  cell: string
  label: string
  delta: number | null
  logP: number | null
  /** "", "*", "**", "***" at .05, .01, .001 */
  stars: string
  agrees: boolean | null
  words: string
}

const levels = [0.001, 0.01, 0.05] as const

function starsOf(logP: number): string {
  const place = levels.findIndex((level) => logP <= Math.log(level))
  return place < 0 ? '' : '*'.repeat(3 - place)
}

/** The settings of the published analysis replayed: rank sum as R does it, unadjusted stars at .05, .01 and .001. */
export function starsInWords(
  expectations: readonly Expectation[],
  cells: readonly (PlaceboCell & { label: string })[],
  [first, second]: readonly [string, string],
): { lines: StarLine[]; words: string } {
  const lines = expectations.map(({ cell, direction }): StarLine => {
    const found = cells.find(({ key }) => key === cell)
    const label = found?.label ?? cell
    const { delta = null, logP = null } = found ?? {}
    if (delta === null || logP === null)
      return { cell, label, delta, logP, stars: '', agrees: null, words: `${label}: not testable` }
    const stars = starsOf(logP)
    const agrees = direction === 'higher' ? delta > 0 : delta < 0
    const side = delta > 0 ? `higher in ${first}` : delta < 0 ? `higher in ${second}` : 'level'
    const words = `${label}: ${side} (δ = ${signedNumber(delta, 2)}, P = ${probabilityWords(logP)}${stars === '' ? ', no star' : `, ${stars}`})`
    return { cell, label, delta, logP, stars, agrees, words }
  })
  const starred = lines.filter(({ stars, agrees }) => stars !== '' && agrees === true).length
  return {
    lines,
    words: `With the settings of the published analysis (rank sum as in R, unadjusted) ${starred} of ${lines.length} expectations get a star in the expected direction.`,
  }
}
