import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath } from '../shared.ts'
import { createMockApi } from '../web/mockApi.ts'
import {
  axeViolations,
  openBrowser,
  overflow,
  screenshot,
  tabStops,
  themes,
  widths,
  type TestBrowser,
} from './chromium.ts'
import { servePages, type ServedPages } from './serve.ts'

const pages: [path: string, heading: string][] = [
  ['/', 'Cohorts'],
  ['/compare', 'Compare groups'],
  ['/data', 'Data'],
  ['/data/tcga-lihc', 'Data of TCGA-LIHC'],
  ['/associations', 'Associations'],
  ['/api', 'API'],
  ['/cohort/tcga-lihc', 'TCGA-LIHC'],
  ['/board', 'Board'],
  ['/methods/wilcoxon-rank-sum', 'Wilcoxon rank-sum test'],
  ['/models', 'Models'],
  ['/import', 'Import'],
  ['/nowhere', 'Not found'],
]

/**
 * Presses execute once. GraphiQL's run() does nothing, without a word, until both of its editors are registered, and they arrive after
 * the button: an editor's element appears in the same tick in which it is registered.
 */
async function execute(page: Page, answer: string): Promise<void> {
  for (const part of ['.graphiql-query-editor', '.graphiql-response'])
    await page.locator(`${part} .monaco-editor`).first().waitFor()
  await page.getByRole('button', { name: /^Execute query/ }).click()
  await page.getByText(answer).first().waitFor()
}

describe.skipIf(chromiumPath === undefined)('pages in Chromium', () => {
  const api = createMockApi()
  let browser: TestBrowser
  let served: ServedPages

  beforeAll(async () => {
    served = await servePages(api.answer)
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await served.close()
  })
  afterEach(() => {
    api.broken.clear()
    api.requests.length = 0
  })

  const visit = (path: string, options?: Parameters<TestBrowser['visit']>[1]) =>
    browser.visit(served.address + path, options)

  test.each(pages)(
    '%s: heading, axe in both themes, no sideways scroll, no complaint',
    async (path, heading) => {
      const { page, complaints } = await visit(path, { theme: 'light' })
      await page.getByRole('heading', { level: 1, name: heading }).waitFor()
      await page.waitForLoadState('networkidle')
      expect(await axeViolations(page), 'light').toEqual([])
      for (const theme of themes) {
        await page.emulateMedia({ colorScheme: theme })
        for (const [name, width] of Object.entries(widths)) {
          await page.setViewportSize({ width, height: 900 })
          expect(await overflow(page), name).toBe(0)
          await screenshot(page, `${path.replaceAll(/[^a-z0-9-]+/g, '_')}-${width}-${theme}`)
        }
      }
      // by now dark, and as narrow as a phone
      expect(await axeViolations(page), 'dark').toEqual([])
      expect(complaints).toEqual([])
      await page.context().close()
    },
  )

  test('the cohorts page says who has what, and what is simulated', async () => {
    const { page } = await visit('/')
    const card = page.getByRole('article', { name: 'TCGA-LIHC' })
    await card.waitFor()
    expect(await card.getByRole('row', { name: /^CT series/ }).innerText()).toMatch(/37$/)
    expect(await card.getByRole('row', { name: /^Imaging features/ }).innerText()).toMatch(/none$/)
    expect(await card.getByText('real patients').count()).toBe(1)
    const simulated = page.getByRole('article', { name: 'Demonstration cohort' })
    expect(await simulated.getByText('simulated', { exact: true }).count()).toBe(1)
    const withoutImmune = page.getByRole('article', { name: 'HCC-TACE-Seg' })
    expect(await withoutImmune.getByRole('link', { name: /Compare/ }).count()).toBe(0)
    expect(await withoutImmune.innerText()).toContain('No immune layer')
    await page.context().close()
  })

  test('everything is reached by keyboard, the skip link first', async () => {
    const { page } = await visit('/')
    await page.getByRole('article').first().waitFor()
    const stops = await tabStops(page, 17)
    expect(stops.slice(0, 10)).toEqual([
      'Skip to the content',
      'Radimmune',
      'Cohorts',
      'Compare',
      'Associations',
      'Models',
      'Claim',
      'Board',
      'Data',
      'API',
    ])
    expect(stops.slice(11, 17)).toEqual([
      'API query',
      'Walk through it in four steps',
      'Not now',
      'Test the claim on the demonstration cohort',
      'Demonstration cohort',
      'Compare groups: Demonstration cohort',
    ])
    await tabStops(page, 1)
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main')
    await page.context().close()
  })

  test('the ledger is read to its end, counted by reason and named on request', async () => {
    const { page } = await visit('/data/tcga-lihc')
    // 640 planted lines, every third without a survival time: 214 and 426
    const line = page.getByText('left out of immune:cibersort-lm22')
    await line.waitFor()
    const summaries = await page.locator('summary').allInnerTexts()
    expect(summaries.map((text) => /^\d+/.exec(text)?.[0])).toEqual(['426', '214'])
    await line.click()
    const list = page.getByLabel('426 left out')
    expect((await list.innerText()).split('\n')).toHaveLength(426)
    await page.context().close()
  })

  test('findings are counted by rule and listed by severity', async () => {
    const { page } = await visit('/data/tcga-lihc')
    await page.getByText('warnings', { exact: true }).click()
    await page.getByRole('cell', { name: 'clinical, line 12, column days_to_death' }).waitFor()
    expect(await page.getByRole('rowheader', { name: 'missing-word' }).count()).toBe(3)
    await page.context().close()
  })

  test('an older release is shown as such; a release of nowhere is not replaced by another', async () => {
    const { page } = await visit('/cohort/demonstration?release=d3m0oldoldol')
    await page.getByText('This is release 1, an older one').waitFor()
    expect(await axeViolations(page)).toEqual([])
    expect(await page.getByText('159').first().innerText()).toBe('159')
    await page.getByRole('link', { name: 'See the current release' }).click()
    await page.getByText('160').first().waitFor()
    expect(new URL(page.url()).search).toBe('')
    await page.goBack()
    await page.getByText('This is release 1, an older one').waitFor()
    await page.goto(`${served.address}/cohort/demonstration?release=unknownxxxxx`)
    await page.getByText('This cohort has no release unknownxxxxx').waitFor()
    await page.goto(`${served.address}/cohort/tcga-lihc?release=d3m0oldoldol`)
    await page.getByText('This cohort has no release d3m0oldoldol').waitFor()
    await page.context().close()
  })

  test('a failure shows its id and can be tried again; waiting shows that it waits', async () => {
    api.broken.set('Cohorts', 'error')
    const { page } = await visit('/')
    await page.getByRole('alert').getByText('req-7k2m').waitFor()
    expect(await axeViolations(page)).toEqual([])
    api.broken.set('Cohorts', 'never')
    await page.reload()
    await page.getByRole('status').getByText('Loading the cohorts').waitFor({ state: 'attached' })
    expect(await axeViolations(page)).toEqual([])
    api.broken.set('Cohorts', 'error')
    await page.reload()
    await page.getByRole('alert').waitFor()
    api.broken.clear()
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('article').first().waitFor()
    await page.context().close()
  })

  test('a variable is found and chosen by keyboard alone, among more than can be listed', async () => {
    const { page } = await visit('/compare/demonstration')
    const box = page.getByRole('combobox', { name: 'Grouped by' })
    await box.focus()
    await page.keyboard.press('ArrowDown')
    // seven planted layers of 22 + 11 + 60,660 (the mock answers the first 2,000) + 107 + 3 + 14 + 4 variables
    await page.getByText('50 of 2161 shown; type to narrow.').waitFor()
    expect(await axeViolations(page)).toEqual([])
    await page.keyboard.type('radiomics, variable 7')
    await page.getByText('11 found.', { exact: true }).waitFor()
    await page.keyboard.press('ArrowDown')
    const active = page.locator(`[id="${(await box.getAttribute('aria-activedescendant')) ?? 'none'}"]`)
    expect(await active.innerText()).toContain('Global tumour radiomics, variable 70')
    await page.keyboard.press('Escape')
    expect(await box.getAttribute('aria-expanded')).toBe('false')
    // what stood in the input is not searched for together with what is typed now
    await page.keyboard.type('radiomics, variable 106')
    await page.getByText('1 found.', { exact: true }).waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(/imaging:gtr\/variable_106/)
    await page.context().close()
  })

  test('the theme is chosen, kept for the next visit, and stands before the first paint', async () => {
    const { page } = await visit('/', { theme: 'light' })
    await page.getByRole('button', { name: /^Theme: As the system/ }).click()
    await page.getByRole('button', { name: /^Theme: Light/ }).click()
    await page.reload()
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(20, 23, 26)')
    expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark')
    await page.context().close()
  })

  test('the drawer shows the query, hands it to GraphiQL, and gives the focus back', async () => {
    const { page, complaints } = await visit('/')
    const button = page.getByRole('button', { name: 'API query' })
    await button.click()
    const drawer = page.getByRole('dialog', { name: 'The query behind this page' })
    expect(await drawer.getByLabel('Query').innerText()).toContain('query Cohorts {')
    expect(await axeViolations(page)).toEqual([])
    await drawer.getByText('Python').click()
    expect(await drawer.innerText()).toContain(`${served.address}/graphql`)
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'hidden' })
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true)
    await button.click()
    await drawer.getByRole('link', { name: 'Open in GraphiQL' }).click()
    await execute(page, '"demonstration"')
    expect(complaints).toEqual([])
    await page.context().close()
  })

  test('GraphiQL opens with examples that answer, asking no other host, under the strict policy', async () => {
    const { page, complaints } = await visit('/graphiql')
    await page.getByRole('tab', { name: 'ListCohorts' }).click()
    await execute(page, '"Demonstration cohort"')
    await screenshot(page, 'graphiql-1440-light')
    expect(complaints).toEqual([])
    await page.context().close()
  })
})
