import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRandom } from '../../science/stats/random.ts'
import { shuffledOrder } from '../../science/stats/shuffle.ts'
import type { Database } from '../../db/session.ts'
import { writeRelease } from '../../db/release/write.ts'
import { plantedContent, plantedRecord, twinContent } from '../api/planted.ts'
import { chromiumPath } from '../shared.ts'
import { pdfText } from '../web/readPdf.ts'
import { axeViolations, openBrowser, overflow, screenshot, themes, widths } from './chromium.ts'
import type { TestBrowser } from './chromium.ts'
import { menuItems, menusOf, squeezed, takeFrom, toldAlike } from './figureMenus.ts'
import { startRealServer } from './realServer.ts'
import type { RealServer } from './realServer.ts'
import { trainQuickly } from './trainQuickly.ts'

/* Panel 7, the claim page and the page of a model on the simulated cohorts. */

/** Two cohorts of fourteen that are alike in everything but their patients: what may be pooled. */
async function alikeCohorts(db: Database): Promise<void> {
  await writeRelease(db, plantedContent(), plantedRecord())
  await writeRelease(db, twinContent('twin'), plantedRecord('twin'))
}

interface Verdict {
  verdict: string
  groupSizes: number[]
}

describe.skipIf(chromiumPath === undefined)('robustness, claims and models', { timeout: 180_000 }, () => {
  let server: RealServer
  let browser: TestBrowser
  beforeAll(async () => {
    server = await startRealServer('demo', alikeCohorts)
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
    await page.getByRole('button', { name: /TSV of all numbers/ }).click()
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
    // the other panels are judged by comparison.test.ts
    expect(await axeViolations(page, '.robustness')).toEqual([])
    expect(complaints).toEqual([])
  })

  it('reads one specification by keyboard, and never scrolls sideways on a phone', async () => {
    const { page } = await browser.visit(`${server.address}/compare/demo?robust=on`)
    await finished(page)
    const slider = page.getByRole('slider', { name: /^Specification/ })
    await slider.focus()
    await page.keyboard.press('ArrowRight')
    expect(await slider.getAttribute('aria-valuetext')).toMatch(/^δ = .+: .*·/)
    await page.setViewportSize({ width: widths.phone, height: 900 })
    expect(await overflow(page)).toBeLessThanOrEqual(0)
    await page.context().close()
  })

  it('holds the published claim against every cohort: the planted truth is found, the training set cannot say', async () => {
    const { page, complaints } = await browser.visit(`${server.address}/claim`)
    const demo = page.locator('section[aria-labelledby="verdict-demo"]')
    await demo.waitFor({ timeout: 180_000 })
    expect(await demo.locator('.panel-head').textContent()).toContain('holds')
    const training = page.locator('section[aria-labelledby="verdict-demo-training"]')
    expect(await training.textContent()).toContain('There is no immune layer.')
    expect(await page.getByText('Not pooled all together').count()).toBe(1)
    await pooledTogether(page)
    // other groups are another question, and whose choice they are is said and in the address
    await demo.getByLabel(/^Groups in/).selectOption({ index: 1 })
    await page.waitForURL(/by=demo~/)
    await demo.getByText('the groups are not those of a GTR-ITH model').waitFor()
    expect(await demo.locator('.panel-head').textContent()).toContain('cannot be tested')
    expect(await demo.getByText('Nobody chose these groups').count()).toBe(0)
    await page.goBack()
    await demo.locator('.panel-head', { hasText: 'holds' }).waitFor()
    expect(complaints).toEqual([])
  })

  /** The two that are alike have one estimate: its words and its diamonds are the API’s, and the page leads to how it is computed. */
  async function pooledTogether(page: Page): Promise<void> {
    const { claimStrip } = await server.ask<{
      claimStrip: {
        pooled: { titles: string[]; cells: { label: string; value: number | null; words: string }[] }[]
      }
    }>('{ claimStrip { pooled { titles cells { label value words } } } }')
    const [pool] = claimStrip.pooled
    expect(claimStrip.pooled).toHaveLength(1)
    expect(pool?.titles).toEqual(['Planted cohort', 'Twin of the planted cohort'])
    const callout = page.locator('.callout', { hasText: `Pooled over ${pool?.titles.join(' and ') ?? ''}` })
    expect(await callout.locator('li').allTextContents()).toEqual(
      pool?.cells.map(({ label, words }) => `${label}: ${words}`),
    )
    const strip = page.locator('section[aria-labelledby="claim-strip"] svg')
    const diamonds = pool?.cells.filter(({ value }) => value !== null) ?? []
    expect(diamonds.length).toBe(1)
    expect(await strip.locator('path[stroke-linejoin="round"]').count()).toBe(diamonds.length)
    expect(await strip.textContent()).toContain('Pooled, 2 cohorts')
    await callout.getByRole('link', { name: /^Method/ }).waitFor()
  }

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

  it('has no accessibility violation on the claim page in both themes and never scrolls sideways', async () => {
    const { page } = await browser.visit(`${server.address}/claim`)
    await page.locator('section[aria-labelledby="verdict-demo"]').waitFor()
    for (const theme of themes) {
      await page.emulateMedia({ colorScheme: theme })
      await screenshot(page, `claim-${theme}`)
      expect(await axeViolations(page), theme).toEqual([])
    }
    await page.setViewportSize({ width: widths.phone, height: 900 })
    await page.locator('.panel svg').first().waitFor()
    expect(await overflow(page)).toBeLessThanOrEqual(0)
    await page.context().close()
  })

  interface Trained {
    riskModels: { id: string; key: string }[]
  }

  interface Judged {
    modelValidation: {
      answer: string[]
      evaluations: {
        kind: string
        n: number
        events: number
        groupsVariable: string
        scores: { name: string; area: { value: number; low: number; high: number } }[]
        patients: { patient: string }[]
      }[]
    }
    riskModel: { card: { selection: { features: { label: string; selected: boolean }[] }[] } }
    domainShift: { inside: number; patients: number }
  }

  /** From the model page to a release of another cohort with its scores, as the API then has them. */
  async function appliesModel(page: Page, id: string): Promise<void> {
    const panel = page.locator('section[aria-labelledby="apply-head"]')
    await panel.getByLabel('Cohort').selectOption('demo')
    expect(new URL(page.url()).searchParams.get('apply')).toBe('demo')
    const button = panel.getByRole('button', { name: /^Apply to / })
    await panel.getByText('within the training range of every feature').waitFor()
    const before = await server.ask<CurrentRelease>('{ cohort(slug: "demo") { release { id } } }')
    const { domainShift } = await server.ask<Judged>(
      `query ($shift: DomainShiftInput!) { domainShift(input: $shift) { inside patients } }`,
      { shift: { release: before.cohort.release.id, model: id } },
    )
    expect(await panel.locator('.callout').first().textContent()).toContain(
      `${domainShift.inside} of ${domainShift.patients} patients`,
    )
    await button.click()
    await panel.getByText('The scores are in a new release').waitFor({ timeout: 60_000 })
    const after = await server.ask<CurrentRelease>('{ cohort(slug: "demo") { release { id } } }')
    expect(after.cohort.release.id).not.toBe(before.cohort.release.id)
    const { release } = await server.ask<{ release: { layer: { patientCount: number } } }>(
      'query ($hash: ID!) { release(hash: $hash) { layer(ref: "score:quick") { patientCount } } }',
      { hash: after.cohort.release.id },
    )
    expect(await panel.textContent()).toContain(`${release.layer.patientCount} patients with a score`)
    const link = panel.getByRole('link', { name: /^Compare/ })
    expect(await link.getAttribute('href')).toContain(after.cohort.release.id)
  }

  interface CurrentRelease {
    cohort: { release: { id: string } }
  }

  /** Every figure has the one menu; files, words and query of those of the honest evaluation tell what the screen shows. */
  async function modelFiguresTakenHome(page: Page): Promise<void> {
    const menus = await menusOf(page)
    // four figures of each evaluation, curves, ratios and cuts
    expect(menus.length).toBeGreaterThanOrEqual(11)
    // the card has one of its own: the model as a file
    for (const labels of menus.filter(({ length }) => length > 1))
      expect(labels.slice(0, menuItems.length)).toEqual(menuItems)
    expect(menus.filter(({ length }) => length === 1)).toEqual([['The model as a file']])
    const honest = page.locator('section[aria-labelledby="evaluation-outOfFold"] .figure-panel')
    for (const [at, words] of ['PC1', 'DeLong', 'Groups of equal size', 'Net benefit'].entries()) {
      const figure = honest.nth(at)
      expect(await toldAlike(server, page, figure), words).toContain(words)
      const shown = await figure.locator('svg text').allTextContents()
      const numbers = shown.filter((text) => /\.\d\d \(/.test(text))
      const pdf = squeezed(pdfText(await takeFrom(page, figure, /^PDF/)).join(''))
      for (const line of numbers) expect(pdf, line).toContain(squeezed(line))
      if (words === 'DeLong') expect(numbers).toHaveLength(4)
    }
  }

  it('a model trained while the server runs: its page draws what the API says, applies it, and never complains', async () => {
    expect(await trainQuickly(server.data)).toBe(0)
    const { riskModels } = await server.ask<Trained>('{ riskModels { id key } }')
    const id = riskModels.find(({ key }) => key === 'quick')?.id ?? ''
    const [release = ''] = id.split('/')
    const api = await server.ask<Judged>(
      `query ($id: ID!, $judge: ModelValidationInput!, $shift: DomainShiftInput!) {
        modelValidation(input: $judge) { answer evaluations { kind n events groupsVariable patients { patient }
          scores { name area { value low high } } } }
        riskModel(id: $id) { card { selection { features { label selected } } } }
        domainShift(input: $shift) { inside patients } }`,
      { id, judge: { release, model: id }, shift: { release, model: id } },
    )
    const { evaluations, answer } = api.modelValidation
    const [honest] = evaluations
    const { outcome } = await server.ask<{ outcome: { answer: { text: string }[] } }>(
      `query ($input: OutcomeInput!) { outcome(input: $input) { answer { text } } }`,
      {
        input: {
          release,
          grouping: { categories: { variable: honest?.groupsVariable } },
          endpoint: 'outcome:study/os',
          covariates: [],
          reference: 'LOW',
        },
      },
    )

    const { page, complaints } = await browser.visit(
      `${server.address}/models/${id}?endpoint=outcome:study/os&adjust=none`,
    )
    await page.locator('.outcome[data-stale="false"] svg').first().waitFor()
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Quick model')
    expect(await page.locator('.words p').allTextContents()).toEqual(expect.arrayContaining(answer))
    const rows = page
      .getByRole('table', { name: 'Performance of the model and its rivals' })
      .locator('tbody tr')
    const shown = await rows.evaluateAll((all) =>
      all.map((row) => [...row.querySelectorAll('th, td')].slice(0, 4).map((cell) => cell.textContent)),
    )
    const two = (value: number): string => value.toFixed(2).replace(/^0/, '')
    const labels: Record<string, string> = {
      outOfFold: 'Out of fold (honest)',
      inSample: 'In-sample (apparent)',
    }
    expect(shown).toEqual(
      evaluations.flatMap(({ kind, n, events, scores }) =>
        scores.map(({ name, area: { value, low, high } }) => [
          name === 'volume' ? 'Volume alone' : name,
          labels[kind],
          `${n} (${events})`,
          `${two(value)} (${two(low)} to ${two(high)})`,
        ]),
      ),
    )
    await modelFiguresTakenHome(page)
    // a mark for every patient of the honest evaluation
    const anatomy = page.locator('section[aria-labelledby="evaluation-outOfFold"] svg').first()
    expect(await anatomy.locator('desc').first().textContent()).toContain(
      `${honest?.patients.length} patients`,
    )
    const survival = page.locator('.outcome .words-list').first()
    expect(await survival.locator('li').allTextContents()).toEqual(outcome.answer.map(({ text }) => text))
    expect(await page.locator('section[aria-labelledby="shift-head"]').textContent()).toContain(
      `${api.domainShift.inside} of ${api.domainShift.patients} patients`,
    )
    const selected = api.riskModel.card.selection.flatMap(({ features }) =>
      features.filter((one) => one.selected),
    )
    expect(selected.length).toBeGreaterThan(3)
    for (const { label } of selected) {
      expect(label).not.toContain('_')
      expect(await page.getByText(label).count(), label).toBeGreaterThan(0)
    }
    await appliesModel(page, id)

    for (const theme of themes) {
      await page.emulateMedia({ colorScheme: theme })
      for (const [name, width] of Object.entries(widths)) {
        await page.setViewportSize({ width, height: 900 })
        expect(await overflow(page), name).toBeLessThanOrEqual(0)
        await screenshot(page, `model-${width}-${theme}`)
      }
      expect(await axeViolations(page), theme).toEqual([])
    }
    expect(complaints).toEqual([])
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.getByRole('link', { name: 'Models', exact: true }).click()
    // where it was trained, and where it was applied
    await page.getByRole('link', { name: 'Quick model' }).nth(1).waitFor()
    await screenshot(page, 'models')
    expect(await axeViolations(page)).toEqual([])
  })
})
