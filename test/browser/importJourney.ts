/** Three real files dragged in, mapped, a planted error found and mended, imported: what a person does on the import page. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { realData } from '../shared.ts'
import { axeViolations, overflow, screenshot } from './chromium.ts'

interface Carried {
  name: string
  base64: string
}

async function carried(path: string, spoil: (text: string) => string = (text) => text): Promise<Carried> {
  const text = await readFile(join(realData, path), 'utf8')
  return { name: basename(path), base64: Buffer.from(spoil(text)).toString('base64') }
}

/** As the browser tells of a drop: a list of files in a DataTransfer. */
async function drop(page: Page, zone: RegExp, files: readonly Carried[]): Promise<void> {
  const transfer = await page.evaluateHandle((given) => {
    const list = new DataTransfer()
    for (const { name, base64 } of given)
      list.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name))
    return list
  }, files)
  const target = page.getByRole('group', { name: zone })
  await target.dispatchEvent('dragover', { dataTransfer: transfer })
  await target.dispatchEvent('drop', { dataTransfer: transfer })
}

/** A folder of the disk, dragged in as a person does it: the browser hands over its entries and reads them itself. */
async function dropFolder(page: Page, zone: RegExp, files: readonly Carried[]): Promise<void> {
  const place = await mkdtemp(join(tmpdir(), 'radimmune-dragged-'))
  const folder = join(place, 'From the ward')
  await mkdir(folder)
  for (const { name, base64 } of files) await writeFile(join(folder, name), Buffer.from(base64, 'base64'))
  const box = await page.getByRole('group', { name: zone }).boundingBox()
  const session = await page.context().newCDPSession(page)
  const [x, y] = [(box?.x ?? 0) + 20, (box?.y ?? 0) + 20]
  const data = { items: [], files: [folder], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, x, y, data })
  await page.getByRole('row', { name: /quantitative_radiomic_features.tsv features feature-table/ }).waitFor()
  await page.getByText('1 hidden file (with a dot in front) left where it is.').waitFor()
  expect(await page.getByLabel('Title of the cohort').inputValue()).toBe('From the ward')
  await rm(place, { recursive: true })
}

const features = 'tcga-brca/quantitative_radiomic_features.tsv'
const answers: readonly [question: RegExp, answer: string][] = [
  [/^Which cancer type/, 'BRCA'],
  [/^Some samples of TCGA.Kallisto/, 'lowest-rmse'],
]

async function answerQuestions(page: Page): Promise<void> {
  for (const [question, answer] of answers) await page.getByLabel(question).selectOption(answer)
  await page.getByLabel(/^Which disease/).fill('Breast carcinoma')
  await page.getByLabel(/^Under which licence/).fill('CC BY 3.0')
  await page.getByLabel('Title of the cohort').fill('BRCA by browser')
  await page.getByLabel('Short name of the cohort').fill('brca-by-browser')
  await page.getByRole('button', { name: 'Save the answers' }).click()
  await page.getByText('all answered').waitFor()
}

/** E1 of the third patient as a spreadsheet with decimal commas would write it. */
function spoiled(text: string): string {
  const lines = text.split('\n')
  const cells = (lines[3] ?? '').split('\t')
  lines[3] = cells.with(7, (cells[7] ?? '').replace('.', ',')).join('\t')
  return lines.join('\n')
}

/** The decimal comma is declared to be a point, with a reason. */
async function correctCell(page: Page, written: string): Promise<void> {
  await page.getByRole('button', { name: 'Correct line 4, E1 (K6)' }).click()
  await page.getByLabel('Read it as').fill(written.replace(',', '.'))
  await page.getByLabel('Reason').fill('decimal comma of a spreadsheet')
  await page.getByRole('button', { name: 'Declare', exact: true }).click()
  const declared = page.getByRole('region', { name: 'Declared corrections' })
  await declared.getByText(`${written} → ${written.replace(',', '.')}`).waitFor()
}

async function looks(page: Page, name: string): Promise<void> {
  expect(await axeViolations(page), name).toEqual([])
  for (const [width, theme] of [
    [1440, 'light'],
    [768, 'dark'],
    [360, 'light'],
    [360, 'dark'],
  ] as const) {
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme: theme })
    expect(await overflow(page), `${name} ${width}`).toBeLessThanOrEqual(0)
    await screenshot(page, `import-${name}-${width}-${theme}`)
  }
  await page.setViewportSize({ width: 1440, height: 900 })
}

/** Ends when the cohort is the current release of `brca-by-browser`. */
export async function importJourney(page: Page): Promise<void> {
  await page.getByRole('group', { name: /^Drag a folder/ }).waitFor()
  await looks(page, 'start')
  await dropFolder(page, /^Drag a folder/, [
    await carried(features, spoiled),
    await carried('tcga-brca/radiologist_annotations.tsv'),
    await carried('tcga-lihc/TCGA.Kallisto.fullIDs.cibersort.relative.tsv'),
    { name: '.DS_Store', base64: '' },
  ])
  await page.getByRole('row', { name: /TCGA.Kallisto.* immune panimmune-cibersort/ }).waitFor()

  // the radiologists' tables are of no use here, and the name of a lesion is no feature
  await page.locator('summary', { hasText: 'radiologist_annotations.tsv' }).click()
  await page.getByLabel('Use radiologist_annotations.tsv as', { exact: true }).selectOption('left out')
  await page.getByText('radiologist_annotations.tsv: left out by choice.').waitFor()
  await page.locator('summary', { hasText: 'quantitative_radiomic_features.tsv' }).click()
  const lesion = page.getByRole('row', { name: /^Lesion Name/ })
  expect(await lesion.getByRole('cell').first().textContent()).toBe('left out')
  const sphericity = page.getByRole('row', { name: /^Sphericity/ })
  await page
    .getByLabel('Use Sphericity (G1) of quantitative_radiomic_features.tsv as')
    .selectOption('left out')
  await sphericity.getByRole('cell', { name: 'left out', exact: true }).waitFor()

  await answerQuestions(page)
  await page.getByRole('button', { name: 'Check', exact: true }).click()
  await page.getByText('Refused', { exact: true }).waitFor()
  const error = page.getByRole('row', { name: /line 4, E1 \(K6\)/ })
  expect(await error.textContent()).toMatch(/\d,\d+/)
  await looks(page, 'refused')

  const flow = page.getByRole('region', { name: 'Who comes in' })
  await correctCell(page, (/\d+,\d+/.exec((await error.textContent()) ?? '') ?? [''])[0])
  await page.getByRole('button', { name: 'Check', exact: true }).click()
  await page.getByText('It can be imported.').waitFor()
  expect(await flow.textContent()).toContain('corrected, line 4, E1 (K6)')
  await looks(page, 'corrected')

  // the file as it should be ends the correction, and that is said
  await drop(page, /^Drag more files/, [await carried(features)])
  await page.getByText(/was declared of another file than the one that is here now/).waitFor()
  await page.getByRole('button', { name: 'Check', exact: true }).click()
  await page.getByText('It can be imported.').waitFor()
  expect(await flow.textContent()).toContain('91 patients')
  expect(await flow.textContent()).toContain('11,373 rows')
  await looks(page, 'checked')

  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await page.getByText('It is the current release of its cohort.').waitFor()
}
