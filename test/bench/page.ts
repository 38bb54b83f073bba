import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { openBrowser } from '../browser/chromium.ts'
import type { TestBrowser } from '../browser/chromium.ts'
import { buildWeb } from '../../web/build.ts'
import { startServer } from '../world/make.ts'

/*
 * How fast the pages are, in the system's Chromium on the simulated cohort: node test/bench/page.ts [rounds]
 * Every first visit is a new profile with an empty cache; times are the page's own clock from the start of navigation.
 */

const rounds = Number(process.argv[2] ?? '7')

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN
}

/** Writes down when the first element of this kind is there and has been painted. */
const watch = (selector: string): string => `
  new MutationObserver((_, observer) => {
    if (document.querySelector(${JSON.stringify(selector)}) === null) return
    observer.disconnect()
    requestAnimationFrame(() => setTimeout(() => { globalThis.paintedAt ??= performance.now() }))
  }).observe(document, { childList: true, subtree: true })`

/** What the scripts in the page leave for us. */
type Noted = typeof globalThis & { paintedAt?: number; repainted?: number }

interface First {
  usable: number
  scriptBytes: number
}

async function firstVisit(browser: TestBrowser, address: string, selector: string): Promise<First> {
  const { page } = await browser.visit('about:blank')
  await page.addInitScript(watch(selector))
  const scripts: Promise<number>[] = []
  page.on('requestfinished', (request) => {
    if (request.resourceType() === 'script')
      scripts.push(request.sizes().then(({ responseBodySize }) => responseBodySize))
  })
  await page.goto(address)
  await page.waitForFunction(() => 'paintedAt' in globalThis)
  const usable = await page.evaluate(() => (globalThis as Noted).paintedAt ?? NaN)
  const sizes = await Promise.all(scripts)
  await page.context().close()
  return { usable, scriptBytes: sizes.reduce((sum, size) => sum + size, 0) }
}

/** From the press to the frame after the figure is another one, in milliseconds. */
async function repaint(page: Page, name: string): Promise<number> {
  await page.evaluate(() => {
    const noted = globalThis as Noted
    delete noted.repainted
    const shown = () => document.querySelector<HTMLElement>('.compare-result')
    const begin = () => {
      const started = performance.now()
      const before = shown()?.textContent
      const look = () => {
        const now = shown()
        if (!now || now.dataset['stale'] === 'true' || now.textContent === before) requestAnimationFrame(look)
        else
          setTimeout(() => {
            noted.repainted = performance.now() - started
          })
      }
      requestAnimationFrame(look)
    }
    document.addEventListener('click', begin, { once: true, capture: true })
  })
  await page.getByText(name, { exact: true }).click()
  await page.waitForFunction(() => 'repainted' in globalThis)
  return page.evaluate(() => (globalThis as Noted).repainted ?? NaN)
}

async function repaints(browser: TestBrowser, address: string): Promise<{ cold: number[]; warm: number[] }> {
  const { page } = await browser.visit(`${address}/compare/demo`)
  await page.locator('.panel svg').nth(1).waitFor()
  await page.waitForLoadState('networkidle')
  const cold = [await repaint(page, 'three cells')]
  const warm: number[] = []
  for (let round = 0; round < rounds; round += 1)
    warm.push(await repaint(page, 'all cells'), await repaint(page, 'three cells'))
  await page.context().close()
  return { cold, warm }
}

const kilobytes = (bytes: number): string => (bytes / 1000).toFixed(0)
await buildWeb()
const data = await mkdtemp(join(tmpdir(), 'radimmune-page-'))
const server = await startServer(data)
const browser = await openBrowser()
try {
  const at = async (path: string, selector: string): Promise<First[]> => {
    const found: First[] = []
    for (let round = 0; round < rounds; round += 1)
      found.push(await firstVisit(browser, `${server.address}${path}`, selector))
    return found
  }
  const first = await at('/', '.card .button-primary')
  const compare = await at('/compare/demo', '.panel svg path')
  const { cold, warm } = await repaints(browser, server.address)
  const usable = (found: readonly First[]): string =>
    `${median(found.map((one) => one.usable)).toFixed(0)} (${Math.min(...found.map((one) => one.usable)).toFixed(0)} to ${Math.max(...found.map((one) => one.usable)).toFixed(0)})`
  console.log(`| what | median (least to most) of ${rounds} | goal |`)
  console.log('|---|---|---|')
  console.log(`| first page usable, empty cache, ms | ${usable(first)} | 1,000 |`)
  console.log(`| its scripts as sent, kB | ${kilobytes(median(first.map((one) => one.scriptBytes)))} | 200 |`)
  console.log(`| comparison page: first figure drawn, empty cache, ms | ${usable(compare)} | – |`)
  console.log(`| its scripts as sent, kB | ${kilobytes(median(compare.map((one) => one.scriptBytes)))} | – |`)
  console.log(
    `| a control's change repainted, known answer, ms | ${median(warm).toFixed(0)} (${Math.min(...warm).toFixed(0)} to ${Math.max(...warm).toFixed(0)}) | 100 |`,
  )
  console.log(`| the same, asked for the first time, ms | ${median(cold).toFixed(0)} | – |`)
} finally {
  await browser.close()
  await server.stop()
  await rm(data, { recursive: true, force: true })
}
