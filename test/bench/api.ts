import { Agent, request } from 'node:http'
import { performance } from 'node:perf_hooks'

/**
 * How long a running server takes for whole-method comparisons, with 50 connections and from connections that stay open:
 * `node test/bench/api.ts http://127.0.0.1:4000 [cohort] [method]`. Cold: questions never asked before; warm: one question again.
 */
const [base = 'http://127.0.0.1:4000', cohort = 'tcga-lihc', method = 'immune:cibersort-lm22'] =
  process.argv.slice(2)
const agent = new Agent({ keepAlive: true, maxSockets: 50 })

function post(query: string, variables: object = {}): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const sent = request(
    `${base}/graphql`,
    { agent, method: 'POST', headers: { 'content-type': 'application/json' } },
    (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        resolve(Buffer.concat(chunks).toString('utf8'))
      })
    },
  )
  sent.on('error', reject)
  sent.end(JSON.stringify({ query, variables }))
  return promise
}

const numbers =
  'id flow { label n } cells { variable { key label } result { __typename ... on TwoGroups { logP pValue qValue statistic { value } estimate { value low high } effectSize { value low high } groups { key n nMissing nZero summary { q1 median q3 } } } } }'
const points = 'cells { points { patient group value passes } }'

async function measured(
  name: string,
  fields: string,
  inputs: readonly object[],
  connections: number,
): Promise<void> {
  const query = `query ($i: CompareGroupsInput!) { compareGroups(input: $i) { ${fields} } }`
  const times: number[] = []
  const left = [...inputs]
  let bytes = 0
  const worker = async (): Promise<void> => {
    for (let input = left.pop(); input; input = left.pop()) {
      const start = performance.now()
      const text = await post(query, { i: input })
      times.push(performance.now() - start)
      if (!text.startsWith('{"data":')) throw new Error(text.slice(0, 300))
      bytes = text.length
    }
  }
  const start = performance.now()
  await Promise.all(Array.from({ length: connections }, worker))
  const seconds = (performance.now() - start) / 1000
  times.sort((a, b) => a - b)
  const at = (share: number): string => (times[Math.ceil(times.length * share) - 1] ?? NaN).toFixed(1)
  console.log(
    `| ${name} | ${connections} | ${times.length} | ${Math.round(bytes / 1024)} | ${at(0.5)} | ${at(0.99)} | ${Math.round(times.length / seconds)} |`,
  )
}

const found = JSON.parse(
  await post('query ($c: ID!) { cohort(slug: $c) { release { id } } }', { c: cohort }),
) as { data: { cohort: { release: { id: string } } } }
const release = found.data.cohort.release.id
const variable = `${method}/macrophage_m1`
const ask = (cutoff: number): object => ({ release, method, grouping: { threshold: { variable, cutoff } } })
/** thresholds that nobody asked for before: the fraction of a second makes them new in every run */
const fresh = (n: number): object[] => {
  const offset = (Date.now() % 1e7) / 1e12
  return Array.from({ length: n }, (_, i) => ask(0.03 + offset + i * 1e-5))
}

console.log(
  '| question | connections | requests | KiB | p50 ms | p99 ms | a second |\n|---|---|---|---|---|---|---|',
)
await measured('(first, to compile)', numbers, fresh(50), 1)
await measured('cold', numbers, fresh(100), 1)
await measured('cold', numbers, fresh(200), 50)
await measured('cold, with points', `${numbers} ${points}`, fresh(200), 50)
for (const [name, fields] of [
  ['warm', numbers],
  ['warm, with points', `${numbers} ${points}`],
] as const) {
  await measured(`(${name}, first)`, fields, new Array<object>(50).fill(ask(0.04)), 1)
  await measured(name, fields, new Array<object>(500).fill(ask(0.04)), 1)
  await measured(name, fields, new Array<object>(5000).fill(ask(0.04)), 50)
}
agent.destroy()
