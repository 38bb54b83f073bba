/** The table of bad input in docs/import.md: each line names tests that are there, and rules with the severity that they have. */
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { rules } from '../../etl/rules.ts'
import { textsOf } from './textsOf.ts'

const root = resolve(import.meta.dirname, '../..')
const page = readFileSync(resolve(root, 'docs/import.md'), 'utf8')
const [, section = ''] = page.split(/^## Bad input and its answer$/m)
const lines = (section.split(/^## /m)[0] ?? '').split('\n').filter((line) => line.startsWith('| '))
const rows = lines.slice(1).map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '')))

const severities = { E: 'error', W: 'warning', N: 'note' } as const
const known: Readonly<Record<string, { severity: string }>> = rules

describe('the table of bad input', () => {
  it('has three cells in every line, and no line twice', () => {
    expect(rows.length).toBeGreaterThan(55)
    expect(rows.filter((cells) => cells.length !== 3)).toEqual([])
    const inputs = rows.map(([input]) => input)
    expect(inputs.filter((input, i) => inputs.indexOf(input) !== i)).toEqual([])
  })

  it.each(rows)('%s', (input, answer = '', shownBy = '') => {
    for (const [, letter = '', rule = ''] of answer.matchAll(/\b([EWN]) `([a-z0-9-]+)`/g)) {
      expect(known[rule]?.severity, `${input}: ${rule}`).toBe(severities[letter as keyof typeof severities])
    }
    // no rule stands there without its letter
    const named = [...answer.matchAll(/`([a-z0-9]+(?:-[a-z0-9]+)+)`/g)].map(([, rule]) => rule)
    expect(named).toEqual([...answer.matchAll(/\b[EWN] `([a-z0-9-]+)`/g)].map(([, rule]) => rule))
    const groups = [...shownBy.matchAll(/`(test\/[^`]+)`((?:,? "[^"]+")+)/g)]
    expect(groups.map(([whole]) => whole).join('; ')).toBe(shownBy)
    expect(groups.length).toBeGreaterThan(0)
    for (const [, file = '', titles = ''] of groups) {
      expect(existsSync(resolve(root, file)), file).toBe(true)
      const texts = textsOf(file)
      for (const [, title = ''] of titles.matchAll(/"([^"]+)"/g))
        expect(texts, `${file}: ${title}`).toContain(title)
    }
  })
})
