/*
 * Pictures of every page in every cohort, width and theme, for the eye:
 *   node test/browser/pictures.ts <folder for the pictures> --data <folder> [--only <regex>] [--widths 1440,768,360] [--themes light,dark]
 *     [--at <address of a server that runs on this data>]
 * The data folder gets the simulated and the real cohorts and a small model the first time, and is kept. A picture is cut into sheets
 * of columns, which a screen shows without making them smaller; complaints of the console and sideways scroll are printed.
 */
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Page } from 'playwright-core'
import { hasRealData } from '../shared.ts'
import { importReal, startFirst, startServer } from '../world/make.ts'
import { realSlugs } from '../world/cohorts.ts'
import { buildWeb } from '../../web/build.ts'
import { openBrowser, overflow, themes, widths } from './chromium.ts'
import type { TestBrowser, Theme } from './chromium.ts'
import { trainQuickly } from './trainQuickly.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: 'string' },
    at: { type: 'string' },
    only: { type: 'string', default: '' },
    widths: { type: 'string', default: Object.values(widths).join(',') },
    themes: { type: 'string', default: themes.join(',') },
  },
})
const [folder] = positionals
if (folder === undefined || values.data === undefined) {
  console.log('not run: needs a folder for the pictures and --data <folder>, both outside the repository')
  process.exit(0)
}
const out = resolve(folder)
const data = resolve(values.data)
const wanted = new RegExp(values.only)
const chosenWidths = values.widths.split(',').map(Number)
const chosenThemes = themes.filter((theme) => values.themes.split(',').includes(theme))

const gene = { demo: 'expression:star-tpm/ENSG00000153563', lihc: 'expression:fpkm/ENSG00000153563' }
const stage = 'categories:clinical:cdr/stage'
const e1 = 'median:imaging:mri-cad/E1_K6'

/** Name of the picture → address. `{model}` is the small model that was trained. */
const pages: readonly (readonly [name: string, path: string])[] = [
  ['cohorts', '/'],
  ['compare', '/compare'],
  ['compare-demo', '/compare/demo?robust=on'],
  ['compare-lihc', `/compare/tcga-lihc?grouping=${stage}`],
  ['compare-lihc-two', `/compare/tcga-lihc?grouping=${stage}|Early=I,II|Late=III,IV`],
  ['compare-brca', `/compare/tcga-brca?grouping=${e1}`],
  ['compare-hcc', '/compare/hcc-tace-seg'],
  ['compare-waw', '/compare/waw-tace'],
  ['compare-training', '/compare/demo-training'],
  ['cohort-demo', '/cohort/demo'],
  ['cohort-lihc', '/cohort/tcga-lihc'],
  ['cohort-brca', '/cohort/tcga-brca'],
  ['cohort-hcc', '/cohort/hcc-tace-seg'],
  ['associations', '/associations'],
  [
    'associations-demo',
    '/associations/demo?pair=imaging:gtr/original_firstorder_Range|immune:cibersort-lm22/macrophage_m1',
  ],
  ['associations-brca', '/associations/tcga-brca'],
  ['genes-demo', '/genes/demo'],
  ['genes-lihc', '/genes/tcga-lihc?x=immune:leukocyte-fraction/leukocyte'],
  ['gene-demo', `/gene/demo?variable=${gene.demo}`],
  ['gene-lihc', `/gene/tcga-lihc?variable=${gene.lihc}`],
  ['claim', '/claim'],
  ['models', '/models'],
  ['model', '/models/{model}'],
  ['data', '/data'],
  ['data-demo', '/data/demo'],
  ['data-lihc', '/data/tcga-lihc'],
  ['data-brca', '/data/tcga-brca'],
  ['data-hcc', '/data/hcc-tace-seg'],
  ['import', '/import'],
  ['board', '/board'],
  ['api', '/api'],
  ['method', '/methods/wilcoxon-rank-sum'],
  ['method-table', '/methods/method-agreement'],
  ['patient-demo', '/cohorts/demo/patients/SIM-A1-0001'],
  ['patient-lihc', '/cohorts/tcga-lihc/patients/TCGA-DD-A4NA'],
  ['patient-hcc', '/cohorts/hcc-tace-seg/patients/HCC_001'],
  ['patient-nobody', '/cohorts/demo/patients/NOBODY'],
  ['nowhere', '/nowhere'],
  ['gallery', '/gallery'],
]

async function makeWorld(): Promise<void> {
  if (existsSync(join(data, 'pictures-ready'))) return
  await startFirst(data)
  if (hasRealData) for (const slug of realSlugs) await importReal(slug, data)
  const code = await trainQuickly(data)
  if (code !== 0) throw new Error(`training ended with ${String(code)}`)
  await writeFile(join(data, 'pictures-ready'), '')
}

/** Whatever was asked for has come: no grey rows, no figure of an earlier answer. */
async function settled(page: Page): Promise<void> {
  const waits = '.state-loading, [data-stale="true"], [aria-busy="true"]'
  for (let calm = 0, tries = 0; calm < 3 && tries < 400; tries += 1) {
    await page.waitForTimeout(300)
    calm = (await page.locator(waits).count()) === 0 ? calm + 1 : 0
  }
}

/** Sheets of columns side by side, each as wide as the page and at most `tall` high. */
async function sheets(page: Page, tool: Page, width: number): Promise<Buffer[]> {
  const tall = 1500
  const columns = Math.max(1, Math.floor(1500 / width))
  const png = await page.screenshot({ fullPage: true })
  const cut = await tool.evaluate(
    async ({ source, ...size }) => {
      const bytes = await (await fetch(`data:image/png;base64,${source}`)).blob()
      const image = await createImageBitmap(bytes)
      const perSheet = size.tall * size.columns
      const found: string[] = []
      for (let top = 0; top < image.height; top += perSheet) {
        const left = image.height - top
        const used = Math.min(size.columns, Math.ceil(left / size.tall))
        const canvas = document.createElement('canvas')
        canvas.width = used * (size.width + 12) - 12
        canvas.height = Math.min(size.tall, left)
        const pen = canvas.getContext('2d')
        if (pen === null) throw new Error('no canvas')
        pen.fillStyle = '#f0f'
        pen.fillRect(0, 0, canvas.width, canvas.height)
        for (let column = 0; column < used; column += 1)
          pen.drawImage(image, column * (size.width + 12), -top - column * size.tall)
        found.push(canvas.toDataURL('image/png').slice('data:image/png;base64,'.length))
      }
      return found
    },
    { source: png.toString('base64'), width, tall, columns },
  )
  return cut.map((text) => Buffer.from(text, 'base64'))
}

async function picture(browser: TestBrowser, tool: Page, name: string, address: string): Promise<void> {
  const { page, complaints } = await browser.visit(address, { width: chosenWidths[0] ?? widths.desktop })
  // a curve of some hundred specifications on a busy machine
  page.setDefaultTimeout(180_000)
  for (const width of chosenWidths) {
    await page.setViewportSize({ width, height: 900 })
    await page.waitForLoadState('networkidle')
    await settled(page)
    const over = await overflow(page)
    if (over > 0) console.log(`${name} ${width}: ${over} px too wide`)
    for (const theme of chosenThemes) await themed(page, tool, `${name}-${width}-${theme}`, width, theme)
  }
  for (const complaint of complaints) console.log(`${name}: ${complaint}`)
  await page.context().close()
}

async function themed(page: Page, tool: Page, name: string, width: number, theme: Theme): Promise<void> {
  await page.emulateMedia({ colorScheme: theme })
  await page.waitForTimeout(150)
  const cut = await sheets(page, tool, width)
  for (const [i, sheet] of cut.entries()) await writeFile(join(out, `${name}-${i + 1}.png`), sheet)
}

await mkdir(out, { recursive: true })
await makeWorld()
if (values.at === undefined) await buildWeb()
const server =
  values.at === undefined ? await startServer(data) : { address: values.at, stop: () => Promise.resolve() }
const browser = await openBrowser()
try {
  const answer = await fetch(`${server.address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ riskModels { id key } }' }),
  })
  const { data: found } = (await answer.json()) as { data: { riskModels: { id: string; key: string }[] } }
  const model = found.riskModels.find(({ key }) => key === 'quick')?.id ?? ''
  const { page: tool } = await browser.visit('about:blank')
  for (const [name, path] of pages) {
    if (!wanted.test(name)) continue
    await picture(browser, tool, name, server.address + path.replace('{model}', model))
    console.log(name)
  }
} finally {
  await browser.close()
  await server.stop()
}
