import { cellType } from '../immune/cellTypes.ts'
import { isNotTestable } from '../stats/notTestable.ts'
import type { Consensus, MethodAgreement, MethodPair, ScaleUsed } from './methodAgreement.ts'
import { estimateNumber } from './words.ts'

/**
 * Agreement on one cell as a sentence: who sees it, how closely ranks agree as given and on one scale, whether directions agree, whether
 * the consensus hangs on one method, who is blind.
 * @param names how each method is called   @param first label of the group whose direction is said   @returns plain text; it judges nothing
 */
export function agreementInWords(
  { pairs, signs, sight, consensus }: MethodAgreement,
  cell: string,
  names: ReadonlyMap<string, string>,
  first = 'the first group',
): string {
  const label = cellType(cell)?.label ?? cell
  const seeing = sight.filter((one) => one.cell === cell && one.reason === null)
  const blind = sight.filter((one) => one.cell === cell && one.reason !== null)
  const reasons = blind.map(({ method, reason }) => blindReason(nameOf(names, method), reason ?? ''))
  const blindWords = reasons.length === 0 ? '' : ` ${reasons.join('; ')}.`
  if (seeing.length === 0) return `${label}: no method here sees this cell.${blindWords}`
  const [only] = seeing
  if (only && seeing.length === 1)
    return `${label}: only ${nameOf(names, only.method)} sees this cell, so nothing can be compared.${blindWords}`
  const range = rangeWords(pairs, cell, 'as given')
  const common = rangeWords(pairs, cell, 'share of all cells')
  const sign = signs.find((one) => one.cell === cell && one.scale === 'as given')
  return (
    `${label}, ${seeing.length} methods: Spearman ${range ?? 'not known'} as given` +
    (common === null || common === range
      ? ''
      : `, ${common} once shares of leukocytes are shares of all cells`) +
    `.${sign ? signWords(sign, first) : ''}${consensusWords(consensus, cell)}${blindWords}`
  )
}

/** Most reasons name their method themselves: it is not said twice. */
function blindReason(name: string, reason: string): string {
  const [word = name] = name.split(' ')
  return reason.startsWith(word) ? reason : `${name}: ${reason}`
}

function nameOf(names: ReadonlyMap<string, string>, method: string): string {
  return names.get(method) ?? method
}

function rangeWords(pairs: readonly MethodPair[], cell: string, scale: ScaleUsed): string | null {
  const found = pairs.flatMap((pair) =>
    pair.cell === cell && pair.scale === scale && !isNotTestable(pair.result) ? [pair.result.rho] : [],
  )
  if (found.length === 0) return null
  const [low, high] = [Math.min(...found), Math.max(...found)].map((rho) => estimateNumber(rho, 2))
  return low === high ? (low ?? '') : `${low} to ${high}`
}

function signWords(
  { positive, negative, zero }: { positive: number; negative: number; zero: number },
  first: string,
): string {
  const tested = positive + negative + zero
  if (tested < 2) return ''
  const all = tested === 2 ? 'Both methods' : `All ${tested} methods`
  if (positive === tested) return ` ${all} find it higher in ${first}.`
  if (negative === tested) return ` ${all} find it lower in ${first}.`
  return ` ${positive} of ${tested} methods find it higher in ${first}, ${negative} lower${zero > 0 ? `, ${zero} equal` : ''}.`
}

/** The consensus of ranks, and what becomes of it when one method is left out. */
function consensusWords(consensus: readonly Consensus[], cell: string): string {
  const found = consensus.find((one) => one.cell === cell && one.scale === 'as given')
  if (!found?.effect || isNotTestable(found.effect)) return ''
  const rest = found.without.flatMap(({ effect }) => (effect && !isNotTestable(effect) ? [effect.delta] : []))
  const own = ` The mean rank of all has δ ${estimateNumber(found.effect.delta, 2)}`
  if (rest.length === 0) return `${own}.`
  const [low, high] = [Math.min(...rest), Math.max(...rest)]
  const turns = low < 0 && high > 0 ? ': its direction hangs on one method' : ''
  return `${own}, without one method ${estimateNumber(low, 2)} to ${estimateNumber(high, 2)}${turns}.`
}
