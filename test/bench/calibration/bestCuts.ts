import { createRandom } from '../../../science/stats/random.ts'
import { scanCutpoints } from '../../../science/survival/cutpoint.ts'
import { normals, uniforms } from './nullData.ts'

/** How often the p of the best cut of a variable that says nothing is at most .05: naive, and adjusted in each way. */
export function bestCuts(sets: number): { name: string; rate: number }[] {
  const names = [
    'naive',
    'Lausen & Schumacher 1992',
    'Lausen & Schumacher 1994',
    'the smaller of the two (reported)',
    '199 permutations (a tenth of the sets)',
  ]
  const counts = names.map(() => 0)
  const permuted = Math.max(1, Math.floor(sets / 10))
  for (let set = 0; set < sets; set += 1) {
    const u = uniforms(31, set, 240)
    const scan = scanCutpoints({
      time: u.slice(0, 60).map((value) => -10 * Math.log(value)),
      event: u.slice(60, 120).map((value) => (value < 0.7 ? 1 : 0)),
      values: normals(u.slice(120)),
      ...(set < permuted ? { permutations: 199, random: createRandom(set) } : {}),
    })
    if (scan.kind !== 'cutpoint') continue
    const { logPLausen92, logPLausen94, logP, permutation } = scan.adjusted
    const all = [scan.naive.logP, logPLausen92, logPLausen94, logP, permutation ? Math.log(permutation.p) : 0]
    all.forEach((log, i) => {
      if (log <= Math.log(0.05)) counts[i] = (counts[i] ?? 0) + 1
    })
  }
  return names.map((name, i) => ({ name, rate: (counts[i] ?? 0) / (i === 4 ? permuted : sets) }))
}
