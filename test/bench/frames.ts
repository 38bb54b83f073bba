import type { Page } from 'playwright-core'

/** Milliseconds between the frames that a page paints while something is done to it. */
export async function frameGaps(page: Page, moving: () => Promise<void>): Promise<number[]> {
  await page.evaluate(() => {
    const times: number[] = []
    Object.assign(globalThis, { frameTimes: times })
    const tick = (now: number): void => {
      times.push(now)
      requestAnimationFrame(tick)
    }
    requestAnimationFrame(tick)
  })
  await moving()
  const times = await page.evaluate(() => (globalThis as unknown as { frameTimes: number[] }).frameTimes)
  return times.slice(1).map((time, i) => time - (times[i] ?? time))
}
