import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { countGolden } from '../../oracles/golden.ts'

const oracles = resolve(import.meta.dirname, '../../oracles')
const science = resolve(import.meta.dirname, '..')
const sources = (folder: string): string =>
  readdirSync(resolve(science, folder))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(resolve(science, folder, file), 'utf8'))
    .join('\n')

/** Folders of answers about statistics and survival. */
const folders = readdirSync(oracles, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .filter((name) => {
    const all = sources('stats') + sources('survival') + sources('radiogenomics')
    return [`'${name}'`, `'${name}/`, `oracles/${name}/`].some((text) => all.includes(text))
  })

describe('golden cases', () => {
  it('are at least 2,000 answers of R, each beside the script that made it', () => {
    const { r, python } = countGolden(folders)
    const sum = (map: ReadonlyMap<string, number>): number => [...map.values()].reduce((a, b) => a + b, 0)
    const lines = [...r].map(([name, count]) => `${count} ${name}`).join(', ')
    console.log(`golden cases: ${sum(r)} of R (${lines}); ${sum(python)} of Python`)
    expect(sum(r)).toBeGreaterThanOrEqual(2000)
    for (const folder of folders)
      expect(
        readdirSync(resolve(oracles, folder)).some((file) => /\.(R|py)$/.test(file)),
        `test/oracles/${folder} has no script`,
      ).toBe(true)
    expect(existsSync(resolve(oracles, 'shapes.R'))).toBe(true)
  })
})
