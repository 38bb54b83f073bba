import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath } from '../shared.ts'
import { axeViolations, openBrowser, overflow, screenshot, themes, widths } from './chromium.ts'
import type { TestBrowser, Visit } from './chromium.ts'
import { figure, inputOf, settled, summary } from './comparisonPage.ts'
import { filled, panels, panelTests } from './panelTests.ts'
import { patientTests } from './patientTests.ts'
import { realServer } from './realServer.ts'
import type { RealServer } from './realServer.ts'

/* The comparison page in a real browser on the real server with the simulated cohort. */

describe.skipIf(chromiumPath === undefined)('comparison page', { timeout: 180_000 }, () => {
  let server: RealServer
  let browser: TestBrowser
  beforeAll(async () => {
    server = await realServer()
    browser = await openBrowser()
  }, 150_000)
  afterAll(async () => {
    await browser.close()
    await server.close()
  })

  /** One page for all tests that choose nothing. */
  let shared: Visit
  const open = async (path: string, options?: Parameters<TestBrowser['visit']>[1]) => {
    const visit = await browser.visit(`${server.address}${path}`, options)
    await settled(visit.page)
    return visit
  }

  it('fills the address in, and the address alone opens the same figure', async () => {
    shared = await open('/compare/demo')
    const { page, complaints } = shared
    const address = new URL(page.url())
    expect([...address.searchParams.keys()]).toEqual(['release', 'grouping', 'method'])
    const again = await browser.visit(page.url())
    await settled(again.page)
    expect(await summary(again.page)).toBe(await summary(page))
    expect(await page.getByText('simulated', { exact: true }).count()).toBeGreaterThan(0)
    expect([...complaints, ...again.complaints]).toEqual([])
  })

  it('draws the numbers that the API gives', async () => {
    const { page } = shared
    const { compareGroups } = await server.ask<{
      compareGroups: {
        answer: { text: string }[]
        cells: { points: unknown[]; result: { groups: { n: number }[] } }[]
      }
    }>(
      `query ($input: CompareGroupsInput!) { compareGroups(input: $input) {
        answer { text } cells { points { patient } result { ... on TwoGroups { groups { n } } } } } }`,
      { input: inputOf(page) },
    )
    expect(await page.locator('.answer li').allTextContents()).toEqual(
      compareGroups.answer.map(({ text }) => text),
    )
    const counts = compareGroups.cells[0]?.result.groups.map(({ n }) => String(n)) ?? []
    expect(await page.locator('.flow-group .flow-n').allTextContents()).toEqual(counts)
  })

  it('goes back one choice at a time', async () => {
    const { page } = await open('/compare/demo')
    const before = await summary(page)
    await page.getByLabel('Test', { exact: true }).selectOption('welch')
    await page.waitForURL(/test=welch/)
    await settled(page)
    expect(await page.getByText('Welch', { exact: false }).count()).toBeGreaterThan(0)
    await page.goBack()
    await page.waitForURL((url) => !url.searchParams.has('test'))
    await settled(page)
    expect(await summary(page)).toBe(before)
  })

  it('shows the patients of a cell that is chosen with the keyboard, and the choice is in the address', async () => {
    const { page, complaints } = await open('/compare/demo')
    await page.locator('.forest-row[tabindex="0"]').focus()
    await page.keyboard.press('ArrowDown')
    await page.waitForURL(/cell=/)
    const row = page.locator('.forest-row[aria-checked="true"]')
    expect(await row.evaluate((element) => element === document.activeElement)).toBe(true)
    const label = (await row.getAttribute('aria-label'))?.split(':')[0] ?? ''
    expect(await page.locator('#panel-1').textContent()).toContain(label)
    expect(await page.locator(figure).first().textContent()).toContain(label)
    expect(complaints).toEqual([])
  })

  it('shows one patient in every figure of patients at once, the own time on the curve among them', async () => {
    const { page } = shared
    const linked = ['panel-1', 'panel-3', 'panel-4', 'panel-5', 'panel-influence']
    for (const panel of linked.slice(1))
      await page.locator(`section[aria-labelledby="${panel}"] svg`).waitFor()
    await page.locator('.outcome-outcome .patient-figure').waitFor()
    await page.locator(`${figure} path[transform]`).first().hover()
    const marks = async () =>
      Promise.all(
        [...linked.map((panel) => `section[aria-labelledby="${panel}"]`), '.outcome-outcome'].map((place) =>
          page.locator(`${place} .highlight`).count(),
        ),
      )
    expect(await marks()).toEqual([3, 1, 1, 3, 3, 1])
    expect(await page.locator('.plot-tip strong').textContent()).toMatch(/^SIM-/)
    // and from a table
    await page.getByText('The patients in this figure').click()
    await page.mouse.move(0, 0)
    expect(await marks()).toEqual([0, 0, 0, 0, 0, 0])
    await page.locator('.patient-name').first().focus()
    expect(await marks()).toEqual([3, 1, 1, 3, 3, 1])
  })

  patientTests(() => ({ server, browser, open }))

  it('gives files that open and hold the API’s numbers', async () => {
    const { page } = shared
    const take = async (label: RegExp): Promise<{ name: string; bytes: Buffer }> => {
      await page.locator('.panel .download > button').first().click()
      await page.getByLabel('Width').selectOption(label.source.includes('89 mm') ? '89' : '183')
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.locator('.download-list').getByRole('button', { name: label }).click(),
      ])
      return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
    }
    const id = await page.locator('.provenance dd').first().textContent()
    const release = new URL(page.url()).searchParams.get('release') ?? ''
    const start = `demo_cibersort-lm22_${release}_${id ?? ''}`

    const svg = await take(/^SVG, 89 mm/)
    const text = svg.bytes.toString('utf8')
    expect(svg.name).toBe(`${start}_cells_89mm.svg`)
    expect(text).toMatch(/width="89mm"/)
    expect(text).not.toMatch(/var\(|NaN/)
    for (const part of [
      'SIMULATED DATA',
      'Simulated demonstration cohort',
      release,
      'Wilcoxon rank-sum test',
      '/compare/demo',
    ])
      expect(text, part).toContain(part)

    const png = await take(/^PNG, 183 mm, 300 dpi/)
    expect(png.name).toBe(`${start}_cells_183mm_300dpi.png`)
    expect([
      png.bytes.readUInt32BE(16),
      png.bytes.toString('latin1', 37, 41),
      png.bytes.readUInt32BE(41),
    ]).toEqual([2161, 'pHYs', 11_811])
    expect(png.bytes.length).toBeGreaterThan(50_000)

    const tsv = await take(/^TSV/)
    expect(tsv.name).toBe(`${start}.tsv`)
    const { compareGroups } = await server.ask<{ compareGroups: { tsv: string } }>(
      'query ($input: CompareGroupsInput!) { compareGroups(input: $input) { tsv } }',
      { input: inputOf(page) },
    )
    expect(tsv.bytes.toString('utf8')).toBe(compareGroups.tsv)
  })

  it('takes a threshold as it is written, and refuses what is no number beside its control', async () => {
    const { page, complaints } = await open('/compare/demo')
    await page.getByLabel('Cut at').selectOption('threshold')
    await page.waitForURL(/threshold/)
    await settled(page)
    const field = page.getByLabel('Threshold', { exact: true })
    await field.fill('0,5')
    await field.press('Enter')
    expect(await page.locator('.field-error').textContent()).toContain('0,5')
    await field.fill('0.5')
    await field.press('Enter')
    await page.waitForURL(/threshold:0.5:/)
    await settled(page)
    expect(complaints).toEqual([])
  })

  it('groups by a category, each level or two sides', async () => {
    const { page, complaints } = await open('/compare/demo')
    const field = page.getByRole('combobox', { name: 'Grouped by' })
    await field.fill('stage')
    await page.locator('.combobox li').filter({ hasText: 'AJCC pathologic stage' }).first().click()
    await page.waitForURL(/categories:/)
    await settled(page)
    expect(await page.locator('.flow-group').count()).toBeGreaterThan(2)
    await page.getByLabel('Levels').selectOption('sides')
    await page.waitForURL(/\|/)
    await settled(page)
    expect(await page.locator('.flow-group').count()).toBe(2)
    await page.getByRole('button', { name: 'Compare 1 with 2' }).waitFor()
    expect(complaints).toEqual([])
  })

  it('says plainly that a cohort has no immune layer, and shows its groups', async () => {
    const { page, complaints } = await browser.visit(`${server.address}/compare/demo-training`)
    await page.getByText('has no immune layer').waitFor()
    await page.locator('.flow-group').first().waitFor()
    expect(await axeViolations(page)).toEqual([])
    expect(complaints).toEqual([])
  })

  it('draws a refusal, a missing release and a cell that the method cannot see', async () => {
    const refused = await browser.visit(`${server.address}/compare/demo?method=immune:none`)
    await refused.page.locator('.state-failed').waitFor()
    expect(await refused.page.locator('.controls .field-error').textContent()).toContain('immune:none')
    const missing = await browser.visit(`${server.address}/compare/demo?release=nosuchrelease`)
    await missing.page.getByText('has no release').waitFor()
    const { page } = await open('/compare/demo?method=immune:quantiseq')
    expect(await page.locator(figure).first().textContent()).toContain('This method cannot see')
  })

  it('has no accessibility violation in both themes, and never scrolls sideways', async () => {
    const { page, complaints } = await open(
      '/compare/demo?cell=neutrophil&patient=SIM-A1-0001&picked=SIM-A1-0001',
    )
    await page.locator('.patient-drawer svg').waitFor()
    await page.getByText('All numbers as a table').click()
    for (const panel of [panels.score, panels.outcome]) await filled(page, panel)
    for (const theme of themes) {
      await page.emulateMedia({ colorScheme: theme })
      expect(await axeViolations(page), theme).toEqual([])
      await screenshot(page, `comparison-${theme}`)
    }
    for (const [name, width] of Object.entries(widths)) {
      await page.setViewportSize({ width, height: 900 })
      await page.waitForFunction(
        (selector) => document.querySelector(selector)?.getAttribute('width') !== '0',
        figure,
      )
      expect(await overflow(page), name).toBe(0)
      await screenshot(page, `comparison-${name}`)
    }
    expect(complaints).toEqual([])
  })

  panelTests(() => ({ server, browser }))

  it('keeps the old figure, dimmed, while the new one is on its way, and cancels what nobody waits for', async () => {
    const { page } = await open('/compare/demo')
    const before = await summary(page)
    const cancelled: string[] = []
    page.on('requestfailed', (request) => cancelled.push(request.postData() ?? ''))
    let hold = true
    await page.route('**/graphql', async (route) => {
      if (hold && route.request().postData()?.includes('"WELCH"') === true) return
      await route.continue()
    })
    await page.getByLabel('Test', { exact: true }).selectOption('welch')
    await page.locator('.compare-result[data-stale="true"]').waitFor()
    // three cells and all cells: one figure each, and the numbers of before
    for (const panel of ['panel-1', 'panel-2'])
      expect(await page.locator(`section[aria-labelledby="${panel}"] svg`).count(), panel).toBe(1)
    expect(await summary(page)).toBe(before)
    hold = false
    await page.getByLabel('Test', { exact: true }).selectOption('permutation')
    await settled(page)
    expect(await page.locator('.provenance').textContent()).toContain('Seed1')
    expect(cancelled.some((body) => body.includes('"WELCH"'))).toBe(true)
  })

  it('shows the gallery, and the page of a method', async () => {
    const { page, complaints } = await browser.visit(`${server.address}/gallery`)
    await page.locator('.gallery-picture svg').first().waitFor()
    const method = await browser.visit(`${server.address}/methods/influence`)
    await method.page.getByRole('heading', { level: 1, name: /^Influence/ }).waitFor()
    expect(await axeViolations(method.page)).toEqual([])
    complaints.push(...method.complaints)
    expect(complaints).toEqual([])
    await screenshot(page, 'gallery')
  })
})
