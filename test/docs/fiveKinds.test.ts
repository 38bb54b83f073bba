import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { blocks, functions, kinds, testsOf } from './kinds.ts'
import { importedBy } from './testBlocks.ts'
import { through } from './throughOthers.ts'

const root = resolve(import.meta.dirname, '../..')

describe('every exported statistic', () => {
  it('has tests of each kind', () => {
    const holes = functions
      .filter(({ id }) => !through.has(id))
      .flatMap((one) =>
        (Object.keys(kinds) as (keyof typeof kinds)[])
          .filter((kind) => testsOf(one, kind).length === 0)
          .map((kind) => `${one.id}: no test "${kind}"`),
      )
    expect(holes).toEqual([])
    expect(functions.length).toBeGreaterThan(150)
  })

  it('or is exported for its neighbours, and tested through a statistic that uses it', () => {
    const ids = new Set(functions.map(({ id }) => id))
    for (const [id, statistics] of through) {
      expect(ids, `${id} is exported`).toContain(id)
      for (const statistic of statistics) {
        const [file = ''] = statistic.split('#')
        expect(
          blocks.some(({ uses }) => uses.has(statistic)),
          `${statistic} is tested`,
        ).toBe(true)
        // an interval or a scatter is made from the statistic, all others are part of it
        const [own = ''] = id.split('#')
        const joined = importedBy(file).has(own) || importedBy(own).has(file)
        expect(joined, `${statistic} has to do with ${id}`).toBe(true)
      }
    }
  })

  it('names its source and its oracle, and oracles that are there', () => {
    const lacks = functions
      .filter(({ id }) => !through.has(id))
      .flatMap(({ id, docs }) =>
        ['@source', '@oracle'].filter((part) => !docs.includes(part)).map((part) => `${id}: no ${part}`),
      )
    expect(lacks).toEqual([])
    const folders = functions.flatMap(({ id, docs }) =>
      [...docs.matchAll(/test\/oracles\/(\w+)/g)].map(([, folder = '']) => ({ id, folder })),
    )
    for (const { id, folder } of folders)
      expect(existsSync(resolve(root, 'test/oracles', folder)), `${id}: test/oracles/${folder}`).toBe(true)
    expect(folders.length).toBeGreaterThan(80)
  })

  it('says what it throws where it throws', () => {
    const silent = functions.filter(({ docs, throwsItself }) => throwsItself && !docs.includes('@throws'))
    expect(silent.map(({ id }) => id)).toEqual([])
  })
})
