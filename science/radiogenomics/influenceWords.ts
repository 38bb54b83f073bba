import type { CellInfluence, Without } from './influenceResult.ts'
import { estimateNumber, probabilityWords, signedNumber } from './words.ts'

const alpha = Math.log(0.05)

type Tested = Without & { delta: number; logP: number }

function tested(rows: readonly Without[]): Tested[] {
  return rows.flatMap((row) =>
    row.delta === null || row.logP === null ? [] : [{ ...row, delta: row.delta, logP: row.logP }],
  )
}

/** Who moves the effect most: the id that stands first where two move it alike. */
function furthest(rows: readonly Tested[], from: number): Tested | undefined {
  return rows.toSorted(
    (a, b) => Math.abs(b.delta - from) - Math.abs(a.delta - from) || (a.key < b.key ? -1 : 1),
  )[0]
}

function span(rows: readonly Tested[], all: Tested, one: string): string[] {
  const most = furthest(rows, all.delta)
  if (!most) return []
  const deltas = rows.map(({ delta }) => delta)
  const [low, high] = [Math.min(...deltas), Math.max(...deltas)]
  const turned = rows.filter(({ delta }) => Math.sign(delta) !== Math.sign(all.delta)).length
  const crossed = rows.filter(({ logP }) => logP <= alpha !== all.logP <= alpha)
  const sign = turned === 0 ? 'the sign stays' : `the sign turns or vanishes in ${turned} of ${rows.length}`
  const p =
    crossed.length === 0
      ? `P stays ${all.logP <= alpha ? 'at or below' : 'above'} .05`
      : `whether P is at or below .05 hangs on ${crossed.length === 1 ? (crossed[0]?.key ?? '') : `any one of ${crossed.length}`}`
  return [
    `Without any one ${one} δ lies between ${signedNumber(low, 2)} and ${signedNumber(high, 2)}: ${sign}, ${p}. ${one === 'site' ? 'Site ' : ''}${most.key} moves it most (to ${signedNumber(most.delta, 2)}, P = ${probabilityWords(most.logP, 2)}).`,
  ]
}

/** The influence on one cell in words: everybody, then patients, then sites. */
export function influenceInWords({ label, all, patients, sites }: Omit<CellInfluence, 'words'>): string[] {
  const [whole] = tested([all])
  if (!whole) return [`${label}: not testable, ${all.reason ?? 'no value'}.`]
  const interval =
    all.low === null || all.high === null
      ? ''
      : ` (95 % CI ${estimateNumber(all.low, 2)} to ${estimateNumber(all.high, 2)})`
  const failing = sites.filter(({ delta }) => delta === null)
  return [
    `${label}: δ ${signedNumber(whole.delta, 2)}${interval}, P = ${probabilityWords(whole.logP, 2)}, with everybody.`,
    ...span(tested(patients), whole, 'patient'),
    ...(sites.length === 0 ? ['Sites are not known: the ids are no TCGA barcodes.'] : []),
    ...(sites.length === 1 ? ['All patients are of one site.'] : span(tested(sites), whole, 'site')),
    ...(sites.length > 1 && failing.length > 0
      ? [`Without ${failing.map(({ key }) => key).join(', ')} a group is too small to be tested.`]
      : []),
  ]
}
