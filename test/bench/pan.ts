import { chromium } from 'playwright-core'
import type { Page } from 'playwright-core'
import { frameGaps } from './frames.ts'

/*
 * Frames per second while the plot of all genes is dragged: node test/bench/pan.ts http://127.0.0.1:4000 tcga-lihc immune:leukocyte-fraction/leukocyte
 * Needs a running server and Chromium (RADIMMUNE_CHROMIUM, or /usr/bin/chromium).
 */

const [address = 'http://127.0.0.1:4000', slug = 'demo', x = 'score:gtr-ith/score'] = process.argv.slice(2)
const executablePath = process.env['RADIMMUNE_CHROMIUM'] ?? '/usr/bin/chromium'
const seconds = 3

async function drag(page: Page): Promise<void> {
  const box = await page.locator('.gene-surface').boundingBox()
  if (box === null) throw new Error('no plot')
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  await page.mouse.move(middle.x, middle.y)
  await page.mouse.wheel(0, -300)
  await page.mouse.down()
  const begun = performance.now()
  for (let i = 0; performance.now() - begun < seconds * 1000; i += 1)
    await page.mouse.move(middle.x + 150 * Math.sin(i / 15), middle.y + 80 * Math.cos(i / 15))
  await page.mouse.up()
}

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
await page.goto(`${address}/genes/${slug}?x=${x}`)
await page.locator('.gene-surface').waitFor({ timeout: 60_000 })
await page.waitForLoadState('networkidle')
const points = await page.locator('h2').first().textContent()
const gaps = (await frameGaps(page, () => drag(page))).sort((a, b) => a - b)
const at = (share: number): string => (gaps[Math.floor(gaps.length * share)] ?? NaN).toFixed(1)
const rate = (1000 * gaps.length) / gaps.reduce((sum, gap) => sum + gap, 0)
console.log(
  `${points?.trim() ?? ''}: ${rate.toFixed(1)} frames/s while dragged; between frames median ${at(0.5)} ms, 95th percentile ${at(0.95)} ms`,
)
await browser.close()
