import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exampleRequests, exampleSubject } from '../../web/gql/exampleRequests.ts'
import { CohortGroupingsDocument } from '../../web/gql/generated/graphql.ts'
import type { CohortGroupingsQuery } from '../../web/gql/generated/graphql.ts'
import { pageRequests } from '../../web/gql/pageRequests.ts'
import { requestOf } from '../../web/gql/request.ts'
import { chromiumPath } from '../shared.ts'
import { openBrowser } from './chromium.ts'
import type { TestBrowser } from './chromium.ts'
import { settled, summary } from './comparisonPage.ts'
import { menuItems, menusOf } from './figureMenus.ts'
import { realServer } from './realServer.ts'
import type { RealServer } from './realServer.ts'

/* Every control of the comparison page: what it writes into the address, that the address alone restores it, and that Back leaves
 * it. */

interface Control {
  name: string
  act: (page: Page) => Promise<unknown>
  /** what then stands in the address */
  wanted: RegExp
  /** whether the control shows its choice */
  isShown: (page: Page) => Promise<boolean>
}

const controlled = (page: Page) => page.getByRole('region', { name: 'What is compared' })
const select = (name: string, label: string, value: string, wanted: RegExp): Control => ({
  name,
  wanted,
  act: (page) => page.getByLabel(label, { exact: true }).selectOption(value),
  isShown: async (page) => (await page.getByLabel(label, { exact: true }).inputValue()) === value,
})
const segment = (label: string, wanted: RegExp): Control => ({
  name: label,
  wanted,
  act: (page) => page.getByText(label, { exact: true }).click(),
  isShown: (page) => page.getByRole('radio', { name: label, exact: true }).isChecked(),
})
const typed = (label: string, value: string, wanted: RegExp): Control => ({
  ...{ name: label, wanted },
  act: async (page) => {
    await page.getByLabel(label, { exact: true }).fill(value)
    await page.getByLabel(label, { exact: true }).press('Enter')
  },
  isShown: async (page) => (await page.getByLabel(label, { exact: true }).inputValue()) === value,
})

/** One after the other, so that later choices stand beside earlier ones. */
const walks: readonly { name: string; controls: readonly Control[] }[] = [
  {
    name: 'groups, cut, quality, scale, test, confounders, family, order, cell',
    controls: [
      select('cut', 'Cut at', 'median', /grouping=median:score:gtr-ith\/score/),
      segment('leave out', /quality=filter/),
      segment('of all cells', /scale=all-cells/),
      segment('log ratios', /scale=log-ratio/),
      typed('A zero is this share of the smallest value', '0.5', /zeros=0\.5/),
      select('test', 'Test', 'welch', /test=welch/),
      {
        name: 'compared at equal',
        wanted: /confounders=clinical:gdc\/stage/,
        act: (page) => controlled(page).getByRole('checkbox', { name: /stage/ }).check(),
        isShown: (page) => controlled(page).getByRole('checkbox', { name: /stage/ }).isChecked(),
      },
      segment('three cells', /family=three-cells/),
      segment('all methods', /family=all-methods/),
      segment('clustered', /order=clustered/),
      {
        name: 'a row of the forest',
        wanted: /cell=/,
        act: (page) => page.locator('.forest-row').nth(3).click(),
        isShown: async (page) => (await page.locator('.forest-row[aria-checked="true"]').count()) === 1,
      },
    ],
  },
  {
    name: 'method, permutations, who is looked at',
    controls: [
      segment('weight', /quality=weight/),
      segment('draw hollow', /^(?!.*quality=)/),
      select('method', 'Immune method', 'immune:quantiseq', /method=immune:quantiseq/),
      select('test', 'Test', 'permutation', /test=permutation/),
      typed('Permutations', '500', /permutations=500/),
      typed('Seed', '7', /seed=7/),
      select('only', 'Only patients with', 'clinical:gdc/sex', /only=clinical:gdc\/sex/),
    ],
  },
]

/** Not shown at the end: another segment took the place, or the method that was chosen later has no check. */
const replaced = new Set(['of all cells', 'three cells', 'weight', 'draw hollow'])

describe.skipIf(chromiumPath === undefined)('controls of the comparison page', { timeout: 180_000 }, () => {
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

  it.each(walks)(
    '$name: in the address, restored from it alone, left by Back one by one',
    async ({ controls }) => {
      const { page, complaints } = await browser.visit(`${server.address}/compare/demo`)
      await settled(page)
      const visited = [{ address: page.url(), numbers: await summary(page) }]
      for (const { name, act, wanted, isShown } of controls) {
        await act(page)
        await page.waitForURL((url) => wanted.test(decodeURIComponent(url.search)))
        await settled(page)
        expect(await isShown(page), name).toBe(true)
        visited.push({ address: page.url(), numbers: await summary(page) })
      }
      const { page: other, complaints: others } = await browser.visit(page.url())
      await settled(other)
      for (const { name, isShown } of controls.filter((one) => !replaced.has(one.name)))
        expect(await isShown(other), `${name} from the address`).toBe(true)
      expect(await summary(other)).toBe(visited.at(-1)?.numbers)
      await other.context().close()
      for (const { address, numbers } of visited.slice(0, -1).reverse()) {
        await page.goBack()
        await page.waitForURL((url) => url.href === address)
        await settled(page)
        expect(await summary(page), address).toBe(numbers)
      }
      expect([...complaints, ...others]).toEqual([])
      await page.context().close()
    },
  )

  it('says how the groups are compared at equal values, and what everybody gives beside', async () => {
    const { page } = await browser.visit(
      `${server.address}/compare/demo?confounders=clinical:gdc/stage&family=all-methods`,
    )
    await settled(page)
    const answer = await page.locator('.answer').textContent()
    expect(answer).toContain('It is adjusted for')
    expect(answer).toMatch(/of the other immune methods? \(?\d*/)
    await page.getByText('of everybody as they are').waitFor()
    expect(await page.locator('section[aria-labelledby="panel-1"] .figure-note').textContent()).toContain(
      'At equal ',
    )
    await page.context().close()
  })

  it('the queries of our own pages that the API page lists are answered as they stand', async () => {
    const { query } = requestOf(CohortGroupingsDocument, {})
    const { cohorts } = await server.ask<CohortGroupingsQuery>(query)
    const subject = exampleSubject(cohorts)
    if (subject === null) throw new Error('no cohort to ask about')
    const listed = [...exampleRequests(cohorts), ...pageRequests(subject, 'outcome:gdc/os')]
    expect(listed.length).toBeGreaterThan(10)
    for (const { title, request } of listed) {
      const answer = await server.ask<Record<string, unknown>>(request.query, { ...request.variables })
      for (const part of Object.values(answer)) expect(part, title).not.toBeNull()
    }
    const { page } = await browser.visit(`${server.address}/api`)
    await page.getByText('Panels a and b: the comparison').waitFor()
    for (const { title } of listed)
      expect(await page.getByText(title, { exact: true }).count(), title).toBeGreaterThan(0)
    await page.context().close()
  })

  it('a curve under way shows how far it is, is cancelled by a button, and begins again when asked', async () => {
    const { page, complaints } = await browser.visit(
      `${server.address}/compare/demo?grouping=median:score:gtr-ith/score&test=permutation&seed=4711&robust=on`,
    )
    const panel = page.locator('.robustness')
    await panel.locator('progress').waitFor()
    await panel.getByRole('button', { name: 'Cancel' }).click()
    await panel.getByText('Cancelled; nothing is being computed.').waitFor()
    expect(await panel.locator('progress').count()).toBe(0)
    await panel.getByRole('button', { name: 'Run it' }).click()
    await panel.locator('progress').waitFor()
    // that a curve comes to its end is looked at in explorer.test.ts
    await panel.getByRole('button', { name: 'Cancel' }).click()
    await panel.getByText('Cancelled; nothing is being computed.').waitFor()
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('every panel has the same menu of files, words, address and board, and its own query', async () => {
    const { page } = await browser.visit(`${server.address}/compare/demo?robust=on`)
    await settled(page)
    await page.getByText('Which choices matter').waitFor({ timeout: 90_000 })
    for (const panel of ['panel-3', 'panel-4', 'panel-5', 'panel-6', 'panel-influence', 'panel-imaged'])
      await page.locator(`section[aria-labelledby="${panel}"] svg`).first().waitFor()
    await page.locator('.outcome-cuts svg').waitFor()
    await page.locator('section[aria-labelledby="panel-7"] svg').nth(1).waitFor()
    const menus = await menusOf(page)
    // a to f, the curve and the placebo of g, three figures of h, influence, who is imaged
    expect(menus).toHaveLength(13)
    for (const labels of menus) expect(labels.slice(0, menuItems.length)).toEqual(menuItems)
    expect(await page.getByRole('button', { name: 'API query' }).count()).toBe(14)
    // all of them at once; a board holds twelve
    await page.getByRole('button', { name: 'All panels to the board' }).click()
    await page.getByRole('link', { name: '12 figures on the board, 1 did not fit' }).click()
    await page.locator('.board-panel svg').nth(11).waitFor({ timeout: 90_000 })
    expect(await page.getByRole('heading', { level: 2, name: /^A Cells by GTR-ITH score/ }).count()).toBe(1)
    expect(await page.locator('.board-panel .state-failed').count()).toBe(0)
    await page.context().close()
  })
})
