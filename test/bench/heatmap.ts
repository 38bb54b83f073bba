/*
 * The heatmap of 1,500 features × 22 cells, clustered, from question to brush:
 *   node test/bench/heatmap.ts [patients] [rounds]
 * Writes a made-up cohort of that size into a database of its own, starts the server on it, and measures with Chromium: the server's
 * answer (computed, then kept), from the click on a link to painted tiles, and the frames while a brush is dragged over them.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase } from '../../db/client.ts'
import type { ReleaseContent } from '../../db/release/content.ts'
import { writeRelease } from '../../db/release/write.ts'
import { createRandom } from '../../science/stats/random.ts'
import { buildWeb } from '../../web/build.ts'
import { plantedContent, plantedRecord } from '../api/planted.ts'
import { openBrowser } from '../browser/chromium.ts'
import { startServer } from '../world/make.ts'
import { frameGaps } from './frames.ts'

const patients = Number(process.argv[2] ?? '400')
const rounds = Number(process.argv[3] ?? '5')
const [features, cells] = [1500, 22]
const seconds = 3

/** Features in twenty families, so that there is something to cluster; shares of cells that follow some of them. */
function madeUp(): ReleaseContent {
  const random = createRandom(1)
  const column = (): Float64Array => Float64Array.from({ length: patients }, () => random.uniform())
  const families = Array.from({ length: 20 }, column)
  const mixed = (at: number, own: number): Float64Array => {
    const family = families[at % families.length] ?? column()
    return family.map((value) => value + own * random.uniform())
  }
  const base = plantedContent('large')
  const all = Int32Array.from({ length: patients }, (_, i) => i)
  const layer = (
    kind: 'imaging' | 'immune',
    key: string,
    count: number,
  ): ReleaseContent['layers'][number] => ({
    kind,
    key,
    label: key,
    entity: 'patient',
    unit: kind === 'immune' ? 'share of leukocytes' : '',
    method: 'made up',
    description: 'made up',
    settings: {},
    sourceFiles: [],
    encoding: 'f8',
    rows: all,
    patientRows: all,
    patientRule: 'row is the patient',
    quality: null,
    variables: Array.from({ length: count }, (_, i) => ({
      key: `${kind}_${i}`,
      label: `${kind} ${i}`,
      unit: '',
      type: 'number',
      role: 'measure',
      levels: null,
    })),
    columns: Array.from({ length: count }, (_, i) => mixed(i, kind === 'immune' ? 2 : 1)),
  })
  return {
    ...base,
    patients: Array.from({ length: patients }, (_, i) => ({ id: `L${i}` })),
    specimens: [],
    ctSeries: [],
    exclusions: [],
    riskModels: [],
    layers: [layer('imaging', 'features', features), layer('immune', 'cells', cells)],
  }
}

const middle = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN
const ms = (values: readonly number[]): string =>
  `${middle(values).toFixed(0)} (${Math.min(...values).toFixed(0)} to ${Math.max(...values).toFixed(0)})`

await buildWeb()
const data = await mkdtemp(join(tmpdir(), 'radimmune-heatmap-'))
const db = await openDatabase({ dataDirectory: join(data, 'database') })
const { shortId } = await writeRelease(db, madeUp(), plantedRecord('large'))
await db.close()
const server = await startServer(data)
const browser = await openBrowser()
try {
  const ask = async (seed: number): Promise<number> => {
    const query = `query ($input: CorrelateInput!) { correlate(input: $input) { id matrix { r qValue n } clusters { x { order } } } }`
    const x = { layer: 'imaging:features' }
    // another coefficient is another question
    const method = seed % 2 === 0 ? 'SPEARMAN' : 'PEARSON'
    const input = { release: shortId, x, y: { layer: 'immune:cells' }, method }
    const begun = performance.now()
    const response = await fetch(`${server.address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables: { input } }),
    })
    const text = await response.text()
    if (text.includes('"errors"')) throw new Error(text.slice(0, 500))
    return performance.now() - begun
  }
  const first = [await ask(0), await ask(1)]
  const kept: number[] = []
  for (let round = 0; round < rounds; round += 1) kept.push(await ask(round))
  const drawn: number[] = []
  const gaps: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const { page } = await browser.visit(`${server.address}/associations`)
    const link = page.getByRole('link', { name: /^Two layers against each other in Planted cohort/ })
    await link.waitFor()
    const begun = performance.now()
    await link.click()
    await page.waitForFunction(() => {
      const canvas = document.querySelector<HTMLCanvasElement>('.heat-surface canvas')
      if (canvas === null || canvas.width === 0) return false
      return (
        (canvas.getContext('2d')?.getImageData(canvas.width >> 1, canvas.height >> 1, 1, 1).data[3] ?? 0) > 0
      )
    })
    drawn.push(performance.now() - begun)
    const box = await page.locator('.heat-surface canvas').boundingBox()
    if (box === null) throw new Error('no tiles')
    gaps.push(
      ...(await frameGaps(page, async () => {
        await page.mouse.move(box.x + 10, box.y + 10)
        await page.mouse.down()
        const start = performance.now()
        for (let i = 0; performance.now() - start < seconds * 1000; i += 1)
          await page.mouse.move(
            box.x + box.width * (0.5 + 0.45 * Math.sin(i / 15)),
            box.y + box.height * (0.5 + 0.45 * Math.cos(i / 20)),
          )
        await page.mouse.up()
      })),
    )
    await page.context().close()
  }
  const sorted = gaps.toSorted((a, b) => a - b)
  const at = (share: number): string => (sorted[Math.floor(sorted.length * share)] ?? NaN).toFixed(1)
  console.log(`load ${loadavg()[0]?.toFixed(1) ?? ''}; ${features} × ${cells}, ${patients} patients`)
  console.log('| what | median (least to most) |')
  console.log('|---|---|')
  console.log(
    `| server’s answer, computed, ms (Spearman; Pearson) | ${first.map((t) => t.toFixed(0)).join('; ')} |`,
  )
  console.log(`| the same, kept, ms | ${ms(kept)} |`)
  console.log(`| from the click on the link to painted tiles, ms | ${ms(drawn)} |`)
  console.log(
    `| between frames while a brush is dragged, ms: median, 95th percentile | ${at(0.5)}, ${at(0.95)} |`,
  )
} finally {
  await browser.close()
  await server.stop()
  await rm(data, { recursive: true, force: true })
}
