/**
 * `node test/bench/growth.ts`: how cost grows with patients and with variables, drawn to docs/images/growth.svg (processor time, least of three runs, both
 * axes logarithmic, beside lines of cost = size). Prints the slope of each line: 1 is linear.
 */
import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { correlateMany } from '../../science/stats/manyCorrelations.ts'
import { rankSumMany } from '../../science/stats/manyRankSums.ts'
import { cox } from '../../science/survival/cox.ts'
import { kaplanMeier } from '../../science/survival/kaplanMeier.ts'
import { logRank } from '../../science/survival/logRank.ts'
import { measure } from './measure.ts'
import { skewedColumns, survivalPatients } from './patients.ts'

interface Line {
  name: string
  points: { size: number; ms: number }[]
}

function line(name: string, sizes: readonly number[], task: (size: number) => () => unknown): Line {
  const points = sizes.map((size) => {
    const { processor } = measure(name, '', task(size), { runs: 3, warm: 1 })
    return { size, ms: processor[0] ?? NaN }
  })
  // below 5 ms the clock of processor time is too coarse
  return { name, points: points.filter(({ ms }) => ms >= 5) }
}

/** Slope of log ms on log size, by least squares over the larger half, where fixed costs no longer count. */
function slope({ points }: Line): number {
  const logs = points
    .slice(Math.max(0, Math.floor(points.length / 2) - 1))
    .map(({ size, ms }) => [Math.log(size), Math.log(ms)] as const)
  const mean = (at: 0 | 1): number => logs.reduce((sum, pair) => sum + pair[at], 0) / logs.length
  const [x, y] = [mean(0), mean(1)]
  const top = logs.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0)
  return top / logs.reduce((sum, [a]) => sum + (a - x) ** 2, 0)
}

const n = 400
const half = (size: number): Int8Array => Int8Array.from({ length: size }, (_, i) => (i < size / 2 ? 1 : 0))
const patients = [1e3, 1e4, 1e5, 1e6]
const fewPatients = [100, 200, 400, 800, 1600]
const variables = [1e3, 2e3, 4e3, 8e3, 16e3, 32e3]
const panels: { title: string; axis: string; lines: Line[] }[] = [
  {
    title: 'survival, by patients',
    axis: 'patients',
    lines: [
      line('Cox, 3 covariates', patients, (size) => {
        const { time, event, x1, x2, x3 } = survivalPatients(size)
        const covariates = Object.entries({ x1, x2, x3 }).map(([name, values]) => ({ name, values }))
        return () => cox({ time, event, covariates })
      }),
      line('Kaplan–Meier', patients, (size) => {
        const { time, event } = survivalPatients(size)
        return () => kaplanMeier({ time, event })
      }),
      line('log-rank', patients, (size) => {
        const { time, event, group } = survivalPatients(size)
        return () => logRank({ time, event, group })
      }),
    ],
  },
  {
    title: '5,000 variables, by patients',
    axis: 'patients',
    lines: [
      line('Wilcoxon + BH', fewPatients, (size) => {
        const columns = skewedColumns(5000, size, 1)
        return () => rankSumMany(columns, half(size))
      }),
      line('Spearman, one score', fewPatients, (size) => {
        const [columns, score] = [skewedColumns(5000, size, 1), skewedColumns(1, size, 2)]
        return () => correlateMany(score, columns)
      }),
    ],
  },
  {
    title: '400 patients, by variables',
    axis: 'variables',
    lines: [
      line('Wilcoxon + BH', variables, (size) => {
        const columns = skewedColumns(size, n, 1)
        return () => rankSumMany(columns, half(n))
      }),
      line('Spearman, one score', variables, (size) => {
        const [columns, score] = [skewedColumns(size, n, 1), skewedColumns(1, n, 2)]
        return () => correlateMany(score, columns)
      }),
    ],
  },
]

const colours = ['#1b6ca8', '#b5452c', '#4f7d3a']
const [width, height, left, top, bottom] = [300, 260, 46, 34, 40]

function panelSvg({ title, axis, lines }: (typeof panels)[number], at: number): string {
  const all = lines.flatMap(({ points }) => points)
  const range = (values: number[]): [number, number] => [
    Math.floor(Math.log10(Math.min(...values))),
    Math.ceil(Math.log10(Math.max(...values))),
  ]
  const [x0, x1] = range(all.map(({ size }) => size))
  const [y0, y1] = range(all.map(({ ms }) => ms))
  const x = (size: number): number => left + ((Math.log10(size) - x0) / (x1 - x0)) * (width - left - 12)
  const y = (ms: number): number =>
    height - bottom - ((Math.log10(ms) - y0) / (y1 - y0)) * (height - bottom - top)
  const power = (k: number): string =>
    k < 0 ? String(10 ** k) : k < 4 ? (10 ** k).toLocaleString('en') : `10${'⁰¹²³⁴⁵⁶⁷⁸⁹'[k] ?? ''}`
  const ticks = (from: number, to: number): number[] =>
    Array.from({ length: to - from + 1 }, (_, i) => from + i)
  const grid = [
    ...ticks(x0, x1).map(
      (k) =>
        `<line x1="${x(10 ** k).toFixed(1)}" x2="${x(10 ** k).toFixed(1)}" y1="${top}" y2="${height - bottom}"/><text x="${x(10 ** k).toFixed(1)}" y="${height - bottom + 14}" text-anchor="middle">${power(k)}</text>`,
    ),
    ...ticks(y0, y1).map(
      (k) =>
        `<line x1="${left}" x2="${width - 12}" y1="${y(10 ** k).toFixed(1)}" y2="${y(10 ** k).toFixed(1)}"/><text x="${left - 5}" y="${(y(10 ** k) + 3.5).toFixed(1)}" text-anchor="end">${power(k)}</text>`,
    ),
  ]
  const drawn = lines.map((own, i) => {
    const path = own.points.map(({ size, ms }) => `${x(size).toFixed(1)},${y(ms).toFixed(1)}`)
    const last = own.points.at(-1) ?? { size: 1, ms: 1 }
    // where cost is size, from the last point back, within the frame
    const first = Math.max(own.points[0]?.size ?? 1, (last.size * 10 ** y0) / last.ms)
    const linear = `<line class="linear" x1="${x(last.size).toFixed(1)}" y1="${y(last.ms).toFixed(1)}" x2="${x(first).toFixed(1)}" y2="${y((last.ms * first) / last.size).toFixed(1)}"/>`
    const dots = path.map(
      (point) =>
        `<circle cx="${point.split(',')[0]}" cy="${point.split(',')[1]}" r="2.4" fill="${colours[i]}"/>`,
    )
    const key = `<text class="key" x="${left + 8}" y="${top + 12 + 13 * i}" fill="${colours[i]}">${own.name}, slope ${slope(own).toFixed(2)}</text>`
    return `${linear}<polyline points="${path.join(' ')}" stroke="${colours[i]}"/>${dots.join('')}${key}`
  })
  return `<g transform="translate(${at * width},0)"><text class="title" x="${left}" y="18">${title}</text><g class="grid">${grid.join('')}</g><text class="axis" x="${(width + left) / 2}" y="${height - 8}" text-anchor="middle">${axis}</text>${at === 0 ? `<text class="axis" transform="translate(11,${height / 2}) rotate(-90)" text-anchor="middle">processor ms</text>` : ''}${drawn.join('')}</g>`
}

const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${panels.length * width} ${height}" font-family="system-ui, sans-serif" font-size="10" role="img" aria-label="Processor time against size on logarithmic axes: every line runs along the dotted line of cost proportional to size"><style>.grid line{stroke:#ddd}.grid text,.axis{fill:#555}.title{font-size:12px;font-weight:600;fill:#222}.key{font-weight:600}polyline{fill:none;stroke-width:1.6}.linear{stroke:#999;stroke-dasharray:2 3}</style><rect width="100%" height="100%" fill="#fff"/>${panels.map(panelSvg).join('')}</svg>\n`
writeFileSync(resolve(import.meta.dirname, '../../docs/images/growth.svg'), svg)
for (const { title, lines } of panels)
  for (const own of lines)
    console.log(
      `| ${title} | ${own.name} | ${own.points.map(({ size, ms }) => `${size.toLocaleString('en')}: ${ms.toFixed(1)}`).join(', ')} | ${slope(own).toFixed(2)} |`,
    )
