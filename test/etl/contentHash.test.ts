import { describe, expect, it } from 'vitest'
import { contentHash } from '../../etl/contentHash.ts'
import type { Grid, MiniCohort } from './miniCohort.ts'
import { miniCohort, patients, prepareMini } from './miniCohort.ts'

/** Header and first column stay in place, all else is in another order. */
function shuffled(grid: Grid): Grid {
  const turn = <T>(list: readonly T[]): T[] => {
    const order = list.map((item, i) => ({ item, at: i === 0 ? -1 : (i * 37) % 101 }))
    return order.sort((a, b) => a.at - b.at).map(({ item }) => item)
  }
  return turn(grid).map((row) => turn(row))
}

async function hashOf(mini: MiniCohort): Promise<string> {
  const { contentHash: hash, notable } = await prepareMini(mini)
  if (hash === null) throw new Error(JSON.stringify(notable))
  return hash
}

describe('the content hash', () => {
  it('does not hang on the order of rows, columns, files or layers, or on file names and ids', async () => {
    const plain = miniCohort()
    const other = miniCohort()
    other.files = Object.fromEntries(
      Object.entries(other.files).map(([path, grid]) => [`sub/${path}`, shuffled(grid)]),
    )
    expect(other.files['sub/features.csv']?.[1]?.[0]).not.toBe(plain.files['features.csv']?.[1]?.[0])
    expect(other.files['sub/immune.tsv']?.[0]).not.toEqual(plain.files['immune.tsv']?.[0])
    for (const file of other.manifest.files) file.path = `sub/${file.path}`
    other.manifest.files.reverse()
    other.manifest.layers.reverse()
    expect(await hashOf(other)).toBe(await hashOf(plain))
  })

  it.each<[string, (mini: MiniCohort) => void]>([
    [
      'one value',
      (mini) => {
        const row = mini.files['features.csv']?.[3]
        if (row) row[1] = '1074.0001'
      },
    ],
    [
      'one missing value',
      (mini) => {
        const row = mini.files['features.csv']?.[3]
        if (row) row[1] = ''
      },
    ],
    [
      'one patient fewer',
      (mini) => {
        for (const [path, grid] of Object.entries(mini.files))
          mini.files[path] =
            path === 'expression.tsv'
              ? grid.map((row) => row.slice(0, -1))
              : grid.filter(([id]) => !id?.startsWith(patients[11] ?? '?'))
      },
    ],
    [
      'a label',
      (mini) => {
        mini.manifest.cohort.title = 'Another'
      },
    ],
    [
      'the level order',
      (mini) => {
        const [layer] = mini.manifest.layers.filter((one) => one.kind === 'clinical')
        const stage = layer?.variables[1]
        if (stage) stage.levels = ['III', 'II', 'I', 'IV']
      },
    ],
  ])('tells %s', async (_, change) => {
    const mini = miniCohort()
    change(mini)
    expect(await hashOf(mini)).not.toBe(await hashOf(miniCohort()))
  })

  it('sees no difference between 0 and −0 or between two bit patterns of NaN, and a difference of one bit elsewhere', async () => {
    const { content } = await prepareMini(miniCohort())
    if (!content) throw new Error('no content')
    const withFirst = (value: number | bigint) => {
      const column = new Float64Array(12)
      if (typeof value === 'number') column[0] = value
      else new DataView(column.buffer).setBigUint64(0, value, true)
      return contentHash({
        ...content,
        layers: content.layers.map((layer, i) =>
          i === 2 ? { ...layer, columns: [column, ...layer.columns.slice(1)] } : layer,
        ),
      })
    }
    expect(withFirst(-0)).toBe(withFirst(0))
    expect(withFirst(0x7ff8000000000001n)).toBe(withFirst(NaN))
    expect(withFirst(0xfff8000000000000n)).toBe(withFirst(NaN))
    expect(withFirst(0x3ff0000000000001n)).not.toBe(withFirst(1))
  })
})
