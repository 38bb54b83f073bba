import { readFile } from 'node:fs/promises'
import type { Page, Route } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formatNumber } from '../../web/format.ts'
import { chromiumPath } from '../shared.ts'
import { axeViolations, openBrowser, overflow, screenshot, themes, widths } from './chromium.ts'
import type { TestBrowser } from './chromium.ts'
import { filled, panels } from './panelTests.ts'
import { realServer } from './realServer.ts'
import type { RealServer } from './realServer.ts'

/* Associations, genes, one gene, who has what, data: on the simulated demonstration cohort, as the real server answers. */

const gene = 'expression:star-tpm/ENSG00000153563'
const pages: [path: string, ready: string][] = [
  [
    '/associations/demo?pair=imaging:gtr/original_firstorder_Range|immune:cibersort-lm22/macrophage_m1',
    'lines are least squares',
  ],
  ['/genes/demo', 'The strongest genes'],
  [`/gene/demo?variable=${gene}`, 'What was done between file and value'],
  ['/cohort/demo?variable=clinical:gdc/stage', 'Baseline by'],
  ['/data/demo', 'From a figure to its files'],
]

describe.skipIf(chromiumPath === undefined)(
  'associations, genes, cohort and data',
  { timeout: 120_000 },
  () => {
    let server: RealServer
    let browser: TestBrowser
    beforeAll(async () => {
      server = await realServer()
      browser = await openBrowser()
    }, 240_000)
    afterAll(async () => {
      await browser.close()
      await server.close()
    })

    const visit = (path: string, options?: Parameters<TestBrowser['visit']>[1]) =>
      browser.visit(server.address + path, options)

    it.each(pages)('%s: axe in both themes, no sideways scroll, no complaint', async (path, ready) => {
      const { page, complaints } = await visit(path)
      await page.locator('main').getByText(ready).filter({ visible: true }).first().waitFor()
      await page.waitForLoadState('networkidle')
      if (path.startsWith('/cohort/')) await filled(page, panels.baseline)
      for (const theme of themes) {
        await page.emulateMedia({ colorScheme: theme })
        // what is wide is so in both themes; dark is then looked at as narrow as a phone
        for (const [name, width] of Object.entries(theme === 'light' ? widths : { phone: widths.phone })) {
          await page.setViewportSize({ width, height: 900 })
          expect(await overflow(page), `${theme} ${name}`).toBe(0)
          await screenshot(page, `${path.replaceAll(/[^a-z0-9-]+/gi, '_').slice(0, 40)}-${width}-${theme}`)
        }
        expect(await axeViolations(page), theme).toEqual([])
      }
      expect(complaints).toEqual([])
      await page.context().close()
    })

    it('a pair by keyboard: its numbers are the API’s, its address opens it again, Back leaves it', async () => {
      const { page } = await visit('/associations/demo')
      const heat = page.getByRole('application', { name: /^Heatmap of/ })
      await heat.focus()
      await page.keyboard.press('ArrowRight')
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      await page.waitForURL(/pair=/)
      const [x = '', y = ''] = (new URL(page.url()).searchParams.get('pair') ?? '').split('|')
      await drawn(page)
      const { correlate } = await server.ask<{
        correlate: { pair: { raw: { correlation: { value: number }; n: number } } }
      }>(
        `query ($input: CorrelateInput!, $x: ID!, $y: ID!) { correlate(input: $input) { pair(x: $x, y: $y) { raw { correlation { value } n } } } }`,
        {
          input: {
            release: await releaseOf(server),
            x: { layer: 'imaging:gtr' },
            y: { layer: 'immune:cibersort-lm22' },
            adjustFor: ['clinical:gdc/stage'],
          },
          x,
          y,
        },
      )
      const { correlation, n } = correlate.pair.raw
      const described = await page.locator('figure desc, svg desc').allTextContents()
      expect(described.join(' ')).toContain(`as measured ρ ${formatNumber(correlation.value)}`)
      expect(described.join(' ')).toContain(`n ${n}`)
      await page.reload()
      await drawn(page)
      await page.goBack()
      await page.getByText('No pair is chosen').waitFor()
      await page.context().close()
    })

    it('a brush zooms, the buttons zoom out, and an address that means nothing is named', async () => {
      const { page } = await visit('/associations/demo?rows=9-2')
      await page.getByText('rows=9-2').waitFor()
      const heat = page.getByRole('application', { name: /^Heatmap of/ })
      await heat.waitFor()
      const box = await page.locator('.heat-surface canvas').boundingBox()
      if (box === null) throw new Error('no tiles')
      await page.mouse.move(box.x + 40, box.y + 100)
      await page.mouse.down()
      await page.mouse.move(box.x + 200, box.y + 300, { steps: 4 })
      await page.mouse.up()
      await page.waitForURL(/rows=\d+-\d+/)
      await page.getByText(/of 107, columns/).waitFor()
      await page.getByRole('button', { name: 'Whole matrix' }).click()
      await page.waitForURL((url) => !url.searchParams.has('rows'))
      await page.context().close()
    })

    it('genes: found by name, zoomed by wheel and keys, the strongest leads to its page', async () => {
      const { page, complaints } = await visit('/genes/demo?layer=expression:star-tpm')
      const plot = page.getByRole('application', { name: /against/ })
      await plot.waitFor()
      // every gene is painted: a thousand points leave more than a thousand pixels
      const painted = await page.locator('.gene-surface canvas').evaluate((element) => {
        const canvas = element as HTMLCanvasElement
        const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? []
        return pixels.filter((value, i) => i % 4 === 3 && value > 0).length
      })
      expect(painted).toBeGreaterThan(1000)
      await plot.focus()
      await page.keyboard.press('+')
      await page.waitForURL(/view=/)
      await page.keyboard.press('0')
      await page.waitForURL((url) => !url.searchParams.has('view'))
      const box = await plot.boundingBox()
      await page.mouse.move((box?.x ?? 0) + 300, (box?.y ?? 0) + 200)
      await page.mouse.wheel(0, -400)
      await page.waitForURL(/view=/)
      await page.getByRole('combobox', { name: 'Find a gene' }).fill('CD8A')
      await page.getByRole('option', { name: 'CD8A' }).first().click()
      await page.waitForURL(/gene=/)
      await page.getByRole('link', { name: 'The page of CD8A' }).click()
      await page.getByRole('heading', { level: 1, name: 'CD8A' }).waitFor()
      await page.goBack()
      await plot.waitFor()
      expect(new URL(page.url()).searchParams.get('view')).not.toBeNull()
      expect(complaints).toEqual([])
      await page.context().close()
    })

    it('figures, tables and answers are downloaded and hold what the API says', async () => {
      const { page } = await visit('/genes/demo?layer=expression:star-tpm')
      const panel = page.locator('.panel').first()
      const file = async (name: RegExp): Promise<string> => {
        await panel.getByRole('button', { name: /^Download/ }).click()
        const download = page.waitForEvent('download')
        await panel.getByRole('button', { name }).click()
        return readFile(await (await download).path(), 'utf8')
      }
      await panel.getByRole('application').waitFor()
      // the file is the API's answer as it stands
      const { correlate: json } = JSON.parse(await file(/^JSON/)) as {
        correlate: { matrix: { r: number[]; family: { planned: number } }; id: string }
      }
      const tsv = (await file(/^TSV/)).split('\n')
      expect(tsv[0]).toBe(`# analysis: ${json.id}`)
      const rows = tsv.filter((line) => line !== '' && !line.startsWith('#'))
      expect(rows).toHaveLength(1 + json.matrix.family.planned)
      expect(Number(rows[1]?.split('\t')[4])).toBe(json.matrix.r[0])
      const svg = await file(/^SVG, 183/)
      expect(svg).toContain('SIMULATED DATA')
      expect(svg).toContain(json.id)
      await page.goto(`${server.address}/data/demo?analysis=${json.id}`)
      const tree = page.getByRole('list', { name: `What ${json.id} rests on` })
      await tree.waitFor()
      expect(await tree.innerText()).toContain('star-counts')
      expect(await tree.innerText()).toMatch(/SHA-256 [0-9a-f]{64}/)
      await page.context().close()
    })

    it('who has what: every patient once, a combination by keyboard, its patients named', async () => {
      const { page } = await visit('/cohort/demo')
      const first = page.getByRole('radio', { name: /^\d+ patients have/ }).first()
      await first.waitFor()
      const names = await page
        .getByRole('radio', { name: /^\d+ patients have/ })
        .evaluateAll((all) =>
          all.map((one) => Number(/^\d+/.exec(one.getAttribute('aria-label') ?? '')?.[0])),
        )
      expect(names.reduce((sum, n) => sum + n, 0)).toBe(160)
      await first.focus()
      await page.keyboard.press('ArrowRight')
      await page.waitForURL(/who=/)
      await page.getByText('list them').click()
      expect(
        (await page.getByLabel(`${names[1]} patients`, { exact: true }).innerText()).split('\n'),
      ).toHaveLength(names[1] ?? 0)
      await page.context().close()
    })

    it('a layer is downloaded from the data page, as the API gives it', async () => {
      const { page } = await visit('/data/demo')
      const link = page.getByRole('link', { name: 'quanTIseq (simulated) as TSV' })
      await link.waitFor()
      const download = page.waitForEvent('download')
      await link.click()
      const text = await readFile(await (await download).path(), 'utf8')
      expect(text).toContain('# layer: immune:quantiseq')
      expect(text.split('\n').filter((line) => line.startsWith('SIM-')).length).toBeGreaterThanOrEqual(136)
      await page.context().close()
    })

    it('waiting, failing, refused and untestable are drawn, each for itself', async () => {
      const { page } = await visit('/api')
      const answering = async (operation: string, how: (route: Route) => Promise<void>) => {
        await page.route('**/graphql', async (route) => {
          const asked = route.request().postData() ?? ''
          if (asked.includes(`query ${operation}(`)) await how(route)
          else await route.continue()
        })
      }
      const fails = (route: Route) =>
        route.fulfill({
          json: {
            data: null,
            errors: [{ message: 'x', extensions: { code: 'INTERNAL', requestId: 'req-9z' } }],
          },
        })
      for (const [operation, path] of [
        ['AssociationMatrix', '/associations/demo'],
        ['GeneScan', '/genes/demo'],
        ['CompareNumbers', `/gene/demo?variable=${gene}`],
        ['Availability', '/cohort/demo'],
        ['CohortData', '/data/demo'],
      ] as const) {
        await answering(operation, fails)
        await page.goto(server.address + path)
        await page.getByRole('alert').getByText('req-9z').waitFor()
        await page.unroute('**/graphql')
        await answering(operation, () => new Promise(() => undefined))
        await page.goto(server.address + path)
        await page.getByRole('status').first().waitFor({ state: 'attached' })
        if (operation === 'AssociationMatrix') expect(await axeViolations(page), operation).toEqual([])
        await page.unroute('**/graphql')
      }
      await page.goto(`${server.address}/associations/demo?x=imaging:nothing`)
      await page.getByText('The request was refused').waitFor()
      await page.goto(`${server.address}/associations/demo?release=unknownxxxxx`)
      await page.getByText('This cohort has no release unknownxxxxx').waitFor()
      await page.goto(`${server.address}/genes/demo-training`)
      await page.getByText('This cohort has no gene expression').waitFor()
      await page.goto(`${server.address}/gene/demo?variable=clinical:gdc/stage`)
      await page.getByText('This release has no number clinical:gdc/stage').waitFor()
      await untestable(page, answering)
      await page.context().close()
    })

    async function untestable(
      page: Page,
      answering: (operation: string, how: (route: Route) => Promise<void>) => Promise<void>,
    ): Promise<void> {
      await answering('AssociationMatrix', async (route) => {
        const response = await route.fetch()
        const json = (await response.json()) as {
          data: { correlate: { matrix: { family: { tested: number } } } }
        }
        json.data.correlate.matrix.family.tested = 0
        await route.fulfill({ response, json })
      })
      await page.goto(`${server.address}/associations/demo`)
      await page.getByText('Not testable').waitFor()
    }
  },
)

/** The scatter plots of the chosen pair. */
async function drawn(page: Page): Promise<void> {
  await page.locator('.figure-panel svg text', { hasText: 'As measured' }).waitFor()
}

async function releaseOf(server: RealServer): Promise<string> {
  const { cohort } = await server.ask<{ cohort: { release: { id: string } } }>(
    '{ cohort(slug: "demo") { release { id } } }',
  )
  return cohort.release.id
}
