/**
 * `node test/bench/correlateAll.ts [pglite|postgres] [genes] [patients]`: one score against all genes through the API, each question asked for
 * the first time (reading, ranks, p and q, storing behind the answer), and how late the event loop is meanwhile.
 */
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { createApi } from '../../api/yoga.ts'
import { writeRelease } from '../../db/release/write.ts'
import { createRandom } from '../../science/stats/random.ts'
import { postGraphql } from '../api/harness.ts'
import { openTestDatabase } from '../db/databases.ts'
import { expressionContent, sampleRecord } from '../db/sampleRelease.ts'

const [given, ...sizes] = process.argv.slice(2)
const kind = given === 'postgres' ? 'postgres' : 'pglite'
const [genes = 20_000, patients = 400] = sizes.map(Number)
const questions = 9

const base = expressionContent(genes, patients)
const [expression] = base.layers
if (!expression) throw new Error('the sample release has no layer')
const random = createRandom(7)
const everyone = Int32Array.from({ length: base.patients.length }, (_, i) => i)
// as many scores as questions, so that none was asked before
const scores = Array.from({ length: questions }, (_, k) => ({
  key: `score_${k}`,
  label: `Score ${k}`,
  unit: '',
  type: 'number' as const,
  role: 'measure' as const,
  levels: null,
}))
const content = {
  ...base,
  layers: [
    expression,
    {
      ...expression,
      kind: 'score' as const,
      key: 'many',
      label: 'Scores',
      encoding: 'f8' as const,
      rows: everyone,
      patientRows: everyone,
      variables: scores,
      columns: scores.map(() => Float64Array.from(everyone, () => random.uniform())),
    },
  ],
}

const { db, drop } = await openTestDatabase(kind)
const silent = { info: () => undefined, warn: () => undefined, error: console.error }
const api = createApi({ db, codeVersion: 'bench', log: silent })
const query = `query ($input: CorrelateInput!) { correlate(input: $input) {
  id n family { planned tested } pairs(first: 50, order: P) { totalCount nodes { y { ref } raw { pValue qValue } } } } }`
const wall: number[] = []
const used: number[] = []
const late: number[] = []
try {
  const { shortId } = await writeRelease(db, content, sampleRecord('correlate all'))
  for (const { key } of scores) {
    const input = {
      release: shortId,
      x: { variables: [`score:many/${key}`] },
      y: { layer: `expression:${expression.key}` },
    }
    const lag = monitorEventLoopDelay({ resolution: 1 })
    lag.enable()
    const before = process.cpuUsage()
    const start = performance.now()
    const response = await api.fetch(postGraphql({ query, variables: { input } }))
    const text = await response.text()
    wall.push(performance.now() - start)
    const { user, system } = process.cpuUsage(before)
    used.push((user + system) / 1000)
    lag.disable()
    late.push(lag.percentile(99) / 1e6)
    if (!text.includes(`"totalCount":${genes}`)) throw new Error(text.slice(0, 500))
  }
} finally {
  await api.close()
  await drop()
}
const at = (list: readonly number[], share: number): string =>
  ([...list].sort((a, b) => a - b)[Math.floor((list.length - 1) * share)] ?? NaN).toFixed(0)
const goal = kind === 'postgres' ? '500' : '1,200'
console.log(`one score × ${genes} genes, n = ${patients}, ${kind}; the first question also starts a thread: ${wall[0]?.toFixed(0) ?? ''} ms\n
| database | wall, median ms | wall, least ms | processor of all threads, median ms | goal ms | event loop late, p99, median ms | most | goal ms |
|---|---|---|---|---|---|---|---|
| ${kind} | ${at(wall.slice(1), 0.5)} | ${at(wall.slice(1), 0)} | ${at(used.slice(1), 0.5)} | ${goal} | ${at(late.slice(1), 0.5)} | ${at(late.slice(1), 1)} | 50 |`)
