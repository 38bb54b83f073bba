/** The short form of test/mutation/run.ts: every operator once. The long form and its table are in docs/import.md. */
import { expect, it } from 'vitest'
import type { Judged } from './mutate.ts'
import { isPlausible, mutate } from './mutate.ts'
import { operators } from './operators.ts'

it(
  'no mutation changes the content in silence, and every one is refused by the hash',
  { timeout: 120_000 },
  async () => {
    expect(operators.length).toBeGreaterThanOrEqual(40)
    const judged: Judged[] = []
    await mutate(operators.length, 7, (one) => judged.push(one))
    expect(
      judged
        .filter(({ verdict }) => verdict === 'SILENT')
        .map(({ n, operator, path }) => [n, operator, path]),
    ).toEqual([])
    expect(judged.filter(({ refusedByHash }) => !refusedByHash)).toEqual([])
    // the judge sees all kinds, so it can tell them apart
    expect(new Set(judged.map(({ verdict }) => verdict)).size).toBeGreaterThanOrEqual(4)
  },
)

it('only one value made another of its kind is plausible', () => {
  const before = [
    ['id', 'a', 'b'],
    ['p', '1', 'x'],
    ['q', '2', 'y'],
  ]
  const text = (...rows: string[]) => `${rows.join('\n')}\n`
  expect(isPlausible(before, text('id,a,b', 'p,9,x', 'q,2,y'), ',')).toBe(true)
  expect(isPlausible(before, text('id,a,b', 'p,1,y', 'q,2,y'), ',')).toBe(true)
  expect(isPlausible(before, text('id,a,b', 'p,1,z', 'q,2,y'), ',')).toBe(false)
  expect(isPlausible(before, text('id,a,b', 'p,high,x', 'q,2,y'), ',')).toBe(false)
  expect(isPlausible(before, text('id,a,b', 'p,9,x', 'q,9,y'), ',')).toBe(false)
  expect(isPlausible(before, text('id,a,b', 'p,1,x'), ',')).toBe(false)
})
