/**
 * node test/bench/survival.ts [largest]: Kaplan–Meier, log-rank and Cox on the same simulated patients as survival.R.
 * `node test/bench/survival.ts --write folder` writes those patients for R.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { cox } from '../../science/survival/cox.ts'
import { kaplanMeier } from '../../science/survival/kaplanMeier.ts'
import { logRank } from '../../science/survival/logRank.ts'
import { createRandom } from '../../science/stats/random.ts'
import { measure, table } from './measure.ts'

/** Exponential times with ties at a thousandth, half of them censored, three covariates, two groups. */
function simulated(n: number) {
  const { uniform } = createRandom(n)
  const column = (): Float64Array => new Float64Array(n)
  const [time, event, group, x1, x2, x3] = [column(), column(), column(), column(), column(), column()]
  for (let i = 0; i < n; i += 1) {
    x1[i] = uniform() + uniform() + uniform() - 1.5
    x2[i] = uniform() < 0.5 ? 1 : 0
    x3[i] = uniform()
    group[i] = uniform() < 0.4 ? 1 : 0
    const risk = Math.exp(0.5 * (x1[i] ?? 0) - 0.3 * (x2[i] ?? 0))
    const death = (-Math.log(1 - uniform()) * 1000) / risk
    const censoring = -Math.log(1 - uniform()) * 1000
    time[i] = Math.ceil(Math.min(death, censoring) * 1000) / 1000
    event[i] = death <= censoring ? 1 : 0
  }
  return { time, event, group, x1, x2, x3 }
}

const goals: Record<number, readonly [string, string, string]> = { 1_000_000: ['150', '200', '350'] }
const sizes = [1_000, 10_000, 100_000, 1_000_000]
const writeAt = process.argv.indexOf('--write')
if (writeAt > 0) {
  const folder = resolve(process.argv[writeAt + 1] ?? '.')
  mkdirSync(folder, { recursive: true })
  for (const n of sizes) {
    const data = simulated(n)
    const all = Float64Array.from(Object.values(data).flatMap((column) => [...column]))
    writeFileSync(resolve(folder, `${n}.f64`), all)
  }
} else {
  const rows = sizes.flatMap((n) => {
    const { time, event, group, x1, x2, x3 } = simulated(n)
    const covariates = [
      { name: 'x1', values: x1 },
      { name: 'x2', values: x2 },
      { name: 'x3', values: x3 },
    ]
    const [km, lr, cx] = goals[n] ?? ['–', '–', '–']
    const runs = { runs: n < 1e6 ? 15 : 7, warm: 2 }
    const label = n.toLocaleString('en')
    return [
      measure(`Kaplan–Meier with limits, n = ${label}`, km, () => kaplanMeier({ time, event }), runs),
      measure(`log-rank, two groups, n = ${label}`, lr, () => logRank({ time, event, group }), runs),
      measure(`Cox, 3 covariates, Efron, n = ${label}`, cx, () => cox({ time, event, covariates }), runs),
    ]
  })
  console.log(table(rows))
}
