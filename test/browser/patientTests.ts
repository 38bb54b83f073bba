import { expect, it } from 'vitest'
import { axeViolations, overflow, screenshot, themes, widths } from './chromium.ts'
import type { TestBrowser, Visit } from './chromium.ts'
import { settled, summary } from './comparisonPage.ts'
import type { Recorded } from './comparisonPage.ts'
import type { RealServer } from './realServer.ts'

/** What the tests of one file have up already. */
export interface Up {
  server: RealServer
  browser: TestBrowser
  open: (path: string) => Promise<Visit>
}

/** Patients on the comparison page, run within its describe, so that no server is started once more. */
export function patientTests(given: () => Up): void {
  it('goes through patients by key: Space picks, Enter opens, Escape gives the focus back, Back undoes', async () => {
    const { server, open } = given()
    const { page, complaints } = await open('/compare/demo')
    const walker = page.getByRole('slider', {
      name: /^Patients of the figure M1|^Patients of the figure Plasma/,
    })
    await walker.focus()
    await page.keyboard.press('ArrowRight')
    const patient = (await walker.getAttribute('aria-valuetext'))?.split(',')[0] ?? ''
    expect(patient).toMatch(/^SIM-/)
    await page.keyboard.press('Space')
    await page.waitForURL((url) => url.searchParams.get('picked') === patient)
    expect(await walker.getAttribute('aria-valuetext')).toContain(', picked')
    await page.keyboard.press('Enter')
    await page.waitForURL((url) => url.searchParams.get('patient') === patient)
    const drawer = page.locator('.patient-drawer')
    await drawer.locator('svg').waitFor()
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('patient-drawer')
    // the fractions are the API's
    const { release } = await server.ask<{ release: { patient: { record: Recorded[] } } }>(
      `query ($hash: ID!, $id: ID!) { release(hash: $hash) { patient(id: $id) { record { layer { ref }
        values { variable { key } percentile } } } } }`,
      { hash: new URL(page.url()).searchParams.get('release'), id: patient },
    )
    const m2 = release.patient.record
      .find(({ layer }) => layer.ref === 'immune:cibersort-lm22')
      ?.values.find(({ variable }) => variable.key === 'macrophage_m2')
    const said = await drawer.locator('svg desc').textContent()
    expect(said).toMatch(
      new RegExp(`M2 macrophages [^;]*percentile ${(m2?.percentile ?? NaN).toPrecision(3)}`),
    )
    // the page with this drawer open is judged in both themes by the accessibility test of comparison.test.ts
    expect(await axeViolations(page, '.patient-drawer')).toEqual([])
    await screenshot(page, 'patient-drawer')
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'detached' })
    expect(await walker.evaluate((element) => element === document.activeElement)).toBe(true)
    await page.goBack()
    await drawer.waitFor()
    await page.goBack()
    await page.goBack()
    await page.waitForURL((url) => !url.searchParams.has('picked'))
    expect(complaints).toEqual([])
  })

  it('makes a group of those brushed, saved with a name, compared with all others, and removed again', async () => {
    const { browser, open } = given()
    const { page, complaints } = await open('/compare/demo')
    const plot = page.locator('.patient-figure').first()
    await plot.scrollIntoViewIfNeeded()
    const box = await plot.boundingBox()
    if (box === null) throw new Error('no figure')
    // the whole of the first cell
    await page.mouse.move(box.x + 30, box.y + 60)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * 0.16, box.y + box.height / 2, { steps: 3 })
    await page.mouse.move(box.x + box.width * 0.2, box.y + box.height - 10)
    await page.mouse.up()
    await page.waitForURL(/picked=SIM-/)
    const picked = (new URL(page.url()).searchParams.get('picked') ?? '').split(',')
    expect(picked.length).toBeGreaterThan(10)
    const bar = page.getByRole('region', { name: 'Patients picked' })
    expect(await bar.getByRole('status').textContent()).toBe(`${picked.length} patients picked`)
    // a finger that goes sideways picks as well: from the same place to the middle of the figure
    const touch = await page.context().newCDPSession(page)
    await plot.scrollIntoViewIfNeeded()
    const now = await plot.boundingBox()
    if (now === null) throw new Error('no figure')
    // on a slow machine its events come faster than the page draws, and none of them may be lost
    await touch.send('Emulation.setCPUThrottlingRate', { rate: 6 })
    const finger = (type: 'touchStart' | 'touchMove' | 'touchEnd', x = 0, y = 0) =>
      touch.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y }] })
    await finger('touchStart', now.x + 30, now.y + 60)
    for (const share of [0.3, 0.4, 0.5]) await finger('touchMove', now.x + now.width * share, now.y + 62)
    await finger('touchMove', now.x + now.width * 0.5, now.y + now.height - 10)
    await finger('touchEnd')
    await touch.send('Emulation.setCPUThrottlingRate', { rate: 1 })
    await page.waitForURL((url) => (url.searchParams.get('picked') ?? '').split(',').length > picked.length)
    await page.goBack()
    await page.waitForURL((url) => url.searchParams.get('picked') === picked.join(','))
    await bar.getByLabel('Name of the group').fill('Mine')
    await bar.getByRole('button', { name: 'Save and compare' }).click()
    await page.waitForURL(/grouping=patients:/)
    await settled(page)
    expect(new URL(page.url()).searchParams.get('grouping')).toBe(
      `patients:|Mine=${picked.join(',')}|All others=*`,
    )
    expect(await page.locator('.flow-group .flow-n').first().textContent()).toBe(String(picked.length))
    // the address alone opens the same comparison
    const again = await browser.visit(page.url())
    await settled(again.page)
    expect(await summary(again.page)).toBe(await summary(page))
    await page.getByText('Groups of your own (1)').click()
    await page.getByRole('button', { name: 'Remove Mine' }).click()
    await page.getByText('Groups of your own (0)').waitFor()
    await page.goBack()
    await page.waitForURL(/picked=SIM-/)
    expect(complaints).toEqual([])
  })

  it('looks at some patients only, and every one left aside has a reason', async () => {
    const { open } = given()
    const { page, complaints } = await open('/compare/demo')
    const total = async () =>
      (await page.locator('.flow-group .flow-n').allTextContents()).reduce((sum, n) => sum + Number(n), 0)
    const all = await total()
    await page.getByLabel('Only patients with', { exact: true }).selectOption('clinical:gdc/sex')
    await page.getByRole('checkbox', { name: /^female/ }).uncheck()
    await page.waitForURL((url) => url.searchParams.get('only') === 'clinical:gdc/sex=male')
    await settled(page)
    await page.waitForFunction(
      (before) =>
        [...document.querySelectorAll('.flow-group .flow-n')].reduce(
          (sum, element) => sum + Number(element.textContent),
          0,
        ) < before,
      all,
    )
    expect(await page.locator('.compare-result').textContent()).toContain('only Sex male')
    expect(complaints).toEqual([])
  })

  it('shows everything known of a patient on a page of their own, in both themes and on a phone', async () => {
    const { server, browser } = given()
    const { page, complaints } = await browser.visit(`${server.address}/cohorts/demo/patients/SIM-A1-0001`)
    await page.getByRole('heading', { level: 1, name: 'SIM-A1-0001' }).waitFor()
    await page.locator('.record-layer svg').first().waitFor()
    await page.locator('summary', { hasText: 'As a table, with sources' }).first().click()
    await page.getByRole('button', { name: 'Where from: M1 macrophages' }).click()
    await page.getByText('CIBERSORT-Results.txt, line').waitFor()
    for (const theme of themes) {
      await page.emulateMedia({ colorScheme: theme })
      expect(await axeViolations(page), theme).toEqual([])
    }
    await page.setViewportSize({ width: widths.phone, height: 900 })
    expect(await overflow(page)).toBe(0)
    await screenshot(page, 'patient')
    const nobody = await browser.visit(`${server.address}/cohorts/demo/patients/NOBODY`)
    await nobody.page.getByText('has no patient “NOBODY”').waitFor()
    expect([...complaints, ...nobody.complaints]).toEqual([])
  })
}
