/** docs/explorer.md says what shows each line of the design: every file that it names is there, and so is every title. */
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { textsOf } from './textsOf.ts'

const root = resolve(import.meta.dirname, '../..')
const page = readFileSync(resolve(root, 'docs/explorer.md'), 'utf8')
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| asked for') && !line.startsWith('| rule |'))
  .map((line) => line.replace(/^\| | \|$/g, '').split(' | '))

describe('what shows each line of the explorer', () => {
  it('is said of every line, in two cells', () => {
    expect(rows.length).toBeGreaterThan(45)
    expect(rows.filter((cells) => cells.length !== 2)).toEqual([])
    expect(page).toMatch(/^## What is not shown, or not wholly\n\n- /m)
  })

  it.each(rows)('%s', (_asked, shownBy = '') => {
    const files = [...shownBy.matchAll(/`((?:test|docs)\/[^`]+)`(?: "([^"]+)")?/g)]
    expect(files.length).toBeGreaterThan(0)
    for (const [, file = '', title] of files) {
      expect(existsSync(resolve(root, file)), file).toBe(true)
      if (title !== undefined) expect(textsOf(file), `${file}: ${title}`).toContain(title)
    }
    // no title without the file in which it stands
    const quoted = [...shownBy.matchAll(/"[^"]+"/g)].length
    expect(files.filter(([, , title]) => title !== undefined)).toHaveLength(quoted)
  })
})
