import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { AxeResults } from 'axe-core'
import { chromium, type Browser, type Page } from 'playwright-core'
import { chromiumPath } from '../shared.ts'

export type Theme = 'light' | 'dark'

export const widths = { desktop: 1440, tablet: 768, phone: 360 } as const
export const themes: readonly Theme[] = ['light', 'dark']

/** Where screenshots go when somebody wants to look: RADIMMUNE_SCREENSHOTS=/tmp/shots vitest run test/browser */
const screenshotFolder = process.env['RADIMMUNE_SCREENSHOTS']

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export interface Visit {
  page: Page
  /** errors of the console and of the page, and requests that left this machine; a good page has none */
  complaints: string[]
}

export interface TestBrowser {
  visit: (address: string, options?: { width?: number; height?: number; theme?: Theme }) => Promise<Visit>
  close: () => Promise<void>
}

function collectComplaints(page: Page): string[] {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`))
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url())
    if (protocol.startsWith('http') && hostname !== '127.0.0.1') complaints.push(`left: ${request.url()}`)
  })
  return complaints
}

/**
 * Parts of Chromium that are not there in a test. A window's address bar loads two pages of its own, which take more than the page
 * that is visited. Of two lists Chromium takes the last alone, so what Playwright leaves out and a test can notice stands here too.
 */
const without = [
  ...['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup'],
  ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'PaintHolding'],
  ...['HttpsUpgrades', 'HttpsFirstBalancedModeAutoEnable', 'AvoidCorsURLLoaderRestartOnRedirect'],
  ...['LensOverlay', 'MediaRouter', 'OptimizationHints', 'NetworkTimeServiceQuerying', 'AimEnabled'],
  ...['PreconnectToSearch', 'Translate'],
]

/** The system's own Chromium. Every visit is a fresh profile. */
export async function openBrowser(): Promise<TestBrowser> {
  if (chromiumPath === undefined) throw new Error('no Chromium on this machine (RADIMMUNE_CHROMIUM)')
  const browser: Browser = await chromium.launch({
    executablePath: chromiumPath,
    args: [
      ...['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--font-render-hinting=none'],
      `--disable-features=${without.join(',')}`,
    ],
  })
  return {
    visit: async (address, { width = widths.desktop, height = 900, theme = 'light' } = {}) => {
      const context = await browser.newContext({
        viewport: { width, height },
        colorScheme: theme,
        reducedMotion: 'reduce',
        locale: 'en-GB',
        // axe is put into the page from outside, which a strict policy forbids; the policy has its own test.
        bypassCSP: false,
      })
      const page = await context.newPage()
      page.setDefaultTimeout(30_000)
      const complaints = collectComplaints(page)
      await page.goto(address)
      return { page, complaints }
    },
    close: () => browser.close(),
  }
}

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Documents that every rule has been held against: in another theme only colours can differ. */
const judged = new WeakMap<Page, string>()

/**
 * Accessibility: what axe finds wrong, one line each; [] is the only good answer.
 * @param contrastIn the part whose colours are judged where those of the rest of the page are judged by another test; all other rules
 *   hold for the whole page. Colours take most of axe's time.
 */
export async function axeViolations(page: Page, contrastIn?: string): Promise<string[]> {
  // evaluate runs through the debugger, which the page's policy does not concern; once for each document
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource)
  const content = await page.evaluate(() => `${location.href} ${innerWidth}\n${document.body.innerHTML}`)
  const isJudged = judged.get(page) === content
  judged.set(page, content)
  const violations = await page.evaluate(
    async ({ tags, place }) => {
      const { axe } = globalThis as unknown as {
        axe: { run: (context: Document | string, options: object) => Promise<AxeResults> }
      }
      const contrast = { runOnly: ['color-contrast'], resultTypes: ['violations'] }
      if (place !== null && document.querySelector(place) === null) throw new Error(`no ${place}`)
      const ran = []
      if (tags.length > 0)
        ran.push(
          await axe.run(document, {
            runOnly: tags,
            rules: { 'color-contrast': { enabled: place === null } },
            resultTypes: ['violations'],
          }),
        )
      if (tags.length === 0 || place !== null) ran.push(await axe.run(place ?? document, contrast))
      return ran.flatMap((results) => results.violations)
    },
    { tags: isJudged ? [] : rules, place: contrastIn ?? null },
  )
  return violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .slice(0, 4)
        .map((node) => `${node.target.join(' ')} (${node.any[0]?.message ?? node.failureSummary ?? ''})`)
        .join(' | ')}`,
  )
}

/** How many pixels the page is wider than its window, once figures have taken the new width. More than 0 is a mistake. */
export async function overflow(page: Page): Promise<number> {
  return page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame += 1) await new Promise((drawn) => requestAnimationFrame(drawn))
    return document.documentElement.scrollWidth - document.documentElement.clientWidth
  })
}

/** Names of what Tab reaches, in order, from the top of the page. */
export async function tabStops(page: Page, count: number): Promise<string[]> {
  await page.evaluate(() => {
    // blur() would leave the place from which Tab goes on
    document.body.tabIndex = -1
    document.body.focus()
    document.body.removeAttribute('tabindex')
  })
  const stops: string[] = []
  for (let stop = 0; stop < count; stop += 1) {
    await page.keyboard.press('Tab')
    stops.push(
      await page.evaluate(() => {
        const element = document.activeElement
        return (element?.getAttribute('aria-label') ?? element?.textContent ?? '').trim().slice(0, 60)
      }),
    )
  }
  return stops
}

/** A picture for the eye, only when RADIMMUNE_SCREENSHOTS names a folder. */
export async function screenshot(page: Page, name: string): Promise<void> {
  if (screenshotFolder === undefined) return
  mkdirSync(screenshotFolder, { recursive: true })
  await page.screenshot({ path: join(screenshotFolder, `${name}.png`), fullPage: true })
}
