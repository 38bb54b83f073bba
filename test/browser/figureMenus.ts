import { readFile } from 'node:fs/promises'
import type { Download, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { pdfText } from '../web/readPdf.ts'
import type { RealServer } from './realServer.ts'

export function squeezed(text: string): string {
  return text.replaceAll(/\s/g, '')
}

/** Without the names of types, which the page asks for besides. */
function untyped(answer: unknown): unknown {
  return JSON.parse(
    JSON.stringify(answer, (key, value: unknown) => (key === '__typename' ? undefined : value)),
  )
}

export async function bytesOf(download: Download): Promise<Buffer> {
  return readFile(await download.path())
}

/** What rule 1 of the explorer asks of every figure, in the order of the menu. */
export const menuItems = [
  ...['PDF', 'SVG', 'PNG, 300 dpi', 'PNG, 600 dpi', 'TSV of all numbers', 'JSON of all numbers'],
  ...['Copy legend', 'Copy methods', 'Legend and methods, text', 'Copy address', 'Put on the board'],
]

/** What the menus of a page's figures hold, each told by its own; without the width that is chosen. */
export async function menusOf(page: Page): Promise<string[][]> {
  const menus = page.locator('.download > button', { hasText: 'Download' })
  const found: string[][] = []
  for (let at = 0; at < (await menus.count()); at += 1) {
    // a long figure stands folded away
    if (!(await menus.nth(at).isVisible())) continue
    await menus.nth(at).click()
    const labels = await page.locator('.download-list button > span').allInnerTexts()
    found.push(labels.map((label) => label.replace(/, \d+ mm/, '')))
    await menus.nth(at).click()
  }
  return found
}

/** A file from the menu of the first figure of a part of a page. */
export async function takeFrom(page: Page, section: Locator, label: RegExp): Promise<Buffer> {
  await section.locator('.download > button').first().click()
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    section.locator('.download-list').getByRole('button', { name: label }).click(),
  ])
  return bytesOf(file)
}

/** Words, PDF and numbers of the first figure of a part of a page: all tell the same. */
export async function toldAlike(server: RealServer, page: Page, section: Locator): Promise<string> {
  const take = (label: RegExp): Promise<Buffer> => takeFrom(page, section, label)
  const words = (await take(/^Legend and methods/)).toString('utf8')
  const [, legend = '', methods = ''] =
    /^Figure legend\n\n[^]*?\. ([^]*)\n\nMethods\n\n([^]*)\n\nhttp/.exec(words) ?? []
  expect(legend.length).toBeGreaterThan(80)
  expect(methods.length).toBeGreaterThan(80)
  expect(squeezed(pdfText(await take(/^PDF/)).join(''))).toContain(squeezed(legend.slice(-200)))
  expect((await take(/^TSV/)).toString('utf8')).toMatch(/^# analysis: /)
  const json: unknown = JSON.parse((await take(/^JSON/)).toString('utf8'))
  // the query that the panel shows has the numbers that the panel draws
  await section.getByRole('button', { name: 'API query' }).first().click()
  const drawer = page.getByRole('dialog')
  const query = await drawer.locator('pre[aria-label="Query"]').innerText()
  const variables = JSON.parse(await drawer.locator('pre[aria-label="Variables"]').innerText()) as object
  await drawer.getByRole('button', { name: 'Close' }).click()
  expect(untyped(await server.ask(query, { ...variables }))).toEqual(untyped(json))
  return legend
}
