import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidInput } from '../../../science/errors.ts'
import {
  baselineTable,
  baselineTablesBySet,
  type BaselineColumn,
  type BaselineInput,
  type BaselineRow,
} from '../../../science/radiogenomics/baselineTable.ts'
import { ascending, type Ascending } from '../../../science/stats/describe.ts'
import { kruskalWallis } from '../../../science/stats/manyGroups.ts'
import { orderOf } from '../../../science/stats/rank.ts'
import { off, readCases, readOracle, readRows } from '../../oracles/read.ts'
const { numbers, shares } = readCases('baselineTable') as {
  numbers: { groups: number[][]; smd: number[]; equal: number; unequal: number; kruskal: number }[]
  shares: { counts: number[][]; smd: number[]; sparse: boolean; chisq: number; fisher?: number }[]
}
const tableone = readOracle('baselineTable/tableone.json') as {
  smd: number[][]
  smd_rows: string[]
  p: { _row: string; pNormal: number; pNonNormal: number }[]
  pcat: { _row: string; pApprox: number; pExact: number }[]
  own: Record<
    string,
    { mean?: number[]; sd?: number[]; q?: { high: number[]; low: number[] }; table?: number[][] }
  >
}
const patients = readRows('baselineTable/patients.csv')
const named = (count: number): { key: string; label: string }[] =>
  Array.from({ length: count }, (_, i) => ({ key: `g${i}`, label: `Group ${i}` }))

const logOf = (row: BaselineRow | undefined): number => {
  if (row?.test.kind !== 'tested') throw new Error(`not tested: ${JSON.stringify(row?.test)}`)
  return row.test.logP
}

function grouped(
  groups: readonly (readonly number[])[],
  column: Partial<BaselineColumn> = {},
): BaselineInput {
  return {
    groups: named(groups.length),
    assignment: Int32Array.from(groups.flatMap((group, g) => group.map(() => g))),
    columns: [
      {
        kind: 'number',
        key: 'x',
        label: 'x',
        unit: 'mm',
        values: Float64Array.from(groups.flat()),
        ...column,
      } as BaselineColumn,
    ],
  }
}

function ofCounts(counts: readonly (readonly number[])[]): BaselineInput {
  const codes = counts.map((own) => own.flatMap((count, level) => new Array<number>(count).fill(level)))
  return {
    groups: named(counts.length),
    assignment: Int32Array.from(codes.flatMap((own, g) => own.map(() => g))),
    columns: [
      {
        kind: 'category',
        key: 'c',
        label: 'c',
        levels: (counts[0] ?? []).map((_, i) => `level ${i}`),
        values: Float64Array.from(codes.flat()),
      },
    ],
  }
}

describe('baseline table', () => {
  it('tableone 0.13.2 on 60 patients: cells, differences and tests', () => {
    const column = (at: number): Float64Array =>
      Float64Array.from(patients, (row) => (row[at] === '' || row[at] === 'NA' ? NaN : Number(row[at])))
    const category = (at: number): { levels: string[]; values: Float64Array } => {
      const levels = [...new Set(patients.map((row) => row[at] ?? ''))].filter(Boolean).sort()
      return { levels, values: Float64Array.from(patients, (row) => levels.indexOf(row[at] ?? '')) }
    }
    const number = (key: string, at: number): BaselineColumn => ({
      kind: 'number',
      key,
      label: key,
      unit: '',
      values: column(at),
    })
    const input: BaselineInput = {
      groups: ['high', 'low'].map((key) => ({ key, label: key })),
      assignment: Int32Array.from(patients, (row) => ['high', 'low'].indexOf(row[0] ?? '')),
      columns: [
        number('age', 1),
        { kind: 'category', key: 'sex', label: 'sex', ...category(2) },
        { kind: 'category', key: 'stage', label: 'stage', ...category(3) },
        number('purity', 4),
        number('afp', 5),
        number('M2', 6),
      ],
    }
    const all = (shown: 'mean' | 'median'): BaselineRow[] => [
      ...baselineTable({
        ...input,
        variances: 'equal',
        columns: input.columns.map((c) => (c.kind === 'number' ? { ...c, shown } : c)),
      }).rows,
    ]
    const means = all('mean')
    means.forEach((row, i) => {
      expect(off(row.standardisedDifference.value ?? NaN, tableone.smd[i]?.[0] ?? NaN)).toBeLessThan(1e-10)
      const own = tableone.own[row.key]
      row.groups.forEach((cell, g) => {
        if ('mean' in cell) {
          expect(off(cell.mean ?? NaN, own?.mean?.[g] ?? NaN)).toBeLessThan(1e-12)
          expect(off(cell.sd ?? NaN, own?.sd?.[g] ?? NaN)).toBeLessThan(1e-12)
          const q = own?.q?.[g === 0 ? 'high' : 'low'] ?? []
          for (const [ours, theirs] of [cell.min, cell.q1, cell.median, cell.q3, cell.max].map((v, k) => [
            v,
            q[k],
          ]))
            expect(off(ours ?? NaN, theirs ?? NaN)).toBeLessThan(1e-12)
        } else expect(cell.counts).toEqual(own?.table?.map((line) => line[g]))
      })
    })
    for (const { _row, pNormal } of tableone.p)
      expect(Math.abs(logOf(means.find(({ key }) => key === _row)) - Math.log(pNormal))).toBeLessThan(1e-10)
    const [sex, stage] = tableone.pcat
    expect(Math.abs(logOf(means[1]) - Math.log(sex?.pApprox ?? NaN))).toBeLessThan(1e-10)
    expect(Math.abs(logOf(means[2]) - Math.log(stage?.pExact ?? NaN))).toBeLessThan(1e-10)
    // tableone takes Kruskal–Wallis for two groups, ours is the rank-sum test: its own p differs, its ranks are the same
    for (const { _row, pNonNormal } of tableone.p) {
      const own = input.columns.find(({ key }) => key === _row)?.values ?? new Float64Array()
      const of = (g: number): Ascending => ascending(own.filter((_, row) => input.assignment[row] === g))
      expect(Math.abs(kruskalWallis(orderOf([of(0), of(1)])).logP - Math.log(pNonNormal))).toBeLessThan(1e-10)
      const row = all('median').find(({ key }) => key === _row)
      expect(row?.test).toMatchObject({ method: 'Wilcoxon rank-sum test' })
    }
  })

  it.each(numbers.map((entry, i) => [i, entry] as const))(
    'R oneway.test and kruskal.test, case %i',
    (_, entry) => {
      const first = (more: Partial<BaselineInput>, shown: 'mean' | 'median'): number =>
        logOf(baselineTable({ ...grouped(entry.groups, { shown }), ...more }).rows[0])
      expect(Math.abs(first({ variances: 'equal' }, 'mean') - Math.log(entry.equal))).toBeLessThan(1e-7)
      expect(Math.abs(first({}, 'mean') - Math.log(entry.unequal))).toBeLessThan(1e-7)
      if (entry.groups.length > 2)
        expect(Math.abs(first({}, 'median') - Math.log(entry.kruskal))).toBeLessThan(1e-9)
    },
  )

  it.each(shares.map((entry, i) => [i, entry] as const))(
    'R chisq.test and fisher.test, case %i',
    (_, entry) => {
      const row = baselineTable({ ...ofCounts(entry.counts), permutations: 4000 }).rows[0]
      expect(row?.test).toMatchObject({ method: entry.sparse ? "Fisher's exact test" : "Pearson's χ² test" })
      const p = entry.sparse ? entry.fisher : entry.chisq
      if (p === undefined) return // too many tables for R
      const sampled = row?.test.kind === 'tested' && row.test.variant.kind === 'permutation'
      const allowed = sampled ? 4 * Math.sqrt((1 - p) / p / 4000) : 1e-7
      expect(Math.abs(logOf(row) - Math.log(p))).toBeLessThan(allowed)
    },
  )

  it('says how it shows a number, and why', () => {
    const plain = baselineTable(
      grouped([
        [1, 2, 3, 4],
        [2, 3, 4, 5],
      ]),
    ).rows[0]
    expect(plain).toMatchObject({ shown: 'mean', why: 'skewness at most 0.0 in each group' })
    expect(plain?.test).toMatchObject({ method: 'Welch two-sample t-test' })
    const skew = baselineTable(
      grouped([
        [1, 2, 3, 90],
        [2, 3, 4, 5],
      ]),
    ).rows[0]
    expect(skew).toMatchObject({ shown: 'median', why: 'skewness 2.0 in a group (above 1)' })
    expect(skew?.test).toMatchObject({
      method: 'Wilcoxon rank-sum test',
      variant: { kind: 'conditional-exact' },
    })
    expect(
      baselineTable(
        grouped(
          [
            [1, 2, 3, 90],
            [2, 3, 4, 5],
          ],
          { shown: 'mean' },
        ),
      ).rows[0],
    ).toMatchObject({
      why: 'asked for',
    })
  })

  it('counts everybody: missing values, and patients in no group', () => {
    const table = baselineTable({
      groups: named(2),
      assignment: Int32Array.from([0, 0, 0, 1, 1, 1, -1]),
      columns: [
        {
          kind: 'number',
          key: 'x',
          label: 'x',
          unit: '',
          values: Float64Array.from([1, 2, NaN, 4, 0, 6, 1e9]),
        },
        {
          kind: 'category',
          key: 's',
          label: 's',
          levels: ['f', 'm', 'x'],
          values: Float64Array.from([0, 1, 1, NaN, NaN, 0, 2]),
        },
      ],
    })
    expect(table.groups.map(({ n }) => n)).toEqual([3, 3])
    expect(table.nUngrouped).toBe(1)
    expect(table.rows[0]?.groups).toMatchObject([
      { n: 2, nMissing: 1, mean: 1.5 },
      { n: 3, nMissing: 0 },
    ])
    expect(table.rows[0]?.overall).toMatchObject({ n: 5, nMissing: 1, max: 6 })
    expect(table.rows[1]?.groups).toMatchObject([
      { n: 3, nMissing: 0, counts: [1, 2, 0] },
      { n: 1, nMissing: 2, counts: [1, 0, 0], shares: [1, 0, 0] },
    ])
    expect(table.rows[1]?.overall).toMatchObject({ n: 4, nMissing: 2, counts: [2, 2, 0] })
    for (const row of table.rows)
      expect(row.groups.reduce((sum, cell) => sum + cell.n + cell.nMissing, 0)).toBe(6)
  })

  it('q over its rows; a row that cannot be tested is planned and not tested', () => {
    const table = baselineTable({
      ...grouped([
        [1, 2, 3, 4],
        [5, 6, 7, 9],
      ]),
      columns: [
        {
          kind: 'number',
          key: 'a',
          label: 'a',
          unit: '',
          values: Float64Array.from([1, 2, 3, 4, 5, 6, 7, 9]),
        },
        {
          kind: 'number',
          key: 'b',
          label: 'b',
          unit: '',
          values: Float64Array.from([1, 2, 3, 4, 1, 2, 3, 5]),
        },
        { kind: 'number', key: 'c', label: 'c', unit: '', values: new Float64Array(8).fill(7) },
      ],
    })
    expect(table.family).toMatchObject({ planned: 3, tested: 2, adjustment: 'BH' })
    const [a, b, c] = table.rows
    if (a?.test.kind !== 'tested' || b?.test.kind !== 'tested') throw new Error('not tested')
    expect(a.test.qValue).toBeCloseTo(2 * (a.test.pValue ?? NaN), 12)
    expect(b.test.qValue).toBeCloseTo(b.test.pValue ?? NaN, 12)
    expect(c?.test).toEqual({ kind: 'notTestable', reason: 'all values are equal', n: 8 })
    expect(c?.standardisedDifference.value).toBe(0)
  })

  it('rows of patients in another order give the same table', () => {
    const value = fc.record({
      g: fc.integer({ min: -1, max: 2 }),
      x: fc.oneof(fc.constant(NaN), fc.integer({ min: -5, max: 9 })),
      c: fc.constantFrom(NaN, 0, 1, 2),
    })
    fc.assert(
      fc.property(fc.array(value, { minLength: 4, maxLength: 30 }), (rows) => {
        const of = (list: typeof rows): BaselineInput => ({
          groups: named(3),
          assignment: Int32Array.from(list, ({ g }) => g),
          columns: [
            { kind: 'number', key: 'x', label: 'x', unit: '', values: Float64Array.from(list, ({ x }) => x) },
            {
              kind: 'category',
              key: 'c',
              label: 'c',
              levels: ['a', 'b', 'c'],
              values: Float64Array.from(list, ({ c }) => c),
            },
          ],
        })
        expect(baselineTable(of(rows.toReversed()))).toEqual(baselineTable(of(rows)))
      }),
      { numRuns: 60 },
    )
  })

  it('by set: groups within each, and the sets against each other', () => {
    const input = grouped([
      [1, 2, 3, 4],
      [5, 6, 7, 9],
    ])
    const { sets, acrossSets } = baselineTablesBySet(input, {
      names: [
        { key: 'train', label: 'Training' },
        { key: 'test', label: 'Test' },
      ],
      assignment: Int32Array.from([0, 0, 1, 1, 0, 0, 1, 1]),
    })
    expect(sets.map(({ set, table }) => [set.key, table.groups.map(({ n }) => n)])).toEqual([
      ['train', [2, 2]],
      ['test', [2, 2]],
    ])
    expect(sets[0]?.table.rows[0]?.groups).toMatchObject([{ mean: 1.5 }, { mean: 5.5 }])
    expect(acrossSets.rows[0]?.groups[1]).toMatchObject({ mean: 5.75 })
    expect(() => baselineTablesBySet(input, { names: [], assignment: new Int32Array(3) })).toThrow(
      InvalidInput,
    )
  })

  it('what cannot be tested has its reason', () => {
    const reason = (input: BaselineInput): unknown => baselineTable(input).rows[0]?.test
    expect(reason(grouped([[1, 2], []]))).toMatchObject({ reason: 'a group has no value' })
    expect(
      reason(
        grouped([
          [1, 2],
          [NaN, NaN],
        ]),
      ),
    ).toMatchObject({ reason: 'a group has no value', n: 2 })
    expect(reason(grouped([[1, 2, 3]]))).toMatchObject({ reason: 'there is one group' })
    expect(
      reason(
        grouped([
          [1, 1],
          [2, 2],
        ]),
      ),
    ).toMatchObject({ reason: expect.stringContaining('no variance') as string })
    expect(reason(grouped([[1, 2], [2]]))).toMatchObject({ reason: 'a group has one value' })
    expect(
      reason(
        ofCounts([
          [4, 0],
          [3, 0],
        ]),
      ),
    ).toMatchObject({ reason: 'everybody has the same level' })
    expect(
      reason(
        ofCounts([
          [4, 1],
          [0, 0],
        ]),
      ),
    ).toMatchObject({ reason: 'a group has no value' })
    expect(
      reason(
        ofCounts([
          [4, 0],
          [0, 4],
        ]),
      ),
    ).toMatchObject({ method: "Fisher's exact test", statistic: { value: null } })
    expect(() =>
      baselineTable(
        grouped([
          [1, 2],
          [Infinity, 2],
        ]),
      ),
    ).toThrow(InvalidInput)
    expect(() =>
      baselineTable({
        ...grouped([
          [1, 2],
          [3, 2],
        ]),
        groups: [],
      }),
    ).toThrow(InvalidInput)
    const two = grouped([
      [1, 2],
      [3, 2],
    ])
    expect(() => baselineTable({ ...two, columns: [...two.columns, ...two.columns] })).toThrow(InvalidInput)
    const wrong = ofCounts([
      [1, 1],
      [1, 1],
    ])
    expect(() =>
      baselineTable({
        ...wrong,
        columns: wrong.columns.map((c) => ({ ...c, values: Float64Array.of(0, 1, 2, 0) })),
      }),
    ).toThrow(InvalidInput)
  })
})
