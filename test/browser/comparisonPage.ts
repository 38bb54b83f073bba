import type { Page } from 'playwright-core'

/** Every figure of the page. */
export const figure = '.panel svg'

/** The newest answer is drawn. */
export async function settled(page: Page): Promise<void> {
  await page.locator(figure).nth(1).waitFor()
  await page.locator('.compare-result[data-stale="false"]').waitFor()
}

/** What panel 1 says to those who do not see it: every number drawn. */
export async function summary(page: Page): Promise<string> {
  return page
    .locator(`${figure} desc`)
    .first()
    .evaluate((element) => element.textContent)
}

/** What the API tells of one patient. */
export interface Recorded {
  layer: { ref: string }
  values: { variable: { key: string }; percentile: number | null }[]
}

/** The API's input for the address of a page that stands on a risk model. */
export function inputOf(page: Page): Record<string, unknown> {
  const search = new URL(page.url()).searchParams
  return {
    release: search.get('release'),
    method: search.get('method'),
    grouping: { riskModel: { model: search.get('grouping')?.replace('model:', '') } },
  }
}
