import { scaleLinear } from 'd3'
import type { ScaleLinear } from 'd3'

export interface ValueAxis {
  scale: ScaleLinear<number, number>
  ticks: readonly { value: number; text: string }[]
  /** values are printed divided by 10^exponent; 0 for ordinary numbers */
  exponent: number
}

/**
 * A value axis that contains 0, because a share of cells is read against nothing at all.
 * @param values what is drawn; empty or all zero gives an axis with the one tick 0
 */
export function valueAxis(values: readonly number[], range: readonly [number, number], count = 4): ValueAxis {
  const low = Math.min(0, ...values)
  const high = Math.max(0, ...values)
  // numbers so small that steps between them no longer exist are drawn as 0
  const flat = high - low < 1e-290
  const scale = scaleLinear()
    .domain(flat ? [low, 1] : [low, high])
    .range(range)
  if (!flat) scale.nice(count)
  const values_ = flat ? [0] : scale.ticks(count)
  const exponent = axisExponent(scale.domain())
  return { scale, exponent, ticks: labelTicks(values_, exponent) }
}

/**
 * An axis symmetric about 0 for effects that have a direction: quarter steps within ±1 (Cliff's δ), beyond that nice ones.
 * @param font size of the tick labels; where all have no room, three stand
 */
export function effectAxis(
  bounds: readonly number[],
  range: readonly [number, number],
  font: number,
): ValueAxis {
  const reach = Math.max(0, ...bounds.map(Math.abs))
  const quarter = reach === 0 ? 1 : Math.ceil(reach * 4 - 1e-9) / 4
  const half = quarter <= 1 ? quarter : (scaleLinear().domain([0, reach]).nice(4).domain()[1] ?? reach)
  const scale = scaleLinear().domain([-half, half]).range(range)
  const ticks = scale.ticks(5)
  const step = (range[1] - range[0]) / Math.max(1, ticks.length - 1)
  return { scale, exponent: 0, ticks: labelTicks(step < font * 3 ? [-half, 0, half] : ticks, 0) }
}

/** Ordinary numbers from .001 to 99,999 keep their look; beyond, the axis carries a power of ten. */
export function axisExponent(domain: readonly number[]): number {
  const reach = Math.max(...domain.map(Math.abs))
  if (reach === 0 || (reach >= 0.01 && reach < 1e5)) return 0
  return Math.floor(Math.log10(reach) + 1e-9)
}

/** All ticks of an axis with the same number of decimals, 0 as "0", a true minus sign. */
export function labelTicks(ticks: readonly number[], exponent: number): ValueAxis['ticks'] {
  const shown = ticks.map((tick) => tick / 10 ** exponent)
  const decimals = Math.max(0, ...shown.map(decimalsOf))
  return ticks.map((value, index) => ({ value, text: tickText(shown[index] ?? 0, decimals) }))
}

function tickText(value: number, decimals: number): string {
  if (value === 0) return '0'
  const text = Math.abs(value).toFixed(decimals)
  const grouped = decimals === 0 && text.length > 4 ? text.replace(/\B(?=(\d{3})+$)/g, ',') : text
  return value < 0 ? `−${grouped}` : grouped
}

function decimalsOf(value: number): number {
  const text = String(Math.abs(Number(value.toPrecision(10))))
  return text.includes('e') ? 0 : (text.split('.')[1]?.length ?? 0)
}

/** An axis over what there is, without 0 being on it: for scores, sizes and cuts. */
export function spanAxis(values: readonly number[], range: readonly [number, number], count = 4): ValueAxis {
  const [first = 0] = values
  const low = values.reduce((least, value) => Math.min(least, value), first)
  const high = values.reduce((most, value) => Math.max(most, value), first)
  const scale = scaleLinear()
    .domain(low === high ? [low - 0.5, high + 0.5] : [low, high])
    .range(range)
  const exponent = axisExponent(scale.domain())
  return { scale, exponent, ticks: labelTicks(scale.ticks(count), exponent) }
}

const raised = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** " (× 10⁵)" behind the name of an axis whose numbers are printed divided by a power of ten; else nothing. */
export function powerWords(exponent: number): string {
  if (exponent === 0) return ''
  const digits = Array.from(String(Math.abs(exponent)), (digit) => raised[Number(digit)] ?? digit)
  return ` (× 10${exponent < 0 ? '⁻' : ''}${digits.join('')})`
}
