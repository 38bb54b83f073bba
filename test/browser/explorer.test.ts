import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRandom } from '../../science/stats/random.ts'
import { shuffledOrder } from '../../science/stats/shuffle.ts'
import { chromiumPath } from '../shared.ts'
import { axeViolations, openBrowser, overflow, screenshot, themes } from './chromium.ts'
import type { TestBrowser } from './chromium.ts'
import { startRealServer } from './realServer.ts'
import type { RealServer } from './realServer.ts'

/* Panel 7 and the claim page on the simulated demonstration cohort. */

interface Verdict {
  verdict: string
  groupSizes: number[]
}

describe.skipIf(chromiumPath === undefined)('robustness and claims', { timeout: 120_000 }, () => {
  let server: RealServer
  let browser: TestBrowser
  beforeAll(async () => {
    server = await startRealServer()
    browser = await openBrowser()
  }, 240_000)
  afterAll(async () => {
    await browser.close()
    await server.close()
  })

  async function finished(page: Page): Promise<void> {
    await page.getByText('Which choices matter').waitFor({ timeout: 90_000 })
  }

  it('runs the curve when asked, keeps that in the address, and shows what the API says', async () => {
    const { page, complaints } = await browser.visit(`${server.address}/compare/demo`)
    await page.getByRole('button', { name: 'Run it under other choices' }).click()
    await finished(page)
    expect(new URL(page.url()).searchParams.get('robust')).toBe('on')
    const search = new URL(page.url()).searchParams
    const model = (search.get('grouping') ?? '').replace(/^model:/, '').split('@')[0] ?? ''
    const { robustness } = await server.ask<{
      robustness: { curves: { words: string }[]; specifications: { cut: string }[] }
    }>(
      `query ($input: RobustnessInput!) { robustness(input: $input) { curves { words } specifications { cut } } }`,
      {
        input: {
          release: search.get('release'),
          grouping: { riskModel: { model, score: 'score:gtr-ith/score' } },
        },
      },
    )
    const shown = await page.locator('.robustness .words-list li').allTextContents()
    expect(shown.slice(0, 3)).toEqual(robustness.curves.map(({ words }) => words))
    expect(robustness.specifications.length).toBeGreaterThan(200)

    const download = page.waitForEvent('download')
    await page.locator('.robustness').getByRole('button', { name: 'Download' }).click()
    await page.getByRole('button', { name: /TSV of every specification/ }).click()
    const path = await (await download).path()
    const lines = (await readFile(path, 'utf8'))
      .trim()
      .split('\n')
      .filter((line) => !line.startsWith('#'))
    expect(lines).toHaveLength(1 + 3 * robustness.specifications.length)
    const figure = page.waitForEvent('download')
    await page.locator('.robustness').getByRole('button', { name: 'Download' }).click()
    await page.getByRole('button', { name: /SVG, 183 mm/ }).click()
    const svg = await readFile(await (await figure).path(), 'utf8')
    for (const { words } of robustness.curves) expect(svg).toContain(words.slice(0, 40))
    await screenshot(page, 'robustness')
    expect(await axeViolations(page)).toEqual([])
    expect(complaints).toEqual([])
  })

  it('reads one specification by keyboard', async () => {
    const { page } = await browser.visit(`${server.address}/compare/demo?robust=on`)
    await finished(page)
    const slider = page.getByRole('slider')
    await slider.focus()
    await page.keyboard.press('ArrowRight')
    expect(await slider.getAttribute('aria-valuetext')).toMatch(/^δ = .+: .*·/)
  })

  it('holds the published claim against every cohort: the planted truth is found, the training set cannot say', async () => {
    const { page, complaints } = await browser.visit(`${server.address}/claim`)
    const demo = page.locator('section[aria-labelledby="verdict-demo"]')
    await demo.waitFor({ timeout: 180_000 })
    expect(await demo.locator('.panel-head').textContent()).toContain('holds')
    const training = page.locator('section[aria-labelledby="verdict-demo-training"]')
    expect(await training.textContent()).toContain('there is no immune layer')
    expect(await page.getByText('Not pooled').count()).toBeGreaterThan(0)
    expect(complaints).toEqual([])
  })

  it('does not find it once the patients are shuffled', async () => {
    const { cohort } = await server.ask<{
      cohort: { release: { id: string; patients: { nodes: { id: string }[] } } }
    }>('{ cohort(slug: "demo") { release { id patients(first: 200) { nodes { id } } } } }')
    const ids = cohort.release.patients.nodes.map(({ id }) => id)
    const order = shuffledOrder(ids.length, createRandom(4))
    const half = (from: number, to: number) => [...order.subarray(from, to)].map((at) => ids[at] ?? '')
    const groups = [
      { label: 'High risk', members: half(0, Math.floor(ids.length / 2)) },
      { label: 'Low risk', members: half(Math.floor(ids.length / 2), ids.length) },
    ]
    const { claimVerdict } = await server.ask<{ claimVerdict: { tested: Verdict } }>(
      `query ($input: ClaimInput!) { claimVerdict(input: $input) { tested { verdict groupSizes } } }`,
      { input: { release: cohort.release.id, grouping: { patients: { groups } } } },
    )
    expect(claimVerdict.tested.verdict).not.toBe('holds')
    expect(claimVerdict.tested.groupSizes.every((n) => n > 20)).toBe(true)
  })

  it('saves a claim of one’s own, shows it at its address, and removes it', async () => {
    const { page } = await browser.visit(`${server.address}/claim`)
    await page.getByText('A claim of your own').click()
    await page.getByLabel('Title').fill('Monocytes the other way')
    await page.getByLabel('Monocytes', { exact: true }).selectOption('HIGHER')
    await page.getByRole('button', { name: 'Save the claim' }).click()
    await page.getByRole('heading', { level: 1, name: 'Monocytes the other way' }).waitFor()
    expect(new URL(page.url()).searchParams.get('claim')).toBeTruthy()
    await page.getByRole('button', { name: 'Remove this claim' }).click()
    await page.getByRole('heading', { level: 1, name: 'Low-risk tumours' }).waitFor()
  })

  it('has no accessibility violation in both themes and never scrolls sideways', async () => {
    for (const theme of themes) {
      const { page } = await browser.visit(`${server.address}/claim`, { theme })
      await page.locator('section[aria-labelledby="verdict-demo"]').waitFor()
      await screenshot(page, `claim-${theme}`)
      expect(await axeViolations(page), theme).toEqual([])
    }
    for (const path of ['/claim', '/compare/demo?robust=on']) {
      const { page } = await browser.visit(`${server.address}${path}`, { width: 360 })
      await page.locator('.panel svg').first().waitFor()
      if (path !== '/claim') await finished(page)
      expect(await overflow(page), path).toBeLessThanOrEqual(0)
    }
  })
})
