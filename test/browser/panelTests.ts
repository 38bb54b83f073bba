import type { Locator, Page } from 'playwright-core'
import { expect, it } from 'vitest'
import type { TestBrowser } from './chromium.ts'
import { inputOf, settled } from './comparisonPage.ts'
import type { RealServer } from './realServer.ts'

/** Panels e and h, and the baseline table of the cohort's page: where they stand, and what is there once they are filled. */
export const panels = {
  score: { place: 'section[aria-labelledby="panel-5"]', last: 'table tbody tr' },
  outcome: { place: 'section:has(> .panel-head h2:text-matches("Outcome$"))', last: '.words-list li' },
  baseline: { place: 'section[aria-labelledby="baseline"]', last: 'table tbody tr' },
} as const
export const filled = async (page: Page, { place, last }: { place: string; last: string }): Promise<void> => {
  await page.locator(`${place} ${last}`).first().waitFor({ timeout: 90_000 })
  await page.locator(`${place} [aria-busy="true"]`).waitFor({ state: 'detached' })
}

/** The next option by the keyboard, or the one before the last. */
const chooseAnother = async (page: Page, select: Locator): Promise<void> => {
  const options = await select.locator('option').count()
  const chosen = await select.evaluate((element) => (element as HTMLSelectElement).selectedIndex)
  await select.focus()
  await page.keyboard.press(chosen + 1 < options ? 'ArrowDown' : 'ArrowUp')
}

/** Tests of these panels, for the file that has server and browser up. */
export function panelTests(at: () => { server: RealServer; browser: TestBrowser }): void {
  it('writes the API’s numbers into the score, outcome and baseline panels', async () => {
    const { page, complaints } = await at().browser.visit(`${at().server.address}/compare/demo`)
    await settled(page)
    await filled(page, panels.score)
    await filled(page, panels.outcome)
    const { release, grouping } = inputOf(page)
    const endpoint = await page
      .locator(panels.outcome.place)
      .getByLabel('Endpoint', { exact: true })
      .inputValue()
    const { outcome } = await at().server.ask<{ outcome: { answer: { text: string }[] } }>(
      'query ($input: OutcomeInput!) { outcome(input: $input) { answer { text } } }',
      { input: { release, grouping, endpoint } },
    )
    const words = await page
      .locator(`${panels.outcome.place} .words-list`)
      .first()
      .locator('li')
      .allTextContents()
    // what is adjusted for changes the multivariable model alone, of which no sentence speaks
    expect(words).toEqual(outcome.answer.map(({ text }) => text))
    // two patients with stage IV, one of whom died: marked in both models, and said below
    const ratios = page.locator(`${panels.outcome.place} .outcome-hazard-ratios`)
    expect((await ratios.locator('svg').textContent())?.split('†')).toHaveLength(3)
    expect(await ratios.locator('.figure-note').textContent()).toBe(
      '† and hollow: rests on 1 event in 2 patients of IV.',
    )
    const { correlate } = await at().server.ask<{
      correlate: { n: number; pairs: { nodes: { y: { label: string }; raw: { n: number } }[] } }
    }>(
      'query ($input: CorrelateInput!) { correlate(input: $input) { n pairs { nodes { y { label } raw { n } } } } }',
      {
        input: {
          release,
          x: { variables: ['score:gtr-ith/score'] },
          y: {
            variables: ['plasma_cell', 'macrophage_m1', 'macrophage_m2'].map(
              (cell) => `immune:cibersort-lm22/${cell}`,
            ),
          },
        },
      },
    )
    const rows = await page.locator(`${panels.score.place} table tbody tr`).allTextContents()
    expect(rows).toHaveLength(3)
    for (const { y, raw } of correlate.pairs.nodes)
      expect(
        rows.some((row) => row.startsWith(y.label) && row.includes(`n ${raw.n}`)),
        y.label,
      ).toBe(true)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('takes endpoint, adjustment and grouping from the keyboard, and keeps them in the address', async () => {
    const { page } = await at().browser.visit(`${at().server.address}/compare/demo`)
    await filled(page, panels.outcome)
    const outcome = page.locator(panels.outcome.place)
    await outcome.getByRole('checkbox').first().focus()
    const before = await outcome.getByRole('checkbox').first().isChecked()
    await page.keyboard.press('Space')
    await page.waitForURL(/adjust=/)
    expect(await outcome.getByRole('checkbox').first().isChecked()).toBe(!before)
    const endpoint = outcome.getByLabel('Endpoint', { exact: true })
    await chooseAnother(page, endpoint)
    await page.waitForURL(/endpoint=/)
    await page.goto(`${at().server.address}/cohort/demo`)
    await filled(page, panels.baseline)
    await chooseAnother(page, page.locator(panels.baseline.place).getByLabel('Grouped by', { exact: true }))
    await page.waitForURL(/by=/)
    await filled(page, panels.baseline)
    await page.context().close()
  })
}
