import { readLayerColumns } from '../../db/read/layers.ts'
import { readVariables } from '../../db/read/variables.ts'
import { readContent } from '../../db/release/readContent.ts'
import { writeRelease } from '../../db/release/write.ts'
import { openTestDatabase } from '../db/databases.ts'
import { expressionContent, sampleRecord } from '../db/sampleRelease.ts'

/** `node test/bench/release.ts [variables] [samples] [runs]`: time to write and read one big release, both databases. */

const [variables = 60_000, samples = 424, runs = 5] = process.argv.slice(2).map(Number)
const content = expressionContent(variables, samples)
const median = (times: number[]) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? NaN

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}

for (const kind of ['postgres', 'pglite'] as const) {
  const { db, drop } = await openTestDatabase(kind)
  const times: Record<string, number[]> = { write: [], readAll: [], genes500: [], search: [] }
  try {
    for (let run = 0; run < runs; run += 1) {
      let release = 0
      const write = async () => {
        release = (await writeRelease(db, content, sampleRecord(`run ${run}`))).releaseId
      }
      times['write']?.push(await seconds(write))
      times['readAll']?.push(await seconds(() => readContent(db, release)))
      const keys = content.layers[0]?.variables.slice(0, 500).map(({ key }) => key) ?? []
      times['genes500']?.push(
        await seconds(() => readLayerColumns(db, release, { kind: 'expression', key: 'fpkm' }, { keys })),
      )
      times['search']?.push(
        await seconds(() => readVariables(db, release, { first: 50, offset: 0, search: 'GENE999' })),
      )
    }
  } finally {
    await drop()
  }
  const cells = Object.entries(times).map(([name, list]) => `${name} ${median(list).toFixed(3)} s`)
  const memory = `${Math.round(process.resourceUsage().maxRSS / 1024)} MB peak`
  console.log(`${kind}: ${variables} × ${samples}, median of ${runs}: ${cells.join(', ')}; ${memory}`)
}
