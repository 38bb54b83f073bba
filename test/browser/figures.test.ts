import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Download, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { snippet, snippetLanguages } from '../../web/gql/snippets.ts'
import type { SnippetLanguage } from '../../web/gql/snippets.ts'
import { chromiumPath } from '../shared.ts'
import { pdfParts, pdfText } from '../web/readPdf.ts'
import { axeViolations, openBrowser, overflow, screenshot, themes, widths } from './chromium.ts'
import type { TestBrowser } from './chromium.ts'
import { bytesOf, menuItems, menusOf, squeezed, toldAlike } from './figureMenus.ts'
import { realServer } from './realServer.ts'
import type { RealServer } from './realServer.ts'

/* What is taken home: files, words, the board, snippets; and the way there for somebody who comes for the first time. */

const run = promisify(execFile)

interface Interval {
  value: number
  low: number
  high: number
}

interface Compared {
  compareGroups: {
    paper: { methods: string; legends: { panel: string; text: string }[] }
    cells: {
      variable: { key: string }
      points: { value: number | null }[]
      result: { estimate: Interval }
    }[]
  }
}

const claimCells = ['plasma_cell', 'macrophage_m1', 'macrophage_m2']

/** Numbers as they are written in a figure, with how many decimals each shows. */
function writtenNumbers(text: string): { value: number; decimals: number }[] {
  return [...text.replaceAll('−', '-').matchAll(/-?\d*\.\d+/g)].map(([word]) => ({
    value: Number(word),
    decimals: word.split('.')[1]?.length ?? 0,
  }))
}

function isWritten(value: number, text: string): boolean {
  return writtenNumbers(text).some(
    (word) => word.decimals >= 3 && Math.abs(word.value - value) <= 0.5000001 * 10 ** -word.decimals,
  )
}

async function takeFrom(page: Page, panel: string, label: RegExp): Promise<Buffer> {
  const section = page.getByRole('region', { name: panel })
  await section.getByRole('button', { name: 'Download' }).first().click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    section.getByRole('button', { name: label }).click(),
  ])
  return bytesOf(download)
}

async function drawn(page: Page): Promise<void> {
  await page.locator('.panel svg').nth(1).waitFor()
  await page.locator('.compare-result[data-stale="false"]').waitFor()
}

describe.skipIf(chromiumPath === undefined)('figures taken home', { timeout: 180_000 }, () => {
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

  async function compared(page: Page): Promise<Compared['compareGroups']> {
    const search = new URL(page.url()).searchParams
    const input = {
      release: search.get('release'),
      method: search.get('method'),
      grouping: { riskModel: { model: search.get('grouping')?.replace('model:', '') } },
    }
    const { compareGroups } = await server.ask<Compared>(
      `query ($input: CompareGroupsInput!) { compareGroups(input: $input) { paper { methods legends { panel text } }
        cells { variable { key } points { value } result { ... on TwoGroups { estimate { value low high } } } } } }`,
      { input },
    )
    return compareGroups
  }

  it('somebody new has a figure with its legend in at most ten actions, by roles and visible names alone', async () => {
    const { page, complaints } = await browser.visit(`${server.address}/`)
    let actions = 0
    const press = async (role: 'link' | 'button', name: string | RegExp): Promise<void> => {
      actions += 1
      await page.getByRole(role, { name }).first().click()
    }
    const download = async (name: RegExp): Promise<Download> => {
      const [file] = await Promise.all([page.waitForEvent('download'), press('button', name)])
      return file
    }
    await press('link', 'Test the claim on the demonstration cohort')
    await page.getByRole('heading', { name: /Three cells/ }).waitFor()
    await press('button', 'Download')
    const figure = await download(/^PDF/)
    await press('button', 'Download')
    const words = await download(/^Legend and methods/)
    expect(actions).toBeLessThanOrEqual(10)
    expect(figure.suggestedFilename()).toMatch(/^demo_.*_cells_183mm\.pdf$/)
    const { paper } = await compared(page)
    const legend = paper.legends.find(({ panel }) => panel === 'cells')?.text ?? ''
    expect(legend.length).toBeGreaterThan(300)
    expect(squeezed(pdfText(await bytesOf(figure)).join(''))).toContain(squeezed(legend))
    const text = (await bytesOf(words)).toString('utf8')
    expect(text).toContain(legend)
    expect(text).toContain(paper.methods)
    expect(text).toContain(page.url())
    expect(complaints).toEqual([])
  })

  it('PDF and SVG hold the API’s numbers and every patient, JSON is the API’s answer', async () => {
    const { page } = await browser.visit(`${server.address}/compare/demo`)
    await drawn(page)
    const { cells } = await compared(page)
    const three = cells.filter(({ variable }) => claimCells.includes(variable.key))
    expect(three).toHaveLength(3)
    const svg = (await takeFrom(page, 'a Three cells', /^SVG/)).toString('utf8')
    const pdf = await takeFrom(page, 'a Three cells', /^PDF/)
    const runs = pdfText(pdf).join(' ')
    for (const { result } of three) {
      for (const value of Object.values(result.estimate).filter((part) => typeof part === 'number')) {
        expect(isWritten(value, svg.replaceAll(/<[^>]*>/g, ' ')), `${value} in the SVG`).toBe(true)
        expect(isWritten(value, runs), `${value} in the PDF`).toBe(true)
      }
    }
    const points = three.flatMap((cell) => cell.points.filter(({ value }) => value !== null))
    expect(svg.match(/<path d="[^"]*" transform="translate/g)).toHaveLength(points.length)
    const { source, streams } = pdfParts(pdf)
    expect(source).toMatch(/\/FontFile2/)
    // a letter is its outline: hundreds of points, not a box
    expect(streams.some((stream) => stream.length > 5000 && stream.readUInt32BE(0) === 0x10000)).toBe(true)
    const json: unknown = JSON.parse((await takeFrom(page, 'a Three cells', /^JSON/)).toString('utf8'))
    const { compareGroups } = json as Compared
    expect(compareGroups.cells.map(({ points: own }) => own)).toEqual(
      cells.map(({ points: own }) => own.map((point) => expect.objectContaining(point) as unknown)),
    )
  })

  it('every panel of the comparison page can be written as PDF, with its legend', async () => {
    const { page } = await browser.visit(`${server.address}/compare/demo`)
    await drawn(page)
    for (const [panel, words] of [
      ['b All cells', 'Bold: cells of the published claim'],
      ['c Composition', 'mean of each group'],
      ['d Heatmap', 'in standard deviations'],
      ['e Score as a number', 'Every point is a patient'],
      ['f Agreement of methods', 'Above the diagonal'],
    ] as const) {
      await page.getByRole('region', { name: panel }).locator('svg').first().waitFor()
      const text = squeezed(pdfText(await takeFrom(page, panel, /^PDF/)).join(''))
      expect(text, panel).toContain(squeezed(words))
      expect(text, panel).toContain('Release')
    }
  })

  it('every figure of every other page has the same menu; its PDF, words, numbers and query agree', async () => {
    const open = async (path: string, figures: string): Promise<Page> => {
      const { page } = await browser.visit(`${server.address}${path}`)
      await page.locator(figures).first().waitFor()
      return page
    }
    const x = 'score:gtr-ith/score'
    const cohort = await open('/cohort/demo?variable=clinical:gdc/sex', '.figure-panel svg')
    await cohort.locator('[aria-labelledby="together"] svg').waitFor()
    const pair = 'imaging:gtr/original_shape_MeshVolume|immune:cibersort-lm22/macrophage_m1'
    const associations = await open(`/associations/demo?pair=${pair}`, '.figure-panel svg')
    const genes = await open(`/genes/demo?x=${x}`, '.gene-surface svg')
    await genes.locator('.pairs-table a').first().click()
    await genes.locator('.figure-panel svg').nth(2).waitFor()
    const gene = genes
    const patient = await open('/cohorts/demo/patients/SIM-A1-0001', '.record-layer svg')
    const claim = await open('/claim', '.plot-frame svg')
    const pages = { cohort, associations, gene, patient, claim }
    for (const [name, page] of Object.entries(pages)) {
      const menus = await menusOf(page)
      const whole = menus.filter((labels) => labels.length >= menuItems.length)
      expect(whole.length, name).toBeGreaterThan(0)
      for (const labels of whole) expect(labels.slice(0, menuItems.length), name).toEqual(menuItems)
      expect(menus.length - whole.length, name).toBe(0)
    }
    const panels = (page: Page) => page.locator('.figure-panel')
    expect(await toldAlike(server, cohort, cohort.locator('[aria-labelledby="together"]'))).toContain(
      'who has what',
    )
    expect(await toldAlike(server, cohort, panels(cohort).first())).toContain('Shares of patients')
    expect(await toldAlike(server, associations, associations.locator('section.panel').first())).toContain(
      'Colour:',
    )
    expect(await toldAlike(server, associations, panels(associations).first())).toContain(
      'Line: least squares',
    )
    expect(await toldAlike(server, gene, panels(gene).nth(0))).toContain('box: quartiles')
    expect(await toldAlike(server, gene, panels(gene).nth(2))).toContain('with its 95 % interval')
    expect(await toldAlike(server, patient, patient.locator('.record-layer').first())).toContain('Percentile')
    expect(await toldAlike(server, claim, claim.locator('section.panel').first())).toContain('tinted')
    for (const page of Object.values(pages)) await page.close()
  })

  it('a board holds several figures at one address and becomes one figure and an archive', async () => {
    const { page, complaints } = await browser.visit(`${server.address}/compare/demo`)
    await drawn(page)
    for (const panel of ['a Three cells', 'b All cells']) {
      const section = page.getByRole('region', { name: panel })
      await section.getByRole('button', { name: 'Download' }).first().click()
      await section.getByRole('button', { name: 'Put on the board' }).click()
    }
    await page.getByRole('link', { name: 'Board', exact: true }).click()
    await page.locator('.board-panel svg').nth(1).waitFor()
    await page.getByLabel('Title').fill('Risk and immune cells')
    await page.getByLabel('Title').press('Enter')
    await page.getByLabel('Note to B').fill('M2 stands out ~ "really"')
    await page.getByLabel('Note to B').blur()
    await page.waitForURL(/stands/)
    expect(await axeViolations(page)).toEqual([])
    await screenshot(page, 'board')
    const take = async (label: RegExp): Promise<Buffer> => {
      await page.getByRole('button', { name: 'Download the board' }).click()
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: label }).click(),
      ])
      return bytesOf(file)
    }
    const { paper } = await compared(await comparison(page))
    const text = squeezed(pdfText(await take(/^PDF/)).join(''))
    expect(text).toContain(
      squeezed(`Risk and immune cells. A, Cells by GTR-ITH score. ${paper.legends[0]?.text}`),
    )
    expect(text).toContain(squeezed(`B, All cells by GTR-ITH score. ${paper.legends[1]?.text}`))
    const zip = (await take(/^ZIP/)).toString('latin1')
    for (const name of [
      'README.txt',
      'board.svg',
      'board.pdf',
      'provenance.json',
      'data/A_demo',
      'data/B_demo',
    ])
      expect(zip).toContain(name)
    // somebody else opens the address
    const other = await browser.visit(page.url())
    await other.page.locator('.board-panel svg').nth(1).waitFor()
    expect(await other.page.getByLabel('Note to B').inputValue()).toBe('M2 stands out ~ "really"')
    await other.page.setViewportSize({ width: widths.phone, height: 800 })
    expect(await overflow(other.page)).toBe(0)
    // a board that comes by a link leaves the one that was put together here
    const whole = page.url()
    await page.getByRole('button', { name: 'Remove A' }).click()
    await page.getByRole('heading', { name: 'A All cells by GTR-ITH score' }).waitFor()
    await page.goto(whole)
    await page.getByText('This is not the board that you put together').waitFor()
    await page.getByRole('button', { name: 'Remove B' }).click()
    await page.getByRole('heading', { name: 'A Cells by GTR-ITH score' }).waitFor()
    await page.getByRole('button', { name: 'Open mine' }).click()
    await page.getByRole('heading', { name: 'A All cells by GTR-ITH score' }).waitFor()
    await page.goBack()
    await page.getByRole('button', { name: 'Add these figures to mine' }).click()
    await page.getByRole('heading', { name: 'B Cells by GTR-ITH score' }).waitFor()
    await page.getByRole('button', { name: 'Remove B' }).click()
    await page.goBack()
    await page.locator('.board-panel svg').nth(1).waitFor()
    expect([...complaints, ...other.complaints]).toEqual([])
  })

  /** The comparison page beside, for its address. */
  async function comparison(page: Page): Promise<Page> {
    const beside = await page.context().newPage()
    await beside.goto(`${server.address}/compare/demo`)
    await drawn(beside)
    return beside
  }

  it('the example leads through the claim in four steps by keyboard, its step in the address', async () => {
    const { page, complaints } = await browser.visit(`${server.address}/`)
    await page.getByRole('link', { name: 'Walk through it in four steps' }).press('Enter')
    for (const step of [1, 2, 3, 4]) {
      await page.waitForURL(new RegExp(`[?&]tour=${step}`))
      const bar = page.getByRole('region', { name: new RegExp(`^${step} of 4`) })
      await bar.waitFor()
      await page.waitForFunction(() => document.activeElement?.id === 'tour-head')
      if (step === 2) {
        await drawn(page)
        // a choice of the page leaves the example open
        await page.getByLabel('Test', { exact: true }).selectOption('welch')
        await page.waitForURL(/test=welch.*tour=2/)
        await drawn(page)
        for (const theme of themes) {
          await page.emulateMedia({ colorScheme: theme })
          // the page under the example is judged by comparison.test.ts
          expect(await axeViolations(page, '.tour'), theme).toEqual([])
        }
      }
      await bar
        .getByRole(step === 4 ? 'button' : 'link', { name: step === 4 ? 'Finish' : 'Next' })
        .press('Enter')
    }
    await page.waitForURL((url) => !url.searchParams.has('tour'))
    await page.getByRole('link', { name: 'Cohorts' }).click()
    await page.getByRole('button', { name: 'Not now' }).click()
    expect(await page.getByText('Start with the published claim').count()).toBe(0)
    await page.reload()
    await page.getByRole('heading', { name: 'Simulated demonstration cohort' }).waitFor()
    expect(await page.getByText('Start with the published claim').count()).toBe(0)
    // it can still be reached
    await page.getByRole('link', { name: 'The published claim in four steps' }).click()
    await page.getByRole('region', { name: /^1 of 4/ }).waitFor()
    expect(complaints).toEqual([])
  })

  it('asks ahead for what a link under the pointer will show', async () => {
    const { page } = await browser.visit(`${server.address}/`)
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.postData() ?? ''))
    const link = page.getByRole('link', { name: 'Test the claim on the demonstration cohort' })
    await Promise.all([
      page.waitForResponse((response) => response.request().postData()?.includes('compareGroups') === true),
      link.hover(),
    ])
    await link.click()
    await drawn(page)
    expect(asked.filter((body) => body.includes('query CompareGroups'))).toHaveLength(1)
  })

  it('the printed page has no controls and no cut-off tables', async () => {
    const { page } = await browser.visit(`${server.address}/compare/demo?tour=2`)
    await drawn(page)
    await page.emulateMedia({ media: 'print' })
    const panels = ['panel-7', 'panel-9'].map((id) => `[aria-labelledby="${id}"]`)
    for (const selector of ['.controls', '.download', '.shell-nav', '.tour', '.shell-footer', ...panels])
      expect(await page.locator(selector).first().isVisible(), selector).toBe(false)
    await screenshot(page, 'printed')
  })

  const programs: Record<SnippetLanguage, (text: string) => [string, string[]]> = {
    curl: (text) => ['bash', ['-c', text]],
    Python: (text) => ['python3', ['-c', text]],
    R: (text) => ['Rscript', ['-e', text]],
  }

  async function canRun(language: SnippetLanguage): Promise<boolean> {
    const probes: Record<SnippetLanguage, [string, string[]]> = {
      curl: ['curl', ['--version']],
      Python: ['python3', ['--version']],
      R: ['Rscript', ['-e', 'library(httr2); library(jsonlite)']],
    }
    return run(...probes[language]).then(
      () => true,
      () => false,
    )
  }

  it.each(snippetLanguages)(
    'the %s snippet runs as it is copied and fetches the answer',
    async (language) => {
      if (!(await canRun(language))) {
        // R is on few machines; the others are on every one that tests
        expect(language).toBe('R')
        return
      }
      const { cohorts } = await server.ask<{ cohorts: { release: { id: string } }[] }>(
        '{ cohorts { release { id } } }',
      )
      const request = {
        query: `# it's a "test" of \\ quoting
        query It($release: ID!) { release(hash: $release) { id cohort { slug } } }`,
        variables: { release: cohorts[0]?.release.id },
      }
      const [program, words] = programs[language](snippet(language, `${server.address}/graphql`, request))
      const { stdout } = await run(program, words)
      expect(stdout).toContain('demo')
    },
  )
})
