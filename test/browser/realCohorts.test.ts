import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath, hasRealData } from '../shared.ts'
import { openBrowser, overflow, screenshot } from './chromium.ts'
import type { TestBrowser } from './chromium.ts'
import { importJourney } from './importJourney.ts'
import { startRealServer } from './realServer.ts'
import type { RealServer } from './realServer.ts'

/* The comparison pages of the three real cohorts, whose numbers on screen are the API's. */

async function settled(page: Page): Promise<void> {
  await page.locator('.panel svg').nth(1).waitFor()
  await page.locator('.compare-result[data-stale="false"]').waitFor()
}

describe.skipIf(chromiumPath === undefined || !hasRealData)(
  'comparison pages of the real cohorts',
  { timeout: 180_000 },
  () => {
    let server: RealServer
    let browser: TestBrowser
    beforeAll(async () => {
      server = await startRealServer('real')
      browser = await openBrowser()
    }, 240_000)
    afterAll(async () => {
      await browser.close()
      await server.close()
    })

    it('TCGA-BRCA by the median of E1 (K6): the figure, the sentences and the table are the API’s', async () => {
      const { page, complaints } = await browser.visit(
        `${server.address}/compare/tcga-brca?grouping=median:imaging:mri-cad/E1_K6`,
      )
      await settled(page)
      const search = new URL(page.url()).searchParams
      const { compareGroups } = await server.ask<{
        compareGroups: {
          answer: { text: string }[]
          cells: { variable: { key: string }; result: { pValue: number; groups: { n: number }[] } }[]
        }
      }>(
        `query ($input: CompareGroupsInput!) { compareGroups(input: $input) { answer { text }
          cells { variable { key } result { ... on TwoGroups { pValue groups { n } } } } } }`,
        {
          input: {
            release: search.get('release'),
            method: search.get('method'),
            grouping: { median: { variable: 'imaging:mri-cad/E1_K6' } },
          },
        },
      )
      expect(await page.locator('.answer li').allTextContents()).toEqual(
        compareGroups.answer.map(({ text }) => text),
      )
      const m1 = compareGroups.cells.find(({ variable }) => variable.key === 'macrophage_m1')
      expect(m1?.result.pValue).toBeCloseTo(0.000796921463, 12)
      expect(await page.locator('.flow-group .flow-n').allTextContents()).toEqual(
        m1?.result.groups.map(({ n }) => String(n)),
      )
      expect(await page.locator('.answer li').nth(1).textContent()).toContain(
        'above − at or below the median of E1 (K6)',
      )
      await page.getByText('All numbers as a table').click()
      const row = page.locator('.cells-table tr', { hasText: 'M1 macrophages' })
      expect(await row.textContent()).toContain('7.97 × 10⁻⁴')
      expect(complaints).toEqual([])
      await screenshot(page, 'brca')
    })

    it('three files of TCGA-BRCA dragged in, mapped, mended and imported give the same P as by the command', async () => {
      const { page, complaints } = await browser.visit(`${server.address}/import`)
      await importJourney(page)
      await page.getByRole('link', { name: 'Compare its groups' }).click()
      const grouping = 'median:imaging:quantitative-radiomic-features/E1_K6'
      await page.goto(`${server.address}/compare/brca-by-browser?grouping=${grouping}`)
      await settled(page)
      await page.getByText('All numbers as a table').click()
      const row = page.locator('.cells-table tr', { hasText: 'M1 macrophages' })
      expect(await row.textContent()).toContain('7.97 × 10⁻⁴')
      expect(complaints).toEqual([])
    })

    it('TCGA-LIHC by stage: four groups, the test of four groups, those who fail the check', async () => {
      const { page, complaints } = await browser.visit(
        `${server.address}/compare/tcga-lihc?grouping=categories:clinical:cdr/stage`,
      )
      await settled(page)
      expect(await page.locator('.flow-group .flow-n').allTextContents()).toEqual(['171', '86', '85', '5'])
      expect(
        await page.getByLabel('Test', { exact: true }).locator('option:checked').textContent(),
      ).toContain('Kruskal–Wallis')
      expect(await page.locator('.answer').textContent()).toContain('4 groups of AJCC stage')
      expect(await page.locator('.compare-result').textContent()).toContain('52 of 347')
      expect(await overflow(page)).toBeLessThanOrEqual(0)
      expect(complaints).toEqual([])
      await screenshot(page, 'lihc')
    })

    it('HCC-TACE-Seg says that it has no immune layer, and shows what it has', async () => {
      const { page, complaints } = await browser.visit(`${server.address}/compare/hcc-tace-seg`)
      await page.getByText('HCC-TACE-Seg has no immune layer').waitFor()
      const survival = page.getByRole('row', { name: /^Overall survival/ })
      await survival.waitFor()
      expect((await survival.getByRole('cell').allTextContents()).slice(0, 3)).toEqual(['105', '0', '93'])
      await page.locator('.flow-group').first().waitFor()
      expect(complaints).toEqual([])
      await screenshot(page, 'hcc')
    })
  },
)
