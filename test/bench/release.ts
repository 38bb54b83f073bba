import { readLayerColumns } from '../../db/read/layers.ts'
import { readVariables } from '../../db/read/variables.ts'
import { readContent } from '../../db/release/readContent.ts'
import { writeRelease } from '../../db/release/write.ts'
import { openTestDatabase } from '../db/databases.ts'
import { expressionContent, sampleRecord } from '../db/sampleRelease.ts'

/** `node test/bench/release.ts pglite|postgres [variables] [samples] [runs]`: time to write and read one big release. */

const [given, ...sizes] = process.argv.slice(2)
const kind = given === 'postgres' ? 'postgres' : 'pglite'
const [variables = 60_000, samples = 424, runs = 5] = sizes.map(Number)
const content = expressionContent(variables, samples)
const keys = content.layers[0]?.variables.slice(0, 500).map(({ key }) => key) ?? []
const peak = () => `${Math.round(process.resourceUsage().maxRSS / 1024)} MB`

async function timed(
  times: Map<string, number[]>,
  name: string,
  work: () => Promise<unknown>,
): Promise<void> {
  const start = performance.now()
  await work()
  times.set(name, [...(times.get(name) ?? []), performance.now() - start])
}

const { db, drop } = await openTestDatabase(kind)
const times = new Map<string, number[]>()
const before = peak()
let afterWrites = ''
try {
  let release = 0
  for (let run = 0; run < runs; run += 1) {
    await timed(times, 'write', async () => {
      release = (await writeRelease(db, content, sampleRecord(`run ${run}`))).releaseId
    })
  }
  afterWrites = peak()
  for (let run = 0; run < runs; run += 1) {
    await timed(times, '500 variables', () =>
      readLayerColumns(db, release, { kind: 'expression', key: 'fpkm' }, { keys }),
    )
    await timed(times, 'search', () =>
      readVariables(db, release, { first: 50, offset: 0, search: 'GENE999' }),
    )
    await timed(times, 'read everything', () => readContent(db, release))
  }
} finally {
  await drop()
}
console.log(
  `${kind}, ${variables} × ${samples} float32, ${runs} runs; peak ${before} with the content made, ${afterWrites} after writing, ${peak()} in the end`,
)
for (const [name, list] of times) {
  list.sort((a, b) => a - b)
  console.log(`| ${name} | ${list[Math.floor(list.length / 2)]?.toFixed(0)} | ${list[0]?.toFixed(0)} |`)
}
