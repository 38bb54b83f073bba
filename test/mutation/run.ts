/** `node test/mutation/run.ts [count] [seed]`: mutations of a clean data set, a table of what became of them; fails when one is silent. */
import type { Judged, Verdict } from './mutate.ts'
import { mutate } from './mutate.ts'
import { operators } from './operators.ts'

const [count = 2000, seed = 20261127] = process.argv.slice(2).map(Number)
const verdicts: readonly Verdict[] = ['refused', 'warned', 'same content', 'plausible value', 'SILENT']
const judged: Judged[] = []
const started = performance.now()
await mutate(count, seed, (one) => {
  judged.push(one)
  if (one.verdict === 'SILENT')
    console.error(
      `silent: ${one.n} ${one.operator} in ${one.path}\n${Buffer.from(one.content).toString('utf8').slice(0, 3000)}`,
    )
})
console.log(`| operator | n | ${verdicts.join(' | ')} | refused by hash |`)
console.log(`|---|---|${verdicts.map(() => '---|').join('')}---|`)
const row = (name: string, own: readonly Judged[]) => {
  const cells = verdicts.map((verdict) => own.filter((one) => one.verdict === verdict).length)
  console.log(
    `| ${name} | ${own.length} | ${cells.join(' | ')} | ${own.filter(({ refusedByHash }) => refusedByHash).length} |`,
  )
}
for (const { name } of operators)
  row(
    name,
    judged.filter(({ operator }) => operator === name),
  )
row('**all**', judged)
console.log(
  `\nseed ${seed}, ${operators.length} operators, ${((performance.now() - started) / 1000).toFixed(0)} s`,
)
process.exitCode = judged.some(({ verdict, refusedByHash }) => verdict === 'SILENT' || !refusedByHash) ? 1 : 0
